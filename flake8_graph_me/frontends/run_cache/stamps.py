"""The first section of a document: all that a run needs if nothing has changed.

It holds states of files and folders as the system tells them, and the answers. Files stand by
folders, and everything else about them in columns of the same order.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flake8_graph_me.frontends.discovery import Discovered
from flake8_graph_me.frontends.run_cache.document import BrokenError
from flake8_graph_me.frontends.run_cache.records import Answer, Records, State, list_of
from flake8_graph_me.frontends.run_cache.stored_findings import finding, plain
from flake8_graph_me.terms.findings import Finding

_NOT_CHECKED, _CLEAN = -1, 0
Given = tuple[bytes, tuple[Finding, ...]]
"""The fingerprint of a text, and the findings in it."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """``files`` are absolute paths, ``given`` the paths by which they were checked (None for files
    that were not), ``verdicts`` numbers: of an entry of ``found``, counted from 1, or else 0 for
    nothing found and -1 for nothing known. ``outer`` are folders of which only matters whether they
    are marked as the root of a project.
    """

    folders: list[str]
    folder_states: list[list[int] | None]
    files: list[str]
    given: list[str | None]
    states: list[list[int] | None]
    verdicts: list[int]
    found: list[Any]
    walks: dict[str, Any]
    outer: dict[str, bool]

    def answers(self) -> dict[str, int]:
        """The verdicts by the paths as given."""
        known = zip(self.given, self.verdicts, strict=True)
        return {path: verdict for path, verdict in known if path is not None and verdict >= _CLEAN}

    def found_by(self, verdict: int) -> Given:
        """The findings that a verdict stands for; raises BrokenError."""
        if verdict == _CLEAN:
            return b"", ()
        try:
            text, findings = self.found[verdict - 1]
            return bytes.fromhex(text), tuple(map(finding, findings))
        except (TypeError, ValueError, LookupError):
            raise BrokenError("no findings") from None

    def folders_of(self, asked: str) -> list[int]:
        """The numbers of the folders on which that depends."""
        return list_of(int, self.walks[asked][2])

    def walk(self, asked: str) -> Discovered | None:
        """The files that were found for what is asked; None if that is not known. Its folders are
        to be looked at with all others.
        """
        known = self.walks.get(asked)
        if known is None:
            return None
        files, left_out, folders = known
        found = [each if isinstance(each, str) else self.given[each] for each in files]
        walked = {self.folders[at]: _as_state(self.folder_states[at]) for at in folders if at >= 0}
        if not all(isinstance(each, str) for each in (*found, *left_out)):
            raise BrokenError("no path")
        return Discovered([str(each) for each in found], left_out, walked)


def changed(paths: Sequence[str], states: Sequence[list[int] | None]) -> list[int]:
    """The numbers of those paths that are not in these states, as far as the system tells."""
    found = []
    # Called for each file of a project: anything more here is felt.
    look = os.stat
    for number, (path, state) in enumerate(zip(paths, states, strict=True)):
        if state is None:
            found.append(number)
            continue
        try:
            now = look(path)
        except (OSError, ValueError):
            found.append(number)
            continue
        if state != [now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns]:
            found.append(number)
    return found


def stamps_of(value: Any) -> Stamps:  # noqa: ANN401 - what JSON holds
    """The stamps in such values; may raise what a wrong kind of value raises."""
    files: list[str] = []
    given: list[str | None] = []
    for as_given, folder, names in value["files"]:
        files.extend([folder + name for name in names])
        given.extend([None if as_given is None else as_given + name for name in names])
    folders, verdicts = list_of(str, value["folders"]), list_of(int, value["verdicts"])
    states, folder_states = (
        list_of(list | None, value[name]) for name in ("states", "folder_states")
    )
    if len(folders) != len(folder_states) or not len(files) == len(states) == len(verdicts):
        raise BrokenError("columns differ")
    found, walks, outer = list_of(list, value["found"]), dict(value["walks"]), dict(value["outer"])
    return Stamps(folders, folder_states, files, given, states, verdicts, found, walks, outer)


def plain_stamps(
    records: Records, files: Mapping[str, str | None], folders: Sequence[str]
) -> dict[str, object]:
    """The values of the first section. ``files`` maps absolute paths to those as given, in the
    order of the columns.
    """
    found: list[object] = []
    verdicts = []
    places = frozenset(folders)
    for given in files.values():
        answer = None if given is None else records.answers.get(given)
        if answer is None:
            verdicts.append(_NOT_CHECKED)
        elif not answer.findings:
            verdicts.append(_CLEAN)
        else:
            found.append([answer.text.hex(), list(map(plain, answer.findings))])
            verdicts.append(len(found))
    states = _states(records)
    return {
        "folders": list(folders),
        "folder_states": [records.folders[folder].state for folder in folders],
        "files": _grouped(files),
        "states": [states.get(file) for file in files],
        "verdicts": verdicts,
        "found": found,
        "outer": {
            path: folder.is_root for path, folder in records.folders.items() if path not in places
        },
        "walks": _plain_walks(records.walks, files, folders),
    }


def _states(records: Records) -> dict[str, State]:
    """The states of files whose times can be trusted."""
    return {
        path: node.state
        for nodes in records.nodes.values()
        for path, node in nodes.items()
        if isinstance(node.state, tuple) and all(isinstance(each, int) for each in node.state)
    }


def _grouped(files: Mapping[str, str | None]) -> list[object]:
    """The files by folders, which most of them share with the one before."""

    def split(pair: tuple[str, str | None]) -> tuple[str | None, str]:
        file, given = pair
        name = os.path.basename(file)  # noqa: PTH119 - a Path for each file takes longer
        if given is None or not given.endswith(name):
            return None, file.removesuffix(name)
        return given.removesuffix(name), file.removesuffix(name)

    return [
        [given, folder, [file.removeprefix(folder) for file, _ in group]]
        for (given, folder), group in groupby(files.items(), split)
    ]


def _plain_walks(
    walks: Mapping[str, Discovered], files: Mapping[str, str | None], folders: Iterable[str]
) -> dict[str, object]:
    numbers = {given: at for at, given in enumerate(files.values()) if given is not None}
    places = {folder: at for at, folder in enumerate(folders)}
    return {
        asked: [
            [numbers.get(path, path) for path in walk.files],
            walk.left_out,
            [places[folder] for folder in walk.walked],
        ]
        for asked, walk in walks.items()
    }


def _as_state(state: list[int] | None) -> State | None:
    return None if state is None else tuple(state)


def answer_of(stamps: Stamps, at: int, answer: Answer) -> Answer:
    """The answer for the file of a number, with its findings."""
    text, findings = stamps.found_by(stamps.verdicts[at])
    return answer._replace(text=text, findings=findings)
