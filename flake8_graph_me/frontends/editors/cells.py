"""The cells of a notebook that an editor has open, each a text of its own, as one Python source."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.project.notebooks.notebook import Notebook, notebook_of
from flake8_graph_me.project.notebooks.refusal import UnreadableNotebookError
from flake8_graph_me.project.notebooks.spots import ReplacedSpotError, cell_edits
from flake8_graph_me.terms.findings import Edit, Finding, without_fix
from flake8_graph_me.terms.places import Position, Span

_NOTHING = Notebook((), "")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the editor holds it; only code in Python ``is_code``."""

    uri: str
    version: int | None
    text: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a notebook, markdown too, in order; ``problem`` says why they are no source."""

    all: tuple[Cell, ...]
    notebook: Notebook
    problem: str | None = None

    @property
    def code(self) -> list[Cell]:
        """The cells of which diagnostics are told."""
        return [each for each in self.all if each.is_code]

    def located(self, span: Span) -> tuple[Cell, Span] | None:
        """The cell in which a span of the joined source begins, and the span in it; the beginning
        of the first cell of code if there is no source; None if there is none of them either.
        """
        found = self.notebook.cell_of(span.start.line)
        if found is None:
            return (self.code[0], Span(Position(1, 0), Position(1, 0))) if self.code else None
        start, end = (
            Position(max(each.line - found.first + 1, 1), each.column)
            for each in (span.start, span.end)
        )
        return self.all[found.number - 1], Span(start, end)

    def joined(self, uri: str, at: Position) -> Position | None:
        """The place in the joined source of one in the cell with this URI; None if that is not
        among its cells.
        """
        number = next((n for n, each in enumerate(self.all, 1) if each.uri == uri), 0)
        cell = self.notebook.cell(number)
        return None if cell is None else Position(at.line + cell.first - 1, at.column)

    def allows(self, edits: Iterable[Edit]) -> str | None:
        """Why edits of the joined source cannot be made in the cells; None if they can."""
        lines = Lines(self.notebook.text)
        changes = [
            (lines.index(each.place.span.start), lines.index(each.place.span.end), each.content)
            for each in edits
        ]
        try:
            list(cell_edits(self.notebook, changes))
        except ReplacedSpotError as refusal:
            return str(refusal)
        return None

    def fixable(self, finding: Finding, path: str) -> Finding:
        """The finding, without its fix if that cannot be made in the cells of the notebook at this
        path.
        """
        fix = finding.fix
        own = [] if fix is None else [each for each in fix.edits if each.place.path == path]
        refusal = self.allows(own)
        return finding if refusal is None else without_fix(finding, refusal)


def cells_of(cells: Sequence[Cell]) -> Cells:
    """What the cells of a notebook make."""
    try:
        return Cells(tuple(cells), notebook_of(_as_json(cells)))
    except UnreadableNotebookError as error:
        return Cells(tuple(cells), _NOTHING, str(error))


def _as_json(cells: Sequence[Cell]) -> str:
    found = [
        {"cell_type": "code" if each.is_code else "markdown", "source": each.text} for each in cells
    ]
    return json.dumps({"cells": found, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
