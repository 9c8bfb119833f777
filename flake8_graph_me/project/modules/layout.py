"""The project of a checked file, and where its imports are looked up."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from flake8_graph_me.project.files.paths import absolute, is_within, joined, parent
from flake8_graph_me.project.files.reader import Reader

VERSION_CONTROL = (".git", ".hg", ".svn", ".jj")
"""What a folder under version control holds: a folder, or a file that says where that is."""
ROOT_FILES = ("pyproject.toml", "setup.cfg", "setup.py")
"""What the top folder of a Python project holds."""
INSTALLED = frozenset({"site-packages", "dist-packages"})
"""Folders of installed packages, which are no part of a project."""
LEFT_OUT = INSTALLED | {"node_modules"}
"""The names of folders of installed code of any language. Those of virtual environments are told by
a file."""
ENVIRONMENT_FILE = "pyvenv.cfg"
"""What the top folder of a virtual environment holds."""
SOURCES = "src"
"""The folder that often holds the packages of the folder it is in."""
PACKAGE_FILE = "__init__.py"
"""What makes a folder a regular package."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its ``root`` and the source folders from the options, all as absolute paths."""

    root: str
    source_roots: tuple[str, ...] = ()


def project_of(
    path: str,
    source_roots: tuple[str, ...],
    reader: Reader,
    folder: str = "",
    marked: dict[str, str | None] | None = None,
) -> Project:
    """The project of the file that is checked as ``path``, whether or not it exists.

    A relative path starts at the current folder, relative source roots at the project's root. A
    file that is neither in a marked folder nor in the current one belongs to the absolute source
    root above it. ``folder`` replaces the current folder of this process. ``marked`` is where the
    caller keeps the nearest marked folders, to have them looked for once.
    """
    file = absolute(path)
    known = [absolute(each) for each in source_roots if Path(each).is_absolute()]
    root = _marked({} if marked is None else marked, parent(file), reader)
    if root is None:
        otherwise = (absolute(folder), *known)
        root = next((each for each in otherwise if is_within(file, each)), parent(file))
    return Project(root, tuple(absolute(str(Path(root, each))) for each in source_roots))


def _marked(known: dict[str, str | None], folder: str, reader: Reader) -> str | None:
    """The nearest marked folder, from ``folder`` upwards; None if there is none."""
    below = []
    root: str | None = None
    while True:
        if folder in known:
            root = known[folder]
            break
        below.append(folder)
        if is_root(folder, reader):
            root = folder
            break
        above = parent(folder)
        if above == folder:
            break
        folder = above
    known.update(dict.fromkeys(below, root))
    return root


def is_root(folder: str, reader: Reader) -> bool:
    """Whether a folder is marked as the top of a project."""
    marks = (joined(folder, name) for name in VERSION_CONTROL)
    if any(reader.is_folder(mark) or reader.is_file(mark) for mark in marks):
        return True
    return any(reader.is_file(joined(folder, name)) for name in ROOT_FILES)


@dataclass(frozen=True, slots=True, eq=False)
class Territory:
    """What belongs to a project, and where its imports are looked up. Made for one check."""

    project: Project
    reader: Reader
    _own: dict[str, bool] = field(default_factory=dict, init=False)
    _held: dict[str, bool] = field(default_factory=dict, init=False)

    def holds(self, folder: str) -> bool:
        """Whether a folder, following links, is the project's own: below its root, and neither
        installed nor in a virtual environment.
        """
        known = self._held.get(folder)
        if known is None:
            within = is_within(folder, self.project.root)
            known = self._held[folder] = within and self._is_own(self.reader.real(folder))
        return known

    def holds_file(self, path: str) -> bool:
        """Whether a file, following links, is in such a folder."""
        folder = parent(path)
        listing = self.reader.listing(folder)
        name = path.removeprefix(joined(folder, ""))
        # Windows has kinds of links that do not call themselves so.
        if name in listing.files and name not in listing.links and os.name != "nt":
            return self.holds(folder)
        return is_within(path, self.project.root) and self._is_own(parent(self.reader.real(path)))

    def is_package(self, folder: str) -> bool:
        """Whether a folder is a regular package."""
        return PACKAGE_FILE in self.reader.listing(folder).files

    def top(self, folder: str) -> str:
        """The folder above the topmost package of the files in ``folder``; never above the root,
        because nothing outside the project imports it.
        """
        while folder != self.project.root and self.is_package(folder):
            folder = parent(folder)
        return folder

    def search_folders(self, folder: str) -> tuple[str, ...]:
        """The folders in which absolute imports of files in ``folder`` are looked up, in order.

        A package is not such a folder, except the root for the folders below it.
        """
        root = self.project.root
        found = dict.fromkeys(self.project.source_roots)
        current = self.top(folder)
        while is_within(current, root):
            if not self.is_package(current) or current == root != folder:
                found.setdefault(current)
            if SOURCES in self.reader.listing(current).folders:
                sources = joined(current, SOURCES)
                if not self.is_package(sources):
                    found.setdefault(sources)
            if current == root:
                break
            current = parent(current)
        return tuple(each for each in found if self._is_there(each) and self.holds(each))

    def _is_there(self, folder: str) -> bool:
        if folder == self.project.root:
            return True
        above = parent(folder)
        return folder.removeprefix(joined(above, "")) in self.reader.listing(above).folders

    def _is_own(self, real: str) -> bool:
        known = self._own.get(real)
        if known is None:
            known = self._own[real] = self._judge(real)
        return known

    def _judge(self, real: str) -> bool:
        root = self.reader.real(self.project.root)
        if Path(real).name in INSTALLED or not is_within(real, root):
            return False
        if real == root:
            return True
        # The root may be a virtual environment itself, with the project's files beside it.
        if ENVIRONMENT_FILE in self.reader.listing(real).files:
            return False
        return self._is_own(parent(real))


def dotted_name(folder: str, territory: Territory) -> str:
    """The dotted name of a package, from its enclosing packages; empty for the root."""
    if folder == territory.project.root:
        return ""
    top = territory.top(folder)
    if top == folder:
        # A package without a file, perhaps in others: how far up cannot be told.
        return Path(folder).name
    return folder.removeprefix(joined(top, "")).replace(os.sep, ".")
