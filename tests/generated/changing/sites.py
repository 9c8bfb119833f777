"""A site: one way in which state changes, between a token and the requests that it decides.

Must not know what else is in the program.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tests.generated.acquiring.tokens import AUTHORITY, DEFAULT
from tests.generated.changing.templates import Filling, has_a_condition, parts
from tests.generated.pieces import Maker, Piece, indented, joined
from tests.generated.programs import APP_TOKENS, OTHER_USER, URLS, USER_TOKENS
from tests.generated.senders.sending import GRAPH, SENDERS, Ask, bearer
from tests.generated.urls.url_formats import RELATIVE
from tests.generated.urls.where import Where

FOLDERS = ("messages", "events", "contacts", "mailFolders")
LIBRARIES = ("contoso_plugins", "fabrikam_ui", "tailspin_login", "northwind_hooks", "adatum_kit")
_SIMPLE = re.compile(r"""[\w.$"'\[\]]+(?:\(\))?""")


@dataclass(frozen=True)
class Input:
    """Something that a program reads when it is run: a variable, or an argument."""

    name: str
    is_variable: bool

    @property
    def condition(self) -> str:
        """The expression that is true where it says yes."""
        if self.is_variable:
            return f'os.environ.get("{self.name}") == "yes"'
        return f'"--{self.name}" in sys.argv'

    def asked(self, m: Maker) -> Piece:
        """The same as a program asks it itself."""
        if self.is_variable or m.chance(2):
            return Piece(self.condition, ("import os", "import sys"))
        parser, options = m.name("parser"), m.name("options")
        setup = (
            f"{parser} = argparse.ArgumentParser()",
            f'{parser}.add_argument("--{self.name}", action="store_true")',
            f"{options} = {parser}.parse_known_args()[0]",
        )
        return Piece(f"{options}.{self.name}", ("import argparse",), setup)


@dataclass(frozen=True)
class Choice:
    """What is chosen of a way.

    ``library`` is the condition on which the library does something, ``flag`` that on which the
    program itself does; an empty one is always true. ``user_by_library``: the user's token comes
    from the library as well.
    """

    text: str
    library: str = ""
    flag: Piece = field(default_factory=Piece)
    user_by_library: bool = True


@dataclass(frozen=True)
class Site:
    """A site's code: of the program, and of what drives it; and its libraries, by name."""

    number: str
    code: Piece
    drive: Piece = field(default_factory=Piece)
    libraries: Mapping[str, str] = field(default_factory=dict)


def uses_the_library(text: str) -> bool:
    """Whether a text names the library."""
    return "$lib" in text


def chosen(m: Maker, text: str, given: Input | None) -> Choice:
    """How a text's change is done: always, or as an input says."""
    by_library = uses_the_library(text)
    user_by_library = "$USER" in text and m.chance(2)
    if given is None:
        return Choice(text, user_by_library=user_by_library)
    may_ask_itself = has_a_condition(text)
    if may_ask_itself and (not (by_library or user_by_library) or m.chance(2)):
        return Choice(text, flag=given.asked(m), user_by_library=user_by_library)
    # Where nothing else can, the library decides whose token it gives.
    user_by_library = user_by_library or ("$USER" in text and not by_library)
    return Choice(text, library=given.condition, user_by_library=user_by_library)


def placed(m: Maker, choice: Choice, number: str) -> Site:
    """The code of a site."""
    texts = parts(choice.text)
    library = m.name(m.pick(LIBRARIES))
    names = {"lib": library, "module": "module", **_paths(number)}
    if texts.part:
        names["part"] = m.name("contoso_shared")
    fill = _Section(m, choice, names, number)
    code = fill(texts.program)
    if texts.stands_anywhere and m.chance(2):
        code = within(m, code)
    if texts.part:
        part = fill(texts.part)
        files = {**code.files, **part.files, names["part"]: replace(part, files={})}
        code = replace(code, files=files)
    drive = Filling(names, m.name, "", _no_request)(texts.drive) if texts.drive else Piece()
    return Site(number, code.done_at_the_top(), drive, {library: choice.library or "True"})


def within(m: Maker, code: Piece) -> Piece:
    """The code in a function or a method, which is called."""
    main, kind = m.name("main"), m.name("Job")
    forms: list[tuple[str, str, int, tuple[str, ...]]] = [
        (f"def {main}():", f"{main}()", 1, ()),
        (f"class {kind}:\n    def run(self):", f"{kind}().run()", 2, ()),
    ]
    # A running loop runs no other.
    if not any("asyncio.run(" in text for text in (*code.setup, *code.body)):
        forms.append((f"async def {main}():", f"asyncio.run({main}())", 1, ("import asyncio",)))
    form, call, depth, imports = m.pick(forms)
    whole = f"{form}\n{indented(code.body, depth)}"
    setup = (*code.setup, whole)
    return replace(code, imports=(*code.imports, *imports), setup=setup, body=(call,))


def _paths(number: str) -> dict[str, str]:
    tail = f"messages/{number}"
    return {"MINE": f"/me/{tail}", "OTHERS": f"/users/{OTHER_USER}/{tail}"}


def _no_request(kind: str, sent: str) -> Piece:
    raise AssertionError(f"what drives a program sends nothing itself: {kind} {sent}")


@dataclass(frozen=True)
class _Section:
    """Fills the parts of one text: each has tokens of its own."""

    m: Maker
    choice: Choice
    names: dict[str, str]
    number: str

    def __call__(self, text: str) -> Piece:
        app = app_token(self.m)
        user = self._user() if "$USER" in text else Piece()
        names = self.names
        names |= {
            "APP": app.value,
            "USER": user.value,
            "APP_HEADERS": f'{{"Authorization": {bearer(self.m, app.value)}}}',
            "USER_HEADERS": f'{{"Authorization": {bearer(self.m, user.value)}}}',
        }
        sender = _Sending(self.m, self.number, app.value)
        filled = Filling(names, self.m.name, self.choice.flag.value, sender)(text)
        imports = []
        if uses_the_library(text) or (self.choice.user_by_library and "$USER" in text):
            imports.append(f"import {names['lib']}")
        return joined("", app, user, self.choice.flag, filled).then("", imports=imports)

    def _user(self) -> Piece:
        if self.choice.user_by_library:
            return Piece(f"{self.names['lib']}.token()")
        return self.m.named(self.m.pick(USER_TOKENS)(self.m), "user_token").done_at_the_top()


def app_token(m: Maker) -> Piece:
    """An app-only token: in a variable, or acquired anew wherever it is read."""
    if m.chance(2):
        return m.named(m.pick(APP_TOKENS)(m), "token").done_at_the_top()
    app = m.name("app")
    made = f'msal.ConfidentialClientApplication("client-id", "secret", "{AUTHORITY}")'
    value = f'{app}.acquire_token_for_client(["{DEFAULT}"])["access_token"]'
    return Piece(value, ("import msal",), (f"{app} = {made}",))


@dataclass(frozen=True)
class _Sending:
    """Requests of a site: of a token, headers, or a session that has them."""

    m: Maker
    number: str
    app: str

    def __call__(self, kind: str, sent: str) -> Piece:
        if kind == "token":
            return self._of_token(sent)
        if kind == "url":
            return self._by_requests(f"requests.get({sent}, headers={self._headers(self.app)})")
        if kind == "both":
            token, path = sent.split(", ", 1)
            url, given = f'"{GRAPH}" + {path}', self._headers(token)
            return self._by_requests(f"requests.get({url}, headers={given})")
        target = self._url(GRAPH, "/")
        if kind == "session":
            form = self.m.pick(("{}.get({})", '{}.request("GET", {})', "{}.get(url={})"))
            return joined("", target, _printed(form.format(sent, target.value), ""))
        client = self.m.pick(("requests", "httpx"))
        form = self.m.pick(("{}.get({}, headers={})", '{}.request("GET", {}, headers={})'))
        return joined("", target, _printed(form.format(client, target.value, sent), client))

    def _of_token(self, token: str) -> Piece:
        sender = self.m.pick(SENDERS)
        url = self._url(sender.prefix, sender.lead)
        ask = Ask(self.m.pick(("GET", "GET", "GET", "PATCH", "DELETE")))
        sent = sender.statements(self.m, url.value, _whole(token), ask)
        return joined("", url, sent)

    def _by_requests(self, call: str) -> Piece:
        return _printed(call, "requests")

    def _headers(self, token: str) -> str:
        return f'{{"Authorization": {bearer(self.m, _whole(token))}}}'

    def _url(self, prefix: str, lead: str) -> Piece:
        where = Where(prefix, ("me", self.m.pick(FOLDERS), self.number), lead=lead)
        if self.m.chance(2):
            return Piece(f'"{where.text}"')
        return self.m.pick(URLS if prefix else RELATIVE)(self.m, where).done_at_the_top()


def _whole(expression: str) -> str:
    """The expression as it can stand in a larger one."""
    return expression if _SIMPLE.fullmatch(expression) else f"({expression})"


def _printed(call: str, client: str) -> Piece:
    return Piece("", (f"import {client}",) if client else (), body=(f"print({call}.status_code)",))
