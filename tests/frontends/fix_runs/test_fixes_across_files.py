"""Fixes that edit a different file from their finding's."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends import running
from flake8_graph_me.frontends.command import command
from tests.specification.judging import write
from tests.support.command_runner import without_summary

Check = Callable[..., tuple[int, str, str]]

AUTH = b"""\
import msal


def app_token():
    app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
    return app.acquire_token_for_client(scopes=["https://graph.microsoft.com/.default"])["access_token"]


def user_token():
    app = msal.PublicClientApplication("client-id")
    return app.acquire_token_interactive(scopes=["User.Read"])["access_token"]
"""
PATHS = (
    b'\xef\xbb\xbfGRAPH = "https://graph.microsoft.com/v1.0"\r\n'
    b'ME = f"{GRAPH}/me/drive"  # \xc3\xa9'
)
REPORT = b"""\
import requests
from auth import app_token
from paths import ME

requests.get(ME, headers={"Authorization": f"Bearer {app_token()}"})
"""
MENDED = PATHS.replace(b"/me/", b"/users/adele@contoso.com/")
FOUND = "report.py:5:14: GME001"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    files = {"pyproject.toml": b"", "auth.py": AUTH, "paths.py": PATHS, "report.py": REPORT}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def check(project: Path, capfd: pytest.CaptureFixture[str]) -> Check:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = command.main(("check", "--isolated", "--upn=adele@contoso.com", *arguments))
        out, err = capfd.readouterr()
        return code, out, without_summary(err)

    return run


def contents(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in project.glob("*.py")}


class TestTheOtherFile:
    """Which files are written."""

    def test_is_edited_once_and_nothing_else(self, check: Check, project: Path) -> None:
        before = contents(project)
        assert check("--fix", ".") == (0, "", "./paths.py: 1 finding fixed\n")
        assert contents(project) == {**before, "paths.py": MENDED}
        assert check("--fix", ".") == (0, "", "")
        assert contents(project) == {**before, "paths.py": MENDED}

    def test_is_shown_as_a_difference(self, check: Check, project: Path) -> None:
        before = contents(project)
        code, out, _ = check("--diff", "report.py", "paths.py")
        assert code == 1
        assert out.startswith("--- a/paths.py\n+++ b/paths.py\n")
        assert contents(project) == before

    def test_is_edited_once_for_several_findings(self, check: Check, project: Path) -> None:
        (project / "second.py").write_bytes(REPORT + REPORT.splitlines(keepends=True)[-1])
        assert check("--fix", ".") == (0, "", "./paths.py: 3 findings fixed\n")
        assert (project / "paths.py").read_bytes() == MENDED

    @pytest.mark.parametrize("given", [("report.py",), (".", "--exclude=paths.py")])
    def test_is_left_alone_if_it_is_not_given(
        self, check: Check, project: Path, given: tuple[str, ...]
    ) -> None:
        before = contents(project)
        code, out, err = check("--fix", *given)
        assert (code, out.count("\n"), err) == (1, 1, "")
        assert FOUND in out
        assert contents(project) == before

    def test_that_is_read_only_is_reported_and_the_finding_stays(
        self, check: Check, project: Path
    ) -> None:
        before = contents(project)
        (project / "paths.py").chmod(0o444)
        code, out, err = check("--fix", "auth.py", "paths.py", "report.py")
        assert (code, err) == (1, "")
        first, second = out.splitlines()
        assert first == "paths.py:1:1: GME900 the file was left unchanged: it is read-only"
        assert second.startswith(FOUND)
        assert contents(project) == before

    def test_that_was_changed_meanwhile_is_reported(
        self, check: Check, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        changed = PATHS + b"\r\n# changed\r\n"
        really = writing.edited

        def edited(*arguments: object) -> writing.Source:
            (project / "paths.py").write_bytes(changed)
            return really(*arguments)  # type: ignore[arg-type]  # whatever it is given

        monkeypatch.setattr(writing, "edited", edited)
        code, out, _ = check("--fix", "auth.py", "paths.py", "report.py")
        first, second = out.splitlines()
        assert code == 1
        assert "paths.py:1:1: GME900" in first
        assert "another program has changed it" in first
        assert second.startswith(FOUND)
        assert (project / "paths.py").read_bytes() == changed

    @pytest.mark.parametrize("line", [b"# \xc3\xa9", b'OTHER = "https://x/v1.0/me/drive"  # other'])
    def test_that_was_changed_since_the_finding_was_made_is_read_anew(
        self, check: Check, project: Path, monkeypatch: pytest.MonkeyPatch, line: bytes
    ) -> None:
        lines = PATHS.split(b"\r\n")
        really = running.check_files

        def check_files(*arguments: object, **keywords: object) -> list[running.Outcome]:
            outcomes = list(really(*arguments, **keywords))  # type: ignore[arg-type]  # as it was called
            (project / "paths.py").write_bytes(b"\r\n".join((lines[0], line, lines[1])))
            return outcomes

        monkeypatch.setattr(running, "check_files", check_files)
        assert check("--fix", ".") == (0, "", "./paths.py: 1 finding fixed\n")
        mended = MENDED.split(b"\r\n")
        assert (project / "paths.py").read_bytes() == b"\r\n".join((mended[0], line, mended[1]))

    def test_that_would_not_parse_is_reported_and_the_finding_stays(
        self, check: Check, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = contents(project)
        really = writing.edited

        def edited(source: writing.Source, edits: object) -> writing.Source:
            del edits
            broken = writing.decode(source.data.replace(b"GRAPH =", b"GRAPH = ="))
            return broken if broken.data != source.data else really(source, ())

        monkeypatch.setattr(writing, "edited", edited)
        code, out, _ = check("--fix", "auth.py", "paths.py", "report.py")
        first, second = out.splitlines()
        assert code == 1
        assert "would break the syntax" in first
        assert second.startswith(FOUND)
        assert contents(project) == before


class TestSilence:
    """What silences the finding in its own file, whichever file holds the path."""

    @pytest.mark.parametrize("comment", [b"# noqa", b"# noqa: GME001", b"# noqa:E501,GME0"])
    def test_a_comment(self, check: Check, project: Path, comment: bytes) -> None:
        (project / "report.py").write_bytes(REPORT.rstrip() + b"  " + comment + b"\n")
        before = contents(project)
        assert check("--fix", ".") == (0, "", "")
        assert contents(project) == before
        assert check("--disable-noqa", ".")[0] == 1

    @pytest.mark.parametrize("ignored", ["report.py:GME001", "rep*.py:GME"])
    def test_per_file_ignores(self, check: Check, project: Path, ignored: str) -> None:
        before = contents(project)
        assert check("--fix", f"--per-file-ignores={ignored}", ".") == (0, "", "")
        assert contents(project) == before

    def test_per_file_ignores_of_the_other_file_do_not(self, check: Check) -> None:
        assert FOUND in check("--per-file-ignores=paths.py:GME", ".")[1]


def request(token: str, imports: str = "from auth import app_token, user_token") -> str:
    return (
        f"import os\nimport requests\n{imports}\nfrom paths import ME\n\n\n"
        f'requests.get(ME, headers={{"Authorization": "Bearer " + {token}}})\n'
    )


API = """\
import requests
from paths import ME


def drive(token):
    return requests.get(ME, headers={"Authorization": "Bearer " + token})
"""
RIGHT: dict[str, dict[str, str]] = {
    "a user's token": {"page.py": request("user_token()")},
    "a token that is not known": {"page.py": request('os.environ["TOKEN"]', "import json")},
    "a function that nothing calls": {
        "page.py": "from auth import user_token\nimport api\n\n\ndef show(token):\n"
        "    return api.drive(token)\n",
        "api.py": API,
        "both.py": "from auth import user_token\n",
    },
    "a call in a third file": {
        "page.py": "import api\nfrom auth import user_token\n\napi.drive(user_token())\n",
        "api.py": API,
    },
    "another way of importing it": {
        "page.py": "import requests\nimport auth\nimport paths as p\n\n"
        'headers = {"Authorization": "Bearer " + auth.user_token()}\n'
        "requests.get(url=p.ME, headers=headers)\n",
    },
}
WRONG_ONLY: dict[str, dict[str, str]] = {
    "another wrong use": {"page.py": request("app_token()")},
    "no use": {"page.py": "from paths import ME\n\nprint(ME)\n"},
    "another path": {
        "page.py": "import requests\nfrom auth import user_token\nfrom paths import GRAPH\n\n"
        'requests.get(GRAPH + "/me", headers={"Authorization": "Bearer " + user_token()})\n'
    },
    "a function that is called with an application's token": {
        "page.py": "import api\nfrom auth import app_token\n\napi.drive(app_token())\n",
        "api.py": API,
    },
    "a function that is called so through another": {
        "page.py": "import between\nfrom auth import app_token\n\nbetween.drive(app_token())\n",
        "between.py": "import api\n\n\ndef drive(token):\n    return api.drive(token)\n",
        "api.py": API,
    },
}


class TestRightUsesElsewhere:
    """A text that another of the checked files uses, which the file with the finding does not
    import.
    """

    @pytest.mark.parametrize("others", RIGHT.values(), ids=RIGHT.keys())
    def test_a_right_use_keeps_the_text(
        self, check: Check, project: Path, others: dict[str, str]
    ) -> None:
        write(others, project)
        before = contents(project)
        code, out, err = check("--fix", "--unsafe-fixes", "--output-format=json", ".")
        assert (code, err) == (1, "")
        found = [each for each in json.loads(out) if each["path"] == "./report.py"]
        assert [(each["line"], each["fix"]) for each in found] == [(5, None)]
        assert contents(project) == before
        full = check("--fix", "--output-format=full", ".")[1]
        assert "no fix: the text is also used in a request where '/me' is correct (page.py:" in full
        # Without that file nothing is known of it.
        assert check("--fix", "report.py", "paths.py")[0] == 0
        assert (project / "paths.py").read_bytes() == MENDED

    @pytest.mark.parametrize("others", WRONG_ONLY.values(), ids=WRONG_ONLY.keys())
    def test_other_uses_do_not(self, check: Check, project: Path, others: dict[str, str]) -> None:
        write(others, project)
        before = contents(project)
        assert check("--fix", ".")[0] == 0
        assert contents(project) == {**before, "paths.py": MENDED}

    def test_a_text_in_the_file_of_the_finding_is_kept_too(
        self, check: Check, project: Path
    ) -> None:
        own = "from auth import app_token\n" + API.replace("from paths import ME\n", "")
        own += '\n\nME = "https://graph.microsoft.com/v1.0/me"\ndrive(app_token())\n'
        (project / "report.py").write_text(own)
        page = request("user_token()").replace("from paths", "from report")
        (project / "page.py").write_text(page)
        before = contents(project)
        assert check("--fix", "--unsafe-fixes", ".")[0] == 1
        assert contents(project) == before
        (project / "page.py").unlink()
        # Code that is not seen may call the function for a user.
        assert check("--fix", ".")[0] == 1
        assert check("--fix", "--unsafe-fixes", ".")[0] == 0
        assert "/users/adele@contoso.com" in (project / "report.py").read_text()

    def test_the_use_may_be_right_since_this_run(self, check: Check, project: Path) -> None:
        """One text is mended, and the other, which had to be kept, is not."""
        (project / "second.py").write_bytes(
            REPORT.replace(b"import ME", b"import ME as GRAPH, OTHER").replace(
                b"get(ME", b"get(OTHER"
            )
        )
        (project / "paths.py").write_bytes(PATHS + b'\r\nOTHER = GRAPH + "/me/events"\r\n')
        write({"page.py": request("user_token()")}, project)
        code, out, err = check("--fix", ".")
        assert (code, out.count("\n"), err) == (1, 1, "./paths.py: 1 finding fixed\n")
        expected = PATHS + b'\r\nOTHER = GRAPH + "/users/adele@contoso.com/events"\r\n'
        assert (project / "paths.py").read_bytes() == expected
