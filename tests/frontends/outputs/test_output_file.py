"""``--output-file``, and what goes to which stream."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_graph_me.frontends.reports.formats import FORMATS
from tests.frontends.outputs.schemas import CHECKS
from tests.support.command_runner import CODE, FIXED, LINE, Runner

COUNT = "1     GME001 app-only-me\n"
HELD_BACK = "1 more fix needs --upn or --user-expression\n"
PROGRAMS = [each.name for each in FORMATS if not each.for_people]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Runner]:
    """The command, with the stand-in for the analysis, in a folder with one wrong file."""
    (tmp_path / "a.py").write_text(CODE)
    yield Runner(tmp_path, monkeypatch, capfdbinary)
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_formats_for_programs_stand_alone(run: Runner, name: str) -> None:
    arguments = ("check", "--no-cache", f"--output-format={name}", "--statistics", "--fix")
    code, out, err = run(*arguments)
    assert (code, err) == (1, f"{COUNT}{HELD_BACK}")
    assert "GME001" in out
    CHECKS.get(name, str)(out)
    code, out, err = run(*arguments, "-", stdin=CODE.encode())
    assert (code, out) == (1, CODE)
    assert err == f"stdin:1:16: {LINE}\n{COUNT}{HELD_BACK}"
    code, out, err = run(*arguments, "--diff", "--upn=a@b.c")
    assert (code, err) == (1, "")
    assert out.startswith("--- a/a.py\n")


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_a_file_holds_what_would_be_printed(run: Runner, name: str) -> None:
    arguments = ("check", "--no-cache", f"--output-format={name}")
    _, printed, _ = run(*arguments)
    code, out, err = run(*arguments, "--statistics", "--fix", "--output-file", "out.txt")
    assert (code, out, err) == (1, f"{COUNT}{HELD_BACK}", "")
    written = Path("out.txt").read_text(encoding="utf-8")
    if name != "junit":  # it has the time
        assert written == printed
    CHECKS.get(name, str)(written)


def test_what_else_is_on_standard_output(run: Runner) -> None:
    to_file = ("check", "--no-cache", "--output-format=json", "--output-file=out.json")
    code, out, err = run(*to_file, "--fix", "--upn=a@b.c", "-", stdin=CODE.encode())
    assert (code, out, err) == (0, FIXED, "stdin: 1 finding fixed\n")
    assert Path("out.json").read_text() == "[]\n"
    code, out, err = run(*to_file, "--fix", "-", stdin=CODE.encode())
    assert (code, out, err) == (1, CODE, HELD_BACK)
    assert json.loads(Path("out.json").read_text())[0]["path"] == "stdin"
    assert run(*to_file, "--diff", "--upn=a@b.c")[1].startswith("--- a/a.py\n")
    assert Path("out.json").read_text() == "[]\n"


def test_an_empty_report_is_written(run: Runner) -> None:
    Path("a.py").write_text("")
    assert run("check", "--output-file=out.txt") == (0, "", "")
    assert Path("out.txt").read_bytes() == b""


def test_an_old_file_is_replaced(run: Runner) -> None:
    old = Path("out.txt")
    old.write_text("old" * 1000)
    old.chmod(0o640)
    number = old.stat().st_ino
    run("check", "--no-cache", "--output-file=out.txt")
    assert old.read_text() == f"./a.py:1:16: {LINE}\n"
    assert old.stat().st_ino != number
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_mode(run: Runner) -> None:
    Path("usual").touch()
    run("check", "--no-cache", "--output-file=out.txt")
    assert Path("out.txt").stat().st_mode == Path("usual").stat().st_mode


def test_a_link_stays(run: Runner) -> None:
    Path("folder").mkdir()
    Path("link").symlink_to("folder/out.txt")
    run("check", "--no-cache", "--output-file=link")
    assert Path("link").is_symlink()
    assert Path("folder/out.txt").read_text() == f"./a.py:1:16: {LINE}\n"


def test_a_device_is_written_to(run: Runner) -> None:
    assert run("check", "--no-cache", f"--output-file={os.devnull}") == (1, "", "")
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("none/out.txt", "there is no folder 'none'"),
        ("folder", "'folder' is a folder"),
        ("a.py", "'a.py' is a Python source"),
        ("a.py/out.txt", "there is no folder 'a.py'"),
        ("", "it must name a file; without it standard output is written to"),
        ("x\0y", "it must name a file; without it standard output is written to"),
        ("-", "it must name a file; without it standard output is written to"),
        ("nb.IPYNB", "'nb.IPYNB' is a notebook"),
        ("nb.ipynb", "'nb.ipynb' is a notebook"),
        ("Setup.cfg", "'Setup.cfg' is a file of configuration"),
        ("setup.cfg", "'setup.cfg' is a file of configuration"),
    ],
)
def test_what_is_refused_before_anything_is_done(run: Runner, name: str, why: str) -> None:
    Path("folder").mkdir()
    arguments = ("check", "--fix", "--upn=a@b.c", "--output-format=sarif", "--output-file", name)
    assert run(*arguments) == (2, "", f"flake8-graph-me: error: --output-file: {why}\n")
    assert Path("a.py").read_text() == CODE


def test_what_cannot_be_written_is_one_line(run: Runner) -> None:
    name = "x" * 300
    code, out, err = run("check", "--no-cache", "--output-file", name)
    assert (code, out) == (2, "")
    assert err == (
        f"flake8-graph-me: error: --output-file: {name!r} cannot be written: File name too long\n"
    )
