"""A notebook as one Python source: the code cells, joined, and where each line of them stands."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from flake8_graph_me.project.notebooks.json_cells import JsonCell, json_notebook, names_python
from flake8_graph_me.project.notebooks.lines import lines_of, without_end
from flake8_graph_me.project.notebooks.magics import python_of
from flake8_graph_me.project.notebooks.refusal import ForeignNotebookError, UnreadableNotebookError
from flake8_graph_me.syntax.python_tree import is_python

_LONGEST_LANGUAGE = 30
"""How many characters the name of a language has. Past it the name is not shown."""
# IPython runs an indented cell as if it were not indented.
_BLOCK = "if True:\n"


@dataclass(frozen=True, slots=True)
class CodeCell:
    """A code cell: its number among all cells from 1, its source, that source as Python, and the
    line of the joined source at which it begins. ``own_lines`` are the lines of the JSON text at
    which its lines stand.
    """

    number: int
    source: str
    python: str
    first: int
    own_lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook in Python: its code cells in order, and the one source that they make."""

    cells: tuple[CodeCell, ...]
    text: str

    def cell_of(self, line: int) -> CodeCell | None:
        """The cell to which a line of the joined source belongs: what stands between two cells
        belongs to the first. None if there are no cells.
        """
        at = bisect.bisect_right(self.cells, line, key=lambda cell: cell.first)
        return self.cells[max(at - 1, 0)] if self.cells else None

    def cell(self, number: int) -> CodeCell | None:
        """The code cell with this number among all cells."""
        return next((cell for cell in self.cells if cell.number == number), None)

    def own_line(self, number: int, line: int) -> int:
        """The line of the notebook's file at which a line of a cell stands; 1 if there is none."""
        cell = self.cell(number)
        if cell is None:
            return 1
        return cell.own_lines[min(line, len(cell.own_lines)) - 1]

    def named(self, line: int) -> str:
        """A line of the joined source as messages name it, such as "cell 3, line 1"."""
        cell = self.cell_of(line)
        if cell is None:
            return f"line {line}"
        return f"cell {cell.number}, line {max(line - cell.first + 1, 1)}"


def notebook_of(json_text: str) -> Notebook:
    """The notebook in a JSON text; raises UnreadableNotebookError and ForeignNotebookError."""
    found = json_notebook(json_text)
    name = found.language
    if name is not None and not names_python(name):
        shown = name if len(name) <= _LONGEST_LANGUAGE else "another language"
        raise ForeignNotebookError(f"a notebook in {shown}")
    cells: list[CodeCell] = []
    pieces: list[str] = []
    line, counted, own = 1, 0, 1
    for cell in (each for each in found.cells if each.is_code):
        source = cell.source
        python = python_of(source)
        if python is None:
            continue
        if pieces:
            line += _line_ends(pieces[-1], "\n")
            pieces.append("\n")
        if _is_indented(python):
            pieces.append(_BLOCK)
            line += 1
        own += json_text.count("\n", counted, cell.start)
        counted = cell.start
        own_lines = _own_lines(json_text, cell, own)
        cells.append(CodeCell(cell.number, source, python, line, own_lines))
        pieces.append(python)
    joined = "".join(pieces)
    _refuse_cells_that_need_others(cells, joined)
    return Notebook(tuple(cells), joined)


def _refuse_cells_that_need_others(cells: Sequence[CodeCell], joined: str) -> None:
    """Raise UnreadableNotebookError if cells are Python only together: IPython runs each alone, and
    a text that one begins and another ends would swallow those in between. What is no Python at all
    is told by whoever parses it.
    """
    broken = next((each for each in cells if not _is_alone(each.python)), None)
    if broken is not None and is_python(joined):
        raise UnreadableNotebookError(f"has cell {broken.number}, which is no Python by itself")


def _is_alone(python: str) -> bool:
    return is_python(python) or _is_indented(python)


def _line_ends(text: str, following: str) -> int:
    """How many lines end in a text with what follows it."""
    return len(lines_of(text + following))


def _is_indented(python: str) -> bool:
    """Whether the first line of a cell is indented, as that of no source may be."""
    first = next((line for line in lines_of(python) if line.strip()), "")
    if not first[0:1].isspace() or first.strip().startswith("#"):
        return False
    return is_python(_BLOCK + python)


def _own_lines(json_text: str, cell: JsonCell, line: int) -> tuple[int, ...]:
    """The line of the JSON text, whose line at the cell's source is given, of each line of a
    cell; a last empty one has that of the line before.
    """
    found: list[int] = []
    counted = cell.start
    begins = True
    for piece in cell.pieces:
        line += json_text.count("\n", counted, piece.start)
        counted = piece.start
        for each in lines_of(piece.text):
            if begins:
                found.append(line)
            begins = without_end(each) != each
    return (*found, line)
