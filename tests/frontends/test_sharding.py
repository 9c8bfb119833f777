"""``--shard I/N``: each file in one shard, the same one on each machine."""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from flake8_graph_me.frontends.command import command
from flake8_graph_me.frontends.sharding import MAX_SHARDS, Shard
from tests.frontends.fix_runs.test_fixes_across_files import AUTH, MENDED, PATHS, REPORT, request
from tests.specification.judging import write
from tests.support import case_tree
from tests.support.command_runner import without_summary

Check = Callable[..., tuple[int, list[str], str]]
NAMES = [f"src/pkg{number % 9}/module{number}.py" for number in range(900)]


@pytest.fixture
def check(capfd: pytest.CaptureFixture[str]) -> Check:
    def run(*arguments: str) -> tuple[int, list[str], str]:
        code = command.main(("check", "--isolated", "--upn=adele@contoso.com", *arguments))
        out, err = capfd.readouterr()
        return code, out.splitlines(), without_summary(err)

    return run


def shares(count: int, names: list[str]) -> list[list[str]]:
    return [Shard(number, count).of(names) for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 2, 3, 7, 50])
def test_each_file_is_in_one_shard(count: int) -> None:
    found = shares(count, NAMES)
    assert Counter(name for share in found for name in share) == Counter(NAMES)
    assert all(share == [name for name in NAMES if name in share] for share in found)


def test_shards_are_of_about_one_size() -> None:
    assert all(260 < len(share) < 340 for share in shares(3, NAMES))


def test_other_files_change_nothing() -> None:
    for whole, part in zip(shares(3, NAMES), shares(3, NAMES[::2]), strict=True):
        assert [name for name in whole if name in NAMES[::2]] == part


def test_the_assignment_never_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Machines of one matrix may have different versions of everything."""
    monkeypatch.chdir(tmp_path)
    assert shares(3, ["a.py", "src/b.py", "c/d.py", "Straße.py"]) == [
        ["a.py", "Straße.py"],
        [],
        ["src/b.py", "c/d.py"],
    ]


@pytest.mark.parametrize("mark", [".git", "pyproject.toml"])
def test_the_checkout_may_be_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    found = []
    for home in ("one", "an/other place"):
        top = tmp_path / home
        write({mark: "", **dict.fromkeys(NAMES[:60], "")}, top)
        for here, names in (
            (top, NAMES[:60]),
            (top, [f"./{name}" for name in NAMES[:60]]),
            (top, [f"src/../{name}" for name in NAMES[:60]]),
            (top, [str(top / name) for name in NAMES[:60]]),
            (tmp_path, [str(top / name) for name in NAMES[:60]]),
            (top / "src", [name.removeprefix("src/") for name in NAMES[:60]]),
            (top / "src" / "pkg1", [f"../../{name}" for name in NAMES[:60]]),
        ):
            monkeypatch.chdir(here)
            found.append([names.index(name) for name in Shard(2, 3).of(names)])
    assert 10 < len(found[0]) < 30
    assert all(each == found[0] for each in found)


def test_a_project_within_a_checkout_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write({".git": "", **dict.fromkeys(NAMES[:60], "")}, tmp_path)
    before = shares(3, NAMES[:60])
    (tmp_path / "src" / "pkg1" / "pyproject.toml").touch()
    assert shares(3, NAMES[:60]) == before


def test_systems_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows writes backslashes and ignores case, macOS takes characters apart."""
    monkeypatch.chdir(tmp_path)
    expected = [bool(Shard(2, 3).of([name])) for name in NAMES]
    assert [bool(Shard(2, 3).of([name.upper()])) for name in NAMES] == expected
    for number in range(20):
        composed = [f"\u00e9{number}.py", f"e\u0301{number}.py"]
        assert Shard(2, 3).of(composed) in ([], composed)
    assert Shard(1, 1).of(["\udcff.py"]) == ["\udcff.py"]


@pytest.mark.parametrize(
    "wrong",
    ["0/3", "4/3", "a/b", "3", "1/0", "0/0", "-1/3", "1/3/5", "", "/", "1/", "1.0/3", " 1/3",
     "1/3 ", "+1/3", "\u0661/\u0663", "99999/99999", f"1/{MAX_SHARDS + 1}", "9" * 9_999 + "/1",
     "1/3\n"],
)  # fmt: skip  # one on a line would fill the page
def test_wrong_values_are_one_line_and_two(check: Check, wrong: str) -> None:
    code, out, err = check(f"--shard={wrong}")
    assert (code, out, err.count("\n")) == (2, [], 1)
    assert err.startswith("flake8-graph-me: error: argument --shard: ")
    assert "not of the form I/N" in err
    assert len(err) < 200


def test_it_is_no_option_of_configuration_files(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "setup.cfg").write_text("[flake8]\nshard = 0/3\ngraph-me-shard = 0/3\n")
    assert command.main(("check",)) == 0


def test_standard_input_is_refused(check: Check) -> None:
    assert check("--shard=1/2", "-") == (
        2,
        [],
        "flake8-graph-me: error: --shard cannot be combined with standard input (-)\n",
    )


def test_shards_together_are_the_whole(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case_tree.lay(tmp_path, 12)
    (tmp_path / ".git").touch()
    _, whole, _ = check(".", "none.py")
    parts = [check(".", "none.py", f"--shard={number}/3")[1] for number in (1, 2, 3)]
    held = re.compile(r"\d+ more fix(es)? needs? ")
    lines = [line for part in parts for line in part if not held.match(line)]
    assert Counter(lines) == Counter(line for line in whole if not held.match(line))
    assert len(whole) > 100
    assert all(len(part) > 20 for part in parts)
    files = [{line.split(":")[0] for line in part} for part in parts]
    assert sum(map(len, files)) == len(set[str]().union(*files))


class TestFixes:
    """Each shard edits its own files only."""

    FILES: ClassVar = {"auth.py": AUTH, "paths.py": PATHS, "report.py": REPORT}

    def lay(self, folder: Path) -> Path:
        folder.mkdir()
        (folder / "pyproject.toml").touch()
        for name, data in self.FILES.items():
            (folder / name).write_bytes(data)
        return folder

    def count(self, *names: str) -> tuple[int, int, int]:
        """A number of shards in which two files are apart, and theirs."""
        for count in range(2, 50):
            first, second = (
                next(n for n in range(1, count + 1) if Shard(n, count).of([name])) for name in names
            )
            if first != second:
                return count, first, second
        raise AssertionError("the hash does not tell them apart")

    def test_the_file_of_another_shard_is_left_alone(
        self, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project = self.lay(tmp_path / "project")
        monkeypatch.chdir(project)
        count, finding, text = self.count("report.py", "paths.py")
        for number in range(1, count + 1):
            code, out, _ = check("--fix", f"--shard={number}/{count}", ".")
            assert (code, len(out)) == ((1, 1) if number == finding else (0, 0))
        assert {path.name: path.read_bytes() for path in project.glob("*.py")} == self.FILES
        assert text != finding
        assert check("--fix", ".")[0] == 0
        assert (project / "paths.py").read_bytes() == MENDED

    def test_what_another_shard_does_rightly_is_not_spoilt(
        self, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project = self.lay(tmp_path / "project")
        monkeypatch.chdir(project)
        # One file with the text and a wrong use of it, and in another shard one with a right use.
        joined = (
            PATHS.decode("utf-8-sig") + "\n" + REPORT.decode().replace("from paths import ME\n", "")
        )
        (project / "report.py").write_text(joined, encoding="utf-8")
        (project / "page.py").write_text(
            request("user_token()").replace("from paths", "from report")
        )
        count, wrong, _ = self.count("report.py", "page.py")
        before = (project / "report.py").read_bytes()
        code, out, _ = check("--fix", f"--shard={wrong}/{count}", ".")
        assert (code, len(out)) == (1, 1)
        assert (project / "report.py").read_bytes() == before
        (project / "page.py").unlink()
        assert check("--fix", f"--shard={wrong}/{count}", ".")[0] == 0

    def test_shards_write_what_a_whole_run_writes(
        self, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case_tree.lay(tmp_path / "whole", 12)
        shutil.copytree(tmp_path / "whole", tmp_path / "parts")
        monkeypatch.chdir(tmp_path / "whole")
        (tmp_path / "whole" / ".git").touch()
        whole = check("--fix", ".")[2].splitlines()
        monkeypatch.chdir(tmp_path / "parts")
        (tmp_path / "parts" / ".git").touch()
        parts = [
            line for n in (1, 2, 3) for line in check("--fix", f"--shard={n}/3")[2].splitlines()
        ]
        assert len(parts) == len(set(parts)) > 40
        assert set(parts) <= set(whole)
