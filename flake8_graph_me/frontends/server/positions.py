"""Positions in text as the protocol has them."""

from lsprotocol import types

from flake8_graph_me.frontends.editors.columns import Columns
from flake8_graph_me.terms.places import Position, Span


class TextPositions:
    """Conversion of positions in one text."""

    def __init__(self, text: str, encoding: str) -> None:
        self._columns = Columns(text, encoding)

    def of(self, position: Position) -> types.Position:
        """The protocol's position."""
        return types.Position(*self._columns.of(position))

    def range_of(self, span: Span) -> types.Range:
        """The protocol's range."""
        return types.Range(self.of(span.start), self.of(span.end))

    def at(self, position: types.Position) -> Position:
        """Our position."""
        return self._columns.at(position.line, position.character)
