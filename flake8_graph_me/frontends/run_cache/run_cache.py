"""The door: what is known before a run, and what it hands on."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.discovery import Discovered
from flake8_graph_me.frontends.run_cache import location
from flake8_graph_me.frontends.run_cache.details import Details, plain_details
from flake8_graph_me.frontends.run_cache.document import (
    BrokenError,
    Document,
    decoded,
    encoded,
)
from flake8_graph_me.frontends.run_cache.gathering import Found, gathered
from flake8_graph_me.frontends.run_cache.key import key_of
from flake8_graph_me.frontends.run_cache.recall import Recalled, recalled
from flake8_graph_me.frontends.run_cache.records import (
    Answer,
    Records,
    guarded,
    without_collection,
)
from flake8_graph_me.frontends.run_cache.stamps import (
    Given,
    Stamps,
    changed,
    plain_stamps,
    stamps_of,
)
from flake8_graph_me.gates import first_look
from flake8_graph_me.gates.signs import Sign
from flake8_graph_me.project.files.disk_reader import DiskReader
from flake8_graph_me.project.files.paths import absolute, parent
from flake8_graph_me.project.modules.import_closure import Beyond
from flake8_graph_me.project.modules.import_graph import ImportGraph
from flake8_graph_me.project.modules.layout import is_root
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options

_SECTIONS = 2


class Trace(NamedTuple):
    """The raw findings of a check, with what they depend on besides the files that the checked one
    reaches by imports, and the fingerprint of its text, which is empty if it could not be decoded.
    ``tells`` says whether anything in the text may be a token.
    """

    findings: tuple[Finding, ...]
    beyond: Beyond
    text: bytes
    tells: bool


@dataclass(slots=True, eq=False)
class RunCache:
    """What one run knows from earlier ones, and what it has found itself."""

    folder: Path
    options: Options
    run: str
    key: str
    _document: Document | None = None
    _stamps: Stamps | None = None
    _recalled: Recalled | None = None
    _traces: dict[str, Trace | None] = field(default_factory=dict, init=False)
    _walks: dict[str, Discovered] = field(default_factory=dict, init=False)

    def walk(self, asked: object, look: Callable[[], Discovered]) -> Discovered:
        """The files to check; ``asked`` are the plain values on which the answer depends."""
        key = json.dumps(asked)
        try:
            known = self._known_walk(key)
        except BrokenError:
            self._forget()
            known = None
        own = location.holds_only_documents(self.folder)
        if known is not None and own:
            return known
        found = look()
        if own:
            # Each document that is written changes its folder.
            found.walked.pop(absolute(str(self.folder)), None)
        # What is skipped is said again by each run.
        if found.walked and not found.skipped and None not in found.walked.values():
            self._walks[key] = found
        return found

    def known(self, paths: Iterable[str]) -> dict[str, Given]:
        """What is known of these paths, so that they need no check."""
        try:
            found = self._answers(paths)
        except BrokenError:
            self._forget()
            found = {}
        return found

    def begin(self) -> None:
        """Begin a run in which files are checked, with what is known of others."""
        try:
            earlier = self._recall()
        except BrokenError:
            self._forget()
            earlier = None
        if earlier is None:
            first_look.begin(self.run, first_look.Earlier())
            return
        known = earlier.records
        first_look.begin(self.run, first_look.Earlier(known.nodes, _marked(known)))

    def note(self, path: str, trace: Trace | None) -> None:
        """Note what a check of this run has found in a file; None if it was ruled out."""
        self._traces[path] = trace

    def save(self) -> None:
        """Hand on what this run has found, if that is more than it was handed."""
        with without_collection():
            self._save()

    def _save(self) -> None:
        known = self._recalled
        if not self._traces and not self._walks and (known is None or known.same):
            location.touch(self.folder, self.key)
            return
        try:
            known = self._recall()
        except BrokenError:
            known = None
        graphs, marked = first_look.seen(self.run)
        answers, beyond = self._new_answers() if graphs else ({}, [])
        if self._traces and not answers and not self._walks and (known is None or known.same):
            return
        records = gathered(known, Found(graphs, marked, answers, beyond, self._walks))
        if records is not None:
            location.write(self.folder, self.key, encoded(self.key, sections(records)))

    def _known_walk(self, key: str) -> Discovered | None:
        if self._recalled is not None:
            return self._recalled.records.walks.get(key)
        stamps = self._stamps
        return None if stamps is None else guarded(lambda: stamps.walk(key))

    def _answers(self, paths: Iterable[str]) -> dict[str, Given]:
        if self._recalled is not None:
            answers = self._recalled.records.answers
            found = ((path, answers.get(path)) for path in paths)
            return {path: (each.text, each.findings) for path, each in found if each is not None}
        stamps = self._stamps
        if stamps is None:
            return {}
        verdicts = guarded(stamps.answers)
        return {path: stamps.found_by(verdicts[path]) for path in paths if path in verdicts}

    def _recall(self) -> Recalled | None:
        if self._recalled is None and self._document is not None and self._stamps is not None:
            self._recalled = _recalled_of(self._document, self._stamps, [], [], self.run)
        return self._recalled

    def _forget(self) -> None:
        self._document = self._stamps = self._recalled = None

    def _new_answers(self) -> tuple[dict[str, Answer], list[Beyond]]:
        found, beyond = {}, []
        for path, trace in self._traces.items():
            file = absolute(path)
            graph = first_look.looked(file, self.options, self.run)
            answer = Answer(file, graph.steps.lookup.project)
            kept = answer if trace is None else _kept(answer, trace, graph)
            if kept is not None:
                found[path] = kept
                beyond += [] if trace is None else [trace.beyond]
        return found, beyond


def _kept(answer: Answer, trace: Trace, graph: ImportGraph[Sign]) -> Answer | None:
    """The answer that a trace gives; None if it cannot be kept."""
    node = graph.nodes.get(answer.file)
    if node is None or node.text != trace.text or node.state is None:
        return None
    for path, state in trace.beyond.files.items():
        graph.own(path)
        if graph.nodes[path].state != state:
            return None
    if any(finding.code == failures.CODE for finding in trace.findings) and trace.text:
        # Perhaps not because of the source.
        return None
    # What findings say and change is in part text of the sources.
    if trace.findings and (trace.tells or Sign.LITERAL in graph.around(answer.file)):
        return None
    return answer._replace(
        text=trace.text,
        findings=trace.findings,
        beyond=tuple(trace.beyond.files),
        looked=trace.beyond.looked,
    )


def sections(records: Records) -> tuple[object, object]:
    """The sections of a document that holds these records."""
    files: dict[str, str | None] = {
        path: None for nodes in records.nodes.values() for path in sorted(nodes)
    }
    files |= {answer.file: given for given, answer in records.answers.items()}
    walked = {folder for walk in records.walks.values() for folder in walk.walked}
    folders = [
        path
        for path, folder in records.folders.items()
        if path in walked or folder.names is not None or folder.state is not None
    ]
    return plain_stamps(records, files, folders), plain_details(records, files, folders)


def opened(folder: Path, options: Options, run: str) -> RunCache:
    """The cache of runs with these options in the current folder; empty if there is none that can
    be used.
    """
    key = key_of(options)
    cache = RunCache(folder, options, run, key)
    data = location.read(folder, key)
    if data is None:
        return cache
    with without_collection():
        return _read(data, cache)


def _read(data: bytes, cache: RunCache) -> RunCache:
    """The cache with what is in the bytes of a document, or as it is if that is nothing."""
    key, run = cache.key, cache.run
    try:
        document = decoded(data, key, _SECTIONS)
        first = document.section(0)
        stamps = guarded(lambda: stamps_of(first))
        files = guarded(lambda: changed(stamps.files, stamps.states))
        folders = guarded(lambda: changed(stamps.folders, stamps.folder_states))
        reader = DiskReader()
        if any(is_root(path, reader) != marked for path, marked in stamps.outer.items()):
            return cache
        earlier = None
        if files or folders:
            earlier = _recalled_of(document, stamps, files, folders, run)
            if earlier is None:
                return cache
    except BrokenError:
        return cache
    return RunCache(cache.folder, cache.options, run, key, document, stamps, earlier)


def _recalled_of(
    document: Document, stamps: Stamps, files: list[int], folders: list[int], run: str
) -> Recalled | None:
    second = document.section(1)
    details = guarded(lambda: Details(second, stamps))
    return recalled(stamps, details, files, folders, run)


def _marked(records: Records) -> dict[str, str | None]:
    """The nearest marked folder of each folder for which that is known."""
    found: dict[str, str | None] = {}
    for path, folder in sorted(records.folders.items()):
        above = parent(path)
        if folder.is_root:
            found[path] = path
        elif folder.is_root is False and (above == path or above in found):
            # In this order a folder comes after the one above it.
            found[path] = found.get(above)
    return found
