"""``[tool.flake8-graph-me]`` in ``pyproject.toml``: what it says, and what counts before what."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from flake8_graph_me.frontends.configuration.pyproject import MAX_BYTES, NO_TABLE, table_above
from flake8_graph_me.frontends.setting_values import RefusedError
from tests.support.command_runner import NOTHING_CHECKED, without_summary

PROGRAM = """\
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
requests.get("https://graph.microsoft.com/v1.0/me", headers={"Authorization": "Bearer " + token})
"""
FLAKE8, CHECK = ("flake8",), ("flake8_graph_me", "check")
BOTH = pytest.mark.parametrize("arguments", [FLAKE8, CHECK], ids=["flake8", "check"])


def configure(folder: Path, table: str, flake8: str = "") -> None:
    (folder / "pyproject.toml").write_text(f"[tool.flake8-graph-me]\n{table}\n")
    (folder / "program.py").write_text(PROGRAM)
    if flake8:
        (folder / ".flake8").write_text(f"[flake8]\n{flake8}\n")


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, without_summary(done.stderr)


def graph_me(arguments: Sequence[str], *options: str) -> list[str]:
    """The options as flake8 or as our own command spells them."""
    prefix = "--graph-me-" if arguments[0] == "flake8" else "--"
    return [f"{prefix}{each}" for each in options]


@BOTH
class TestOptions:
    """Our own options, in flake8 and in the command."""

    @pytest.mark.parametrize(
        ("table", "flake8", "given", "shown"),
        [
            ('upn = "a@b.c"', "", (), "use '/users/a@b.c'"),
            ('upn = "a@b.c"', "graph-me-upn = d@e.f", (), "use '/users/a@b.c'"),
            ('upn = "a@b.c"', "graph-me-user-expression = x.y", (), "use '/users/a@b.c'"),
            ('user-expression = "x.y"', "graph-me-upn = d@e.f", (), "use '/users/<upn>'"),
            ('upn = "a@b.c"', "", ("upn=d@e.f",), "use '/users/d@e.f'"),
            ('upn = "a@b.c"', "", ("user-expression=x.y",), "use '/users/<upn>'"),
            ('hosts = ["a.b"]', "graph-me-upn = d@e.f", (), "use '/users/d@e.f'"),
        ],
    )
    def test_the_command_line_then_the_table_then_flake8s_files(
        self,
        tmp_path: Path,
        arguments: tuple[str, ...],
        table: str,
        flake8: str,
        given: tuple[str, ...],
        shown: str,
    ) -> None:
        configure(tmp_path, table, flake8)
        options = graph_me(arguments, *given)
        code, out, err = run(tmp_path, *arguments, *options, "--select=GME", "program.py")
        assert (code, err) == (1, "")
        assert shown in out

    def test_lists(self, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        configure(
            tmp_path,
            'app-only = ["auth.token", "other.*"]\nrequests = ["http.call(url=0, token=1)"]\n'
            'source-roots = ["lib"]',
        )
        (tmp_path / "lib").mkdir()
        (tmp_path / "lib" / "paths.py").write_text('PATH = "https://graph.microsoft.com/v1.0/me"\n')
        folder = tmp_path / "sub"
        folder.mkdir()
        (folder / "own.py").write_text(
            "import auth, http, paths\nhttp.call(paths.PATH, auth.token())\n"
        )
        code, out, err = run(folder, *arguments, "--select=GME", "own.py")
        assert (code, err) == (1, "")
        assert out.startswith("own.py:2:11: GME001 ")

    def test_isolated_runs_do_without_it(self, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        configure(tmp_path, 'upn = "a@b.c"')
        code, out, _ = run(tmp_path, *arguments, "--isolated", "--select=GME", "program.py")
        assert code == 1
        assert "use '/users/<upn>'" in out

    def test_another_configuration_of_flake8s_leaves_it(
        self, tmp_path: Path, arguments: tuple[str, ...]
    ) -> None:
        configure(tmp_path, 'upn = "a@b.c"', "graph-me-upn = d@e.f")
        (tmp_path / "other.cfg").write_text("[flake8]\ngraph-me-upn = g@h.i\n")
        config = "--config=other.cfg"
        code, out, _ = run(tmp_path, *arguments, config, "--select=GME", "program.py")
        assert code == 1
        assert "use '/users/a@b.c'" in out

    @pytest.mark.parametrize(
        ("table", "reason"),
        [
            ('upm = "a@b.c"', "unknown key 'upm'; did you mean 'upn'?"),
            ('graph-me-upn = "a@b.c"', "unknown key 'graph-me-upn'; did you mean 'upn'?"),
            ("app_only = []", "unknown key 'app_only'; did you mean 'app-only'?"),
            ("entirely_else = 1", "unknown key 'entirely_else'; known are upn, user-expression,"),
            ("upn = 1", "'upn' must be a string"),
            ('upn = ["a@b.c"]', "'upn' must be a string"),
            ('upn = "<upn>"', "'upn' '<upn>' looks like a placeholder"),
            ('upn = "a@b.c"\nuser-expression = "x"', "'upn' and 'user-expression' cannot be"),
            ("hosts = [1]", "'hosts' must be a string or a list of strings"),
            ('requests = ["call(url=0)"]', "'requests' 'call(url=0)' is not of the form"),
            ('source-roots = ["nowhere"]', "nowhere' is not a folder"),
            ('ambiguous = "maybe"', "'ambiguous' must be app-only or unknown, not 'maybe'"),
            ('quote-user = "yes"', "'quote-user' must be true or false"),
            ('select = ["GME9999"]', "'select' names 'GME9999', which is no code of this linter"),
            ("select = []", "'select' names no code"),
            ('select = ["E501"]', "'select' names 'E501', which is no code of this linter"),
            ('ignore = "GME003 GME9"', None),
            (
                'ignore = "gme001"',
                "names 'gme001', which is no code of this linter; did you mean 'GME001'?",
            ),
            (
                'extend-select = "gme006"',
                "names 'gme006', which is no code of this linter; did you mean 'GME006'?",
            ),
            ('ignore = "GMEX"', "'ignore' names 'GMEX', which is no code of this linter"),
            ('per-file-ignores = "a:GME"', "'per-file-ignores' must be a table of lists"),
            ('per-file-ignores = {"a.py" = ["GME7"]}', "'per-file-ignores' names 'GME7'"),
        ],
    )
    def test_what_cannot_be_used_ends_the_run_with_one_line(
        self, tmp_path: Path, arguments: tuple[str, ...], table: str, reason: str | None
    ) -> None:
        configure(tmp_path, table)
        code, out, err = run(tmp_path, *arguments, "--select=GME9", "program.py")
        assert out == ""
        if reason is None:
            assert (code, err) == (0, "")
            return
        program = arguments[0].replace("_", "-")
        assert code == 2
        assert err.startswith(f"{program}: error: pyproject.toml: [tool.flake8-graph-me]: ")
        assert reason in err
        assert err.count("\n") == 1


class TestSelection:
    """What the command alone reads: inside flake8 its own configuration selects."""

    @pytest.mark.parametrize(
        ("table", "flake8", "given", "found"),
        [
            ('select = ["GME002"]', "", (), False),
            ('select = "GME001"', "select = GME002", (), True),
            ('select = ["GME002"]', "", ("--select=GME001",), True),
            ('ignore = ["E501", "GME001"]', "", (), False),
            ('extend-ignore = ["GME001"]', "", (), False),
            ('ignore = ["GME001"]', "", ("--ignore=E",), True),
            ('exclude = ["program.py"]', "", (), False),
            ('exclude = ["sub/program.py"]', "", (), True),
            ('exclude = ["./program.py"]', "", (), False),
            ('extend-exclude = "other.py, program.py"', "", (), False),
            ('exclude = ["program.py"]', "", ("--exclude=x",), True),
            ('per-file-ignores = {"program.py" = ["GME001"]}', "", (), False),
            ('per-file-ignores = {"./*.py" = "GME002 GME001"}', "", (), False),
            ('per-file-ignores = {"other.py" = ["GME"]}', "", (), True),
            (
                'per-file-ignores = {"other.py" = ["GME"]}',
                "per-file-ignores = program.py:GME",
                (),
                True,
            ),
            (
                'per-file-ignores = {"program.py" = ["GME"]}',
                "",
                ("--per-file-ignores=other.py:GME",),
                True,
            ),
        ],
    )
    def test_of_the_command(
        self, tmp_path: Path, table: str, flake8: str, given: tuple[str, ...], found: bool
    ) -> None:
        configure(tmp_path, table, flake8)
        code, out, err = run(tmp_path, *CHECK, *given)
        excluded = not found and "exclude" in table
        assert (code, err) == (int(found), NOTHING_CHECKED.format(".") if excluded else "")
        assert ("GME001" in out) is found

    def test_patterns_count_from_the_folder_of_the_file(self, tmp_path: Path) -> None:
        folder = tmp_path / "a folder, with: signs"
        folder.mkdir()
        configure(folder, 'per-file-ignores = {"sub/*.py" = ["GME001"]}')
        (folder / "sub").mkdir()
        (folder / "sub" / "more.py").write_text(PROGRAM)
        code, out, _ = run(folder / "sub", *CHECK, "more.py", "../program.py")
        assert code == 1
        assert [line.partition(":")[0] for line in out.splitlines()] == ["../program.py"]

    def test_flake8_selects_for_itself(self, tmp_path: Path) -> None:
        configure(tmp_path, 'select = ["GME002"]\nexclude = ["program.py"]\nignore = ["GME"]')
        code, out, _ = run(tmp_path, *FLAKE8, "--select=GME", "program.py")
        assert code == 1
        assert "GME001" in out

    @pytest.mark.parametrize("selected", [True, False])
    def test_codes_that_are_off_by_default(self, tmp_path: Path, selected: bool) -> None:
        configure(tmp_path, 'extend-select = ["GME006"]' if selected else "")
        other = PROGRAM.replace("requests.get", "requests.post")
        (tmp_path / "program.py").write_text(other.replace("/me", "/chats/1/messages"))
        code, out, err = run(tmp_path, *CHECK)
        assert (code, err) == (int(selected), "")
        assert ("GME006" in out) is selected

    def test_the_user_is_quoted(self, tmp_path: Path) -> None:
        configure(tmp_path, 'user-expression = "user"\nquote-user = true')
        (tmp_path / "program.py").write_text(f"user = 'a@b.c'\n{PROGRAM}")
        assert run(tmp_path, *CHECK, "--fix", "--unsafe-fixes")[0] == 0
        assert "quote(user" in (tmp_path / "program.py").read_text()


class TestFile:
    """Which file counts, and what it may look like."""

    def test_the_nearest_counts(self, tmp_path: Path) -> None:
        home = tmp_path / "one" / "two"
        home.mkdir(parents=True)
        (tmp_path / "pyproject.toml").write_text('[tool.flake8-graph-me]\nupn = "a@b.c"\n')
        found = table_above(str(home))
        assert (found.folder, dict(found.values)) == (str(tmp_path), {"upn": "a@b.c"})
        (tmp_path / "one" / "pyproject.toml").mkdir()
        assert table_above(str(home)).folder == str(tmp_path)
        for text in ("[tool.other]\n# flake8-graph-me\n", "[project\nnot TOML\n", ""):
            (home / "pyproject.toml").write_text(text)
            assert not table_above(str(home)).values

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"[tool.flake8-graph-me\n", "is not valid TOML: Expected"),
            (b'[tool.flake8-graph-me]\nupn = "\xff"\n', "is not valid TOML: 'utf-8' codec"),
            (b"tool.flake8-graph-me = 1\n", "tool.flake8-graph-me must be a table"),
            (b"#" * (MAX_BYTES + 1), "is larger than 2,000,000 bytes"),
        ],
    )
    def test_what_is_no_table_is_refused(self, tmp_path: Path, data: bytes, reason: str) -> None:
        (tmp_path / "pyproject.toml").write_bytes(data)
        with pytest.raises(RefusedError) as caught:
            table_above(str(tmp_path))
        assert reason in str(caught.value)

    def test_no_file_at_all(self) -> None:
        assert table_above("/") is NO_TABLE

    def test_tokens_are_not_repeated(self, tmp_path: Path) -> None:
        token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln"
        for line in (f'upn = "{token}"', f'"{token}" = 1', f'select = ["{token}"]'):
            configure(tmp_path, line)
            code, _, err = run(tmp_path, *CHECK)
            assert code == 2
            assert "eyJ" not in err
