"""Text with holes: what is known about a string that a program builds.

A text is a sequence of pieces. A literal piece records where its characters are in the source, so
that a finding can point at them and a fix can edit them.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

QUOTED: Final = "quoted"
HOLE_MARK: Final = "\ufffc"
"""Stands for a hole where a text is looked at as characters."""


@dataclass(frozen=True, slots=True)
class Template:
    """A literal used as a template. ``kind`` is "percent", "format", or "dollar" for
    ``string.Template``; ``operation`` is the operation or call that fills it. A text that is later
    percent-encoded for a URL has the kind ``QUOTED``.
    """

    kind: str
    operation: object


@dataclass(frozen=True, slots=True)
class OfKey:
    """Where the characters of a key of a dictionary come from: a literal may have become it."""

    key: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Known characters.

    ``origin`` is the syntax node they were written in, or the key that they are a part of (None if
    they were computed), ``offset`` the index of the first of them in the evaluated text of that.
    ``exact`` says that the characters correspond to the node's one to one, so that an edit of the
    node edits this text.
    """

    text: str
    origin: object = None
    offset: int = 0
    exact: bool = False
    template: Template | None = None

    def __hash__(self) -> int:
        return hash((self.text, id(self.origin), self.offset))


@dataclass(frozen=True, slots=True)
class Hole:
    """Unknown text. ``key`` names the unknown value that fills it, ``labels`` are what is known
    about it.
    """

    key: Hashable
    labels: frozenset[object] = frozenset()


Piece = Literal | Hole
