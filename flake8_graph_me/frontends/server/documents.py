"""The documents that an editor has open, and the texts in which positions are counted."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pygls import uris

from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends.server.positions import TextPositions
from flake8_graph_me.project.files.paths import absolute

_FILE = "file"


@dataclass(frozen=True, slots=True)
class Document:
    """One open document: its absolute path, and its text as the editor holds it."""

    uri: str
    path: str
    version: int | None
    text: str


def path_of(uri: str, folder: str) -> str:
    """The absolute path of a document; one that is no file counts as a file in ``folder``."""
    path = uris.to_fs_path(uri) if uri.startswith(f"{_FILE}:") else None
    if path is None:
        name = uri.rpartition(":")[2].rpartition("/")[2] or "untitled"
        path = f"{folder}/{name}"
    return absolute(path)


def uri_of(path: str, known: Mapping[str, str]) -> str:
    """The URI of a file; ``known`` are those by which the editor has named files, by path."""
    return known.get(path) or str(uris.from_fs_path(path))


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

    def forget(self, path: str) -> None:
        """Forget a file that is no longer open."""
        self._known.pop(path, None)


@dataclass(slots=True)
class Texts:
    """Conversion of positions in the files of one answer: open documents, and others as they are on
    disk.
    """

    documents: Iterable[Document]
    encoding: str
    uris: Mapping[str, str] = field(init=False)
    _texts: dict[str, str] = field(init=False)
    _positions: dict[str, TextPositions] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        documents = list(self.documents)
        self.uris = {each.path: each.uri for each in documents}
        self._texts = {each.path: each.text for each in documents}

    def uri(self, path: str) -> str:
        """The URI of a file."""
        return uri_of(absolute(path), self.uris)

    def positions(self, path: str) -> TextPositions:
        """The conversion for a file; for one that cannot be read, all columns are 0."""
        path = absolute(path)
        if path not in self._positions:
            text = self._texts.get(path)
            text = (on_disk(path) or "") if text is None else text
            self._positions[path] = TextPositions(text, self.encoding)
        return self._positions[path]
