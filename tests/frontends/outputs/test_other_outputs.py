"""No output of flake8 or of libcst's command shows a token or a raw control character."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from libcst.tool import main as libcst_tool

from tests.frontends.outputs.hostile import APP, FORGED, OPAQUE, check_clean


@pytest.mark.parametrize(
    "style", ["default", "pylint", "quiet-filename", "quiet-nothing", "graph-me-sarif"]
)
@pytest.mark.usefixtures("folder")
def test_flake8(style: str) -> None:
    arguments = ("--isolated", "--select=GME", f"--format={style}", "--statistics", "plain.py")
    done = subprocess.run(
        [sys.executable, "-m", "flake8", *arguments], capture_output=True, check=False
    )
    assert done.returncode == 1
    check_clean(done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("value", [APP, f"Bearer {OPAQUE}", f"x\x1b[2J\u202e\n{FORGED}"])
@pytest.mark.parametrize("option", ["upn", "user-expression", "hosts", "requests", "ambiguous"])
def test_options_of_flake8(option: str, value: str) -> None:
    arguments = ("--isolated", f"--graph-me-{option}={value}", "none.py")
    done = subprocess.run(
        [sys.executable, "-m", "flake8", *arguments], capture_output=True, check=False
    )
    assert done.returncode == 2
    check_clean(done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("more", [(), ("--upn=a@b.c",), (f"--upn=x y{APP}",)])
def test_codemod(folder: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]) -> None:
    name = "flake8_graph_me.codemod.UseUsersEndpoint"
    fixed = ("--no-format", "--hide-progress", "--jobs=1", *more, str(folder / "plain.py"))
    with contextlib.suppress(SystemExit):
        libcst_tool("libcst.tool", ["codemod", "-x", name, *fixed])
    shown = capsys.readouterr()
    assert shown.err
    check_clean(shown.out, shown.err)
