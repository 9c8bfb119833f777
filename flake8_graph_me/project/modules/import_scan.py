"""The imports in a source, found from its text alone, because parsing would take too long."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Import:
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
    found: dict[Import, None] = {}
    for statement in _after(_IMPORT, _MODULES, source):
        found.update(dict.fromkeys(Import(each) for each in _listed(statement[1])))
    for statement in _after(_FROM, _MEMBERS, source):
        dots, module, star, bracketed, names = statement.groups()
        imported = ("*",) if star else tuple(_listed(bracketed or names or ""))
        found[Import(_dotted(module or ""), dots.count("."), imported)] = None
    return tuple(found)


def _after(keyword: re.Pattern[str], rest: re.Pattern[str], source: str) -> Iterator[re.Match[str]]:
    """What follows a keyword where a statement can begin.

    Keywords are searched one by one, because a comment could otherwise swallow the next line.
    """
    for found in keyword.finditer(source):
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
