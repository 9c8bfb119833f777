"""A real python-lsp-server: its flake8 shows our findings as the user types, our plugin mends."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.frontends.editors.client import Client, applied, running
from tests.frontends.editors.test_fixes import check

SOURCE = """\
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
result = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
x = "🙂"; requests.get("https://graph.microsoft.com/v1.0/me",
    headers={"Authorization": "Bearer " + result["access_token"]},
)
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with running([sys.executable, "-m", "pylsp"], tmp_path, silent=True) as client:
        client.request(
            "initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}}
        )
        client.notify("initialized", {})
        others = ("pycodestyle", "pyflakes", "mccabe", "pylint", "jedi_definition")
        plugins = {name: {"enabled": False} for name in others}
        plugins["flake8"] = {"enabled": True}
        client.notify(
            "workspace/didChangeConfiguration", {"settings": {"pylsp": {"plugins": plugins}}}
        )
        yield client


def test_finding_is_shown_as_a_diagnostic(client: Client, tmp_path: Path) -> None:
    (tmp_path / ".flake8").write_text("[flake8]\nselect = GME\n")
    # What counts is the text in the editor: the file on disk has nothing to find.
    (tmp_path / "mail.py").write_text("x = 1\n")
    (diagnostic,) = client.published(client.open(tmp_path / "mail.py", SOURCE))
    assert diagnostic["code"] == "GME001"
    assert diagnostic["source"] == "flake8"
    assert "acquire_token_for_client" in diagnostic["message"]
    assert diagnostic["range"]["start"]["line"] == 5


def test_fix_is_the_commands(client: Client, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.flake8-graph-me]\nupn = "a@b.c"\n')
    path = tmp_path / "mail.py"
    path.write_text("x = 1\n")
    uri = client.open(path, SOURCE)
    assert client.actions(uri, 0) == []
    (action,) = client.actions(uri, 5)
    assert action["title"] == "Replace `me` with `users/a@b.c`"
    assert action["kind"] == "quickfix"
    assert action["isPreferred"] is True
    path.write_text(SOURCE)
    check(tmp_path, "--fix", "mail.py")
    assert applied(SOURCE, action["edit"]["changes"][uri]) == path.read_text()
    assert path.read_text() != SOURCE


def test_noqa_and_exclusion_hold(client: Client, tmp_path: Path) -> None:
    (tmp_path / ".flake8").write_text("[flake8]\nexclude = made.py\n")
    for name, source in (("made.py", SOURCE), ("own.py", SOURCE.replace('me",', 'me",  # noqa'))):
        assert client.actions(client.open(tmp_path / name, source), 5) == []
