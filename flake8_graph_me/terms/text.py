"""Text with holes: what is known of a string that a program builds.

A text is a sequence of pieces. A literal piece remembers where in the source its characters stand,
so that a finding can point at them and a fix can edit them.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

QUOTED: Final = "quoted"
HOLE_MARK: Final = "\ufffc"
"""Stands for a hole where a text is looked at as characters."""


@dataclass(frozen=True, slots=True)
class Template:
    """A literal that was used as a template: ``kind`` is "percent", "format", or "dollar" for those
    of ``string.Template``; ``operation`` is the node of what fills it, an operation or a call.
    A text that is percent-encoded for a URL later is one of the kind ``QUOTED``.
    """

    kind: str
    operation: object


@dataclass(frozen=True, slots=True)
class Literal:
    """Known characters.

    ``origin`` is the syntax node they were written in (None if they were computed), ``offset`` the
    index of the first of them in the evaluated text of that node. ``exact`` says that the
    characters stand there one for one, so that an edit of the node edits this text.
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
    """Unknown text. ``key`` names the unknown value that fills it, ``labels`` are what is known of
    it.
    """

    key: Hashable
    labels: frozenset[object] = frozenset()


Piece = Literal | Hole
