"""The lines of the files that findings point at."""

from collections.abc import Iterable

from flake8_graph_me.fixes import writing
from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.frontends.reports.hidden_tokens import filled
from flake8_graph_me.frontends.running import Outcome


class Texts:
    """The lines of the files that findings point at, each file read once.

    Without ``secrets`` the characters of tokens are replaced, so that places stay.
    """

    def __init__(self, outcomes: Iterable[Outcome], *, secrets: bool) -> None:
        self._secrets = secrets
        self._known: dict[str, Lines | None] = {}
        for outcome in outcomes:
            # The text on disk may be older.
            self._know(outcome.path, outcome.after or outcome.before)

    def lines(self, path: str) -> Lines | None:
        """The lines of the file; None if it cannot be read."""
        if path not in self._known:
            try:
                self._know(path, writing.read(path))
            except writing.UnreadableError:
                self._known[path] = None
        return self._known[path]

    def line(self, path: str, number: int) -> str:
        """One line (from 1) without its ending; empty if it is not known."""
        lines = self.lines(path)
        return "" if lines is None else lines.line(number)

    def _know(self, path: str, source: writing.Source | None) -> None:
        if source is not None:
            self._known[path] = Lines(source.text if self._secrets else filled(source.text))
