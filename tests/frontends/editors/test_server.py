"""Sessions with the server: what is shown, when it changes, and what it offers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.frontends.editors.client import Message, server
from tests.support.made_tokens import app_only, signed

HEAD = """\
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
headers = {"Authorization": "Bearer " + token}
"""
WRONG = 'requests.get("https://graph.microsoft.com/v1.0/me/messages", headers=headers)\n'
RIGHT = WRONG.replace("/me/", "/users/adele@contoso.com/")
PROGRAM = HEAD + WRONG
UPN = {"upn": "adele@contoso.com"}


def codes(diagnostics: list[Message]) -> list[str]:
    return [each["code"] for each in diagnostics]


class TestDiagnostics:
    """What is published, and when."""

    def test_all_that_a_finding_has(self, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        path.write_text(PROGRAM)
        with server(tmp_path) as client:
            uri = client.open(path)
            (found,) = client.published(uri, 1)
        line = PROGRAM.splitlines()[6]
        start = line.index('"https')
        assert found["range"] == {
            "start": {"line": 6, "character": start},
            "end": {"line": 6, "character": line.index(", headers")},
        }
        assert (found["code"], found["severity"], found["source"]) == (
            "GME001",
            1,
            "flake8-graph-me",
        )
        assert found["message"].startswith("GET '/me/messages' needs a signed-in user")
        assert found["codeDescription"]["href"].endswith("docs/GME001.md")
        evidence = found["relatedInformation"]
        assert evidence[0]["message"] == "an app-only token comes from acquire_token_for_client"
        assert evidence[0]["location"]["range"]["start"] == {"line": 4, "character": 8}
        assert found["data"]["slug"] == "app-only-me"

    def test_while_typing_and_in_a_broken_text(self, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        path.write_text(PROGRAM)
        with server(tmp_path) as client:
            uri = client.open(path, HEAD)
            assert client.published(uri, 1) == []
            client.change(uri, 2, PROGRAM)
            assert codes(client.published(uri, 2)) == ["GME001"]
            client.change(uri, 3, f"{PROGRAM}def f(:\n")
            assert codes(client.published(uri, 3)) == ["GME001"]
            assert client.actions(uri, 6) == []
            client.change(uri, 4, HEAD)
            assert client.published(uri, 4) == []
            client.change(uri, 5, f"{PROGRAM}def f(:\n")
            assert codes(client.published(uri, 5)) == ["GME900"]
            client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
            assert client.published(uri) == []

    def test_buffers_of_imported_modules_count(self, tmp_path: Path) -> None:
        (tmp_path / "paths.py").write_text('MAIL = "/users/a@b.c/messages"\n')
        path = tmp_path / "a.py"
        path.write_text(
            f"{HEAD}import paths\n"
            'requests.get("https://graph.microsoft.com/v1.0" + paths.MAIL, headers=headers)\n'
        )
        with server(tmp_path) as client:
            uri = client.open(path)
            assert client.published(uri, 1) == []
            other = client.open(tmp_path / "paths.py")
            assert client.published(other, 1) == []
            client.change(other, 2, 'MAIL = "/me/messages"\n')
            (found,) = client.wait(
                lambda each: (
                    each.get("method") == "textDocument/publishDiagnostics"
                    and each["params"]["uri"] == uri
                    and bool(each["params"]["diagnostics"])
                )
            )["params"]["diagnostics"]
            assert found["code"] == "GME001"
            places = {each["location"]["uri"] for each in found["relatedInformation"]}
            assert places == {uri, other}
            client.notify("textDocument/didClose", {"textDocument": {"uri": other}})
            client.wait(
                lambda each: (
                    each.get("method") == "textDocument/publishDiagnostics"
                    and each["params"]["uri"] == uri
                    and not each["params"]["diagnostics"]
                )
            )

    @pytest.mark.parametrize(
        ("name", "text", "source", "found"),
        [
            (".flake8", "[flake8]\nper-file-ignores = a.py:GME001\n", PROGRAM, 0),
            (".flake8", "[flake8]\nper-file-ignores = ./sub/*.py:GME001\n", PROGRAM, 1),
            ("setup.cfg", "[flake8]\nexclude = a.py\n", PROGRAM, 0),
            ("pyproject.toml", '[tool.flake8-graph-me]\nselect = ["GME002"]\n', PROGRAM, 0),
            (".flake8", "[flake8]\nselect = E,F\n", PROGRAM, 1),
            (".flake8", "", PROGRAM.replace("headers)", "headers)  # noqa: GME001"), 0),
            (".flake8", "", f"# flake8: noqa\n{PROGRAM}", 0),
        ],
    )
    def test_configuration_and_comments(
        self, tmp_path: Path, name: str, text: str, source: str, found: int
    ) -> None:
        (tmp_path / name).write_text(text)
        path = tmp_path / "a.py"
        path.write_text(source)
        with server(tmp_path) as client:
            assert len(client.published(client.open(path), 1)) == found

    def test_folders_that_are_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text('[tool.flake8-graph-me]\nexclude = ["made"]\n')
        for folder in ("made", "site-packages", "own"):
            (tmp_path / folder / "in").mkdir(parents=True)
            (tmp_path / folder / "in" / "a.py").write_text(PROGRAM)
        with server(tmp_path) as client:
            counts = {
                folder: len(client.published(client.open(tmp_path / folder / "in" / "a.py"), 1))
                for folder in ("made", "site-packages", "own")
            }
        assert counts == {"made": 0, "site-packages": 0, "own": 1}

    def test_a_document_that_is_no_file(self, tmp_path: Path) -> None:
        with server(tmp_path) as client:
            uri = "untitled:Untitled-1"
            item = {"uri": uri, "languageId": "python", "version": 1, "text": PROGRAM}
            client.notify("textDocument/didOpen", {"textDocument": item})
            assert codes(client.published(uri, 1)) == ["GME001"]

    def test_clients_that_ask_are_answered_and_not_told(self, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        path.write_text(PROGRAM)
        capabilities = {
            "textDocument": {"diagnostic": {"dynamicRegistration": False}},
            "workspace": {"diagnostics": {"refreshSupport": True}},
        }
        with server(tmp_path, capabilities) as client:
            uri = client.open(path, HEAD)
            client.change(uri, 2, PROGRAM)
            asked = {"textDocument": {"uri": uri}}
            report = client.request("textDocument/diagnostic", asked)
            assert report["kind"] == "full"
            assert codes(report["items"]) == ["GME001"]
            client.notify("workspace/didChangeWatchedFiles", {"changes": []})
            client.request("textDocument/diagnostic", asked)
            assert [each["method"] for each in client.asked] == ["workspace/diagnostic/refresh"]
            assert client.so_far("textDocument/publishDiagnostics") == []


class TestConfiguration:
    """Where settings come from, and that they are read again."""

    def test_changed_files_count_at_once(self, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        path.write_text(PROGRAM)
        with server(tmp_path) as client:
            uri = client.open(path)
            assert "users/<upn>" in client.published(uri, 1)[0]["message"]
            (tmp_path / "pyproject.toml").write_text(
                '[tool.flake8-graph-me]\nupn = "adele@contoso.com"\n'
            )
            changes = [{"uri": (tmp_path / "pyproject.toml").as_uri(), "type": 1}]
            client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
            assert "users/adele@contoso.com" in client.published(uri)[0]["message"]

    @pytest.mark.parametrize("settings", [UPN, {"flake8-graph-me": UPN}, {"settings": UPN}])
    def test_the_clients_settings_count_first(self, tmp_path: Path, settings: Message) -> None:
        (tmp_path / "pyproject.toml").write_text('[tool.flake8-graph-me]\nupn = "x@y.z"\n')
        path = tmp_path / "a.py"
        path.write_text(PROGRAM)
        with server(tmp_path, settings=settings) as client:
            uri = client.open(path)
            assert "users/adele@contoso.com" in client.published(uri, 1)[0]["message"]
            changed = {"settings": {"flake8-graph-me": {"user-expression": "user.upn"}}}
            client.notify("workspace/didChangeConfiguration", changed)
            assert "x@y.z" not in client.published(uri)[0]["message"]

    def test_the_client_is_asked_for_settings(self, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        path.write_text(PROGRAM)
        capabilities = {
            "workspace": {
                "configuration": True,
                "didChangeWatchedFiles": {"dynamicRegistration": True},
            }
        }
        answers = {"workspace/configuration": lambda _: [UPN]}
        with server(tmp_path, capabilities, answers=answers) as client:
            uri = client.open(path)
            client.wait(
                lambda each: (
                    each.get("method") == "textDocument/publishDiagnostics"
                    and "users/adele@contoso.com" in each["params"]["diagnostics"][0]["message"]
                )
            )
            asked = {each["method"]: each["params"] for each in client.asked}
            (registered,) = asked["client/registerCapability"]["registrations"]
            patterns = {each["globPattern"] for each in registered["registerOptions"]["watchers"]}
            assert {"**/*.py", "**/pyproject.toml", "**/.flake8"} <= patterns
            assert uri

    @pytest.mark.parametrize(
        ("settings", "text", "reason"),
        [
            ({"upm": "a@b.c"}, "", "settings of the editor: unknown key 'upm'; did you mean 'upn'"),
            ({}, 'upn = "<upn>"', "pyproject.toml: [tool.flake8-graph-me]: 'upn' '<upn>' looks"),
        ],
    )
    def test_what_cannot_be_used_is_told_once(
        self, tmp_path: Path, settings: Message, text: str, reason: str
    ) -> None:
        (tmp_path / "pyproject.toml").write_text(f"[tool.flake8-graph-me]\n{text}\n")
        path = tmp_path / "a.py"
        path.write_text(PROGRAM)
        with server(tmp_path, settings=settings) as client:
            uri = client.open(path)
            shown = client.wait(lambda each: each.get("method") == "window/showMessage")
            assert reason in shown["params"]["message"]
            assert codes(client.published(uri, 1)) == ["GME001"]
            client.change(uri, 2, PROGRAM)
            client.published(uri, 2)
            assert client.so_far("window/showMessage") == []


def test_a_client_that_goes_away_ends_the_server(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flake8_graph_me", "server"]
    done = subprocess.run(command, input=b"", capture_output=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout) == (1, b"")


def test_without_the_library_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('no', name='pygls')\n")
    command = [sys.executable, "-m", "flake8_graph_me", "server"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    line = "the language server needs pygls: pip install 'flake8-graph-me[lsp]'"
    assert done.stderr == f"flake8-graph-me: error: {line}\n"


def test_no_token_and_no_control_character_is_shown(tmp_path: Path) -> None:
    token = signed(app_only())
    path = tmp_path / "a.py"
    path.write_text(
        f"""{HEAD}own = "{token}"
requests.get("https://graph.microsoft.com/v1.0/me/{token}/\\x1b[2J\\u202e", headers=headers)
"""
    )
    (tmp_path / "pyproject.toml").write_text(f'[tool.flake8-graph-me]\nupn = "{token} x"\n')
    with server(tmp_path) as client:
        uri = client.open(path)
        told = client.wait(lambda each: each.get("method") == "window/showMessage")
        found = client.published(uri, 1)
        place = {"textDocument": {"uri": uri}, "position": {"line": 7, "character": 60}}
        hovered = client.request("textDocument/hover", place)
        offered = client.actions(uri, 7)
    assert codes(found) == ["GME004", "GME001"]
    assert hovered is not None
    assert offered
    for each in (told, found, hovered, [action["title"] for action in offered]):
        shown = json.dumps(each, ensure_ascii=False)
        assert "eyJ" not in shown
        assert "\\u001b" not in shown
        assert "\u202e" not in shown
