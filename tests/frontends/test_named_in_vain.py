"""Keys, codes and folders that name nothing: what is said of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_graph_me.frontends.configuration import codes, keys
from flake8_graph_me.rules.catalogue import RULES
from tests.frontends.test_pyproject import BOTH, CHECK, configure, run


@BOTH
@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("graph-me-upm = a@b.c", "unknown key 'graph-me-upm' is not read; did you mean"),
        ("graph_me_source_root = x", "unknown key 'graph_me_source_root' is not read; did"),
        ("graph-me-zzz = x", "unknown key 'graph-me-zzz' is not read\n"),
        ("max-line-length = 3\ngraph_me_upn = a@b.c", None),
    ],
)
def test_keys_of_flake8s_files_that_nothing_reads(
    tmp_path: Path, arguments: tuple[str, ...], line: str, warning: str | None
) -> None:
    configure(tmp_path, "", line)
    code, out, err = run(tmp_path, *arguments, "--select=GME")
    assert code == 1
    assert "GME001" in out
    if warning is None:
        assert err == ""
    else:
        assert err.startswith("flake8's configuration: ")
        assert warning in err
        assert err.count("\n") == 1


@BOTH
@pytest.mark.parametrize("name", ["flake8_graph_me", "Flake8-Graph-Me"])
def test_a_table_of_another_name(tmp_path: Path, arguments: tuple[str, ...], name: str) -> None:
    configure(tmp_path, "")
    said = f"pyproject.toml: [tool.{name}] is not read; did you mean [tool.flake8-graph-me]?\n"
    for own, user in (("", "<upn>"), ('[tool.flake8-graph-me]\nupn = "d@e.f"\n', "d@e.f")):
        table = f'{own}[tool.{name}]\nupn = "a@b.c"\n[tool.flit.module]\nname = "flake8_graph_me"\n'
        (tmp_path / "pyproject.toml").write_text(table)
        code, out, err = run(tmp_path, *arguments, "--select=GME", "program.py")
        assert (code, err) == (1, said)
        assert f"use '/users/{user}'" in out
    assert run(tmp_path, *arguments, "--isolated", "--select=GME", "program.py")[2] == ""


def test_an_empty_addition_to_the_selection_hides_nothing(tmp_path: Path) -> None:
    configure(tmp_path, "extend-select = []")
    code, out, err = run(tmp_path, *CHECK, "--extend-select=", "program.py")
    assert (code, "GME001" in out) == (1, True), err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--select=GME9999",), "--select names 'GME9999', which is no code of this linter"),
        (("--select=",), "--select names no code\n"),
        (("--select=,",), "--select names no code\n"),
        (("--select=FOO",), "--select names 'FOO', which is no code of this linter\n"),
        (
            ("--select=GME001,gme9",),
            "--select names 'gme9', which is no code of this linter; did you mean 'GME9'?\n",
        ),
        (("--extend-select=E501",), "--extend-select names 'E501'"),
        (
            ("--ignore=gme001",),
            "--ignore names 'gme001', which is no code of this linter; did you mean 'GME001'?\n",
        ),
        (("--extend-ignore=E1,GME001,GME1",), "--extend-ignore names 'GME1'"),
        (("--per-file-ignores=a.py:E1,GME001,GME7",), "--per-file-ignores names 'GME7'"),
        (("--source-roots=/nope/at/all",), "--source-roots: '/nope/at/all' is not a folder"),
    ],
)
def test_arguments_that_name_nothing(
    tmp_path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    code, out, err = run(tmp_path, *CHECK, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"flake8-graph-me: error: {reason}")


def test_the_codes_are_those_of_the_rules() -> None:
    assert sorted(codes.CODES) == sorted(rule.CODE for rule in RULES)
    assert len(set(keys.KEYS)) == len(keys.KEYS)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@BOTH
def test_a_pipe_of_the_name_of_the_file_is_not_waited_for(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    os.mkfifo(tmp_path / "pyproject.toml")
    (tmp_path / "a.py").write_text("x = 1\n")
    assert run(tmp_path, *arguments, "a.py") == (0, "", "")


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell closes the streams")
@pytest.mark.parametrize(
    ("closed", "code", "said"),
    [(">&-", 2, "flake8-graph-me: error: standard output is closed\n"), ("2>&-", 1, "")],
)
def test_closed_streams(tmp_path: Path, closed: str, code: int, said: str) -> None:
    configure(tmp_path, "")
    command = f"{sys.executable} -m flake8_graph_me check program.py {closed}"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, said)
