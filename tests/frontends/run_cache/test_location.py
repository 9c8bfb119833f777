"""Where documents are kept, who may read them, and how much room they take."""

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from flake8_graph_me.frontends.run_cache import location
from flake8_graph_me.frontends.run_cache.location import default_folder, folder_of
from flake8_graph_me.frontends.usage import UsageError
from tests.frontends.run_cache.cached_runs import CachedRuns


def test_the_default_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    caches = tmp_path / "caches"
    expected = {
        ("linux", ""): tmp_path / ".cache",
        ("linux", "relative"): tmp_path / ".cache",
        ("linux", str(caches)): caches,
        ("darwin", str(caches)): tmp_path / "Library/Caches",
    }
    for (platform, named), folder in expected.items():
        found = default_folder(platform, {"XDG_CACHE_HOME": named})
        assert found == folder / "flake8-graph-me"
    local = tmp_path / "Local"
    found = default_folder("win32", {"LOCALAPPDATA": str(local)})
    assert found == local / "flake8-graph-me/cache"
    assert default_folder("win32", {}) == tmp_path / "AppData/Local/flake8-graph-me/cache"


def test_nobody_else_reads_it(runs: CachedRuns) -> None:
    runs()
    assert stat.S_IMODE(runs.cache.stat().st_mode) == 0o700
    assert stat.S_IMODE(runs.document().stat().st_mode) == 0o600
    tag = (runs.cache / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert (runs.cache / ".gitignore").read_text() == "*\n"


def test_a_folder_of_the_user_is_left_as_it_is(runs: CachedRuns) -> None:
    """Lest ``--cache-dir .`` makes git ignore a project."""
    runs.cache.mkdir(mode=0o755)
    (runs.cache / "notes").write_text("mine")
    runs()
    assert runs.document().is_file()
    assert not (runs.cache / ".gitignore").exists()
    assert stat.S_IMODE(runs.cache.stat().st_mode) == 0o755


def test_a_file_is_refused(runs: CachedRuns) -> None:
    file = runs.project / "app/other.py"
    message = f"flake8-graph-me: error: --cache-dir: {str(file)!r} is not a folder\n"
    assert runs(cache=file) == (2, "", message)
    assert file.read_text() == "x = 1\n"
    with pytest.raises(UsageError, match="is not a folder"):
        folder_of(str(file / "below"))
    with pytest.raises(UsageError, match="must name a folder"):
        folder_of("")


def test_without_room_there_is_no_cache_and_no_complaint(
    runs: CachedRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = runs.anew()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkstemp", full)
    assert runs() == found
    assert runs() == found
    assert "request.py" in runs.checked


@pytest.mark.skipif(
    sys.platform != "win32" and os.geteuid() == 0, reason="whoever may write everything can"
)
def test_a_folder_that_cannot_be_written(runs: CachedRuns) -> None:
    found = runs.anew()
    runs.cache.mkdir(mode=0o500)
    assert runs() == found


def test_nothing_is_kept_on_request(runs: CachedRuns) -> None:
    runs.anew()
    assert not runs.cache.exists()


def test_what_was_used_longest_ago_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "MAX_FOLDER_BYTES", 250)
    other = tmp_path / "other"
    other.write_bytes(b"x" * 1000)
    for number, name in enumerate("abc"):
        assert location.write(tmp_path, name, b"x" * 100)
        os.utime(tmp_path / (name + location.SUFFIX), (number, number))
    location.touch(tmp_path, "b")
    assert location.write(tmp_path, "d", b"x" * 100)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"other", f"b{location.SUFFIX}", f"d{location.SUFFIX}"}
    monkeypatch.setattr(location, "MAX_DOCUMENT_BYTES", 50)
    assert not location.write(tmp_path, "e", b"x" * 100)
    assert location.read(tmp_path, "b") is None
