"""Edits of the joined source as edits of its cells."""

import bisect
from collections.abc import Iterable, Iterator
from itertools import accumulate, zip_longest

from flake8_graph_me.project.notebooks.editing import CellEdit
from flake8_graph_me.project.notebooks.lines import lines_of
from flake8_graph_me.project.notebooks.magics import is_cell_magic
from flake8_graph_me.project.notebooks.notebook import CodeCell, Notebook


class ReplacedSpotError(ValueError):
    """An edit of what stands in the joined source and not in a cell."""


def cell_edits(notebook: Notebook, changes: Iterable[tuple[int, int, str]]) -> Iterator[CellEdit]:
    """The changes (start, end, content) of the joined source as edits of cells, in the same order;
    raises ReplacedSpotError.
    """
    starts = [0, *accumulate(map(len, lines_of(notebook.text)))]
    for start, end, content in changes:
        first, last = (bisect.bisect_right(starts, at) for at in (start, end))
        cell = notebook.cell_of(first)
        if cell is None or cell is not notebook.cell_of(last) or first < cell.first:
            raise ReplacedSpotError("a fix would change more than one cell")
        spots = [
            (line - cell.first, at - starts[line - 1]) for line, at in ((first, start), (last, end))
        ]
        _refuse_replaced(cell, spots, is_insertion=start == end)
        start_there, end_there = (_index(cell, *spot) for spot in spots)
        yield CellEdit(cell.number, start_there, end_there, content)


def _index(cell: CodeCell, line: int, column: int) -> int:
    lines = lines_of(cell.source)
    index = sum(map(len, lines[:line])) + column
    if index > len(cell.source):
        raise ReplacedSpotError("a fix would change what stands behind a cell")
    return index


def _refuse_replaced(cell: CodeCell, spots: list[tuple[int, int]], *, is_insertion: bool) -> None:
    """Refuse a change of what IPython alone knows. A line may be inserted before it, unless it must
    be the first one.
    """
    (first, column), (last, _) = spots
    # A last line that is not Python leaves nothing behind.
    pairs = list(zip_longest(lines_of(cell.source), lines_of(cell.python), fillvalue=""))
    if is_insertion and column == 0:
        if any(own != python and is_cell_magic(own) for own, python in pairs[first:]):
            raise ReplacedSpotError("a fix would stand before the magic of a whole cell")
        return
    for own, python in pairs[first : last + 1]:
        if own != python and (len(own) != len(python) or own[column:] != python[column:]):
            raise ReplacedSpotError("a fix would change a line that is not Python")
