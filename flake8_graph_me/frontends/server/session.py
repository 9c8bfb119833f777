"""The state of one session with an editor: open documents, what was found in them, and settings."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris

from flake8_graph_me import api
from flake8_graph_me.fixes.application import target_of
from flake8_graph_me.frontends.editors import checking, folders
from flake8_graph_me.frontends.editors.cells import Cell, cells_of
from flake8_graph_me.frontends.editors.checking import Checked
from flake8_graph_me.frontends.editors.documents import DiskTexts, Document
from flake8_graph_me.frontends.editors.folders import Folder
from flake8_graph_me.frontends.server import diagnostics, offering
from flake8_graph_me.frontends.server.actions import Client
from flake8_graph_me.frontends.server.moved import moved
from flake8_graph_me.frontends.server.offering import Asked, Found
from flake8_graph_me.frontends.server.texts import Texts, path_of
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.findings import Finding, without_fix
from flake8_graph_me.terms.requests import Sighting

_PYTHON = frozenset({"python", ""})
_SCHEMES = frozenset({"file", "untitled"})
_NOTHING: Mapping[str, Any] = {}


@dataclass(slots=True)
class Session:
    """What is known of the editor's side.

    ``roots`` are the absolute paths of the workspace's folders. ``settings`` are the client's, as
    keys of our table in ``pyproject.toml``. ``encoding`` counts the columns of positions.
    """

    roots: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    encoding: str = "utf-16"
    client: Client = field(default_factory=lambda: Client(False, False, False))
    pulls: bool = False
    documents: dict[str, Document] = field(default_factory=dict)
    checked: dict[str, Checked] = field(default_factory=dict)
    _folders: dict[str, Folder] = field(default_factory=dict)
    _disk: DiskTexts = field(default_factory=DiskTexts)

    def open(self, uri: str, version: int | None, text: str) -> Document:
        """Take in a document, or a new state of it."""
        known = self.documents.get(uri)
        path = path_of(uri, self._first_root()) if known is None else known.path
        self.documents[uri] = document = Document(uri, path, version, text)
        return document

    def open_notebook(self, uri: str, version: int | None, cells: Sequence[Cell]) -> Document:
        """Take in a notebook, or a new state of it."""
        joined = cells_of(cells)
        document = replace(self.open(uri, version, joined.notebook.text), cells=joined)
        self.documents[uri] = document
        return document

    def holder(self, uri: str) -> Document | None:
        """The open document with this URI, or the notebook that has a cell with it."""
        found = self.documents.get(uri)
        if found is None:
            found = next((each for each in self.documents.values() if each.holds(uri)), None)
        return found

    def takes(self, uri: str, language: str) -> bool:
        """Whether a document is one to look at: Python, in a file or in none yet."""
        return language in _PYTHON and uri.partition(":")[0] in _SCHEMES

    def close(self, uri: str) -> Document | None:
        """Forget a document."""
        self.checked.pop(uri, None)
        return self.documents.pop(uri, None)

    def users(self, path: str) -> list[str]:
        """The open documents, by URI, whose last check reached a file, other than that file."""
        return [
            uri
            for uri, found in self.checked.items()
            if path in found.reached and self.documents[uri].path != path
        ]

    def texts(self) -> Texts:
        """Conversion of positions in findings: a document with a syntax error counts as the text
        in which they were found.
        """
        return Texts(
            [
                replace(each, text=found.text, cells=found.cells)
                if (found := self.checked.get(each.uri)) is not None
                else each
                for each in self.documents.values()
            ],
            self.encoding,
        )

    def shown(
        self, document: Document, found: Checked, part: Document | Cell
    ) -> list[types.Diagnostic]:
        """The diagnostics of a document, or of one of its cells, for what was found in it; where
        that is of an earlier text, on the lines where these are now.
        """
        cell = part.uri if isinstance(part, Cell) else None
        findings = map(self._fixable_here, found.findings)
        told = diagnostics.diagnostics(findings, self.texts(), cell, related=self.client.related)
        before = found.text
        if cell is not None:
            known = () if found.cells is None else found.cells.all
            before = next((each.text for each in known if each.uri == cell), "")
        return told if before == part.text else moved(told, part.uri, before, part.text)

    def _fixable_here(self, finding: Finding) -> Finding:
        """The finding, without a fix that would edit a file that is not open."""
        target = target_of(finding)
        if target is None or any(each.path == absolute(target) for each in self.documents.values()):
            return finding
        return without_fix(finding, f"the text is in {Path(target).name}, which is not open")

    def check(self, document: Document, others: tuple[Document, ...]) -> tuple[Checked, str | None]:
        """What is found in a document beside others that are open, and what is wrong with its
        configuration. It runs in the thread of the work.
        """
        folder = self.folder_of(document.path)
        sources = self._disk.differing(document, others)
        found = checking.check(document, sources, folder, self.checked.get(document.uri))
        return found, folder.problem

    def asked(self, uri: str, params: types.CodeActionParams) -> Asked | None:
        """The state in which actions are asked for in a document; None if nothing can be edited in
        it: it is not open, or what was found is in another text, as one with a syntax error is not
        looked at.
        """
        document = self.holder(uri)
        found = None if document is None else self.checked.get(document.uri)
        if document is None or found is None:
            return None
        if document.text != found.text or document.cells != found.cells:
            return None
        documents = tuple(self.documents.values())
        return Asked(document, documents, dict(self.checked), self.texts(), params)

    def found_for(self, asked: Asked) -> Found:
        """What actions can be made of. It runs in the thread of the work."""
        return offering.found_for(asked, self.folder_of(asked.document.path))

    def requests(self, document: Document, others: tuple[Document, ...]) -> tuple[Sighting, ...]:
        """The requests in a document. It runs in the thread of the work."""
        folder = self.folder_of(document.path)
        return api.requests_in(
            document.text,
            document.path,
            options=folder.plan.options,
            sources=self._disk.differing(document, others),
        )

    def folder_of(self, path: str) -> Folder:
        """The configuration that counts for a file, in the thread of the work."""
        root = self._root_of(path)
        folder = folders.current(self._folders.get(root), root, self.settings)
        self._folders[root] = folder
        return folder

    def _root_of(self, path: str) -> str:
        """The innermost folder of the workspace around a file, or else the file's own folder."""
        above = [root for root in self.roots if Path(path).is_relative_to(root)]
        if above:
            return max(above, key=len)
        home = os.path.dirname(path)  # noqa: PTH120 - a string is wanted
        return home if os.path.isdir(home) else self._first_root()  # noqa: PTH112 - as above

    def _first_root(self) -> str:
        if self.roots:
            return self.roots[0]
        try:
            return os.getcwd()  # noqa: PTH109 - as above
        except OSError:
            return os.sep


def roots_of(workspace_uris: tuple[str, ...]) -> tuple[str, ...]:
    """The absolute paths of folders that are on this machine."""
    paths = (uris.to_fs_path(uri) for uri in workspace_uris)
    return tuple(path for path in paths if path is not None and os.path.isdir(path))  # noqa: PTH112 - as above


def settings_in(given: object) -> Mapping[str, Any]:
    """Our settings in what a client sends: the value of our section, or that value itself."""
    if not isinstance(given, dict):
        return _NOTHING
    own = given.get("flake8-graph-me", given.get("settings", given))
    return own if isinstance(own, dict) else _NOTHING
