"""Files as an analysis sees them: which exist, what they contain, and when they have changed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_graph_me.project.files import disk_reader
from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.given_reader import GivenReader
from flake8_graph_me.project.files.reader import Listing, Reader
from tests.support.local_files import write

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="whoever may read everything has no unreadable file",
)


@pytest.fixture
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the times of files that have just been changed."""
    monkeypatch.setattr(disk_reader, "SETTLED_NANOSECONDS", -(10**18))


def text(path: Path, reader: Reader | None = None) -> str | None:
    content = (reader or DiskReader()).content(str(path))
    return None if content is None else content.text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"x = 1\r\n", "x = 1\r\n"),
        (b"\xef\xbb\xbfx = '\xc3\xa9'\n", "x = 'é'\n"),
        (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'é'\n"),
        (b"#!x\n# -*- coding: cp1252 -*-\n'\x80'\n", "#!x\n# -*- coding: cp1252 -*-\n'€'\n"),
        (b"x = '\xe9'\n", None),
        (b"# coding: nonsense\n", None),
        (b"\xef\xbb\xbf# coding: latin-1\n", None),
        (b"", ""),
    ],
)
def test_text_is_what_python_reads(data: bytes, expected: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(data)
    assert text(path) == expected
    assert (DiskReader().state(str(path)) is None) is (expected is None)


def folder(path: Path) -> None:
    path.mkdir()


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def circle(path: Path) -> None:
    path.symlink_to(path)


def nothing(_path: Path) -> None:
    pass


def pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes there, and guards links")
@pytest.mark.parametrize("make", [folder, dangling, circle, nothing, pipe])
def test_what_is_no_file_is_not_there(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    make(path)
    reader = DiskReader()
    assert reader.content(str(path)) is None
    assert reader.state(str(path)) is None
    assert not reader.is_file(str(path))
    assert reader.is_folder(str(path)) is (make is folder)
    assert "a.py" not in reader.listing(str(tmp_path)).files
    assert ("a.py" in reader.listing(str(tmp_path)).folders) is (make is folder)


@as_root
def test_unreadable_file_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("x = 1\n")
    path.chmod(0)
    assert text(path) is None


@as_root
def test_unreadable_folder_is_empty(tmp_path: Path) -> None:
    write(tmp_path, {"inner/a.py": ""})
    inner = tmp_path / "inner"
    inner.chmod(0)
    try:
        assert DiskReader().listing(str(inner)) == Listing()
    finally:
        inner.chmod(0o700)


def test_impossible_paths_are_not_there(tmp_path: Path) -> None:
    reader = DiskReader()
    for path in (f"{tmp_path}/a\0.py", f"{tmp_path}/{'x' * 5000}", "\ud800"):
        assert reader.content(path) is None
        assert reader.state(path) is None
        assert reader.listing(path) == Listing()
        assert isinstance(reader.real(path), str)
        assert reader.unchanged()


def test_long_file_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"#" * disk_reader.MAX_FILE_BYTES)
    assert text(path) is not None
    path.write_bytes(b"#" * (disk_reader.MAX_FILE_BYTES + 1))
    assert text(path) is None


def test_folder_of_too_many_names_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_reader, "MAX_FOLDER_ENTRIES", 2)
    write(tmp_path, {"a.py": "", "b.py": ""})
    assert DiskReader().listing(str(tmp_path)).files == {"a.py", "b.py"}
    write(tmp_path, {"c.py": ""})
    assert DiskReader().listing(str(tmp_path)) == Listing()


def test_listing_is_kept_and_content_is_not(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "old", "inner/b.py": ""})
    reader = DiskReader()
    before = reader.listing(str(tmp_path))
    assert before == Listing(frozenset({"a.py"}), frozenset({"inner"}))
    write(tmp_path, {"a.py": "new", "c.py": ""})
    assert reader.listing(str(tmp_path)) is before
    assert text(tmp_path / "a.py", reader) == "new"
    assert not reader.unchanged()
    assert DiskReader().listing(str(tmp_path)).files == {"a.py", "c.py"}


def rewrite(path: Path) -> None:
    path.write_text("new")


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_text("new")
    other.replace(path)


def rewrite_with_the_old_time(path: Path) -> None:
    before = path.stat()
    path.write_text("new")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def remove(path: Path) -> None:
    path.unlink()


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES = [rewrite, replace, rewrite_with_the_old_time, remove, become_a_folder]


@pytest.mark.parametrize("change", CHANGES)
def test_change_within_a_tick_changes_the_state(
    change: Callable[[Path], None], tmp_path: Path
) -> None:
    path = tmp_path / "a.py"
    path.write_text("old")
    reader = DiskReader()
    before = reader.state(str(path))
    assert before is not None
    assert reader.state(str(path)) == before
    change(path)
    assert reader.state(str(path)) != before
    after = reader.content(str(path))
    assert (None if after is None else after.state) == reader.state(str(path))


@pytest.mark.usefixtures("_no_waiting")
def test_settled_file_is_not_read_for_its_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.py"
    path.write_text("old")
    reader = DiskReader()
    content = reader.content(str(path))
    assert content is not None
    monkeypatch.setattr(os, "open", None)
    assert reader.state(str(path)) == content.state


def test_folder_that_only_lost_a_moment_is_unchanged(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "old"})
    reader = DiskReader()
    reader.listing(str(tmp_path))
    replace(tmp_path / "a.py")
    assert reader.unchanged()
    (tmp_path / "a.py").unlink()
    assert not reader.unchanged()


@pytest.mark.skipif(os.name == "nt", reason="Windows guards links")
def test_link_that_leads_elsewhere_is_a_change(tmp_path: Path) -> None:
    write(tmp_path, {"one/a.py": "", "two/b.py": ""})
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "one")
    reader = DiskReader()
    assert reader.real(str(link / "a.py")) == reader.real(str(tmp_path / "one" / "a.py"))
    assert reader.unchanged()
    link.unlink()
    link.symlink_to(tmp_path / "two")
    assert not reader.unchanged()


@pytest.mark.skipif(os.name == "nt", reason="Windows guards links")
def test_link_whose_end_becomes_a_folder_is_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"end": "", "inner/x": ""})
    (tmp_path / "inner" / "link").symlink_to(tmp_path / "end")
    monkeypatch.setattr(disk_reader, "SETTLED_NANOSECONDS", -(10**18))
    reader = DiskReader()
    assert "link" in reader.listing(str(tmp_path / "inner")).files
    become_a_folder(tmp_path / "end")
    assert not reader.unchanged()


def test_given_texts_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"on_disk.py": ""})
    reader = GivenReader({"pkg/a.py": "\ufeffx = 1\n", "pkg/inner/b.py": ""})
    here = Path.cwd()
    assert text(here / "pkg" / "a.py", reader) == "x = 1\n"
    assert text(here / "on_disk.py", reader) is None
    assert reader.state(str(here / "on_disk.py")) is None
    assert reader.listing(str(here)) == Listing(folders=frozenset({"pkg"}))
    listed = reader.listing(str(here / "pkg"))
    assert listed == Listing(frozenset({"a.py"}), frozenset({"inner"}))
    assert reader.is_folder(str(here / "pkg" / "inner"))
    assert not reader.is_folder(str(here / "pkg" / "a.py"))
    assert reader.is_file(str(here / "pkg" / "a.py"))
    assert reader.real(str(here / "pkg")) == str(here / "pkg")
    assert not reader.is_as_on_disk()


def test_given_texts_over_disk(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "disk", "b.py": "disk", "c": "a file", "d/x.py": ""})
    given = {"a.py": "given", "new/e.py": "", "c/f.py": "", "d": "a text"}
    reader = GivenReader({str(tmp_path / name): each for name, each in given.items()}, DiskReader())
    assert text(tmp_path / "a.py", reader) == "given"
    assert text(tmp_path / "b.py", reader) == "disk"
    assert reader.state(str(tmp_path / "a.py")) != DiskReader().state(str(tmp_path / "a.py"))
    listed = reader.listing(str(tmp_path))
    assert listed == Listing(frozenset({"a.py", "b.py", "d"}), frozenset({"new", "c"}))
    assert not reader.is_as_on_disk()
    assert GivenReader({str(tmp_path / "a.py"): "x"}, DiskReader()).is_as_on_disk()


def test_state_of_given_text_is_that_of_its_content() -> None:
    path = str(Path("a.py").absolute())

    def state(given: str) -> object:
        return GivenReader({"a.py": given}).state(path)

    assert state("x = 1") == state("x = " + str(1))
    assert state("x = 1") != state("x = 2")
    assert state("'\ud800'") != state("'\ud801'")
