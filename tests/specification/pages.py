"""Reads a Markdown page into cases.

The headings above a case form its name. Below them are prose, at most one ``toml`` block of
settings, ``python`` blocks (each may name its file: ``python title="app.py"``) and at most one
``diff`` block, the expected fix. Settings also apply to the headings below theirs. Must not know
what a mark means nor who judges a case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.specification.settings import Settings, SettingsError, read_settings

DEFAULT_NAME = "program.py"
_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*$")
_FENCE = re.compile(r"(`{3,})(.*)$")
_INFO = re.compile(r'\s*([\w-]*)(?:\s+title="([^"]+)")?\s*$')


class PageError(Exception):
    """A page that cannot be read; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; ``start`` is the page's line of its text, ``end`` of its closing fence."""

    language: str
    title: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class File:
    """One program file of a case, with its marks; ``start`` is where it starts in the page."""

    name: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Case:
    """One named case; ``diff`` is the block of the expected fix, if the case asks for one."""

    page: Path
    name: str
    line: int
    files: tuple[File, ...]
    settings: Settings
    diff: Block | None

    def __str__(self) -> str:
        return f"{self.page.stem}: {self.name}"


@dataclass(slots=True)
class _Section:
    """A heading and the blocks between it and the next one."""

    level: int
    title: str
    line: int
    blocks: list[Block] = field(default_factory=list)

    def of(self, language: str) -> list[Block]:
        return [block for block in self.blocks if block.language == language]


def read_page(path: Path) -> list[Case]:
    """The cases of a page in order; raises PageError."""
    cases = list(_cases(path, path.read_text(encoding="utf-8")))
    seen: set[str] = set()
    for case in cases:
        if case.name in seen:
            raise PageError(f"{path}:{case.line}: a second case named {case.name!r}")
        seen.add(case.name)
    return cases


def _cases(path: Path, text: str) -> Iterator[Case]:
    above: list[tuple[_Section, dict[str, Any]]] = []
    for section in _sections(path, text):
        while above and above[-1][0].level >= section.level:
            above.pop()
        inherited = above[-1][1] if above else {}
        keys, settings = _settings(path, section, inherited)
        above.append((section, keys))
        if section.of("python"):
            titles = [each.title for each, _ in above if each.level > 1] or [section.title]
            yield _case(path, section, " / ".join(titles), settings)
        elif section.of("diff"):
            raise PageError(f"{path}:{section.line}: a diff without a program")


def _case(path: Path, section: _Section, name: str, settings: Settings) -> Case:
    files = tuple(
        File(block.title or DEFAULT_NAME, block.text, block.start) for block in section.of("python")
    )
    if len({file.name for file in files}) < len(files):
        raise PageError(f"{path}:{section.line}: two files of one name")
    diffs = section.of("diff")
    if len(diffs) > 1:
        raise PageError(f"{path}:{diffs[1].start}: a second diff")
    return Case(path, name, section.line, files, settings, diffs[0] if diffs else None)


def _settings(
    path: Path, section: _Section, inherited: dict[str, Any]
) -> tuple[dict[str, Any], Settings]:
    blocks = section.of("toml")
    if len(blocks) > 1:
        raise PageError(f"{path}:{blocks[1].start}: a second toml block")
    try:
        return read_settings(blocks[0].text if blocks else "", inherited)
    except SettingsError as error:
        raise PageError(f"{path}:{section.line}: {error}") from error


def _sections(path: Path, text: str) -> Iterator[_Section]:
    section = _Section(1, path.stem, 1)
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        fence = _FENCE.match(lines[index])
        heading = _HEADING.match(lines[index])
        if fence:
            block = _block(path, lines, index, fence)
            section.blocks.append(block)
            index = block.end - 1
        elif heading:
            yield section
            section = _Section(len(heading[1]), heading[2], index + 1)
        index += 1
    yield section


def _block(path: Path, lines: list[str], opening: int, fence: re.Match[str]) -> Block:
    info = _INFO.match(fence[2])
    if not info:
        raise PageError(f"{path}:{opening + 1}: cannot read the info string {fence[2]!r}")
    for closing in range(opening + 1, len(lines)):
        if lines[closing].rstrip() == fence[1]:
            body = "".join(f"{line}\n" for line in lines[opening + 1 : closing])
            return Block(info[1], info[2], body, opening + 2, closing + 1)
    raise PageError(f"{path}:{opening + 1}: a block that is never closed")
