"""Where findings stand in notebooks: in the cells, and in the lines of the notebook's own file."""

from collections.abc import Iterable
from dataclasses import replace

from flake8_graph_me.fixes.writing import Source
from flake8_graph_me.frontends.running import Outcome
from flake8_graph_me.pipeline.cell_places import in_cells
from flake8_graph_me.project.notebooks.notebook import Notebook
from flake8_graph_me.terms.places import Place


def placed(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes with the places in notebooks counted within cells, as they are reported.

    Whatever is still to be edited or checked again counts in the joined source.
    """
    return [_placed(outcome) for outcome in outcomes]


def _placed(outcome: Outcome) -> Outcome:
    source = outcome.after or outcome.before
    if source is None or source.notebook is None:
        return outcome
    return replace(outcome, findings=in_cells(outcome.findings, outcome.path, source.notebook))


def shown_line(path: str, line: int, notebook: Notebook | None) -> str:
    """``path:line``, or ``path:cell 3:line`` for a line of the joined source of a notebook."""
    cell = None if notebook is None else notebook.cell_of(line)
    if cell is None:
        return f"{path}:{line}"
    return f"{path}:cell {cell.number}:{line - cell.first + 1}"


def own_line(place: Place, source: Source | None) -> int:
    """The line at which a place begins in its file as it is on disk: for a place in a cell, the
    line of the JSON at which that line of the cell stands. ``source`` is the file's.
    """
    line = place.span.start.line
    if not place.cell or source is None or source.notebook is None:
        return line
    return source.notebook.own_line(place.cell, line)
