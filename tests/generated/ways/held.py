"""Objects of a program's own class that hold a value, given to them or made by their methods."""

from dataclasses import dataclass

from tests.generated.pieces import Maker, Piece, indented


@dataclass(frozen=True)
class Held:
    """What a class needs to hold the value.

    ``given`` is what its call is given; the lines of ``init`` stand in its ``__init__``; a method
    runs ``before`` and then reads ``value``.
    """

    piece: Piece
    given: str
    before: tuple[str, ...]
    value: str

    def init(self, *lines: str) -> str:
        """The class's ``__init__``, with further lines before; nothing if there are none."""
        kept = ("self.held = held",) if self.given else ()
        if not (lines or kept):
            return ""
        parameters = "self, held" if self.given else "self"
        return f"    def __init__({parameters}):\n{indented((*lines, *kept), 2)}\n\n"

    def giving(self, word: str = "return", depth: int = 2) -> str:
        """The lines of a method that gives the value."""
        return indented((*self.before, f"{word} {self.value}"), depth)

    def result(self, value: str, code: str) -> Piece:
        """The value of an expression, for which the code stands in the module's body."""
        if self.given:
            return self.piece.then(value, setup=(code,))
        return self.piece.inside(value, code)


def held(m: Maker, piece: Piece, *, inside: bool) -> Held:
    """A value that is given to the class, or, where it may, made ``inside`` of it."""
    if inside and m.chance(2):
        return Held(piece, "", piece.body, piece.value)
    return Held(piece, piece.value, (), "self.held")
