"""After any change a run with a cache finds what a run without one does, and checks no more."""

import os
import shutil
import time
from collections.abc import Callable

import pytest

from tests.frontends.run_cache.cached_runs import HARMLESS, TOKENS, CachedRuns
from tests.support.local_files import write

Change = Callable[[CachedRuns], object]


def folder_renamed(runs: CachedRuns) -> None:
    shutil.move(runs.project / "app", runs.project / "lib")


def same_size_and_time(runs: CachedRuns) -> None:
    path = runs.project / "app/tokens.py"
    status = path.stat()
    text = HARMLESS.ljust(status.st_size - 1, "#") + "\n"
    runs.replace("app/tokens.py", text)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert path.stat().st_mtime_ns == status.st_mtime_ns


def link_turned(runs: CachedRuns) -> None:
    """Between what another file at the end of a link says."""
    path = runs.project / "app/between.py"
    path.unlink()
    path.symlink_to(runs.project / "app/other.py")


CHANGES: dict[str, tuple[Change, int]] = {
    "an imported file": (lambda runs: runs.replace("app/tokens.py", HARMLESS), -1),
    "a file between": (lambda runs: runs.replace("app/between.py", HARMLESS), -1),
    "the file itself": (lambda runs: runs.replace("app/request.py", "x = 1\n"), -1),
    "a file without findings": (lambda runs: runs.replace("app/other.py", TOKENS), 0),
    "a missing file appears": (lambda runs: runs.replace("app/missing.py", TOKENS), 1),
    "a missing package appears": (
        lambda runs: write(runs.project, {"app/missing/__init__.py": TOKENS}),
        1,
    ),
    "a file before it in the search": (
        lambda runs: write(runs.project, {"app/between/__init__.py": HARMLESS}),
        -1,
    ),
    "an imported file is deleted": (lambda runs: (runs.project / "app/tokens.py").unlink(), -1),
    "a file with a finding is deleted": (
        lambda runs: (runs.project / "app/request.py").unlink(),
        -1,
    ),
    "a folder is renamed": (folder_renamed, -1),
    "the same size and time": (same_size_and_time, -1),
    "a link": (link_turned, -1),
    "a project begins further down": (lambda runs: runs.replace("app/setup.py", ""), -1),
    "a new file with a finding": (
        lambda runs: shutil.copy(runs.project / "app/request.py", runs.project / "app/r.py"),
        1,
    ),
}


@pytest.mark.parametrize("settled", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_findings_are_those_without_a_cache(
    runs: CachedRuns, change: str, *, settled: bool
) -> None:
    if settled:
        runs.settle()
    make, more = CHANGES[change]
    before = runs()
    assert before[1].count("GME001") == 1
    assert runs() == before
    assert runs.checked == []
    make(runs)
    after = runs()
    assert after[1].count("GME001") == 1 + more
    assert runs() == after
    assert runs.checked == []
    assert runs.anew() == after


def test_only_what_depends_on_a_change_is_checked(runs: CachedRuns) -> None:
    runs.settle()
    runs()
    assert {path.name for path in runs.project.rglob("*.py")} == set(runs.read)
    runs()
    assert (runs.checked, runs.read) == ([], [])
    runs.replace("app/other.py", "x = 2\n")
    runs()
    assert (runs.checked, runs.read) == ([], ["other.py", "other.py"])
    runs.replace("app/tokens.py", TOKENS + "\n")
    assert runs()[1].count("GME001") == 1
    assert runs.checked == ["between.py", "request.py", "tokens.py"]


def test_a_touched_file_is_read_and_not_checked(runs: CachedRuns) -> None:
    runs.settle()
    before = runs()
    os.utime(runs.project / "app/tokens.py", (1, 1))
    runs.replace("app/request.py", (runs.project / "app/request.py").read_text())
    assert runs() == before
    assert (runs.checked, sorted(runs.read)) == ([], ["request.py", "tokens.py"])
    assert runs() == before
    assert (runs.checked, runs.read) == ([], [])


def test_new_files_are_read_until_their_times_can_be_trusted(
    runs: CachedRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = runs()
    assert runs() == before
    # Nothing tells that they have not been written to once more in the same tick of the clock.
    assert {"request.py", "tokens.py", "between.py"} <= set(runs.read)
    assert runs.checked == []
    late = time.time_ns() + 10**10
    monkeypatch.setattr(time, "time_ns", lambda: late)
    assert runs() == before
    assert runs() == before
    assert (runs.checked, runs.read) == ([], [])


def test_selection_and_comments_count_as_they_are_now(runs: CachedRuns) -> None:
    runs.settle()
    assert runs()[0] == 1
    config = runs.project / ".flake8"
    config.write_text("[flake8]\nper-file-ignores = app/request.py: GME001\n")
    assert runs()[:2] == (0, "")
    assert runs.checked == []
    config.unlink()
    assert runs("--ignore=GME")[:2] == (0, "")
    assert runs("--exclude=request.py")[:2] == (0, "")
    assert runs("--output-format=full")[1].count("GME001") == 1
    assert runs()[1].count("GME001") == 1
    assert runs.checked == []


def test_options_have_caches_of_their_own(runs: CachedRuns) -> None:
    assert "<upn>" in runs()[1]
    assert "a@b.c" in runs("--upn=a@b.c")[1]
    assert "request.py" in runs.checked
    assert "<upn>" in runs()[1]
    assert runs.checked == []


def test_some_of_the_files(runs: CachedRuns) -> None:
    """As a hook gives them, one by one or after all others."""
    runs.settle()
    first = runs("app/request.py")
    assert first[1].count("GME001") == 1
    assert runs("app/request.py") == first
    assert runs.checked == []
    runs("app")
    assert "request.py" not in runs.checked
    assert runs("app/request.py", "app/other.py") == first
    assert runs.checked == []
    runs.replace("app/tokens.py", HARMLESS)
    assert runs("app/other.py")[:2] == (0, "")
    assert runs("app/request.py")[:2] == (0, "")
    assert runs("app")[:2] == (0, "")


def test_a_new_file_elsewhere_costs_little(runs: CachedRuns) -> None:
    """What imports lead to is looked up again, and the rest is not checked."""
    runs.settle()
    before = runs()
    write(runs.project, {"lib/__init__.py": "", "lib/new.py": "import app.other\n"})
    assert runs() == before
    assert {"__init__.py", "new.py"} <= set(runs.read)
    assert "wanting.py" not in runs.checked
    write(runs.project, {"lib/newer.py": ""})
    assert runs() == before
    assert runs.checked == []
    write(runs.project, {"lib/missing.py": TOKENS})
    assert runs("lib/new.py")[:2] == (0, "")
    runs.replace("app/missing.py", TOKENS)
    assert runs("lib/new.py")[:2] == (0, "")
    after = runs()
    assert after[1].count("GME001") == 2
    assert runs.anew() == after
