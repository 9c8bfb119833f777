"""The names and texts of the files of one answer, in which the protocol counts positions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pygls import uris

from flake8_graph_me.frontends.editors.documents import Document, on_disk
from flake8_graph_me.frontends.server.positions import TextPositions
from flake8_graph_me.project.files.paths import absolute

_FILE = "file"


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
