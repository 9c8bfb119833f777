"""The names and texts of the files of one answer, in which the protocol counts positions."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lsprotocol import types
from pygls import uris

from flake8_graph_me.frontends.editors.cells import Cells
from flake8_graph_me.frontends.editors.documents import Document, on_disk
from flake8_graph_me.frontends.server.positions import TextPositions
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.places import Place, Position

_FILE = "file"


def path_of(uri: str, folder: str) -> str:
    """The absolute path of a document; one that is no file counts as a file in ``folder``.

    Windows writes a drive in either case, and clients write its colon as they like: all of these
    have the same path.
    """
    path = uris.to_fs_path(uri) if uri.startswith(f"{_FILE}:") else None
    if path is None:
        name = uri.rpartition(":")[2].rpartition("/")[2] or "untitled"
        path = f"{folder}/{name}"
    return absolute(path)


def uri_of(path: str, known: Mapping[str, str]) -> str:
    """The URI of a file; ``known`` are those by which the editor has named files, by the key of
    their paths.
    """
    return known.get(key_of(path)) or str(uris.from_fs_path(path))


def key_of(path: str) -> str:
    """What an absolute path has in common with all that name the same file by other cases, where
    these do not count.
    """
    return os.path.normcase(path)


@dataclass(slots=True)
class Texts:
    """Conversion of positions in the files of one answer: open documents, and others as they are on
    disk.
    """

    documents: Iterable[Document]
    encoding: str
    uris: Mapping[str, str] = field(init=False)
    _texts: dict[str, str] = field(init=False)
    _cells: dict[str, Cells] = field(init=False)
    _positions: dict[str, TextPositions] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        documents = list(self.documents)
        self.uris = {key_of(each.path): each.uri for each in documents}
        self._texts = {key_of(each.path): each.text for each in documents}
        self._cells = {
            key_of(each.path): each.cells for each in documents if each.cells is not None
        }

    def uri(self, path: str) -> str:
        """The URI of a file."""
        return uri_of(absolute(path), self.uris)

    def located(self, place: Place) -> tuple[str, types.Range]:
        """The URI of the document in which a place is, which may be a cell, and the range there."""
        cells = self._cells.get(key_of(absolute(place.path)))
        found = None if cells is None else cells.located(place.span)
        if found is None:
            return self.uri(place.path), self.positions(place.path).range_of(place.span)
        cell, span = found
        return cell.uri, TextPositions(cell.text, self.encoding).range_of(span)

    def at(self, document: Document, uri: str, position: types.Position) -> Position | None:
        """The place in a document of a position in it, or in its cell with this URI; None if that
        cell is no part of the source.
        """
        if document.cells is None:
            return self.positions(document.path).at(position)
        text = next((each.text for each in document.cells.all if each.uri == uri), "")
        return document.cells.joined(uri, TextPositions(text, self.encoding).at(position))

    def positions(self, path: str) -> TextPositions:
        """The conversion for a file; for one that cannot be read, all columns are 0."""
        path = absolute(path)
        key = key_of(path)
        if key not in self._positions:
            text = self._texts.get(key)
            text = (on_disk(path) or "") if text is None else text
            self._positions[key] = TextPositions(text, self.encoding)
        return self._positions[key]
