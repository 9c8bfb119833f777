"""Positions, spans and places in source text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A point in decoded source text: ``line`` from 1, ``column`` in characters from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The text from ``start`` up to, but excluding, ``end``."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span of one file; ``path`` is the file's name as given to the analysis.

    ``cell`` is the cell of a notebook in which lines are counted, cells from 1. It is 0 where they
    are counted in the file, or in all code cells together, as an analysis does.
    """

    path: str
    span: Span
    cell: int = 0
