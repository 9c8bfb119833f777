"""Which file an import names, by Python's rules, within one project.

Must not need libcst, because the cheap tests look modules up too.
"""

import os
import sys
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from flake8_graph_me.project.files.paths import absolute, is_within, joined, parent
from flake8_graph_me.project.files.reader import Reader
from flake8_graph_me.project.modules.layout import PACKAGE_FILE, Project, Territory, dotted_name

NEVER_LOCAL = frozenset({*sys.stdlib_module_names, "__main__"})
"""First parts of absolute names that are none of a project, whatever files it has."""
MAX_NAME_PARTS = 32
"""How many parts a dotted name may have. Past it the name is none of the project's modules."""
MAX_NAMESPACE_FOLDERS = 50
"""In how many folders a module is looked for that makes a folder without ``__init__.py`` a package,
the nearest ones first. Past it the folder is no package.
"""
SUFFIX = ".py"
"""How a module's file ends."""


# Neither is a dataclass, since both are looked up in tables for each import.
class FoundModule(NamedTuple):
    """A module of the project: its dotted name, its file, and the folders of its submodules.

    A namespace package has no file; a module that is not a package has no folders. Equal keys mean
    the same module.
    """

    name: str
    file: str | None
    folders: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The file's path, else the folders' paths."""
        return self.file if self.file is not None else os.pathsep.join(self.folders)


class Origin(NamedTuple):
    """Where the first part of an imported name is looked up: in these folders, in order. ``base``
    is the package that leading dots refer to; None for an absolute name.
    """

    folders: tuple[str, ...]
    base: FoundModule | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ModuleLookup:
    """Looks up modules for the files of a project, in folders as its reader first saw them."""

    project: Project
    reader: Reader
    _territory: Territory = field(init=False)
    _folders: dict[str, str] = field(default_factory=dict, init=False)
    _packages: dict[str, tuple[FoundModule, ...]] = field(default_factory=dict, init=False)
    _roots: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False)
    _origins: dict[tuple[str, int], Origin | None] = field(default_factory=dict, init=False)
    _found: dict[tuple[Origin, str], tuple[FoundModule | None, ...]] = field(
        default_factory=dict, init=False
    )

    def __len__(self) -> int:
        """How many names were looked up."""
        return len(self._found)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_territory", Territory(self.project, self.reader))

    def find(self, importer: str, name: str, level: int = 0) -> FoundModule | None:
        """The module that an import in the file ``importer`` names, with ``level`` leading dots;
        None if it is not the project's or does not exist.
        """
        found = self.path_to(importer, name, level)
        if not found or found[-1] is None:
            return None
        last = found[-1]
        if last.file is None and level == 0 and not self._leads_on(last.folders):
            return None
        return last

    def path_to(self, importer: str, name: str, level: int = 0) -> tuple[FoundModule | None, ...]:
        """The modules along a dotted name, in order; the last one is None if the name leads no
        further.

        With leading dots, the first one is the package that they refer to.
        """
        origin = self.origin(self._folder(importer), level)
        return () if origin is None else self.path_from(origin, name)

    def origin(self, folder: str, level: int) -> Origin | None:
        """Where imports with ``level`` leading dots are looked up for the files in a folder; None
        if they cannot name a module of the project. Where it is the same, so is what they name.
        """
        key = (folder, level)
        if key not in self._origins:
            self._origins[key] = self._origin(folder, level)
        return self._origins[key]

    def path_from(self, origin: Origin, name: str) -> tuple[FoundModule | None, ...]:
        """The same as ``path_to``, by the origin."""
        known = self._found.get((origin, name))
        if known is None:
            known = self._found[origin, name] = self._path_from(origin, name)
        return known

    def below(self, package: FoundModule, name: str) -> FoundModule | None:
        """The module of this name directly in a package; None if there is none."""
        if not name.isidentifier():
            return None
        return self._step(package.folders, _normal(name), f"{package.name}.{name}".lstrip("."))

    def packages(self, importer: str) -> tuple[FoundModule, ...]:
        """The regular packages that a file is in, the innermost first."""
        folder = self._folder(importer)
        known = self._packages.get(folder)
        if known is None:
            known = self._packages[folder] = self._packages_around(folder)
        return known

    def _packages_around(self, folder: str) -> tuple[FoundModule, ...]:
        found = []
        while self._territory.holds(folder) and self._territory.is_package(folder):
            package = self._package(folder, dotted_name(folder, self._territory))
            if package is not None:
                found.append(package)
            if folder == self.project.root:
                break
            folder = parent(folder)
        return tuple(found)

    def module_at(self, file: str) -> FoundModule:
        """The module of a file of the project, such as the checked one."""
        path = absolute(file)
        folder = parent(path)
        own = dotted_name(folder, self._territory) if self._territory.is_package(folder) else ""
        last = path.removeprefix(joined(folder, "")).removesuffix(SUFFIX)
        if last + SUFFIX == PACKAGE_FILE:
            return FoundModule(own, path, (folder,))
        return FoundModule(f"{own}.{last}".lstrip("."), path)

    def _folder(self, importer: str) -> str:
        known = self._folders.get(importer)
        if known is None:
            known = self._folders[importer] = parent(absolute(importer))
        return known

    def _origin(self, folder: str, level: int) -> Origin | None:
        if level:
            base = self._base(folder, level)
            return None if base is None else Origin(base.folders, base)
        if not self._territory.holds(folder):
            return None
        return Origin(self._search_folders(folder))

    def _path_from(self, origin: Origin, name: str) -> tuple[FoundModule | None, ...]:
        start = () if origin.base is None else (origin.base,)
        if not name:
            return start
        outer, _, part = name.rpartition(".")
        if not outer and origin.base is None and _normal(part) in NEVER_LOCAL:
            return ()
        if name.count(".") >= MAX_NAME_PARTS or not _is_dotted(name):
            return ()
        found = self.path_from(origin, outer) if outer else start
        above = found[-1] if found else None
        if above is None and (found or outer):
            return found
        folders = origin.folders if above is None else above.folders
        dotted = _normal(part) if above is None else f"{above.name}.{_normal(part)}".lstrip(".")
        return (*found, self._step(folders, _normal(part), dotted))

    def _base(self, folder: str, level: int) -> FoundModule | None:
        """The package that leading dots refer to for files in a folder."""
        for _ in range(level - 1):
            above = parent(folder)
            if not is_within(above, self.project.root) or above == folder:
                return None
            folder = above
        if not self._territory.holds(folder):
            return None
        name = dotted_name(folder, self._territory)
        if self._territory.is_package(folder):
            return self._package(folder, name)
        return FoundModule(name, None, (folder,))

    def _search_folders(self, folder: str) -> tuple[str, ...]:
        known = self._roots.get(folder)
        if known is None:
            known = self._roots[folder] = self._territory.search_folders(folder)
        return known

    def _step(self, folders: tuple[str, ...], part: str, name: str) -> FoundModule | None:
        """The module called ``part`` in the first folder that has one, else the namespace package
        made of such folders.
        """
        portions = []
        for folder in folders:
            listing = self.reader.listing(folder)
            is_folder = part in listing.folders
            if is_folder and self._territory.is_package(joined(folder, part)):
                return self._package(joined(folder, part), name)
            if part + SUFFIX in listing.files:
                file = joined(folder, part) + SUFFIX
                # A link out of the project hides what comes later, as it does for Python.
                return FoundModule(name, file) if self._territory.holds_file(file) else None
            if is_folder and self._territory.holds(joined(folder, part)):
                portions.append(joined(folder, part))
        return FoundModule(name, None, tuple(portions)) if portions else None

    def _package(self, folder: str, name: str) -> FoundModule | None:
        file = joined(folder, PACKAGE_FILE)
        return FoundModule(name, file, (folder,)) if self._territory.holds_file(file) else None

    def _leads_on(self, folders: tuple[str, ...]) -> bool:
        """Whether a dotted name can lead through a namespace package to a module."""
        pending = list(folders)
        for looked_at, folder in enumerate(pending):
            if looked_at == MAX_NAMESPACE_FOLDERS:
                break
            listing = self.reader.listing(folder)
            if any(_is_module_file(name) for name in listing.files):
                return True
            inner = (
                joined(folder, name) for name in sorted(listing.folders) if name.isidentifier()
            )
            # Appending to what is iterated: the nearest folders come first.
            pending.extend(each for each in inner if self._territory.holds(each))
        return False


def _normal(name: str) -> str:
    """A name as Python reads it: identifiers are NFKC-normalised."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


def _is_dotted(name: str) -> bool:
    return all(_normal(part).isidentifier() for part in name.split("."))


def _is_module_file(name: str) -> bool:
    return name.endswith(SUFFIX) and name.removesuffix(SUFFIX).isidentifier()
