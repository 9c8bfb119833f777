"""The files that a file reaches by imports, found without parsing any.

Must not need libcst.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flake8_graph_me.project.files.cache import FileCache
from flake8_graph_me.project.files.disk_reader import DiskReader, Seen
from flake8_graph_me.project.files.paths import absolute, parent
from flake8_graph_me.project.files.reader import Listing, Reader
from flake8_graph_me.project.files.recording_reader import RecordingReader
from flake8_graph_me.project.modules.import_scan import Import, imports_of
from flake8_graph_me.project.modules.layout import Project
from flake8_graph_me.project.modules.resolver import FoundModule, ModuleLookup, Origin

MAX_FILES = 2_000
"""How many files a closure holds. Past it further files are not looked at: the first is analysed
and, where another imports it by name, run, as if they held any sign.
"""
MAX_LENGTH = 30_000_000
"""How many characters of source the files of a closure hold together. Past it further files are
left out in the same way.
"""
MAX_DEPTH = 500
"""How many imports lead from the first file of a closure to the last. Past it further files are
left out in the same way.
"""
MAX_SCANNED_FILES = 10_000
"""Of how many files a process remembers the imports. Past it the file used longest ago is scanned
again when it is needed.
"""
MAX_SCANNED_BYTES = 200_000_000
"""How many bytes of source these files have; what is remembered is far smaller. Past it the file
used longest ago is scanned again when it is needed.
"""
MAX_KEPT_PROJECTS = 4
"""For how many projects a process remembers where their modules are. Past it the project used
longest ago is looked up again.
"""
MAX_KEPT_NAMES = 100_000
"""How many names of a project are remembered. Past it the next check looks all of them up again."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the text of a source shows: its imports, its length in characters, and what the caller
    looks for.
    """

    imports: tuple[Import, ...]
    length: int
    seen: object


class Scans:
    """The scans of files, one per content; ``see`` is the caller's own look at a text and its
    imports. It lives as long as the process, because most files are imported by many others.
    """

    def __init__(self, see: Callable[[str, tuple[Import, ...]], object]) -> None:
        self._see = see
        self._files: FileCache[Scan] = FileCache(MAX_SCANNED_FILES, MAX_SCANNED_BYTES)

    def of(self, path: str, reader: Reader) -> Scan | None:
        """The scan of a file at an absolute path; None if it cannot be read."""
        return self._files.get(path, reader, self._made)

    def _made(self, source: str) -> Scan:
        imports = imports_of(source)
        return Scan(imports, len(source), self._see(source, imports))


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a check has looked at besides the files that their texts lead to and the folders in
    which these are looked up: states of files (None for those that are not there), names in
    folders, and where links lead to. ``looked`` are all folders in which it has looked
    for modules itself.
    """

    files: Mapping[str, object] = field(default_factory=dict)
    folders: Mapping[str, Listing] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    looked: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Trail:
    """A reader for the files of one check, and after it what the check has looked at; None if that
    is not known.
    """

    disk: DiskReader = field(default_factory=DiskReader)
    reader: RecordingReader = field(init=False)
    beyond: Beyond | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.reader = RecordingReader(self.disk)


@dataclass(slots=True, eq=False)
class Steps:
    """Which files the files of a project import, cached while its folders stay the same. ``run`` is
    the run that last made sure of that.
    """

    lookup: ModuleLookup
    run: str | None = None
    _files: dict[Origin, dict[Import, tuple[str, ...]]] = field(default_factory=dict, init=False)
    _tables: dict[tuple[str, int], dict[Import, tuple[str, ...]] | None] = field(
        default_factory=dict, init=False
    )
    _packages: dict[str, dict[str, None]] = field(default_factory=dict, init=False)

    def of(self, path: str, imports: Iterable[Import]) -> tuple[str, ...]:
        """The files imported by the one at ``path``, each once."""
        folder = parent(path)
        found: dict[str, None] = {}
        for each in imports:
            key = (folder, each.level)
            # Files of one folder, and often of many, find the same under the same name.
            table = self._tables.get(key) if key in self._tables else self._table(key)
            if table is None:
                continue
            known = table.get(each)
            if known is None:
                known = table[each] = self._reached(folder, each)
            if each.level:
                # They run first, as they do for the same import with an absolute name.
                found.update(self._around(path, folder))
            if known:
                found.update(dict.fromkeys(known))
        return tuple(found)

    def seen(self) -> Seen:
        """The folders and links on disk that were looked at."""
        reader = self.lookup.reader
        return reader.seen() if isinstance(reader, DiskReader) else Seen({}, {})

    def _table(self, key: tuple[str, int]) -> dict[Import, tuple[str, ...]] | None:
        origin = self.lookup.origin(*key)
        table = None if origin is None else self._files.setdefault(origin, {})
        self._tables[key] = table
        return table

    def _around(self, path: str, folder: str) -> dict[str, None]:
        known = self._packages.get(folder)
        if known is None:
            known = self._packages[folder] = _files(self.lookup.packages(path))
        return known

    def _reached(self, folder: str, each: Import) -> tuple[str, ...]:
        origin = self.lookup.origin(folder, each.level)
        modules = () if origin is None else self.lookup.path_from(origin, each.name)
        if not modules:
            return ()
        found = _files(modules)
        last = modules[-1]
        if last is not None and last.folders:
            found.update(_files(self.lookup.below(last, name) for name in each.names))
        return tuple(found)


# Most of the work of a check is looking up the same names as in the check before.
_KEPT: OrderedDict[Project, Steps] = OrderedDict()
_KEEPING = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class ImportClosures:
    """What files of a project reach by imports. Made for one check, like its lookup.

    Results of other checks of the project's imports are reused where they still hold; those of the
    same ``run`` without a look whether they do.
    """

    lookup: ModuleLookup
    scans: Scans
    run: str | None = None
    _steps: Steps = field(init=False)
    _seen: dict[str, Scan | None] = field(default_factory=dict, init=False)
    _cut: set[str] = field(default_factory=set, init=False)
    _walks: dict[str, list[Mapping[str, int]]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        as_on_disk = self.lookup.reader.is_as_on_disk()
        steps = kept(self.lookup.project, self.run) if as_on_disk else Steps(self.lookup)
        object.__setattr__(self, "_steps", steps)

    @property
    def steps(self) -> Steps:
        """Which files the files of the project import."""
        return self._steps

    def closure(self, file: str) -> Iterator[str]:
        """The file itself, then those that it reaches by imports, nearest first, as absolute paths;
        without unreadable files, and within the bounds.
        """
        return (path for path, _ in self.scanned(file))

    def scanned(self, file: str) -> Iterator[tuple[str, Scan]]:
        """The same, each file with its scan."""
        first = absolute(file)
        depths = {first: 0}
        self._walks.setdefault(first, []).append(depths)
        order = [first]
        files = length = 0
        for path in order:
            scan = self.scan(path)
            if scan is None:
                continue
            files += 1
            length += scan.length
            if files > MAX_FILES or length > MAX_LENGTH:
                self._cut.add(first)
                return
            yield path, scan
            if depths[path] == MAX_DEPTH:
                self._cut.add(first)
                continue
            for each in self._steps.of(path, scan.imports):
                if each not in depths:
                    depths[each] = depths[path] + 1
                    order.append(each)

    def beyond(self, file: str, trail: "Trail") -> "Beyond":
        """What was asked of the reader of a trail that the text of the file, and of those that it
        reaches by imports, does not tell.
        """
        told = set[str]().union(*self._walks.get(absolute(file), ()))
        folders, links = trail.disk.seen()
        below = self._steps.lookup.reader
        new = (lambda _: True) if not isinstance(below, DiskReader) else below.is_new
        return Beyond(
            {path: state for path, state in trail.reader.states.items() if path not in told},
            {path: names for path, (_, names) in folders.items() if new(path)},
            {path: real for path, real in links.items() if new(path)},
            looked=tuple(folders),
        )

    def is_cut(self, file: str) -> bool:
        """Whether a bound was reached when the closure of a file was last completed."""
        return absolute(file) in self._cut

    def scan(self, path: str) -> Scan | None:
        """The scan of the file at an absolute path, as seen by this check."""
        if path not in self._seen:
            self._seen[path] = self.scans.of(path, self.lookup.reader)
        return self._seen[path]


def forget() -> None:
    """Forget the cached projects."""
    with _KEEPING:
        _KEPT.clear()


def kept(project: Project, run: str | None = None) -> Steps:
    """The steps of a project's files on disk. ``run`` names the run that asks: within one, folders
    and links count as unchanged. None is a run of its own.
    """
    with _KEEPING:
        steps = _KEPT.pop(project, None)
        if steps is None or not _holds(steps, run):
            steps = Steps(ModuleLookup(project, DiskReader()))
        steps.run = run
        _KEPT[project] = steps
        if len(_KEPT) > MAX_KEPT_PROJECTS:
            _KEPT.popitem(last=False)
        return steps


def _holds(steps: Steps, run: str | None) -> bool:
    if run is not None and steps.run == run:
        return True
    return len(steps.lookup) <= MAX_KEPT_NAMES and _is_current(steps.lookup)


def _is_current(lookup: ModuleLookup) -> bool:
    return isinstance(lookup.reader, DiskReader) and lookup.reader.unchanged()


def _files(modules: Iterable[FoundModule | None]) -> dict[str, None]:
    return {each.file: None for each in modules if each is not None and each.file is not None}
