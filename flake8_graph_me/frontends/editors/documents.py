"""Documents that an editor has open, beside the files on disk."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends.editors.cells import Cell, Cells


@dataclass(frozen=True, slots=True)
class Document:
    """One open document: its absolute path, and its text as the editor holds it. That of a notebook
    is what its ``cells`` make.
    """

    uri: str
    path: str
    version: int | None
    text: str
    cells: Cells | None = None

    @property
    def parts(self) -> Sequence["Document | Cell"]:
        """What diagnostics are told of: itself, or the cells of code of a notebook."""
        return (self,) if self.cells is None else self.cells.code

    def holds(self, uri: str) -> bool:
        """Whether it is the document with this URI, or a notebook with a cell that has it."""
        cells = () if self.cells is None else self.cells.all
        return uri == self.uri or any(uri == each.uri for each in cells)


def on_disk(path: str) -> str | None:
    """The text of a file on disk; None if it cannot be read."""
    try:
        return writing.read(path).text
    except writing.UnreadableError:
        return None


@dataclass(slots=True)
class DiskTexts:
    """The texts of files on disk beside those of open documents; each is read again only when the
    file has changed.
    """

    _known: dict[str, tuple[tuple[int, int, int] | None, str | None]] = field(default_factory=dict)

    def of(self, path: str) -> str | None:
        """The text of a file; None if it cannot be read."""
        try:
            state = os.stat(path)  # noqa: PTH116 - of all open documents before each check
            stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
        except OSError:
            stamp = None
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = self._known[path] = (stamp, None if stamp is None else on_disk(path))
        return known[1]

    def differing(self, document: Document, others: Iterable[Document]) -> dict[str, str]:
        """The texts of other documents that are not what is on disk, by path."""
        return {
            each.path: each.text
            for each in others
            if each.path != document.path and self.of(each.path) != each.text
        }
