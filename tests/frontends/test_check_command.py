"""The command ``check``: its output and its exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.project.files.decoding import MAX_DATA_BYTES
from flake8_graph_me.syntax.python_tree import MAX_SOURCE_BYTES
from flake8_graph_me.terms.options import Options
from tests.support.command_runner import CODE, FIXED, LINE, NOTHING_CHECKED, Runner


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Runner:
    return Runner(tmp_path, monkeypatch, capfdbinary)


def test_reports_findings_in_order_and_ends_with_one(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "b.py").write_text(CODE)
    (tmp_path / "a.py").write_text("\n" + CODE * 2)
    (tmp_path / "c.py").write_text("x = 1\n")
    (tmp_path / "d.txt").write_text(CODE)
    lines = f"./a.py:2:16: {LINE}\n./a.py:3:16: {LINE}\n./b.py:1:16: {LINE}\n"
    assert run("check") == (1, lines, "")
    assert run("check", "c.py") == (0, "", "")
    assert run("check", "d.txt", "d.txt", "./c.py")[1] == f"d.txt:1:16: {LINE}\n"


def test_processes_change_nothing(run: Runner, tmp_path: Path) -> None:
    for number in range(70):
        (tmp_path / f"m{number:02}.py").write_text(CODE * (number % 3))
    (tmp_path / "m70.py").write_text('x = "/me!"\n')
    serial = run("check", "--jobs", "1")
    assert serial[0] == 1
    assert serial[1].count("\n") == 70
    assert run("check", "--jobs", "2") == serial
    assert run("check") == serial
    assert run("check", "--jobs", "2", "--upn=a@b.c", "--fix")[2].count("fixed") == 46
    assert run("check", "--jobs", "3")[1].count("\n") == 1


class TestSelection:
    """flake8's own options, configuration and comments decide what is reported and fixed."""

    @pytest.mark.parametrize(
        ("config", "arguments", "shown"),
        [
            ("select = E,F,W", (), 1),
            ("select = GM", (), 1),
            ("select = G", (), 1),
            ("select = GM\nextend-ignore = G", (), 1),
            ("select = E,GME9", (), 0),
            ("select = GME001", (), 1),
            ("select = GME002", ("--extend-select=GME001",), 1),
            ("ignore = GME", (), 0),
            ("ignore = E", ("--extend-ignore=GME001",), 0),
            ("extend-ignore = GME0", ("--select=GME001",), 1),
            ("", ("--select=GME9",), 0),
            ("ignore = E501,GME\nper-file-ignores = a.py:E1", ("--extend-select=GME001",), 1),
            ("", ("--ignore=GME002",), 1),
            ("per-file-ignores = a.py:GME001", (), 0),
            ("per-file-ignores = b.py:GME001", (), 1),
            ("per-file-ignores = b.py:E1", ("--per-file-ignores=*.py:GME",), 0),
            ("exclude = a.py", (), 0),
            ("extend-exclude = a.py", (), 0),
            ("extend-exclude = sub", ("--exclude=b.py",), 1),
            ("filename = *.pyi", (), 0),
            ("ignore = GME", ("--isolated",), 1),
            ("", ("--append-config=more.cfg",), 0),
            ("select = F", ("--config=more.cfg",), 0),
            ("unknown-key = 1\nmax-line-length = 10\ngraph-me-upn = x@y.z", (), 1),
        ],
    )
    def test_configuration_and_arguments(
        self, run: Runner, tmp_path: Path, config: str, arguments: tuple[str, ...], shown: int
    ) -> None:
        (tmp_path / "a.py").write_text(CODE)
        (tmp_path / "tox.ini").write_text(f"[flake8]\n{config}\n")
        (tmp_path / "more.cfg").write_text("[flake8]\nignore = GME001\n")
        line = f"./a.py:1:16: {LINE}\n" * shown
        passed_over = not shown and ("exclude" in config or "filename" in config)
        said = NOTHING_CHECKED.format(".") if passed_over else ""
        assert run("check", *arguments) == (shown, line, said)
        code, _, _ = run("check", "--upn=a@b.c", "--fix", *arguments)
        assert code == 0
        assert (tmp_path / "a.py").read_text() == (FIXED if shown else CODE)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (f"{CODE.rstrip()}  # noqa\n", None),
            (f"{CODE.rstrip()}  # NOQA: E501, GME001\n", None),
            (f"{CODE.rstrip()}  # noqa: GME002\n", f"{FIXED.rstrip()}  # noqa: GME002\n"),
            (f"# flake8: noqa\n{CODE}", None),
            ('x = """\n"/me"\n"""  # noqa: GME001\n', None),
        ],
    )
    def test_comments(self, run: Runner, tmp_path: Path, before: str, after: str | None) -> None:
        (tmp_path / "a.py").write_text(before)
        assert run("check")[0] == int(after is not None)
        run("check", "--fix", "--upn=a@b.c")
        assert (tmp_path / "a.py").read_text() == (after or before)
        assert run("check", "--disable-noqa")[0] == int("users" not in (after or ""))

    def test_options_come_from_the_configuration_with_their_prefix(
        self, run: Runner, tmp_path: Path
    ) -> None:
        (tmp_path / "a.py").write_text(CODE)
        (tmp_path / "setup.cfg").write_text("[flake8]\nupn = x@y.z\ngraph_me_upn = a@b.c\n")
        assert run("check", "--fix") == (0, "", "./a.py: 1 finding fixed\n")
        assert (tmp_path / "a.py").read_text() == FIXED


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("chekc",), "'chekc' is not a sub-command; choose from check, explain, token"),
        ((".",), "permissions, docs, server; to check it: flake8-graph-me check PATH"),
        (("check", "--nope"), "unrecognized arguments: --nope"),
        (("check", "--format=json"), "unrecognized arguments: --format=json"),
        (("check", "--output-format", "xml"), "argument --output-format: invalid choice"),
        (
            ("check", "--jobs", "many"),
            "argument -j/--jobs: 'many' must be 'auto' or an integer",
        ),
        (("check", "--config", "none.cfg"), "specified config file does not exist: none.cfg"),
        (("check", "--config", "bad.cfg"), "no section headers"),
        (("check", "--append-config", "ignore.cfg"), "'nonsense' supplied to 'ignore'"),
        (
            ("check", "--per-file-ignores", "a.py"),
            "Expected `per-file-ignores` to be a mapping",
        ),
        (("check", "--upn", "me"), "--upn: 'me'"),
        (
            ("check", "--upn", "settings.MAILBOX"),
            "a Python expression, which --user-expression takes",
        ),
        (
            ("check", "--upn", "environ['USER']"),
            "a Python expression, which --user-expression takes",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_two(
    run: Runner, tmp_path: Path, arguments: tuple[str, ...], line: str
) -> None:
    (tmp_path / "bad.cfg").write_text("nonsense\n")
    (tmp_path / "ignore.cfg").write_text("[flake8]\nignore = nonsense\n")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("flake8-graph-me: error: ")
    assert line in err
    assert err.count("\n") == 1


def test_statistics(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(CODE * 2)
    counts = "2     GME001 app-only-me\n1     GME900 analysis-failed\n"
    assert run("check", "a.py", "none.py", "--statistics")[1].endswith(f"\n{counts}")
    _, out, err = run("check", "a.py", "none.py", "--statistics", "--output-format=json")
    assert len(json.loads(out)) == 3
    assert err == counts


def test_without_sub_command_it_helps(run: Runner) -> None:
    code, out, _ = run()
    assert code == 0
    assert "check" in out
    assert run("--help") == (0, out, "")
    assert run("--version")[1].startswith("flake8-graph-me ")


def test_its_help_says_what_it_takes_and_returns() -> None:
    done = _start("check", "--help", stdout=subprocess.PIPE, COLUMNS="200")
    shown = " ".join(done.stdout.split())
    assert "a folder whose Python files are checked, or - for standard input." in shown
    assert "Exit codes: 0 if nothing is found" in shown


def test_module_and_script_are_the_same_command(tmp_path: Path) -> None:
    script = str(Path(sys.executable).with_name("flake8-graph-me"))
    for program in ([sys.executable, "-m", "flake8_graph_me"], [script]):
        done = subprocess.run(
            [*program, "check", "none.py"], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 1
        assert done.stdout.startswith(b"none.py:1:1: GME900 the file cannot be read: No such file")
        assert done.stderr == b"1 finding\n"


def _start(*arguments: str, stdout: int, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flake8_graph_me", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_reader_that_has_gone_is_no_traceback() -> None:
    read, write = os.pipe()
    os.close(read)
    done = _start("check", "none.py", stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (2, "")


def test_full_device_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = _start("check", "none.py", stdout=full.fileno())
    assert done.returncode == 2
    reason = "cannot continue: [Errno 28] No space left on device"
    assert done.stderr == f"flake8-graph-me: error: {reason}\n"


def test_names_that_the_terminal_lacks_are_printed() -> None:
    done = _start("check", "日.py", "\udcff.py", stdout=subprocess.PIPE, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (1, "2 findings\n")
    first, second = done.stdout.splitlines()
    assert first.startswith("\\u65e5.py:1:1: GME900")
    assert second.startswith("\\udcff.py:1:1: GME900")


def test_interrupt_and_dead_workers_are_one_line(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    def die(*_: object, **__: object) -> None:
        os._exit(9)

    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(CODE)
    monkeypatch.setattr(api, "check_source", interrupt)
    assert run("check", "--jobs=1") == (130, "", "interrupted\n")
    monkeypatch.setattr(api, "check_source", die)
    message = "flake8-graph-me: error: a worker process died; --jobs 1 will show on which file\n"
    assert run("check", "--jobs=2") == (2, "", message)


class TestHugeFiles:
    """What is over the bound is not read, and costs no other file its findings."""

    def test_in_folders_and_named(self, run: Runner, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_text(CODE)
        (tmp_path / "c.py").write_text(CODE)
        size = 3_000_000_000_000  # more than any memory, and no block of the disk
        with (tmp_path / "b.py").open("wb") as stream:
            stream.truncate(size)
        why = f"GME900 the file is longer than {MAX_SOURCE_BYTES} bytes ({size})"
        lines = f"./a.py:1:16: {LINE}\n./b.py:1:1: {why}\n./c.py:1:16: {LINE}\n"
        assert run("check", "--no-cache") == (1, lines, "")
        assert run("check", "--no-cache", "--fix", "--upn=a@b.c") == (
            1,
            f"./b.py:1:1: {why}\n",
            "./a.py: 1 finding fixed\n./c.py: 1 finding fixed\n",
        )
        assert run("check", "b.py") == (1, f"b.py:1:1: {why}\n", "")
        (found,) = api.check_paths([tmp_path / "b.py"], options=Options()).values()
        assert [each.code for each in found] == ["GME900"]

    def test_once_it_is_short_enough_it_is_checked(self, run: Runner, tmp_path: Path) -> None:
        path = tmp_path / "a.py"
        path.write_bytes(b"#" * (MAX_DATA_BYTES + 1))
        again = ("check", "--cache-dir", "cache")
        assert "GME900" in run(*again)[1]
        assert "GME900" in run(*again)[1]
        path.write_text(CODE)
        assert run(*again) == (1, f"./a.py:1:16: {LINE}\n", "")

    def test_standard_input(self, run: Runner) -> None:
        long = CODE.encode() + b"#" * MAX_DATA_BYTES + b"end\n"
        line = f"stdin:1:1: GME900 the file is longer than {MAX_SOURCE_BYTES} bytes\n"
        assert run("check", "-", stdin=long) == (1, line, "")
        fixed = run.raw("check", "--fix", "--upn=a@b.c", "-", stdin=long)
        assert fixed == (1, long, line.encode())

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no endless device")
    def test_standard_input_without_an_end(self, tmp_path: Path) -> None:
        with Path("/dev/zero").open("rb") as stream:
            done = subprocess.run(
                [sys.executable, "-m", "flake8_graph_me", "check", "--isolated", "-"],
                stdin=stream,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
            )
        assert (done.returncode, done.stderr) == (1, "1 finding\n")
        assert done.stdout.startswith("stdin:1:1: GME900 the file is longer than ")
