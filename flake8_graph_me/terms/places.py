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
    """A span of one file; ``path`` is the file's name as given to the analysis."""

    path: str
    span: Span
