"""What a run hands on: what it was handed and still holds, and what it has found itself.

Nothing is handed on that may have changed while the run went on.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from flake8_graph_me.frontends.discovery import Discovered
from flake8_graph_me.frontends.run_cache.importers import leading_to
from flake8_graph_me.frontends.run_cache.recall import Recalled, has_telling_links, signature
from flake8_graph_me.frontends.run_cache.records import Answer, FolderRecord, Records, State
from flake8_graph_me.gates.signs import Sign
from flake8_graph_me.project.files.disk_reader import identity
from flake8_graph_me.project.modules.import_closure import Beyond
from flake8_graph_me.project.modules.import_graph import ImportGraph, Node
from flake8_graph_me.project.modules.layout import Project

MAX_WALKS = 4
"""For how many different arguments the files that were found are kept. Past it they are searched
for again.
"""
MAX_KEPT_FILES = 200_000
"""How many files a document tells of. Past it only those of the last run are kept."""
_GONE = Node(None, None, ())


class ChangingError(Exception):
    """Two looks at one thing have differed within one run."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a run has found: the graphs of its projects, the nearest marked folder of each folder,
    answers, what these depend on besides, and the files that were searched for.
    """

    graphs: Mapping[Project, ImportGraph[Sign]]
    marked: Mapping[str, str | None]
    answers: Mapping[str, Answer]
    beyond: Collection[Beyond]
    walks: Mapping[str, Discovered]


@dataclass(slots=True)
class _Folders:
    records: dict[str, FolderRecord]
    links: dict[str, str]
    looked: dict[str, set[State | None]] = field(default_factory=dict)

    def note(
        self,
        path: str,
        state: State | None,
        names: str | None = None,
        *,
        is_root: bool | None = None,
    ) -> None:
        """Note one look at a folder; raises ChangingError."""
        known = self.records.get(path, FolderRecord(None))
        if names is not None:
            if known.names not in {None, names}:
                raise ChangingError
            known = replace(known, names=names)
        if is_root is not None:
            if known.is_root not in {None, is_root}:
                raise ChangingError
            known = replace(known, is_root=is_root)
        self.records[path] = known
        self.looked.setdefault(path, set()).add(state)

    def link(self, path: str, real: str) -> None:
        """Note where a link leads to; raises ChangingError."""
        if self.links.setdefault(path, real) != real:
            raise ChangingError

    def finished(self) -> dict[str, FolderRecord]:
        """The records, each with the state of all looks at its folder if they have agreed."""
        for path, states in self.looked.items():
            state = next(iter(states)) if len(states) == 1 else None
            self.records[path] = replace(self.records[path], state=state)
        return self.records


def gathered(recalled: Recalled | None, found: Found) -> Records | None:
    """All that is known after a run; None if what it saw has changed meanwhile."""
    before = Records() if recalled is None else recalled.records
    nodes = dict(before.nodes)
    nodes |= {project: graph.nodes for project, graph in found.graphs.items()}
    try:
        folders = _folders(before, found)
    except ChangingError:
        return None
    answers = {**before.answers, **found.answers}
    if sum(map(len, nodes.values())) > MAX_KEPT_FILES:
        nodes = {project: graph.nodes for project, graph in found.graphs.items()}
        answers = dict(found.answers)
    lost = _changed(nodes)
    if lost:
        affected = _leading_to(lost, nodes)
        nodes = {
            project: {path: _GONE if path in lost else node for path, node in each.items()}
            for project, each in nodes.items()
        }
        answers = {
            given: each
            for given, each in answers.items()
            if (each.project, each.file) not in affected and lost.isdisjoint(each.beyond)
        }
    records = folders.finished()
    listed = {path for path, record in records.items() if record.names is not None}
    answers = {
        given: each
        for given, each in answers.items()
        if each.project in nodes and listed.issuperset(each.looked)
    }
    return Records(_with_all_reached(nodes), answers, records, folders.links, _walks(before, found))


def _walks(before: Records, found: Found) -> dict[str, Discovered]:
    others = {asked: walk for asked, walk in before.walks.items() if asked not in found.walks}
    walks = [*others.items(), *found.walks.items()]
    return dict(walks[-MAX_WALKS:])


def _folders(before: Records, found: Found) -> _Folders:
    """What is known of folders; raises ChangingError."""
    folders = _Folders(dict(before.folders), dict(before.links))
    for graph in found.graphs.values():
        seen = graph.steps.seen()
        for path, (state, names) in seen.folders.items():
            folders.note(path, None if has_telling_links(names) else state, signature(names))
        for path, real in seen.links.items():
            folders.link(path, real)
    for beyond in found.beyond:
        for path, names in beyond.folders.items():
            folders.note(path, None, signature(names))
        for path, real in beyond.links.items():
            folders.link(path, real)
    for walk in found.walks.values():
        for path, state in walk.walked.items():
            folders.note(path, state)
    for path, root in found.marked.items():
        if path not in folders.looked:
            # Its names were not looked at, so that nothing is known of links among them.
            folders.note(path, _known_state(before, path))
        folders.records[path] = replace(folders.records[path], is_root=path == root)
    for path, real in [(root, os.path.realpath(root)) for root in _roots(found)]:
        folders.link(path, real)
    return folders


def _known_state(before: Records, path: str) -> State | None:
    known = before.folders.get(path)
    return None if known is None else known.state


def _roots(found: Found) -> Iterable[str]:
    return [project.root for project in found.graphs]


def _changed(nodes: Mapping[Project, Mapping[str, Node]]) -> set[str]:
    """The files that are no longer as their nodes say."""
    found = set()
    for each in nodes.values():
        for path, node in each.items():
            try:
                now = identity(os.stat(path))  # noqa: PTH116 - a Path for each file takes longer
            except (OSError, ValueError):
                now = ()
            if node.state != now and not (
                isinstance(node.state, tuple) and node.state and node.state[0] == now
            ):
                found.add(path)
    return found


def _leading_to(
    lost: set[str], nodes: Mapping[Project, Mapping[str, Node]]
) -> set[tuple[Project, str]]:
    """The files of each project that lead to one of these, and these."""
    return {
        (project, path)
        for project, each in nodes.items()
        for path in leading_to(((file, node.reached) for file, node in each.items()), lost)
    }


def _with_all_reached(
    nodes: Mapping[Project, Mapping[str, Node]],
) -> dict[Project, dict[str, Node]]:
    """The nodes, with one for each file that any of them leads to."""
    return {
        project: {
            **{path: _GONE for node in each.values() for path in node.reached if path not in each},
            **each,
        }
        for project, each in nodes.items()
    }
