"""The lines of the files, and of the cells of notebooks, that findings point at."""

from collections.abc import Iterable

from flake8_graph_me.fixes import writing
from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.frontends.notebooks.cell_texts import cell_texts
from flake8_graph_me.frontends.notebooks.places import own_line
from flake8_graph_me.frontends.reports.hidden_tokens import filled
from flake8_graph_me.frontends.running import Outcome
from flake8_graph_me.terms.places import Place


class Texts:
    """The lines of the files and cells that findings point at, each file read once.

    Without ``secrets`` the characters of tokens are replaced, so that places stay.
    """

    def __init__(self, outcomes: Iterable[Outcome], *, secrets: bool) -> None:
        self._secrets = secrets
        self._sources: dict[str, writing.Source | None] = {}
        self._known: dict[tuple[str, int], Lines | None] = {}
        for outcome in outcomes:
            # The text on disk may be older.
            self._know(outcome.path, outcome.after or outcome.before)

    def lines(self, place: Place) -> Lines | None:
        """The lines of the file or cell in which a place is; None if it cannot be read."""
        self._read(place.path)
        return self._known.get((place.path, place.cell))

    def line(self, place: Place) -> str:
        """The line on which a place begins, without its ending; empty if it is not known."""
        lines = self.lines(place)
        return "" if lines is None else lines.line(place.span.start.line)

    def own_line(self, place: Place) -> int:
        """The line (from 1) at which a place begins in its file as it is on disk."""
        self._read(place.path)
        return own_line(place, self._sources[place.path])

    def _read(self, path: str) -> None:
        if path in self._sources:
            return
        self._sources[path] = None
        try:
            self._know(path, writing.read(path))
        except writing.UnreadableError:
            return

    def _know(self, path: str, source: writing.Source | None) -> None:
        if source is None:
            return
        self._sources[path] = source
        if source.notebook is None:
            text = source.text if self._secrets else filled(source.text)
            self._known[path, 0] = Lines(text)
            return
        # Places in no cell have no lines.
        for cell in cell_texts(source.notebook):
            self._known[path, cell.number] = Lines(cell.text if self._secrets else cell.filled)
