"""A fix changes nothing in real files except the one place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_graph_me.frontends import running
from flake8_graph_me.frontends.command import command
from flake8_graph_me.frontends.fix_runs import fixing
from flake8_graph_me.rules.request_rules import CUT_SHORT
from tests.endurance import round_trips
from tests.endurance.round_trips import FAILED, FIXED, RIGHT, WITHHELD, WRONG, planted
from tests.support import stdlib

GIT = shutil.which("git") is not None
ODD = {
    "latin-1": b'# coding: latin-1\nx = "\xe9\xff"\n',
    "a mark and tabs": b'\xef\xbb\xbfimport os\r\nif os:\r\n\tx = "\xc3\xa9"\r\n',
    "mixed line ends": b"import os\r\nimport sys\nx = 1\r\n\r\ny = 2\n",
    "lone CR": b"import os\rx = 1\r",
    "form feeds": b"\x0cimport os\n\x0c\nx = 1\x0c\n",
    "no newline at the end": b"import os\n\nx = 1  # the end",
    "shift codes": "# coding: iso2022_jp\nimport os\nx = '日本'\n".encode("iso2022_jp"),
    "two bytes": "# coding: shift_jis\nimport os\nx = '日本ｱ'\n".encode("shift_jis"),
    "nothing": b"",
    "imports over lines": b"from os import (\n    path,\n)\nfrom sys import \\\n  argv\nx = 1\n",
}
HOPELESS = {
    "too big": b"# " + b"x" * 2_000_000 + b"\n",
    "no Python": b"def f(:\n",
    "an unknown encoding": b"# coding: nonsense\n",
    "other bytes than declared": b"x = '\xe9'\n",
    "null bytes": b"x = 1\0\n",
}


def check_all_well(trips: list[round_trips.Trip], result: str) -> None:
    assert [trip for trip in trips if trip.wrong is not None or trip.result != result] == []


def write(folder: Path, contents: dict[str, bytes]) -> list[Path]:
    files = [folder / f"odd_{number}.py" for number in range(len(contents))]
    for file, data in zip(files, contents.values(), strict=True):
        file.write_bytes(data)
    return files


def test_modules_of_the_standard_library() -> None:
    # Which ones these are differs from one Python to the next. A few are too complex to be analysed
    # completely, and then a fix has to be withheld.
    trips = round_trips.round_trips(stdlib.sample(12), git=GIT)
    withheld = [trip for trip in trips if trip.result == WITHHELD]
    assert [trip for trip in withheld if not trip.reason.endswith(CUT_SHORT)] == []
    check_all_well(withheld, WITHHELD)
    fixed = [trip for trip in trips if trip not in withheld]
    check_all_well(fixed, FIXED)
    assert len(fixed) >= 10


@pytest.mark.parametrize("turn", [0, 1])
def test_odd_files(tmp_path: Path, turn: int) -> None:
    files = write(tmp_path, ODD)
    # The place of the program goes by the turn.
    files = files[turn:] + files[:turn]
    check_all_well(round_trips.round_trips(files, git=GIT), FIXED)


def test_files_that_cannot_be_analysed_stay(tmp_path: Path) -> None:
    trips = round_trips.round_trips(write(tmp_path, HOPELESS), git=GIT)
    check_all_well(trips, FAILED)
    assert all(trip.reason for trip in trips)


def test_the_command_does_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    files = write(tmp_path, ODD)
    before = [planted(file.read_bytes(), at_the_end=True) for file in files]
    for file, data in zip(files, before, strict=True):
        file.write_bytes(data)
    arguments = ("check", "--isolated", f"--upn={round_trips.USER}")
    assert command.main((*arguments, "--fix")) == 0
    assert [file.read_bytes() for file in files] == [data.replace(WRONG, RIGHT) for data in before]
    assert command.main((*arguments, "--fix")) == 0
    assert capfdbinary.readouterr().err.count(b"1 finding fixed\n") == len(files)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda data: data + b"#\n", "something else was changed"),
        (lambda data: data.replace(RIGHT, RIGHT + b"?"), "something else was changed"),
    ],
)
def test_a_spoilt_file_is_noticed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[bytes], bytes],
    fault: str,
) -> None:
    really = fixing.write

    def write_spoilt(
        plan: running.CheckPlan, outcomes: list[running.Outcome]
    ) -> list[running.Outcome]:
        written = really(plan, outcomes)
        for outcome in written:
            Path(outcome.path).write_bytes(spoil(Path(outcome.path).read_bytes()))
        return written

    monkeypatch.setattr(fixing, "write", write_spoilt)
    (trip,) = round_trips.round_trips(write(tmp_path, {"": b"x = 1\n"}), git=False)
    assert trip.wrong == fault


def test_the_program_goes_where_it_should() -> None:
    data = b'\xef\xbb\xbfimport os\r\nif os:\r\n\tx = "\xc3\xa9"'
    behind = planted(data, at_the_end=False)
    program = b"def planted_by_the_test():\r\n\timport msal\r\n"
    assert behind.startswith(b"\xef\xbb\xbfimport os\r\n" + program)
    assert behind.endswith(b'\r\nif os:\r\n\tx = "\xc3\xa9"')
    at_the_end = planted(data, at_the_end=True)
    assert at_the_end.startswith(data + b"\r\ndef ")
    assert at_the_end.endswith(b"headers=headers)")
