"""The progress line of a long run: on a real terminal, and only there."""

import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path

import pytest

from flake8_graph_me.frontends.progress import PATIENCE_SECONDS, REDRAW_SECONDS, Progress, wanted
from tests.support.command_runner import CODE, grant

# The command without patience, so that each line is drawn; what else is wanted goes in between.
IMPATIENT = """\
import os, sys
from flake8_graph_me import api
from flake8_graph_me.frontends import progress
from flake8_graph_me.frontends.command import command
from tests.support import stand_in_check

progress.PATIENCE_SECONDS = progress.REDRAW_SECONDS = 0
{}
api.check_source = stand_in_check.check_source
api.is_ruled_out = stand_in_check.is_ruled_out
sys.exit(command.main(sys.argv[1:]))
"""
AT_FILE_5 = """
really = stand_in_check.check_source

def check_source(source, path, **rest):
    if path.endswith("m5.py"):
        {}
    return really(source, path, **rest)

stand_in_check.check_source = check_source
"""
FILES = 12
FOUND = "./m0.py:1:16: GME001 GET '/me' needs a signed-in user"
SUMMED_UP = "1 finding, 1 fixable with --fix --upn …"


def screen(shown: str, columns: int) -> list[str]:
    """What a terminal shows in the end, without empty lines below."""
    lines, at = [""], 0
    for character in shown:
        if character == "\n":
            lines.append("")
        elif character == "\r":
            at = 0
        else:
            assert character.isprintable(), repr(character)
            if at == columns:
                lines.append("")
                at = 0
            lines[-1] = lines[-1][:at] + character + lines[-1][at + 1 :]
            at += 1
    return [line.rstrip() for line in "\n".join(lines).rstrip("\n ").split("\n")]


def on_terminal(
    folder: Path,
    *arguments: str,
    columns: int = 80,
    between: str = "",
    piped: Sequence[str] = (),
    environment: dict[str, str] | None = None,
) -> tuple[int, str]:
    """The exit code of the command and all that reaches its terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    given = {name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR"}}
    with subprocess.Popen(
        [sys.executable, "-c", IMPATIENT.format(between), "check", "--isolated", *arguments],
        cwd=folder,
        env={**given, "TERM": "xterm", "PYTHONPATH": str(Path.cwd()), **(environment or {})},
        stdin=theirs,
        stdout=subprocess.DEVNULL if "stdout" in piped else theirs,
        stderr=subprocess.DEVNULL if "stderr" in piped else theirs,
    ) as started:
        os.close(theirs)
        shown = b""
        # Linux says that the other end is closed by an error, others by nothing to read.
        while (data := _read(ours)) != b"":
            shown += data
    os.close(ours)
    return started.returncode, shown.decode().replace("\r\n", "\n\r")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for number in range(FILES):
        (tmp_path / f"m{number}.py").write_text(CODE if number == 0 else "x = 1\n")
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_counts_files_and_findings_and_goes_away(tree: Path, jobs: int) -> None:
    code, shown = on_terminal(tree, f"--jobs={jobs}")
    for number in range(1, FILES + 1):
        assert f"\rchecked {number} of 12 files, 1 finding" in shown
    assert screen(shown.partition("\n")[0], 80) == [FOUND]
    assert (code, screen(shown, 80)) == (1, [FOUND, SUMMED_UP])


def test_it_fits_into_the_terminal(tree: Path) -> None:
    _, shown = on_terminal(tree, "--jobs=1", columns=25)
    assert "\rchecked 11 of 12 files, \r" in shown.replace(" " * 24 + "\r", "")
    lines = screen(shown, 25)
    assert "".join(lines).replace(" ", "") == (FOUND + SUMMED_UP).replace(" ", "")


@pytest.mark.parametrize(
    ("arguments", "piped", "environment"),
    [
        ((), ("stdout",), {}),
        ((), ("stderr",), {}),
        (("--output-format=json",), (), {}),
        ((), (), {"TERM": "dumb"}),
        ((), (), {"NO_COLOR": "1"}),
        ((), (), {"CI": "true"}),
    ],
)
def test_it_is_shown_to_people_only(
    tree: Path, arguments: Sequence[str], piped: Sequence[str], environment: dict[str, str]
) -> None:
    code, shown = on_terminal(tree, "--jobs=1", *arguments, piped=piped, environment=environment)
    assert code == 1
    assert "checked" not in shown
    assert " \r" not in shown


@pytest.mark.parametrize(
    ("what", "jobs", "code", "last"),
    [
        ("raise KeyboardInterrupt", 1, 130, "interrupted"),
        ("os._exit(9)", 2, 2, "flake8-graph-me: error: a worker process died; --jobs 1 will"),
        ("raise SystemExit(7)", 1, 7, ""),
    ],
)
def test_nothing_is_left_behind(tree: Path, what: str, jobs: int, code: int, last: str) -> None:
    between = AT_FILE_5.format(what)
    ended, shown = on_terminal(tree, f"--jobs={jobs}", between=between)
    assert ended == code
    if jobs == 1:
        # Files come in the order of their names: m0, m1, m10, m11, m2 and so on.
        assert "checked 7 of 12 files, 1 finding" in shown
    assert screen(shown, 80)[0].startswith(last)
    assert "checked" not in "".join(screen(shown, 80))


def test_fixes_are_told_of(tree: Path) -> None:
    code, shown = on_terminal(tree, "--jobs=1", "--fix", "--upn=a@b.c")
    assert "\rfixing" in shown
    assert (code, screen(shown, 80)) == (0, ["./m0.py: 1 finding fixed", grant(".").rstrip()])


def test_short_runs_show_nothing() -> None:
    stream = io.StringIO()
    now = 0.0
    with Progress(stream, clock=lambda: now) as progress:
        seen = []
        for item in progress.over(range(60), lambda number, item: f"{number} {item}"):
            seen.append(item)
            now += PATIENCE_SECONDS / 40
        assert seen == list(range(60))
        drawn = stream.getvalue()
    first, *others = drawn.split("\r")[1:]
    assert first == "41 40"
    # Not oftener than need be.
    assert 1 <= len(others) <= 20 * PATIENCE_SECONDS / 40 / REDRAW_SECONDS
    assert stream.getvalue().startswith(drawn)
    assert stream.getvalue().endswith(" \r")


def test_no_stream_is_no_line() -> None:
    with Progress(None, clock=lambda: 0.0) as progress:
        assert list(progress.over("abc", lambda number, item: f"{number} {item}")) == [*"abc"]


def test_a_file_is_no_terminal() -> None:
    assert not wanted(io.StringIO(), io.StringIO())
