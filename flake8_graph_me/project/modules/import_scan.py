"""The imports in a source, found from its text alone, because parsing would take too long."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

MAX_LINE = 160
"""How many characters a line may have for its imports to be remembered. Past it the line is read
again wherever it stands.
"""
MAX_LINES = 20_000
"""Of how many lines a process remembers the imports. Past it the one used longest ago is read again
when it is needed.
"""

# Any character but those of ASCII that are in no name: beyond ASCII, what is no letter may still be
# part of a name (combining marks are). To name the others would take long to compile.
_PART = r"[^\x00-/:-@\[-^`{-\x7f]"
_WORD = rf"{_PART}++"
_END = rf"(?!{_PART})"
_GAP = r"(?:[ \t\f]++|\\(?:\r\n?|\n))*+"
_DOTTED = rf"{_WORD}(?:{_GAP}\.{_GAP}{_WORD})*+"
# Stops where another statement begins, lest a long text of nothing but beginnings take forever.
_LISTED = rf"(?!(?:import|from){_END}){_DOTTED}"
_NAMES = rf"{_LISTED}(?:{_GAP}(?:,{_GAP})?{_LISTED})*+"
# A comment in brackets may hold a closing one. Where they are not closed, this is no import, but
# must not take long.
_BRACKETED = r"\((?P<bracketed>(?:[^#()]++|\#[^\r\n]*+)*+)"

_IMPORT = re.compile(rf"import{_END}")
_MODULES = re.compile(rf"{_GAP}({_NAMES})")
_FROM = re.compile(rf"from{_END}")
_MEMBERS = re.compile(
    rf"""{_GAP}(?P<dots>(?:\.{_GAP})*+)
    (?:(?!import{_END})(?P<module>{_DOTTED}))?{_GAP}
    import{_END}{_GAP}(?:(?P<star>\*)|{_BRACKETED}|(?P<names>{_NAMES}))""",
    re.VERBOSE,
)
_COMMENT_OR_CONTINUATION = re.compile(r"\#[^\r\n]*+|\\(?:\r\n?|\n)")
_FIRST = re.compile(rf"\s*({_DOTTED})")
_WORDS = re.compile(_WORD)


# Not a dataclass: the same imports are looked up in tables over and over, and tuples hash fastest.
class Import(NamedTuple):
    """One import: of the module ``name``, counted from ``level`` leading dots, and if it is a
    ``from`` import, ``names`` of it (``*`` for all).
    """

    name: str
    level: int = 0
    names: tuple[str, ...] = ()


def imports_of(source: str) -> tuple[Import, ...]:
    """The imports anywhere in a source, each once; the ``from`` imports come last.

    None is missed. Text that only looks like an import, in a string or comment, is included too,
    because only a parser could tell the difference.
    """
    source = source.removeprefix("\ufeff")
    lines: list[_Found] = []
    end = 0
    at = source.find("import")
    while at >= 0:
        done = end
        start = max(source.rfind("\n", done, at) + 1, done)
        end = source.find("\n", at)
        end = len(source) if end < 0 else end
        # Most lines stand in many files, and most imports on one line.
        if end - start <= MAX_LINE and not (
            "(" in (line := source[start:end])
            or "\\" in line
            or (start > 1 and "\\" in source[max(start - 3, 0) : start])
        ):
            found = _on_line(line)
        else:
            found = _within(source, _first_line(source, start, done), end)
        if found is not _NONE:
            lines.append(found)
        at = source.find("import", end)
    plain = dict.fromkeys(each for found, _ in lines for each in found)
    members = dict.fromkeys(each for _, found in lines for each in found)
    return (*plain, *members)


_Found = tuple[tuple[Import, ...], tuple[Import, ...]]
_NONE: _Found = ((), ())


@lru_cache(MAX_LINES)
def _on_line(line: str) -> _Found:
    return _within(line, 0, len(line))


def _first_line(source: str, start: int, done: int) -> int:
    """Where the line begins that a line continues which begins at ``start``, but not before
    ``done``.
    """
    while start > done and source.endswith(("\\\n", "\\\r\n"), 0, start):
        start = max(source.rfind("\n", done, start - 1) + 1, done)
    return start


def _within(source: str, start: int, end: int) -> _Found:
    """The imports whose keyword is between two positions: plain ones, and ``from`` imports."""
    plain: dict[Import, None] = {}
    members: dict[Import, None] = {}
    for statement in _after(_IMPORT, _MODULES, source, start, end):
        plain.update(dict.fromkeys(Import(each) for each in _listed(statement[1])))
    for statement in _after(_FROM, _MEMBERS, source, start, end):
        dots, module, star, bracketed, names = statement.groups()
        imported = ("*",) if star else tuple(_listed(bracketed or names or ""))
        members[Import(_dotted(module or ""), dots.count("."), imported)] = None
    return (tuple(plain), tuple(members)) if plain or members else _NONE


def _after(
    keyword: re.Pattern[str], rest: re.Pattern[str], source: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """What follows a keyword where a statement can begin.

    Keywords are searched one by one, because a comment could otherwise swallow the next line.
    """
    for found in keyword.finditer(source, start, end):
        if _begins_statement(source, found.start()):
            statement = rest.match(source, found.end())
            if statement is not None:
                yield statement


def _begins_statement(source: str, start: int) -> bool:
    """Whether a statement can begin there: on a line (which may continue another), or after a colon
    or semicolon.
    """
    before = start - 1
    while before >= 0 and source[before] in " \t\f":
        before -= 1
    return before < 0 or source[before] in "\r\n;:"


def _listed(names: str) -> list[str]:
    """The names in an import list, without their aliases."""
    if "#" in names or "\\" in names:
        names = _COMMENT_OR_CONTINUATION.sub(" ", names)
    firsts = (_FIRST.match(each) for each in names.split(","))
    return [_dotted(first[1]) for first in firsts if first is not None]


def _dotted(text: str) -> str:
    return ".".join(_WORDS.findall(text))
