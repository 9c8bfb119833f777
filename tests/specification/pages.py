"""Reads a Markdown page into cases.

The headings above a case form its name. Below them are prose, at most one ``toml`` block of
settings, ``python`` blocks (each may name its file: ``python title="app.py"``) and at most one
``diff`` block, the expected fix. Settings also apply to the headings below theirs.

So does a set-up, a ``python setup`` block: it stands at the top of the first file of each case, set
off by blank lines as it is in a program, or where a case has the line ``# setup``. Others have a
name, ``python setup title="user"``, and stand only where a case has the line ``# setup: user``.
Must not know what a mark means nor who judges a case.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.specification.settings import Settings, SettingsError, read_settings

DEFAULT_NAME = "program.py"
_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*$")
_FENCE = re.compile(r"(`{3,})(.*)$")
_SETUP = "python setup"
_INFO = re.compile(rf'\s*({_SETUP}|[\w-]*)(?:\s+title="([^"]+)")?\s*$')
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SETUP_LINE = re.compile(r"^# setup(?:: (\S.*?))?[ ]*\n", re.MULTILINE)


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
    """One program file of a case, with its marks; ``start`` is where it starts in the page.

    Its text holds that of its set-up, behind as many of its own lines as are ``above`` it. The line
    that asked for it there, if any, is ``replaced``.
    """

    name: str
    text: str
    start: int
    setup: Block | None = None
    above: int = 0
    replaced: bool = False

    def in_setup(self, row: int) -> bool:
        """Whether a line of the text, counted from 1, is one of the set-up."""
        return self.above < row <= self.above + self._setup_lines

    def page_line(self, row: int) -> int:
        """Where a line of the text, counted from 1, stands in the page."""
        if self.setup is not None and self.in_setup(row):
            return self.setup.start + row - self.above - 1
        if row > self.above:
            row += self.replaced - self._setup_lines
        return self.start + row - 1

    @property
    def _setup_lines(self) -> int:
        return self.setup.text.count("\n") if self.setup is not None else 0


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


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What holds for the headings below one; the set-up without a name is that of ``None``."""

    keys: dict[str, Any] = field(default_factory=dict)
    setups: dict[str | None, Block] = field(default_factory=dict)


def read_page(path: Path) -> list[Case]:
    """The cases of a page in order; raises PageError."""
    sections = list(_sections(path, path.read_text(encoding="utf-8")))
    cases = list(_cases(path, sections))
    used = {file.setup.start for case in cases for file in case.files if file.setup}
    for block in (block for section in sections for block in section.of(_SETUP)):
        if block.start not in used:
            raise PageError(f"{path}:{block.start}: no case has this set-up")
    seen: set[str] = set()
    for case in cases:
        if case.name in seen:
            raise PageError(f"{path}:{case.line}: a second case named {case.name!r}")
        seen.add(case.name)
    return cases


def _cases(path: Path, sections: list[_Section]) -> Iterator[Case]:
    above: list[tuple[_Section, _Inherited]] = []
    for section in sections:
        while above and above[-1][0].level >= section.level:
            above.pop()
        inherited = above[-1][1] if above else _Inherited()
        setups = inherited.setups | _setups(path, section)
        keys, settings = _settings(path, section, inherited.keys)
        if not settings.setup and inherited.keys.get("setup", True) and None not in setups:
            raise PageError(f"{path}:{section.line}: there is no set-up to leave out")
        above.append((section, _Inherited(keys, setups)))
        if section.of("python"):
            titles = [each.title for each, _ in above if each.level > 1] or [section.title]
            yield _case(path, section, " / ".join(titles), settings, setups)
        elif section.of("diff"):
            raise PageError(f"{path}:{section.line}: a diff without a program")


def _case(
    path: Path,
    section: _Section,
    name: str,
    settings: Settings,
    setups: dict[str | None, Block],
) -> Case:
    files = tuple(_file(path, block, setups) for block in section.of("python"))
    if None in setups and settings.setup and not any(file.setup for file in files):
        first = files[0]
        setup = _set_off(setups[None], first.text)
        files = (replace(first, text=setup.text + first.text, setup=setup), *files[1:])
    if len({file.name for file in files}) < len(files):
        raise PageError(f"{path}:{section.line}: two files of one name")
    diffs = section.of("diff")
    if len(diffs) > 1:
        raise PageError(f"{path}:{diffs[1].start}: a second diff")
    return Case(path, name, section.line, files, settings, diffs[0] if diffs else None)


def _file(path: Path, block: Block, setups: dict[str | None, Block]) -> File:
    """The file of a block, with the set-up that a line of it asks for."""
    name = block.title or DEFAULT_NAME
    lines = list(_SETUP_LINE.finditer(block.text))
    if not lines:
        return File(name, block.text, block.start)
    above = block.text.count("\n", 0, lines[-1].start())
    if len(lines) > 1:
        raise PageError(f"{path}:{block.start + above}: a second set-up in one file")
    (line,) = lines
    if line[1] not in setups:
        raise PageError(f"{path}:{block.start + above}: there is no set-up {line[0].strip()!r}")
    setup = setups[line[1]]
    text = block.text[: line.start()] + setup.text + block.text[line.end() :]
    return File(name, text, block.start, setup, above, replaced=True)


def _set_off(setup: Block, below: str) -> Block:
    """A set-up with the blank lines that belong between it and the code below."""
    is_definition = isinstance(ast.parse(setup.text).body[-1], _DEFINITIONS)
    is_apart = is_definition or below.startswith(("def ", "async def ", "class ", "@"))
    return replace(setup, text=setup.text.rstrip("\n") + ("\n\n\n" if is_apart else "\n\n"))


def _setups(path: Path, section: _Section) -> dict[str | None, Block]:
    """The set-ups under a heading, by name."""
    setups: dict[str | None, Block] = {}
    for block in section.of(_SETUP):
        if block.title in setups:
            raise PageError(f"{path}:{block.start}: a second set-up of one name")
        try:
            is_empty = not ast.parse(block.text).body
        except SyntaxError as error:
            raise PageError(f"{path}:{block.start}: the set-up is no Python: {error}") from error
        if is_empty:
            raise PageError(f"{path}:{block.start}: an empty set-up")
        setups[block.title] = block
    return setups


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
