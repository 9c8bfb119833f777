"""Columns of positions as editors count them: in units of an encoding."""

from collections.abc import Callable, Mapping

from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.terms.places import Position

UTF_16 = "utf-16"


def _utf_16(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _utf_8(text: str) -> int:
    return len(text.encode(errors="surrogatepass"))


_UNITS: Mapping[str, Callable[[str], int]] = {"utf-8": _utf_8, UTF_16: _utf_16, "utf-32": len}


class Columns:
    """Conversion of positions in one text to pairs of a line, from 0, and a column in units of an
    encoding. Lines end as both editors and Python say.
    """

    def __init__(self, text: str, encoding: str) -> None:
        self._lines = Lines(text)
        self._units = _UNITS[encoding]

    def of(self, position: Position) -> tuple[int, int]:
        """The editor's line and column; a column behind the end of its line counts as the end."""
        before = self._lines.line(position.line)[: position.column]
        return max(position.line - 1, 0), self._units(before)

    def at(self, line: int, column: int) -> Position:
        """Our position; a column inside a character counts as its beginning."""
        found = units = 0
        for character in self._lines.line(line + 1):
            units += self._units(character)
            if units > column:
                break
            found += 1
        return Position(line + 1, found)
