"""Which files lead to others that are of interest, asked of one file after the other.

Files that import each other share most of what they reach: what was found for one is used for all.
Must not need libcst.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.modules.import_closure import MAX_FILES, MAX_LENGTH, ImportClosures


@dataclass(frozen=True, slots=True, eq=False)
class Leading:
    """Files that are of interest, or lead to one that is by their imports. Made for one check, like
    its closures.
    """

    closures: ImportClosures
    of_interest: Callable[[str], bool]
    _known: dict[str, bool] = field(default_factory=dict, init=False)

    def leads(self, file: str) -> bool:
        """Whether a file is one of them. What lies behind a bound may be of interest."""
        first = absolute(file)
        known = self._known.get(first)
        return self._looked(first) if known is None else known

    def _looked(self, first: str) -> bool:
        """The same for one that is not known, nearest files first."""
        importers: dict[str, str | None] = {first: None}
        order = [first]
        length = 0
        for path in order:
            scan = self.closures.scan(path)
            if scan is None:
                continue
            length += scan.length
            if self._ends(path) or len(order) > MAX_FILES or length > MAX_LENGTH:
                self._note_leading(path, importers)
                return True
            for each in self.closures.steps.of(path, scan.imports):
                if each not in importers and self._known.get(each) is not False:
                    importers[each] = path
                    order.append(each)
        self._known.update(dict.fromkeys(order, False))
        return False

    def _ends(self, path: str) -> bool:
        return self._known.get(path) or self.of_interest(path)

    def _note_leading(self, path: str, importers: dict[str, str | None]) -> None:
        """Note that a file leads there, and those by which it was reached."""
        current: str | None = path
        while current is not None:
            self._known[current] = True
            current = importers[current]
