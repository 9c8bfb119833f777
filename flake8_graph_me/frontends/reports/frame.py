"""A source line with its number and carets below it, as compilers show it."""

from collections.abc import Callable

from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.frontends.reports.paint import Paint, visible, width
from flake8_graph_me.terms.places import Place
from flake8_graph_me.terms.printable import printable

_LONGEST_LINE = 160
"""How many characters of a source line are shown. Past it only the part around the place is."""
_CONTEXT = 60
_CUT = "..."


def location(place: Place) -> str:
    """``path:line:column``, or ``path:cell 3:line:column`` in a notebook; columns from 1."""
    start = place.span.start
    cell = f"cell {place.cell}:" if place.cell else ""
    return f"{printable(place.path)}:{cell}{start.line}:{start.column + 1}"


def frame(
    place: Place, lines: Lines | None, gutter: int, paint: Paint, mark: Callable[[str], str]
) -> list[str]:
    """The arrow to the place, and its source if known; the gutter holds the line number."""
    start, end = place.span.start, place.span.end
    shown = [f"{' ' * gutter}{paint.gutter('-->')} {location(place)}"]
    if lines is None or not 1 <= start.line <= len(lines):
        return shown
    text = lines.line(start.line)
    stop = end.column if end.line == start.line else len(text)
    before, marked, after = _cut(text, start.column, stop)
    carets = " " * width(before) + mark("^" * max(width(marked), 1))
    bar = paint.gutter("|")
    return [
        *shown,
        f"{' ' * gutter} {bar}",
        f"{paint.gutter(f'{start.line:>{gutter}}')} {bar} {before}{marked}{after}".rstrip(),
        f"{' ' * gutter} {bar} {carets}{'...' if end.line > start.line else ''}",
    ]


def _cut(text: str, start: int, stop: int) -> tuple[str, str, str]:
    """The parts of the line before, at and after the place, made safe for a terminal."""
    before, marked, after = text[:start], text[start:stop], text[stop:]
    if len(text) > _LONGEST_LINE:
        before = _CUT + before[-_CONTEXT:] if len(before) > _CONTEXT else before
        marked = marked[:_CONTEXT] + _CUT if len(marked) > _CONTEXT + len(_CUT) else marked
        after = after[:_CONTEXT] + _CUT if len(after) > _CONTEXT else after
    return visible(before), visible(marked), visible(after)
