"""Whether a checked file, together with everything it imports, could hold a finding.

For most files this must cost no more than a look at the texts, each read once per process. Trees
are parsed only if the texts do not rule a finding out. Must import neither libcst nor jwt nor the
rows.
"""

import ast
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flake8_graph_me.gates import first_look, signs
from flake8_graph_me.gates.import_targets import ImportTargets
from flake8_graph_me.gates.looks import Look, held_in, look_at, looked, outline_of, scans
from flake8_graph_me.gates.outlines import bound_in, whole
from flake8_graph_me.gates.parts import Part
from flake8_graph_me.gates.project_index import ProjectIndex, Seen
from flake8_graph_me.gates.reachability import Reachability
from flake8_graph_me.gates.signs import NO_SIGNS, Sign
from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.given_reader import GivenReader
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.files.reader import Reader
from flake8_graph_me.project.modules.import_closure import (
    MAX_KEPT_PROJECTS,
    ImportClosures,
    Steps,
)
from flake8_graph_me.project.modules.import_graph import NOT_READABLE, ImportGraph, Node, told_by
from flake8_graph_me.project.modules.import_scan import Import, imports_of
from flake8_graph_me.project.modules.layout import Project, project_of
from flake8_graph_me.project.modules.resolver import ModuleLookup
from flake8_graph_me.syntax.python_tree import LazyTree
from flake8_graph_me.terms.options import Options


@dataclass(slots=True, eq=False)
class _Around:
    """What the files of a project have around them, told by their trees, and which of them come to
    a path of the signed-in user, to one of any user, and to a token, as ``closures`` read them.
    """

    closures: ImportClosures
    graph: ImportGraph[Sign] = field(init=False)
    index: ProjectIndex = field(init=False)
    me: Reachability = field(init=False)
    owners: Reachability = field(init=False)
    tokens: Reachability = field(init=False)
    _new: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.graph = ImportGraph(self.closures.steps, signs.shown, self._node)
        targets = ImportTargets(self.closures.steps.lookup)
        self.index = ProjectIndex(targets, lambda file: outline_of(file, self.closures))
        self.me = Reachability(self.index, lambda part: part.me, self._shows_me)
        self.owners = Reachability(self.index, lambda part: part.owner, self._shows_owner)
        self.tokens = Reachability(self.index, lambda part: part.token, self._gets_token)

    def _node(self, file: str) -> Node:
        scan, look = self.closures.scan(file), look_at(file, self.closures)
        if scan is None or look is None:
            return NOT_READABLE
        self._new.append(file)
        # What needs no token itself is looked at closely only where a token is come to.
        gets = not signs.TOKENS.isdisjoint(look.shown)
        found = held_in(file, self.closures) if gets else look.shown
        return Node(None, found, self.closures.steps.of(file, scan.imports))

    def look_of(self, file: str, source: str) -> tuple[tuple[Import, ...], Look]:
        """The imports of the checked file, and what its text shows."""
        scan, look = self.closures.scan(file), look_at(file, self.closures)
        # Most checked texts are those on disk, which files of the project have been looked at for.
        if scan is not None and look is not None and look.text == told_by(source):
            return scan.imports, look
        imports = imports_of(source)
        return imports, looked(source, imports)

    def _shows_me(self, file: str) -> bool:
        look = look_at(file, self.closures)
        return look is not None and look.me

    def _shows_owner(self, file: str) -> bool:
        look = look_at(file, self.closures)
        return look is not None and Sign.OWNER in look.shown

    def _gets_token(self, file: str) -> bool:
        look = look_at(file, self.closures)
        return look is not None and not (
            signs.TOKENS.isdisjoint(look.shown)
            or signs.TOKENS.isdisjoint(held_in(file, self.closures))
        )

    def comes_to_request(self, checked: "_Checked", options: Options) -> bool:
        """Whether a file comes to what a wrong request needs: a path of the signed-in user, with
        any token that may be around, or another user's with one that it comes to itself.
        """
        for file in self._new:
            scan, look = self.closures.scan(file), look_at(file, self.closures)
            if scan is not None and look is not None:
                self.index.add(file, Seen(look.words, look.defined, scan.imports))
        self._new.clear()
        owner = Sign.OWNER in checked.held
        if checked.comes_to(self.me, by_itself=owner):
            return True
        by_itself = bool(options.app_only) or not signs.TOKENS.isdisjoint(checked.held)
        return (by_itself or checked.comes_to(self.tokens)) and checked.comes_to(
            self.owners, by_itself=owner
        )


@dataclass(slots=True)
class _Checked:
    """The checked file, with the signs in it."""

    file: str
    source: str
    tree: ast.Module
    seen: Seen
    held: frozenset[Sign]
    _part: Part | None = None

    def comes_to(self, ways: Reachability, *, by_itself: bool = False) -> bool:
        """Whether it comes to what is sought; ``by_itself`` says that it may hold that itself."""
        ways.settle()
        if not by_itself and not ways.may_lead_there(self.file, self.seen):
            return False
        if self._part is None:
            self._part = whole(self.source, self.tree)
        return ways.leads_there(self.file, self._part, bound_in(self.tree))


# Bounded by the number of projects; what is kept of one holds for a run.
_KEPT: OrderedDict[Steps, tuple[str, _Around]] = OrderedDict()
_LOOKING = threading.RLock()


def forget() -> None:
    """Forget what the texts of files have shown."""
    scans.cache_clear()
    with _LOOKING:
        _KEPT.clear()
    first_look.forget()


def closures_of(
    source: str,
    path: str,
    options: Options,
    sources: Mapping[str, str],
    folder: str = "",
    run: str | None = None,
    disk: Reader | None = None,
) -> ImportClosures:
    """What the file at ``path``, whose text is given, reaches by imports. ``sources`` are the texts
    of more files, by path; all others are read from disk. ``folder`` replaces the current folder of
    this process. Within a ``run``, folders count as unchanged. ``disk`` is the reader for the disk
    if the caller has one.
    """
    reader = GivenReader({**sources, path: source}, DiskReader() if disk is None else disk)
    lookup = ModuleLookup(project_of(path, options.source_roots, reader, folder), reader)
    return ImportClosures(lookup, scans(), run)


def reached_by(
    paths: Iterable[str], options: Options, sources: Mapping[str, str]
) -> Iterator[frozenset[str]]:
    """What each file reaches by imports, including itself, as absolute paths; nothing for a file
    that cannot be read. ``sources`` are as in ``closures_of``.
    """
    reader = GivenReader(sources, DiskReader())
    projects: dict[Project, ImportClosures] = {}
    for path in paths:
        project = project_of(path, options.source_roots, reader)
        closures = projects.get(project)
        if closures is None:
            lookup = ModuleLookup(project, reader)
            closures = projects[project] = ImportClosures(lookup, scans())
        yield frozenset(closures.closure(path))


def may_hold_finding(
    source: str,
    path: str,
    options: Options,
    lazy: LazyTree,
    closures: ImportClosures,
) -> bool:
    """Whether a file could hold a finding, judged by its content and that of the files it reaches.
    ``lazy`` is its tree, which is made only if the texts leave it open.

    If it cannot be parsed, which must be reported, its text decides.
    """
    file = absolute(path)
    with _LOOKING:
        around = _around(closures)
        imports, look = around.look_of(file, source)
        own = look.shown
        others = NO_SIGNS.union(*map(around.graph.around, closures.steps.of(file, imports)))
        if not signs.may_hold_finding(own, own | others, options):
            return False
        try:
            tree = lazy.get()
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return True
        if signs.asks(own):
            own = signs.held(source, tree)
            if not signs.may_hold_finding(own, own | others, options):
                return False
        if options.all_endpoints or signs.may_ask(own, own | others):
            return True
        seen = Seen(look.words, look.defined, imports)
        return around.comes_to_request(_Checked(file, source, tree, seen, own), options)


def _around(closures: ImportClosures) -> _Around:
    """What is around the files of a project: the same for all checks of a run that read nothing but
    what is on disk.
    """
    run, steps, reader = closures.run, closures.steps, closures.lookup.reader
    alone = isinstance(reader, GivenReader) and len(reader.sources) == 1
    if run is None or not alone or not reader.is_as_on_disk():
        return _Around(closures)
    known, around = _KEPT.pop(steps, ("", None))
    if around is None or known != run:
        around = _Around(ImportClosures(steps.lookup, scans(), run))
    _KEPT[steps] = run, around
    if len(_KEPT) > MAX_KEPT_PROJECTS:
        _KEPT.popitem(last=False)
    return around


def is_of_interest(file: str, closures: ImportClosures) -> bool:
    """Whether a file, given by its absolute path, may hold a token source or a user's path."""
    return signs.may_contribute(held_in(file, closures))
