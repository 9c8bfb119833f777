"""The codemod command, in this process and through ``libcst.tool``."""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

import libcst
import pytest
from libcst.codemod import CodemodContext, SkipFile
from libcst.tool import main as libcst_tool

from flake8_graph_me import api
from flake8_graph_me.codemod import UseUsersEndpoint
from flake8_graph_me.frontends.setting_values import RefusedError
from tests.support import stand_in_check

COMMAND = "flake8_graph_me.codemod.UseUsersEndpoint"


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "check_source", stand_in_check.check_source)


def tool(*arguments: str) -> int:
    """Run the tool as its users do; -j1 keeps it in this process."""
    options = ["--no-format", "--hide-progress", "--jobs=1"]
    return libcst_tool("libcst.tool", ["codemod", "-x", COMMAND, *options, *arguments])


@pytest.mark.parametrize(
    "data",
    [
        b'f("/me")\n',
        b'# coding: latin-1\r\nx = "\xe9"\r\nf("/me")',
        b'if x:\r\n\tf("/me")  \r\n\x0c\n',
        b'a = 1\rf("/me")\r\n',
        b'\xef\xbb\xbff("\xc3\xa9", "/me")\r\n',
        b"",
        b'f("/me")  # noqa: GME001\n',
        b'# flake8: noqa\nf("/me")\n',
    ],
)
def test_edits_are_exact(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.py").write_bytes(data)
    assert tool("--upn=a@b.c", str(tmp_path)) == 0
    expected = data if b"noqa" in data else data.replace(b'"/me"', b'"/users/a@b.c"')
    assert (tmp_path / "a.py").read_bytes() == expected
    assert tool("--upn=a@b.c", str(tmp_path)) == 0
    assert (tmp_path / "a.py").read_bytes() == expected


def test_unsafe_fixes_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.py"
    path.write_text('f("/me")\n')
    tool("--user-expression=settings.mailbox", str(path))
    assert path.read_text() == 'f("/me")\n'
    assert f"{path}:1:5: GME001 GET '/me' needs a signed-in user" in capsys.readouterr().err
    tool("--user-expression=settings.mailbox", "--unsafe-fixes", str(path))
    assert path.read_text() == 'import settings\nf("/users/" + settings.mailbox + "")\n'
    assert "GME001" not in capsys.readouterr().err


def test_failure_of_the_analysis_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.py").write_text('"/me!"\n')
    (tmp_path / "b.py").write_text('"/me"\n')
    assert tool("--upn=a@b.c", str(tmp_path)) == 0
    assert "a.py:1:1: GME900 the analysis failed" in capsys.readouterr().err
    assert (tmp_path / "b.py").read_text() == '"/users/a@b.c"\n'


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--upn", "a b"), "argument --upn: 'a b' contains white space"),
        (("--requests", "call(url=0)"), "argument --requests: 'call(url=0)' is not of the form"),
        (("--upn=a@b.c", "--user-expression=x.y"), "not allowed with argument"),
    ],
)
def test_wrong_options_are_refused_at_the_start(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(SystemExit):
        tool(*arguments, "a.py")
    assert reason in capsys.readouterr().err.splitlines()[-1]


def test_in_python() -> None:
    tree = libcst.parse_module('f("/me")\n')
    context = CodemodContext()
    assert UseUsersEndpoint(context, upn="a@b.c").transform_module(tree).code == (
        'f("/users/a@b.c")\n'
    )
    assert UseUsersEndpoint(context).transform_module(tree).code == tree.code
    with pytest.raises(RefusedError, match="--upn: "):
        UseUsersEndpoint(context, upn="me")
    with pytest.raises(TypeError, match="unknown options: tenant"):
        UseUsersEndpoint(context, tenant="x")


def test_text_that_declares_another_encoding_is_skipped() -> None:
    tree = libcst.parse_module('# coding: latin-1\nf("é", "/me")\n')
    with pytest.raises(SkipFile, match="a different encoding"):
        UseUsersEndpoint(CodemodContext(), upn="a@b.c").transform_module(tree)


def test_every_option_of_the_command_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("src", "lib"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    parser = argparse.ArgumentParser()
    UseUsersEndpoint.add_args(parser)
    given = vars(parser.parse_args(["--unsafe-fixes", "--source-roots", "src, lib"]))
    assert given.pop("unsafe_fixes") is True
    UseUsersEndpoint(CodemodContext(), **given)


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        ({}, 'f("/users/a@b.c")'),
        ({"upn": "d@e.f"}, 'f("/users/d@e.f")'),
        ({"user_expression": "x"}, 'f("/me")'),
    ],
)
def test_the_table_of_the_project_counts_after_the_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: dict[str, Any], written: str
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.flake8-graph-me]\nupn = "a@b.c"\n')
    monkeypatch.chdir(tmp_path)
    command = UseUsersEndpoint(CodemodContext(filename="a.py"), **arguments)
    code = command.transform_module(libcst.parse_module('f("/me")\n')).code
    assert code == f"{written}\n"


def test_the_tool_finds_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    command = [sys.executable, "-m", "libcst.tool", "codemod", "-x", COMMAND, "--no-format", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Transformed 1 files successfully" in done.stderr
