"""What of an earlier run still holds.

A file is the same if its text is, and a folder if the names in it are that matter to imports; the
times of either only tell when to look. An answer holds if all that it depends on is the same.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from flake8_graph_me.frontends.run_cache.details import Details
from flake8_graph_me.frontends.run_cache.importers import leading_to
from flake8_graph_me.frontends.run_cache.records import Answer, FolderRecord, Records, guarded
from flake8_graph_me.frontends.run_cache.stamps import Stamps, answer_of
from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.reader import Listing, digest, fingerprint
from flake8_graph_me.project.modules.import_closure import kept
from flake8_graph_me.project.modules.import_graph import Node
from flake8_graph_me.project.modules.layout import (
    ENVIRONMENT_FILE,
    ROOT_FILES,
    VERSION_CONTROL,
    Project,
    is_root,
)
from flake8_graph_me.project.modules.resolver import SUFFIX


@dataclass(frozen=True, slots=True)
class Recalled:
    """The records that still hold. ``same`` says whether nothing had changed at all, so that the
    document need not be written again.
    """

    records: Records
    same: bool = True


def signature(names: Listing) -> str:
    """A signature of the names in a folder that an import can lead to, or that end a project."""
    files = (each for each in names.files if each.endswith(SUFFIX) or each == ENVIRONMENT_FILE)
    # Python itself makes and removes this one; what lies in it are no sources.
    folders = (each for each in names.folders if each.isidentifier() and each != "__pycache__")
    kinds = [sorted(files), sorted(folders)]
    links = [each for kind in kinds for each in kind if each in names.links]
    shown = "\0\0".join("\0".join(kind) for kind in (*kinds, links))
    return digest(shown.encode("utf-8", "surrogatepass")).hex()


def has_telling_links(names: Listing) -> bool:
    """Whether something that matters in a folder may change without the folder, because a link
    leads elsewhere.
    """
    marks = {*VERSION_CONTROL, *ROOT_FILES, ENVIRONMENT_FILE}
    return any(
        each.endswith(SUFFIX) or each.isidentifier() or each in marks for each in names.links
    )


def recalled(
    stamps: Stamps, details: Details, files: Iterable[int], folders: Iterable[int], run: str
) -> Recalled | None:
    """What still holds if all files and folders are in the state that the stamps say, besides those
    of these numbers; None if nothing does. ``run`` is the run that asks. Raises BrokenError.
    """
    return guarded(lambda: _recalled(stamps, details, set(files), set(folders), run))


def _recalled(
    stamps: Stamps, details: Details, files: set[int], suspects: set[int], run: str
) -> Recalled | None:
    if any(os.path.realpath(path) != real for path, real in details.links.items()):
        return None
    reader = DiskReader()
    folders, renewed = _folders(stamps, details, suspects, reader)
    if folders is None:
        return None
    states = _states(stamps, details, files, reader)
    lost = files - states.keys()
    nodes = _nodes(stamps, details, lost, states)
    links = dict(details.links)
    moved = _look_again(nodes, run, folders, links) if renewed else set[str]()
    numbers = {path: at for at, path in enumerate(stamps.files) if path in moved}
    answers = _answers(stamps, details, lost, {*numbers.values()}, renewed)
    walks = {
        asked: walk
        for asked in stamps.walks
        if suspects.isdisjoint(stamps.folders_of(asked))
        and (walk := stamps.walk(asked)) is not None
    }
    same = not lost and not renewed and not any(map(_is_settled, states.values()))
    records = Records(nodes, answers, folders, links, walks)
    return Recalled(records, same and not _settled(folders, stamps))


def _nodes(
    stamps: Stamps, details: Details, lost: set[int], states: Mapping[int, object]
) -> dict[Project, dict[str, Node]]:
    """The nodes of the files that are not lost."""
    return {
        project: {
            stamps.files[at]: details.node(at, states.get(at, _old(stamps, at)), reached)
            for at, reached in members
            if at not in lost
        }
        for project, members in details.projects()
    }


def _look_again(
    nodes: Mapping[Project, dict[str, Node]],
    run: str,
    folders: dict[str, FolderRecord],
    links: dict[str, str],
) -> set[str]:
    """Look up again what the files import, in folders that have changed; the files for which that
    is something else now.
    """
    moved = set()
    for project, each in nodes.items():
        steps = kept(project, run)
        for path, node in each.items():
            reached = steps.of(path, node.imports)
            if reached != node.reached:
                moved.add(path)
                each[path] = node._replace(reached=reached)
        seen = steps.seen()
        links.update(seen.links)
        for path, (state, names) in seen.folders.items():
            known = folders.get(path, FolderRecord(None))
            trusted = None if has_telling_links(names) else state
            folders[path] = FolderRecord(trusted, signature(names), known.is_root)
    return moved


def _old(stamps: Stamps, at: int) -> tuple[int, ...]:
    return tuple(stamps.states[at] or ())


def _is_settled(state: object) -> bool:
    return isinstance(state, tuple) and all(isinstance(each, int) for each in state)


def _settled(records: Mapping[str, FolderRecord], stamps: Stamps) -> bool:
    """Whether a folder can be trusted now that could not be, or has other times."""
    return any(
        records[path].state is not None and list(records[path].state or ()) != state
        for path, state in zip(stamps.folders, stamps.folder_states, strict=True)
    )


def _folders(
    stamps: Stamps, details: Details, suspects: Collection[int], reader: DiskReader
) -> tuple[dict[str, FolderRecord] | None, set[int]]:
    """The records of all folders, and the numbers of those whose names have changed; no records if
    a project begins elsewhere now.
    """
    found = {path: FolderRecord(None, None, marked) for path, marked in stamps.outer.items()}
    renewed: set[int] = set()
    for at, path in enumerate(stamps.folders):
        record = details.folders[at]
        state = stamps.folder_states[at]
        if at not in suspects:
            found[path] = replace(record, state=None if state is None else tuple(state))
            continue
        if record.is_root is not None and is_root(path, reader) != record.is_root:
            return None, renewed
        if record.names is None:
            found[path] = record
            continue
        names = reader.listing(path)
        seen = reader.state_before(path)
        if signature(names) != record.names:
            renewed.add(at)
        found[path] = FolderRecord(
            None if has_telling_links(names) else seen, signature(names), record.is_root
        )
    return found, renewed


def _states(
    stamps: Stamps, details: Details, suspects: Iterable[int], reader: DiskReader
) -> dict[int, object]:
    """The present states of those suspects that hold the same text."""
    found: dict[int, object] = {}
    for at in suspects:
        content = reader.content(stamps.files[at])
        if content is not None and fingerprint(content.text) == details.text(at):
            found[at] = content.state
    return found


def _answers(
    stamps: Stamps, details: Details, lost: set[int], moved: set[int], renewed: set[int]
) -> dict[str, Answer]:
    """The answers that depend neither on a file that is lost, nor on one whose imports have moved,
    nor on a folder whose names have changed.
    """
    affected = _affected(details, lost | moved)
    projects = [project for project, _ in details.projects()]
    found: dict[str, Answer] = {}
    for at, given in enumerate(stamps.given):
        if given is None or stamps.verdicts[at] < 0 or (details.of[at], at) in affected:
            continue
        beyond, looked = details.beyond.get(at, []), details.looked.get(at, [])
        if not renewed.isdisjoint(looked) or not lost.isdisjoint(beyond):
            continue
        others = tuple(stamps.files[each] for each in beyond)
        where = tuple(stamps.folders[each] for each in looked)
        answer = Answer(stamps.files[at], projects[details.of[at]], b"", (), others, where)
        found[given] = answer_of(stamps, at, answer)
    return found


def _affected(details: Details, lost: set[int]) -> set[tuple[int, int]]:
    """The files, by the number of their project and their own, that lead to a file that is lost."""
    if not lost:
        return set()
    return {
        (number, at)
        for number, (_, members) in enumerate(details.projects())
        for at in leading_to(members, lost)
    }
