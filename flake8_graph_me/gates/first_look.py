"""The first test of a file: whether anything that it reaches could get an app-only token at all.

It looks at texts only, at each file of a project once in a run, and is all that most files cost.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from flake8_graph_me.gates import signs
from flake8_graph_me.gates.signs import Sign
from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.paths import absolute, joined, parent
from flake8_graph_me.project.modules.import_closure import MAX_KEPT_PROJECTS, kept
from flake8_graph_me.project.modules.import_graph import MAX_FILES, ImportGraph, Node
from flake8_graph_me.project.modules.layout import Project, project_of
from flake8_graph_me.terms.options import Options

_Place = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier run has seen and still holds: the nodes of each project, and the nearest
    marked folders.
    """

    nodes: Mapping[Project, Mapping[str, Node]] = field(default_factory=dict)
    marked: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """What this process has seen of the disk; the projects of folders, the nearest marked folders,
    and what is known from an ``earlier`` run, hold for one ``run``.
    """

    run: str | None = None
    projects: dict[_Place, Project] = field(default_factory=dict)
    marked: dict[str, str | None] = field(default_factory=dict)
    graphs: OrderedDict[Project, ImportGraph[Sign]] = field(default_factory=OrderedDict)
    earlier: Earlier | None = None


# Bounded by the number of projects, and for each of them by the number of files.
_SEEN = _Seen()
_LOOKING = threading.RLock()


def forget() -> None:
    """Forget what the texts of files have shown."""
    with _LOOKING:
        _SEEN.run = None
        _SEEN.graphs.clear()


def begin(run: str, earlier: Earlier) -> None:
    """Begin a run whose graphs are to be kept for later ones, with what an earlier one has seen."""
    with _LOOKING:
        _SEEN.run = run
        _SEEN.projects.clear()
        _SEEN.marked = dict(earlier.marked)
        _SEEN.earlier = earlier


def seen(run: str) -> tuple[dict[Project, ImportGraph[Sign]], dict[str, str | None]]:
    """The graphs of a run that has begun so, as far as they are still held, and the nearest marked
    folder of each folder that it asked for; empty if another run has begun since.
    """
    with _LOOKING:
        if _SEEN.run != run or _SEEN.earlier is None:
            return {}, {}
        graphs = {key: each for key, each in _SEEN.graphs.items() if each.run == run and each.keeps}
        return graphs, dict(_SEEN.marked)


def looked(path: str, options: Options, run: str) -> ImportGraph[Sign]:
    """The graph of the project of the file at an absolute path."""
    with _LOOKING:
        return _graph(path, options, run, "")


def rules_out(
    path: str, options: Options, run: str, *, source: str | None = None, folder: str = ""
) -> bool:
    """Whether a file cannot hold a finding, judged by all texts that it reaches.

    ``run`` names the run that asks: within one, files on disk count as unchanged. ``source`` is the
    text that counts for the file itself. The answer is no where the file cannot be read, or stands
    for one that is not on disk. ``folder`` replaces the current folder of this process.
    """
    file = absolute(path)
    with _LOOKING:
        graph = _graph(file, options, run, folder)
        if source is not None:
            reader = graph.steps.lookup.reader
            above = parent(file)
            if file.removeprefix(joined(above, "")) not in reader.listing(above).files:
                return False
            own, around = graph.around_text(file, source)
        else:
            found = graph.own(file)
            if found is None:
                return False
            own, around = found, graph.around(file)
    return not signs.may_acquire(own, around, options)


def _graph(file: str, options: Options, run: str, folder: str) -> ImportGraph[Sign]:
    if _SEEN.run != run:
        _SEEN.run = run
        _SEEN.projects.clear()
        _SEEN.marked = {}
        _SEEN.earlier = None
    place = (parent(file), options.source_roots, folder)
    project = _SEEN.projects.get(place)
    if project is None:
        project = project_of(file, options.source_roots, DiskReader(), folder, _SEEN.marked)
        _SEEN.projects[place] = project
    graph = _SEEN.graphs.get(project)
    earlier = _SEEN.earlier
    keeps = earlier is not None
    if graph is not None and graph.run == run and graph.keeps is keeps:
        return graph
    steps = kept(project, run)
    if graph is None or graph.steps is not steps or graph.keeps is not keeps:
        graph = ImportGraph(steps, signs.acquiring, keeps=keeps)
        if earlier is not None:
            graph.restore(earlier.nodes.get(project, {}))
    else:
        graph.refresh()
    graph.run = run
    _SEEN.graphs[project] = graph
    _SEEN.graphs.move_to_end(project)
    _make_room(run)
    return graph


def _make_room(run: str) -> None:
    """Forget graphs of earlier runs, and those of this one if they are too large together."""
    graphs = _SEEN.graphs
    while len(graphs) > MAX_KEPT_PROJECTS:
        first = next(iter(graphs.values()))
        if first.run == run and sum(len(each.nodes) for each in graphs.values()) <= MAX_FILES:
            return
        graphs.popitem(last=False)
