"""Findings of a notebook's joined source, at their places in its cells."""

from collections.abc import Iterable
from dataclasses import replace

from flake8_graph_me.project.notebooks.notebook import Notebook
from flake8_graph_me.rules.analysis_failed import CODE
from flake8_graph_me.terms.findings import Finding, at_places
from flake8_graph_me.terms.places import Place, Position, Span


def in_cells(
    findings: Iterable[Finding], path: str, notebook: Notebook | None
) -> tuple[Finding, ...]:
    """The findings with all places in the notebook at ``path`` counted within its cells. A file
    that could not be analysed has no place in a cell. Unchanged if there is no notebook.
    """
    if notebook is None:
        return tuple(findings)

    def placed(place: Place) -> Place:
        return in_cell(place, notebook) if place.path == path and not place.cell else place

    return tuple(
        finding if finding.code == CODE else at_places(finding, placed) for finding in findings
    )


def out_of_cells(finding: Finding, path: str, notebook: Notebook | None) -> Finding:
    """The finding with its places in the notebook at ``path`` counted in the joined source."""

    def placed(place: Place) -> Place:
        cell = None if notebook is None or place.path != path else notebook.cell(place.cell)
        return place if cell is None else replace(_moved(place, cell.first - 1), cell=0)

    return at_places(finding, placed)


def in_cell(place: Place, notebook: Notebook) -> Place:
    """A place in the joined source of a notebook, counted within its cell if it is in one."""
    cell = notebook.cell_of(place.span.start.line)
    if cell is None:
        return place
    return replace(_moved(place, 1 - cell.first), cell=cell.number)


def _moved(place: Place, by: int) -> Place:
    start, end = (
        Position(max(each.line + by, 1), each.column) for each in (place.span.start, place.span.end)
    )
    return replace(place, span=Span(start, end))
