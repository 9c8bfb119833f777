"""Files are parsed once per content."""

import ast
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import libcst as cst
import pytest

from flake8_graph_me.project.files.cache import FileCache
from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.given_reader import GivenReader
from flake8_graph_me.project.modules import parsed_cache
from flake8_graph_me.project.modules.parsed_cache import module_at, module_of
from flake8_graph_me.syntax import parsing
from flake8_graph_me.syntax.parsing import AnalysisFailed, ParsedModule
from tests.support.local_files import LONG_AGO


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    parsed_cache.forget()
    yield
    parsed_cache.forget()


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that libcst is given to parse, as they come."""
    seen: list[str] = []
    parse_module = cst.parse_module

    def counted(source: str) -> cst.Module:
        seen.append(source)
        return parse_module(source)

    monkeypatch.setattr(cst, "parse_module", counted)
    return seen


def parsed(path: Path) -> ParsedModule | None:
    """What a new check gets."""
    return module_at(str(path), DiskReader())


def test_of_a_changed_file_only_what_changed_is_parsed(tmp_path: Path, parses: list[str]) -> None:
    path = tmp_path / "a.py"
    lines = [f"x{number} = {number}\n" for number in range(10)]
    path.write_text("".join(lines))
    first = parsed(path)
    path.write_text("".join([*lines[:5], "y = 1\n", *lines[6:]]))
    os.utime(path, (LONG_AGO, LONG_AGO))
    second = parsed(path)
    assert first is not None
    assert second is not None
    assert second.module.code == path.read_text()
    assert second.module.body[4] is not first.module.body[4]
    assert second.module.body[9] is first.module.body[9]
    assert parses == ["".join(lines), "x4 = 4\ny = 1\n"]


def test_unchanged_file_is_parsed_once(tmp_path: Path, parses: list[str]) -> None:
    path = tmp_path / "a.py"
    path.write_text("x = 1\n")
    first = parsed(path)
    assert first is not None
    assert first.source == "x = 1\n"
    assert parsed(path) is first
    os.utime(path, (LONG_AGO, LONG_AGO))
    path.write_text("x = 1\n")
    assert parsed(path) is first
    assert len(parses) == 1


def test_changed_file_is_parsed_again(tmp_path: Path, parses: list[str]) -> None:
    path = tmp_path / "a.py"
    for text in ("x = 1\n", "x = 2\n", "x = 1\n"):
        path.write_text(text)
        module = parsed(path)
        assert module is not None
        assert module.source == text
    assert len(parses) == 3


def test_file_that_vanishes_or_becomes_a_folder_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("x = 1\n")
    assert parsed(path) is not None
    path.unlink()
    assert parsed(path) is None
    path.mkdir()
    assert parsed(path) is None
    path.rmdir()
    path.write_text("x = 1\n")
    assert parsed(path) is not None


@pytest.mark.parametrize("text", ["x = (\n", "x = '\0'\n", "-" * 100_000 + "1\n"])
def test_what_cannot_be_parsed_is_tried_once(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def counted(
        source: str, tree: ast.Module | None = None, before: ParsedModule | None = None
    ) -> ParsedModule:
        tried.append(source)
        return parsing.parse(source, tree, before)

    monkeypatch.setattr(parsed_cache, "parse", counted)
    path = tmp_path / "a.py"
    path.write_text(text)
    assert parsed(path) is None
    assert parsed(path) is None
    assert len(tried) == 1
    path.write_text("x = 1\n")
    assert parsed(path) is not None


def test_wrong_encoding_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"x = '\xe9'\n")
    assert parsed(path) is None
    path.write_bytes(b"# coding: latin-1\nx = '\xe9'\n")
    module = parsed(path)
    assert module is not None
    assert module.source.endswith("'é'\n")


def test_checked_source_and_imported_file_are_one(tmp_path: Path, parses: list[str]) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"\xef\xbb\xbfx = 1\n")
    tree = ast.parse("x = 1\n")
    checked = module_of(str(path), "x = 1\n", tree)
    assert checked.tree is tree
    assert parsed(path) is checked
    assert module_of(str(path), "\ufeffx = 1\n") is checked
    assert len(parses) == 1
    assert module_of(str(path), "x = 2\n").source == "x = 2\n"
    again = parsed(path)
    assert again is not None
    assert again.source == "x = 1\n"


def test_checked_source_that_cannot_be_parsed_says_why_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("x = (\n")
    assert parsed(path) is None
    for _ in range(2):
        with pytest.raises(AnalysisFailed, match="not valid in Python"):
            module_of(str(path), "x = (\n")


def test_same_text_in_two_files_is_two_modules(tmp_path: Path) -> None:
    reader = GivenReader({str(tmp_path / name): "x = 1\n" for name in ("a.py", "b.py")})
    one, two = (module_at(str(tmp_path / name), reader) for name in ("a.py", "b.py"))
    assert one is not None
    assert two is not None
    assert one.module is not two.module


def test_threads_share_one_parse(tmp_path: Path, parses: list[str]) -> None:
    path = tmp_path / "a.py"
    path.write_text("x = 1\n" * 2000)
    found: list[ParsedModule | None] = []
    start = threading.Barrier(8)

    def check() -> None:
        start.wait()
        found.append(parsed(path))

    threads = [threading.Thread(target=check) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(parses) == 1
    assert len({id(each) for each in found}) == 1


def sizes(cache: FileCache[int], reader: GivenReader, names: str) -> list[int | None]:
    return [cache.get(str(Path(name).absolute()), reader, len) for name in names]


def test_least_recently_used_go_first() -> None:
    made: list[str] = []

    def make(text: str) -> int:
        made.append(text)
        return len(text)

    reader = GivenReader({"a": "a", "b": "b", "c": "c"})
    cache: FileCache[int] = FileCache(max_files=2, max_bytes=100)
    for name in "abacab":
        cache.get(str(Path(name).absolute()), reader, make)
    assert made == ["a", "b", "c", "b"]
    assert len(cache) == 2


def test_bytes_are_bounded_as_well() -> None:
    reader = GivenReader({"a": "é" * 4, "b": "b" * 4, "c": "c" * 50})
    cache: FileCache[int] = FileCache(max_files=100, max_bytes=12)
    assert sizes(cache, reader, "ab") == [4, 4]
    assert len(cache) == 2
    assert sizes(cache, reader, "c") == [50]
    assert len(cache) == 0
    assert sizes(cache, reader, "abab") == [4, 4, 4, 4]
    assert len(cache) == 2
    cache.clear()
    assert len(cache) == 0


def test_what_making_raises_is_passed_on_and_not_kept() -> None:
    reader = GivenReader({"a": "1"})
    cache: FileCache[int] = FileCache(max_files=9, max_bytes=9)
    path = str(Path("a").absolute())

    def fail(_text: str) -> int:
        raise KeyError

    with pytest.raises(KeyError):
        cache.get(path, reader, fail)
    assert cache.get(path, reader, int) == 1
