"""Positions in text as the protocol counts them: lines from 0, columns in units of an encoding."""

from collections.abc import Callable, Mapping

from lsprotocol import types

from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.terms.places import Position, Span


def _utf_16(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _utf_8(text: str) -> int:
    return len(text.encode(errors="surrogatepass"))


_UNITS: Mapping[str, Callable[[str], int]] = {
    types.PositionEncodingKind.Utf8: _utf_8,
    types.PositionEncodingKind.Utf16: _utf_16,
    types.PositionEncodingKind.Utf32: len,
}


class TextPositions:
    """Conversion of positions in one text, whose lines end as both the protocol and Python say."""

    def __init__(self, text: str, encoding: str) -> None:
        self._lines = Lines(text)
        self._units = _UNITS[encoding]

    def of(self, position: Position) -> types.Position:
        """The protocol's position; a column behind the end of its line counts as the end."""
        before = self._lines.line(position.line)[: position.column]
        return types.Position(max(position.line - 1, 0), self._units(before))

    def range_of(self, span: Span) -> types.Range:
        """The protocol's range."""
        return types.Range(self.of(span.start), self.of(span.end))

    def at(self, position: types.Position) -> Position:
        """Our position; a column inside a character counts as its beginning."""
        line = self._lines.line(position.line + 1)
        column = units = 0
        for character in line:
            units += self._units(character)
            if units > position.character:
                break
            column += 1
        return Position(position.line + 1, column)
