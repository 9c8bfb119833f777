"""Programs that take more steps than an analysis has: what is still known, and what is not."""

from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.pipeline.known import knowledge_for
from flake8_graph_me.rules.reports import Draft
from flake8_graph_me.rules.request_rules import CUT_SHORT, request_drafts
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.terms.options import Options

STEPS = 3_000
LONG = "report(" + ", ".join(f"row({number})" for number in range(STEPS // 2)) + ")"
HEAD = """
import msal
import requests
GRAPH = "https://graph.microsoft.com/v1.0"
app = msal.ConfidentialClientApplication("client-id", "secret")
def app_token():
    return app.acquire_token_for_client([".default"])["access_token"]
def send(path, token):
    requests.get(GRAPH + path, headers={"Authorization": "Bearer " + token})
"""


def drafts(program: str, steps: int = STEPS) -> list[Draft]:
    """What is found in a program with so many steps."""
    known = knowledge_for(Options())
    run = interpret(parse(HEAD + program), known.rows, "program.py", steps=steps)
    assert bool(run.budget.cut) is (steps == STEPS)
    return request_drafts(run, "program.py", known.recognition)


def summary(program: str) -> list[tuple[str, str | None]]:
    return [(draft.code, draft.withheld) for draft in drafts(program)]


def test_functions_are_entered_although_the_body_was_too_long() -> None:
    program = f"{LONG}\ndef inbox():\n    send('/me/messages', app_token())\n"
    (draft,) = drafts(program)
    assert (draft.code, draft.withheld) == ("GME001", None)
    assert draft.segment is not None


def test_what_follows_in_the_body_is_run() -> None:
    assert summary(f"{LONG}\nsend('/me', app_token())\n") == [("GME001", None)]
    assert summary(f"{LONG}\n" * 3 + "send('/me', app_token())\n") == [("GME001", None)]


def test_what_was_found_before_stays() -> None:
    assert summary(f"send('/me', app_token())\n{LONG}\n") == [("GME001", None)]


USED = {
    "a constant": ("path = '/me'\ndef inbox():\n send(path, app_token())", "print(path)"),
    "a constant of a class": (
        "class C: path = '/me'\ndef inbox():\n send(C.path, app_token())",
        "print(C.path)",
    ),
    "the function itself": ("def inbox():\n send('/me', app_token())\n return 1", "inbox()"),
    "a method": (
        "class C:\n def inbox(self):\n  send('/me', app_token())\nC().inbox()",
        "C()",
    ),
    "what it gives": (
        "def path(): return '/me'\ndef inbox():\n send(path(), app_token())",
        "print(path())",
    ),
    "what it keeps": (
        "last = ''\ndef inbox():\n global last\n last = '/me'\n send(last, app_token())",
        "print(last)",
    ),
    "what another function keeps of it": (
        (
            "last = []\ndef keep(path):\n last.append(path)\n return path\n"
            "def inbox():\n send(keep('/me'), app_token())"
        ),
        "print(last)",
    ),
    "what its caller keeps of it": (
        (
            "last = []\ndef path(): return '/me'\n"
            "def inbox():\n last.append(path())\n send(path(), app_token())"
        ),
        "print(last)",
    ),
    "any of the module": ("def inbox():\n send('/me', app_token())", "globals()[input()]()"),
}


def test_a_text_that_code_past_the_bound_may_use_is_not_edited() -> None:
    for name, (program, use) in USED.items():
        long = f"def long():\n {LONG}\n {use}\n"
        found = summary(f"{program}\n{long}")
        assert found == [("GME001", CUT_SHORT)], f"wrong fix: {name}"
        other = f"def long():\n {LONG}\n print(1)\n"
        assert summary(f"{program}\n{other}") == [("GME001", None)], f"missing fix: {name}"


def test_an_instance_whose_making_was_cut_short_is_no_part_of_what_ran_before_it() -> None:
    methods = "".join(f" def m{n}(self):\n  self.m = toolkit.show(self)\n" for n in range(20))
    screen = (
        "import toolkit\nclass Screen(toolkit.Window):\n"
        f" def __init__(self):\n  super().__init__()\n{methods}"
    )
    inbox = "def inbox():\n send('/me', app_token())\n"
    assert summary(f"{screen}{inbox}") == [("GME001", None)]
    used = f"{inbox}{screen} def last(self):\n  self.m = inbox()\n"
    assert summary(f"{used}print(1)\n") == [("GME001", CUT_SHORT)]


def test_a_function_that_was_cut_short_hides_no_other() -> None:
    program = f"""
def main():
    {LONG}
    send("/me/messages", app_token())
main()
def other():
    send("/me/events", app_token())
"""
    assert summary(program) == [("GME001", None)]


def test_a_function_whose_call_was_not_followed_is_entered() -> None:
    known = knowledge_for(Options())
    for count in range(480, 605):
        filler = " pass\n" * count
        program = (
            f"def inbox():\n send('/me', app_token())\ndef main():\n{filler} inbox()\nmain()\n"
        )
        run = interpret(parse(HEAD + program), known.rows, "program.py", steps=600)
        found = request_drafts(run, "program.py", known.recognition)
        assert [draft.code for draft in found] == ["GME001"], f"missed alarm: {count}"


def test_a_function_that_nobody_calls_hides_no_other() -> None:
    program = f"""
def first():
    {LONG}
def second():
    send("/me/events", app_token())
"""
    assert summary(program) == [("GME001", None)]


CHANGED = {
    "a name": ("path = '/me'", "path = '/users'", "path"),
    "a name in a loop": ("path = '/me'", "for path in ['/users']: pass", "path"),
    "a global name": ("path = '/me'\ndef change():\n global path\n path = '/'", "change()", "path"),
    "an attribute": ("class C: path = '/me'", "C.path = '/users'", "C.path"),
    "an attribute of an object": (
        "class C:\n def __init__(self): self.path = '/me'\n def go(self): self.path = '/'\nc = C()",
        "c.go()",
        "c.path",
    ),
    "an item": ("paths = {'it': '/me'}", "paths['it'] = '/users'", "paths['it']"),
    "an item by a method": ("paths = {'it': '/me'}", "paths.update(it='/')", "paths['it']"),
    "an element": ("paths = ['/me']", "paths[0] = '/users'", "paths[0]"),
    "a session": (
        "s = requests.Session()\ns.headers['Authorization'] = 'Bearer ' + app_token()",
        "s.headers['Authorization'] = 'Bearer ' + input()",
        None,
    ),
    "what a session was made with": (
        (
            "from requests_oauthlib import OAuth2Session\n"
            "s = OAuth2Session(token=app.acquire_token_for_client(['.default']))"
        ),
        "s.fetch_token('https://login.example.org', input())",
        None,
    ),
    "whatever has it": (
        "class C:\n def __init__(self): self.path = '/me'\nc = C()",
        "for each in [c]: setattr(each, 'path', '/users')",
        "c.path",
    ),
    "a variable of a context": (
        "import contextvars\nv = contextvars.ContextVar('v')\nv.set('/me')",
        "v.set('/users')",
        "v.get()",
    ),
}


def test_what_may_have_been_changed_is_unknown() -> None:
    for name, (before, change, read) in CHANGED.items():
        call = "s.get(GRAPH + '/me')" if read is None else f"send({read}, app_token())"
        unfinished = f"if input():\n {LONG}\n " + change.replace("\n", "\n ")
        program = f"{before}\n{unfinished}\ndef inbox():\n    {call}\n"
        assert drafts(program) == [], f"false alarm: {name}"
        # The same without anything that takes long is found: the change was only possible.
        short = f"{before}\ndef inbox():\n    {call}\n"
        assert drafts(short, steps=100_000), f"missed alarm: {name}"


UNCHANGED = {
    "a constant": ("path = '/me'", "path"),
    "a constant of a class": ("class C: path = '/me'", "C.path"),
    "an object": ("class C:\n def __init__(self): self.path = '/me'\nc = C()", "c.path"),
    "a tuple": ("paths = ('/users', '/me')", "paths[1]"),
    "an enumeration": ("import enum\nclass P(enum.Enum):\n ME = '/me'", "P.ME.value"),
}


def test_what_nothing_changes_is_still_known() -> None:
    for name, (before, read) in UNCHANGED.items():
        program = f"{before}\n{LONG}\ndef inbox():\n    send({read}, app_token())\n"
        assert len(drafts(program)) == 1, f"missed alarm: {name}"


def test_writers_that_are_cut_short_leave_nothing_that_is_known() -> None:
    program = f"""
token = ""
def sign_in():
    global token
    token = app_token()
    {LONG}
    token = input()
def inbox():
    send("/me/messages", token)
def events():
    send("/me/events", app_token())
"""
    (draft,) = drafts(program)
    assert (draft.code, "/me/events" in draft.message) == ("GME001", True)


def test_that_only_app_only_tokens_are_acquired_is_not_known() -> None:
    program = """
def inbox(token):
    send("/me/messages", token)
def others():
    send("/users", app_token())
"""
    assert [draft.code for draft in drafts(program, steps=100_000)] == ["GME002"]
    assert drafts(f"{LONG}\n{program}") == []


def test_a_writer_that_takes_long_hides_nothing_of_another() -> None:
    program = f"""
root = ""
found = 0
def count():
    global found
    {LONG}
    found = 1
def choose():
    global root
    root = "/me"
def inbox():
    print(found)
    send(root, app_token())
"""
    assert [code for code, _ in summary(program)] == ["GME001"]
    of_any = program.replace("found = 1", "found = globals().update(input())")
    assert summary(of_any) == []
