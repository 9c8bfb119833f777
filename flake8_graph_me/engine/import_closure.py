"""The files that a file reaches by imports, told without parsing any.

Must not need libcst, nor know what the files are reached for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flake8_graph_me.engine.file_cache import FileCache
from flake8_graph_me.engine.file_paths import absolute
from flake8_graph_me.engine.import_scan import Import, imports_of
from flake8_graph_me.engine.module_lookup import FoundModule, ModuleLookup

MAX_FILES = 400
"""How many files a closure holds; further ones are left out."""
MAX_BYTES = 6_000_000
"""How many characters of source they hold together."""
MAX_DEPTH = 30
"""How many imports lead from the first file to the last."""
MAX_SCANNED_FILES = 10_000
"""Of how many files a process remembers the imports."""
MAX_SCANNED_BYTES = 200_000_000
"""How many bytes of source these files have; what is remembered is far smaller."""


@dataclass(frozen=True, slots=True)
class _Scan:
    imports: tuple[Import, ...]
    length: int


# Lives as long as the process: most files of a project are imported by many others.
_SCANS: FileCache[_Scan] = FileCache(MAX_SCANNED_FILES, MAX_SCANNED_BYTES)


@dataclass(frozen=True, slots=True, eq=False)
class ImportClosures:
    """What files reach by imports. Made for one check, as its lookup is."""

    lookup: ModuleLookup
    _steps: dict[str, tuple[str, ...] | None] = field(default_factory=dict, init=False)
    _lengths: dict[str, int] = field(default_factory=dict, init=False)

    def closure(self, file: str) -> Iterator[str]:
        """The file itself, then those that it reaches by imports, the nearest first, as absolute
        paths; without those that cannot be read, and within the bounds.
        """
        first = absolute(file)
        pending = {first: 0}
        order = [first]
        size = files = 0
        for path in order:
            reached = self.imported(path)
            if reached is None:
                continue
            size += self._lengths[path]
            files += 1
            if files > MAX_FILES or size > MAX_BYTES:
                return
            yield path
            if pending[path] == MAX_DEPTH:
                continue
            for each in reached:
                if each not in pending:
                    pending[each] = pending[path] + 1
                    order.append(each)

    def imported(self, path: str) -> tuple[str, ...] | None:
        """The files that the one at an absolute path imports itself; None if it cannot be read."""
        if path not in self._steps:
            scan = _SCANS.get(path, self.lookup.reader, _scanned)
            self._steps[path] = None if scan is None else self._reached(path, scan.imports)
            self._lengths[path] = 0 if scan is None else scan.length
        return self._steps[path]

    def _reached(self, path: str, imports: tuple[Import, ...]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for each in imports:
            if each.level:
                # They run first, as they do for the same import with an absolute name.
                found.update(_files(self.lookup.packages(path)))
            found.update(_files(self.lookup.path_to(path, each.name, each.level)))
            for name in each.names:
                inner = f"{each.name}.{name}" if each.name else name
                found.update(_files(self.lookup.path_to(path, inner, each.level)))
        return tuple(found)


def _files(modules: tuple[FoundModule | None, ...]) -> dict[str, None]:
    return {each.file: None for each in modules if each is not None and each.file is not None}


def _scanned(source: str) -> _Scan:
    return _Scan(imports_of(source), len(source))


def forget() -> None:
    """Empty the cache of what was scanned."""
    _SCANS.clear()
