"""What the command says that shows what was known at a line. Must not know how it finds out."""

import subprocess
import sys
from pathlib import Path

import pytest

from flake8_graph_me.engine.machine import run as machine
from flake8_graph_me.terms.options import Options
from tests.inspection.show_knowledge import report

ROOT = Path(__file__).parents[2]
CLIENT = """\
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]


def get(path):
    return requests.get("https://graph.microsoft.com/v1.0" + path, headers={"Authorization": token})
"""
REQUEST = 9


def known(folder: Path, source: str, line: int) -> str:
    path = folder / "program.py"
    path.write_text(source, encoding="utf-8")
    return "\n".join(report(str(path), line, Options()))


def test_a_request_with_its_path_and_identity(tmp_path: Path) -> None:
    said = known(tmp_path, CLIENT + '\n\nget("/me")\n', REQUEST)
    assert "gates: the file passes" in said
    assert "function: get was called by known code" in said
    assert """"https://graph.microsoft.com/v1.0" + path: 'https://graph""" in said
    assert "sink call in get(): get(url='https://graph.microsoft.com/v1.0/me'" in said
    assert "  GET /me as app-only\n  verdict: PROVEN, which GME001 reports" in said
    assert "\nfinding: GME001 GET '/me'" in said
    assert "bound" not in said


def test_the_gates_and_what_they_miss(tmp_path: Path) -> None:
    said = known(tmp_path, CLIENT.replace("acquire_token_for_client", "token"), REQUEST)
    assert "gates: the file does NOT pass: a check ends here\n  signs, its own: PACKAGE, " in said
    assert "values: no expression that begins on the line was evaluated" in said


def test_a_function_that_nothing_leads_to(tmp_path: Path) -> None:
    source = CLIENT + '\n\ndef add(one, two):\n    return one + two\n\n\nget("/me")\n'
    said = known(tmp_path, source, REQUEST + 4)
    assert "add was NOT entered (relevance: no name in it leads to a sign)" in said
    assert "values: no expression that begins on the line was evaluated" in said


def test_tests_that_conditions_ask_for(tmp_path: Path) -> None:
    source = (
        CLIENT
        + '\n\ndef mine(flag, kind):\n    path = "/me" if flag else "/users"\n    get(path)\n'
    )
    said = known(tmp_path, source, REQUEST + 5)
    assert "function: mine was entered with unknown arguments" in said
    assert "  path: '/me' if +1 -2 or '/users' if -1" in said
    assert "  1: parameter flag is true\n  2: parameter flag is None" in said


def test_a_bound(tmp_path: Path) -> None:
    deep = "\n".join(f"def f{n}(x):\n    return f{n + 1}(x)\n" for n in range(200))
    said = known(tmp_path, f'{CLIENT}\n{deep}\nf200 = get\nf0("/me")\n', REQUEST)
    assert "\nbound: " in said
    assert machine.MAX_DEPTH < 200


def test_a_line_of_an_imported_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "client.py").write_text(CLIENT, encoding="utf-8")
    main = tmp_path / "main.py"
    main.write_text('from client import get\n\nget("/me")\n', encoding="utf-8")
    said = "\n".join(report(str(tmp_path / "client.py"), REQUEST, Options(), str(main)))
    assert "sink call in get(): get(url='https://graph.microsoft.com/v1.0/me'" in said
    assert "\nfinding: GME001 GET '/me'" in said


@pytest.mark.parametrize("place", ["nowhere.py:1", "program.py:one", "broken.py:1"])
def test_what_cannot_be_read(tmp_path: Path, place: str) -> None:
    (tmp_path / "broken.py").write_text("def", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.inspection.show_knowledge", place],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
