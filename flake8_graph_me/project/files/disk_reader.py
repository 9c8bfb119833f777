"""Files on disk."""

import os
import stat
import time
from dataclasses import dataclass, field
from typing import NamedTuple

from flake8_graph_me.project.files.decoding import (
    MAX_NOTEBOOK_BYTES,
    OPEN_FLAGS,
    UnreadableError,
    decode,
)
from flake8_graph_me.project.files.paths import joined, parent
from flake8_graph_me.project.files.reader import Content, Listing, digest
from flake8_graph_me.project.notebooks.names import is_notebook

MAX_FILE_BYTES = 2_000_000
"""How many bytes an imported file may have. Past it the file counts as missing."""
MAX_FOLDER_ENTRIES = 20_000
"""How many names a folder may hold. Past it the folder counts as empty."""
SETTLED_NANOSECONDS = 2_000_000_000
"""How long after a change the times of a file can be trusted to show the next change: the coarsest
clock of a file system in use ticks every two seconds. Until then a file is told by its content."""


class Seen(NamedTuple):
    """What was looked at: the names in folders, each with the state that its folder had before
    (None if only its names can tell), and where links lead to.
    """

    folders: dict[str, tuple[tuple[int, ...] | None, Listing]]
    links: dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class DiskReader:
    """The files on disk. Folders and links appear as they were when first requested."""

    _listings: dict[str, Listing] = field(default_factory=dict, init=False)
    _states: dict[str, tuple[int, ...] | None] = field(default_factory=dict, init=False)
    _real: dict[str, str] = field(default_factory=dict, init=False)
    _links: dict[str, str] = field(default_factory=dict, init=False)

    def unchanged(self) -> bool:
        """Whether the folders and links that were looked at are unchanged."""
        for folder, state in list(self._states.items()):
            now = _folder_state(folder)
            # What a link leads to can change without the folder.
            if now is None or now != state or self._listings[folder].links:
                if _listed(folder) != self._listings[folder]:
                    return False
                self._states[folder] = now
        return all(_followed(path) == real for path, real in list(self._links.items()))

    def seen(self) -> "Seen":
        """The folders and links that were looked at."""
        folders = {path: (self._states[path], found) for path, found in self._listings.items()}
        return Seen(folders, dict(self._links))

    def state_before(self, folder: str) -> tuple[int, ...] | None:
        """The state of a folder before it was listed; None if only its names can tell."""
        return self._states.get(folder)

    def is_new(self, path: str) -> bool:
        """Whether nothing was looked at there: neither a folder nor a link."""
        return path not in self._listings and path not in self._links

    def is_as_on_disk(self) -> bool:
        """Always."""
        return True

    def is_file(self, path: str) -> bool:
        """Whether there is a regular file at a path."""
        status = _status(path)
        return status is not None and stat.S_ISREG(status.st_mode)

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder at a path."""
        status = _status(path)
        return status is not None and stat.S_ISDIR(status.st_mode)

    def listing(self, folder: str) -> Listing:
        """The names in a folder, spelled as on disk; none if it cannot be read."""
        found = self._listings.get(folder)
        if found is None:
            # Before it is listed: what changes meanwhile is then seen as a change.
            state = _folder_state(folder)
            found = self._listings[folder] = _listed(folder)
            self._states[folder] = state
        return found

    def real(self, path: str) -> str:
        """The path with symbolic links resolved; unchanged if links form a cycle."""
        found = self._real.get(path)
        if found is None:
            found = self._real[path] = self._resolved(path)
        return found

    def _resolved(self, path: str) -> str:
        above = parent(path)
        if above != path and _is_surely_no_link(path):
            return joined(self.real(above), path.removeprefix(joined(above, "")))
        followed = self._links[path] = _followed(path)
        return followed

    def state(self, path: str) -> object:
        """A value that differs once the content of a file may have changed; None if there is no
        file.
        """
        status = _status(path)
        if status is None or not _is_source(status, path):
            return None
        state = settled_state(status)
        if state is not None:
            return state
        content = self.content(path)
        return None if content is None else content.state

    def content(self, path: str) -> Content | None:
        """The text of a file, without a byte order mark; None if there is no readable file."""
        try:
            descriptor = os.open(path, OPEN_FLAGS)
        except (OSError, ValueError):
            return None
        try:
            with os.fdopen(descriptor, "rb") as stream:
                before = os.fstat(stream.fileno())
                if not _is_source(before, path):
                    return None
                data = stream.read(_most(path) + 1)
            if len(data) > _most(path):
                return None
            text = decode(data, path).text
        except (OSError, UnreadableError):
            return None
        # A file that is written to while it is read gets other times, so the next state differs.
        return Content(text, settled_state(before) or (identity(before), digest(data)))


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - a Path for each look takes longer than looking
    except (OSError, ValueError):
        # ValueError: a null character in the path.
        return None


def _folder_state(folder: str) -> tuple[int, ...] | None:
    """The state of the names in a folder; None if only listing the folder can tell."""
    status = _status(folder)
    return None if status is None else settled_state(status)


def _followed(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _is_source(status: os.stat_result, path: str) -> bool:
    return stat.S_ISREG(status.st_mode) and status.st_size <= _most(path)


def _most(path: str) -> int:
    return MAX_NOTEBOOK_BYTES if is_notebook(path) else MAX_FILE_BYTES


def identity(status: os.stat_result) -> tuple[int, ...]:
    """What differs between two files, and after each change of one, as far as its times tell."""
    # Programs can set the time of a file's last change, but not the time of its status.
    return (
        status.st_dev,
        status.st_ino,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )


def settled_state(status: os.stat_result) -> tuple[int, ...] | None:
    """A file's state by its times alone; None if it has just changed."""
    age = time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns)
    return identity(status) if age > SETTLED_NANOSECONDS else None


def _listed(folder: str) -> Listing:
    names: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    files, folders, links = names
    try:
        with os.scandir(folder) as entries:
            for count, entry in enumerate(entries, start=1):
                if count > MAX_FOLDER_ENTRIES:
                    return Listing()
                if entry.is_symlink():
                    links.add(entry.name)
                if _is_folder_entry(entry):
                    folders.add(entry.name)
                elif _is_file_entry(entry):
                    files.add(entry.name)
    except (OSError, ValueError):
        return Listing()
    return Listing(*map(frozenset, names))


def _is_folder_entry(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # Links in a circle.
        return False


def _is_file_entry(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_surely_no_link(path: str) -> bool:
    """Whether a path exists and is not a link, judged by its last part alone."""
    try:
        # Windows has kinds of links that do not call themselves so.
        return os.name != "nt" and not stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False
