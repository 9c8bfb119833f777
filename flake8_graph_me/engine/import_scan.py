"""The imports that a source names, told by its text alone: what a parser would take too long for.

Must not know whose imports they are, nor where the modules lie.
"""

import re
from dataclasses import dataclass

# Beyond ASCII, what is no letter may still be part of a name (combining marks are).
_WORD = r"[A-Za-z0-9_\u0080-\U0010ffff]++"
_END = r"(?![A-Za-z0-9_\u0080-\U0010ffff])"
_GAP = r"(?:[ \t\f]++|\\(?:\r\n?|\n))*+"
_DOTTED = rf"{_WORD}(?:{_GAP}\.{_GAP}{_WORD})*+"
_NAMES = rf"{_DOTTED}(?:{_GAP}(?:,{_GAP})?{_DOTTED})*+"
# In brackets a comment may hold a closing one. Without any, all that follows is taken, once.
_BRACKETED = r"\((?P<bracketed>(?:[^#)]++|\#[^\r\n]*+)*+)"

_IMPORT = re.compile(
    # A statement begins on a line (it may be one that continues another), or behind a colon or
    # semicolon; layout may stand before it.
    rf"""(?:^|(?<=[\r;:]))[ \t\f]*+
    (?:import{_END}{_GAP}(?P<modules>{_NAMES})
    |from{_END}{_GAP}(?P<dots>(?:\.{_GAP})*+)
        (?:(?!import{_END})(?P<module>{_DOTTED}))?{_GAP}
        import{_END}{_GAP}(?:(?P<star>\*)|{_BRACKETED}|(?P<names>{_NAMES})))""",
    re.VERBOSE | re.MULTILINE,
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
    """The imports anywhere in a source, in order, each once.

    None is missed. What only looks like an import, in a string or comment, is given as well, since
    telling it apart would take a parser.
    """
    found: dict[Import, None] = {}
    for statement in _IMPORT.finditer(source.removeprefix("\ufeff")):
        modules, dots, module, star, bracketed, names = statement.groups()
        if modules is not None:
            found.update(dict.fromkeys(Import(each) for each in _listed(modules)))
            continue
        imported = ("*",) if star else tuple(_listed(bracketed or names or ""))
        found[Import(_dotted(module or ""), dots.count("."), imported)] = None
    return tuple(found)


def _listed(names: str) -> list[str]:
    """The names in a list of them, without those that they are bound to."""
    if "#" in names or "\\" in names:
        names = _COMMENT_OR_CONTINUATION.sub(" ", names)
    firsts = (_FIRST.match(each) for each in names.split(","))
    return [_dotted(first[1]) for first in firsts if first is not None]


def _dotted(text: str) -> str:
    return ".".join(_WORDS.findall(text))
