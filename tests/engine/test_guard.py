"""Internal errors: one costs the function or statement in which it happens, and not the file."""

from pathlib import Path

import libcst as cst
import pytest

from flake8_graph_me.api import check_source, graph_requests
from flake8_graph_me.engine import expressions
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Value
from flake8_graph_me.engine.machine import guard
from flake8_graph_me.engine.machine.budget import Budget
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.support.local_files import write

TOKEN = """
import msal
import requests

G = "https://graph.microsoft.com/v1.0"
app = msal.ConfidentialClientApplication("client-id", client_credential="secret")


def headers():
    token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
    return {"Authorization": f"Bearer {token}"}


"""
ODD = "def odd():\n    return headers(), broken\n\n\nodd()\n"
AFTER = 'requests.get(G + "/me/after", headers=headers())\n'


@pytest.fixture(autouse=True)
def _breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The analysis breaks where a program mentions ``broken``, and survives it."""
    monkeypatch.setattr(guard, "SURVIVED", (Exception,))
    whole = expressions.EVALUATORS[cst.Name]

    def evaluate(run: Run, node: cst.Name, frame: Frame, state: State) -> Value:
        if node.value == "broken":
            raise KeyError("a text of the analysed source")
        return whole(run, node, frame, state)

    evaluators = dict(expressions.EVALUATORS)
    evaluators[cst.Name] = evaluate
    monkeypatch.setattr(expressions, "EVALUATORS", evaluators)


def check(program: str, path: str = "program.py") -> dict[str, Finding]:
    """The findings in a program, each under its code and the last part of its path."""
    options = Options(upn="adele@contoso.com", incomplete=True)
    found = check_source(program, path, options=options)
    paths = (each.message.partition("'")[2].partition("'")[0] for each in found)
    return {f"{each.code} {path}": each for each, path in zip(found, paths, strict=True)}


def broken_in(where: str) -> str:
    return f"the analysis failed {where} (internal error, KeyError at evaluate:"


def test_in_a_function(tmp_path: Path) -> None:
    program = TOKEN + ODD + AFTER
    found = check(program, str(tmp_path / "program.py"))
    assert set(found) == {"GME001 /me/after", "GME901 "}
    assert broken_in("in odd()") in found["GME901 "].message
    assert "analysed source" not in found["GME901 "].message
    assert found["GME901 "].place.span.start.line == TOKEN.count("\n") + 1


def test_the_list_of_requests_names_the_function(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(TOKEN + ODD + AFTER)
    odd, after = graph_requests([path], options=Options())
    assert (after.path, after.verdict) == ("/me/after", "GME001")
    assert (odd.path, odd.method, odd.verdict) == (None, None, None)
    assert odd.why.startswith("a part of this code could not be analysed (internal error, KeyErro")
    assert "analysed source" not in odd.why
    assert odd.place.span.start.line == TOKEN.count("\n") + 1


def test_no_fix_is_offered_in_that_file(tmp_path: Path) -> None:
    whole = check(TOKEN + AFTER, str(tmp_path / "program.py"))
    part = check(TOKEN + ODD + AFTER, str(tmp_path / "p.py"))
    assert whole["GME001 /me/after"].fix is not None
    assert part["GME001 /me/after"].fix is None
    assert "a part of this file could not be analysed" in part["GME001 /me/after"].message


def test_what_the_function_may_have_set_is_unknown(tmp_path: Path) -> None:
    program = TOKEN + (
        "SIGNED = headers()\n\n\n"
        "def sign_in():\n    global SIGNED\n    SIGNED = broken\n\n\n"
        "sign_in()\n"
        'requests.get(G + "/me/signed", headers=SIGNED)\n'
    )
    found = check(program, str(tmp_path / "program.py"))
    assert "GME001 /me/signed" not in found
    assert "GME901 " in found


def test_what_it_was_handed_is_unknown(tmp_path: Path) -> None:
    program = TOKEN + (
        "signed = headers()\n\n\n"
        "def sign_in(given):\n    given.update(broken)\n\n\n"
        "sign_in(signed)\n"
        'requests.get(G + "/me/signed", headers=signed)\n'
    )
    assert "GME001 /me/signed" not in check(program, str(tmp_path / "program.py"))


def test_what_it_returns_is_unknown(tmp_path: Path) -> None:
    program = TOKEN + (
        "def path():\n    broken\n    return '/users/adele@contoso.com'\n\n\n"
        "requests.get(G + path(), headers=headers())\n" + AFTER
    )
    assert set(check(program, str(tmp_path / "program.py"))) == {"GME001 /me/after", "GME901 "}


def test_in_a_function_that_nobody_calls(tmp_path: Path) -> None:
    program = TOKEN + (
        "def odd():\n    requests.get(G + '/me/before', headers=headers())\n    return broken\n\n\n"
        "def even():\n    return requests.get(G + '/me/other', headers=headers())\n"
    )
    found = check(program, str(tmp_path / "program.py"))
    assert {"GME001 /me/other", "GME901 "} <= set(found)


def test_in_a_statement_of_the_module(tmp_path: Path) -> None:
    program = (
        TOKEN
        + "signed = headers()\nsigned = broken\n"
        + ('requests.get(G + "/me/signed", headers=signed)\n' + AFTER)
    )
    found = check(program, str(tmp_path / "program.py"))
    assert set(found) >= {"GME001 /me/after", "GME901 "}
    assert "GME001 /me/signed" not in found
    assert broken_in("in this module") in found["GME901 "].message


@pytest.mark.parametrize("at", ["statement", "function"])
def test_in_an_imported_module(tmp_path: Path, at: str) -> None:
    odd = "broken\n" if at == "statement" else ODD
    write(tmp_path, {"auth.py": TOKEN + odd + "PATH = '/me/after'\n"})
    request = "requests.get(auth.G + auth.PATH, headers=auth.headers())\n"
    program = f"import requests\n\nimport auth\n\n{request}"
    found = check(program, str(tmp_path / "program.py"))
    assert set(found) == {"GME001 /me/after", "GME901 "}


def test_without_the_guard_the_file_cannot_be_analysed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "SURVIVED", ())
    found = check(TOKEN + "broken\n" + AFTER, str(tmp_path / "program.py"))
    assert [each.code for each in found.values()] == ["GME900"]


def test_a_token_that_is_not_known_is_no_app_only_one_then(tmp_path: Path) -> None:
    """The part that failed may acquire others."""
    program = TOKEN + (
        "def get(token):\n"
        '    signed = {"Authorization": f"Bearer {token}"}\n'
        '    return requests.get(G + "/me/handed", headers=signed)\n\n\n'
        "def other():\n    return app.acquire_token_for_client(known)\n"
    )
    assert set(check(program, str(tmp_path / "program.py"))) == {"GME002 /me/handed"}
    odd = program.replace("known", "broken")
    assert set(check(odd, str(tmp_path / "program.py"))) == {"GME901 "}


def test_out_of_memory_is_not_survived() -> None:
    def work() -> int:
        raise MemoryError

    with pytest.raises(MemoryError):
        guard.guarded(Budget(), work, lambda _: 1)
