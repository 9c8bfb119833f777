"""The cells of a notebook as they are shown: each like a file of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from flake8_graph_me.frontends.reports.hidden_tokens import FILL, filled
from flake8_graph_me.project.notebooks.lines import lines_of
from flake8_graph_me.project.notebooks.notebook import CodeCell, Notebook


@dataclass(frozen=True, slots=True)
class CellText:
    """A code cell's source, and the same with all tokens in it filled in; its ``data`` ends with a
    line end. Lines that only IPython knows are in it as they stand in the cell.
    """

    number: int
    text: str
    filled: str
    encoding: str = "utf-8"

    @property
    def data(self) -> bytes:
        """The source as bytes."""
        return self.text.encode(self.encoding)


def cell_texts(notebook: Notebook, *, ended: bool = False) -> Iterator[CellText]:
    """The code cells of a notebook in order. If they are to be ``ended``, each ends with a line
    end.
    """
    for cell in notebook.cells:
        end = "\n" if ended and not cell.source.endswith("\n") else ""
        yield CellText(cell.number, cell.source + end, _filled(cell) + end)


def _filled(cell: CodeCell) -> str:
    """The source with tokens filled in that stand in it, or in the Python of it: what only IPython
    knows may end the search for texts that are put together.
    """
    pieces = []
    texts = (cell.source, filled(cell.source), filled(cell.python))
    for own, hidden, python in zip_longest(*map(lines_of, texts), fillvalue=""):
        if len(python) != len(own):
            pieces.append(hidden)
            continue
        pieces += (FILL if FILL in pair else pair[0] for pair in zip(hidden, python, strict=True))
    return "".join(pieces)
