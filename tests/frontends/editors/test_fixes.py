"""Quick fixes of the server: each gives what the command writes."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.frontends.editors.client import FULL_CAPABILITIES, Message, applied, server
from tests.frontends.editors.test_server import HEAD, PROGRAM, UPN, WRONG

SILENCE = "Silence GME001 on this line (# noqa)"
MAYBE = """\
import requests


def get(token, user_id):
    headers = {"Authorization": "Bearer " + token}
    requests.get("https://graph.microsoft.com/v1.0/me/messages", headers=headers)
"""


def check(folder: Path, *arguments: str) -> None:
    """The command's fixes, in files on disk."""
    command = [sys.executable, "-m", "flake8_graph_me", "check", *arguments]
    subprocess.run(command, cwd=folder, check=False, capture_output=True)


@pytest.mark.parametrize(
    ("source", "settings", "arguments", "suffix"),
    [
        (PROGRAM, UPN, ("--upn=adele@contoso.com",), ""),
        (
            PROGRAM,
            {"user-expression": 'os.environ["GRAPH_USER"]'},
            ('--user-expression=os.environ["GRAPH_USER"]',),
            "",
        ),
        (
            f"{HEAD}def get(user_id):\n    {WRONG}get('a')\n",
            {},
            ("--unsafe-fixes",),
            " (unsafe)",
        ),
        (f'x = "🙂é"; {WRONG}', None, (), None),
        (PROGRAM.replace("\n", "\r\n"), UPN, ("--upn=adele@contoso.com",), ""),
        (f'{HEAD}x = "🙂é"; {WRONG}', UPN, ("--upn=adele@contoso.com",), ""),
        (f"{HEAD}\x0c\nx = '\u2028'\n{WRONG}", UPN, ("--upn=adele@contoso.com",), ""),
    ],
)
@pytest.mark.parametrize("versions", [True, False])
def test_each_kind(
    tmp_path: Path,
    source: str,
    settings: Message | None,
    arguments: tuple[str, ...],
    suffix: str | None,
    versions: bool,
) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(source.encode())
    capabilities = FULL_CAPABILITIES if versions else {}
    with server(tmp_path, capabilities, settings=settings) as client:
        uri = client.open(path)
        found = client.published(uri, 1)
        if suffix is None:
            assert found == []
            return
        line = found[0]["range"]["start"]["line"]
        (action,) = [
            each
            for each in client.actions(uri, line, ["quickfix"])
            if each["title"].startswith("Replace")
        ]
    assert action["title"].endswith(suffix)
    assert action["isPreferred"] is (suffix == "")
    edits = edits_of(action, uri)
    check(tmp_path, "--fix", "--isolated", *arguments, "a.py")
    assert applied(source, edits).encode() == path.read_bytes()
    assert path.read_bytes() != source.encode()


@pytest.mark.parametrize("snippets", [True, False])
def test_the_placeholder(tmp_path: Path, snippets: bool) -> None:
    path = tmp_path / "a.py"
    path.write_text(PROGRAM)
    edit = {"documentChanges": True, "snippetEditSupport": snippets}
    with server(tmp_path, {"workspace": {"workspaceEdit": edit}}) as client:
        uri = client.open(path)
        action, _ = client.actions(uri, 6, ["quickfix"])
    (change,) = action["edit"]["documentChanges"][0]["edits"]
    if snippets:
        assert change["snippet"] == {"kind": "snippet", "value": "users/${1:<upn>}"}
    else:
        assert change["newText"] == "users/<upn>"


def test_all_safe_ones_together(tmp_path: Path) -> None:
    source = HEAD + WRONG + WRONG.replace("messages", "events") + MAYBE.partition("\n")[2]
    path = tmp_path / "a.py"
    path.write_text(source)
    with server(tmp_path, settings=UPN) as client:
        uri = client.open(path)
        client.published(uri, 1)
        (action,) = client.actions(uri, 0, ["source.fixAll"])
        assert action["kind"] == "source.fixAll.flake8-graph-me"
        assert client.actions(uri, 0, ["refactor"]) == []
        mended = applied(source, edits_of(action, uri))
        client.change(uri, 2, mended)
        client.published(uri, 2)
        assert client.actions(uri, 0, ["source.fixAll"]) == []
    check(tmp_path, "--fix", "--isolated", "--upn=adele@contoso.com", "a.py")
    assert mended == path.read_text()
    assert mended.count("/users/adele@contoso.com/") == 2


def test_a_text_in_another_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "paths.py").write_text('MAIL = "/me/messages"\n')
    path = tmp_path / "a.py"
    path.write_text(
        f"{HEAD}import paths\n"
        'requests.get("https://graph.microsoft.com/v1.0" + paths.MAIL, headers=headers)\n'
    )
    with server(tmp_path, settings=UPN) as client:
        uri = client.open(path)
        (found,) = client.published(uri, 1)
        assert (found["code"], found["data"]["fix"]) == ("GME001", None)
        assert found["message"].endswith("; no fix: the text is in paths.py, which is not open")
        # As for the command, what is not among the files is not edited.
        assert [each["title"] for each in client.actions(uri, 7, ["quickfix"])] == [SILENCE]
        other = client.open(tmp_path / "paths.py")
        client.published(other, 1)
        (found,) = client.published(uri, 1)
        assert found["data"]["fix"] is not None
        assert "no fix" not in found["message"]
        action, _ = client.actions(uri, 7, ["quickfix"])
        (edit,) = edits_of(action, other)
        assert edit["newText"] == "users/adele@contoso.com"
        right = tmp_path / "right.py"
        right.write_text(
            "import msal, requests, paths\n"
            'app = msal.PublicClientApplication("id")\n'
            'token = app.acquire_token_interactive(["Mail.Read"])["access_token"]\n'
            'headers = {"Authorization": "Bearer " + token}\n'
            'requests.get("https://graph.microsoft.com/v1.0" + paths.MAIL, headers=headers)\n'
        )
        client.published(client.open(right), 1)
        assert [each["title"] for each in client.actions(uri, 7, ["quickfix"])] == [SILENCE]


def edits_of(action: Mapping[str, Any], uri: str) -> list[Message]:
    edit = action["edit"]
    if "changes" in edit:
        found: list[Message] = edit["changes"][uri]
        return found
    (change,) = edit["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    edits: list[Message] = change["edits"]
    return edits


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (WRONG, WRONG.replace("headers)", "headers)  # noqa: GME001")),
        (
            WRONG.replace("headers)", "headers)  # noqa: E501"),
            WRONG.replace("headers)", "headers)  # noqa: E501,GME001"),
        ),
    ],
)
def test_a_comment_silences_it(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "a.py"
    path.write_text(HEAD + before)
    with server(tmp_path) as client:
        uri = client.open(path)
        client.published(uri, 1)
        (action,) = [each for each in client.actions(uri, 6) if each["title"] == SILENCE]
        mended = applied(HEAD + before, edits_of(action, uri))
        assert mended == HEAD + after
        client.change(uri, 2, mended)
        assert client.published(uri, 2) == []
    check(tmp_path, "--add-noqa", "--isolated", "a.py")
    assert path.read_text() == mended
