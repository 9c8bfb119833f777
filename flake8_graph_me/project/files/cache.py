"""A cache of results computed from files, valid while the files stay unchanged.

This is the only kind of state that outlives a check.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flake8_graph_me.project.files.reader import Reader, digest

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Made]):
    state: object
    digest: bytes
    size: int
    made: Made


class FileCache(Generic[Made]):
    """The results of ``make`` for the texts of files, computed once per content.

    Holds at most ``max_files`` files and ``max_bytes`` bytes of source (as UTF-8); the least
    recently used ones go first. Threads may share it: one of them computes at a time, and hits do
    not wait.
    """

    def __init__(self, max_files: int, max_bytes: int) -> None:
        self._max_files = max_files
        self._max_bytes = max_bytes
        self._entries: OrderedDict[str, _Entry[Made]] = OrderedDict()
        self._bytes = 0
        self._table = threading.Lock()
        self._making = threading.Lock()

    def get(self, path: str, reader: Reader, make: Callable[[str], Made]) -> Made | None:
        """The result for the file at ``path``; None if the reader finds no file there.

        ``make`` gets the text without a byte order mark and must be equivalent in all calls.
        Exceptions that it raises are passed on and not cached.
        """
        state = reader.state(path)
        if state is None:
            return None
        found = self._known(path, state)
        if found is not None:
            return found.made
        with self._making:
            # Another thread may have made it, and the file may have changed, while this one waited.
            found = self._known(path, reader.state(path))
            return found.made if found is not None else self._make(path, reader, make)

    def latest(self, path: str) -> Made | None:
        """The last result for the file at ``path``, whatever it holds now; None if there is none.

        For a ``make`` that can start from it.
        """
        with self._table:
            entry = self._entries.get(path)
        return None if entry is None else entry.made

    def clear(self) -> None:
        """Forget everything."""
        with self._table:
            self._entries.clear()
            self._bytes = 0

    def __len__(self) -> int:
        """How many files are held."""
        return len(self._entries)

    def _known(self, path: str, state: object) -> _Entry[Made] | None:
        with self._table:
            entry = self._entries.get(path)
            if entry is None or entry.state != state:
                return None
            self._entries.move_to_end(path)
            return entry

    def _make(self, path: str, reader: Reader, make: Callable[[str], Made]) -> Made | None:
        content = reader.content(path)
        if content is None:
            return None
        data = content.text.encode("utf-8", "surrogatepass")
        same = digest(data)
        with self._table:
            before = self._entries.get(path)
        # A file that was only touched is the same file.
        made = before.made if before is not None and before.digest == same else make(content.text)
        self._keep(path, _Entry(content.state, same, len(data), made))
        return made

    def _keep(self, path: str, entry: _Entry[Made]) -> None:
        with self._table:
            self._drop(path)
            self._entries[path] = entry
            self._bytes += entry.size
            while len(self._entries) > self._max_files or self._bytes > self._max_bytes:
                self._drop(next(iter(self._entries)))

    def _drop(self, path: str) -> None:
        entry = self._entries.pop(path, None)
        if entry is not None:
            self._bytes -= entry.size
