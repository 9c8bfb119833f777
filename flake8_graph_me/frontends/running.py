"""Checking many files: each file, and the processes for them.

The result depends neither on the number of processes nor on the order of the files.
"""

import argparse
import functools
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from flake8_graph_me import api
from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.configuration.codes import ENTRY
from flake8_graph_me.frontends.flake8_judge import Judge
from flake8_graph_me.frontends.notebooks.kinds import has_python_name, why_not_python
from flake8_graph_me.frontends.run_cache.run_cache import RunCache, Trace
from flake8_graph_me.frontends.run_cache.stamps import Given
from flake8_graph_me.gates.words import JWT
from flake8_graph_me.pipeline.parallel import spread
from flake8_graph_me.project.files.decoding import ForeignError
from flake8_graph_me.project.files.reader import fingerprint
from flake8_graph_me.project.modules.import_closure import Beyond, Trail
from flake8_graph_me.project.notebooks.notebook import Notebook
from flake8_graph_me.terms.findings import Finding, Incomplete
from flake8_graph_me.terms.options import Options

# Starting a process costs about as much as checking this many files.
_FILES_PER_PROCESS = 32
_MAX_PROCESSES = 61
"""How many processes check files; Windows cannot wait for more at once. Past it ``--jobs`` counts
as this many.
"""
_NONE_KNOWN: Mapping[str, Given] = {}


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """What is done with each file; it travels to worker processes. Within its ``run`` files on disk
    count as unchanged. ``statistics`` says that requests are counted that a bound hides. If it is
    ``traced``, outcomes say what they depend on. ``comments`` says that the text of each file that
    names a code of ours is kept.
    """

    namespace: argparse.Namespace
    options: Options
    fix: bool = False
    unsafe: bool = False
    statistics: bool = False
    traced: bool = False
    comments: bool = False
    run: str = field(default_factory=api.new_run)


def renewed(plan: CheckPlan) -> CheckPlan:
    """The same plan for a later run, which sees changes of files on disk."""
    return replace(plan, run=api.new_run())


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one file.

    ``findings`` are those left in ``after``, or in ``before`` if nothing was fixed (``after`` is
    then None). ``found`` are those before any fix. ``before`` is None for an unreadable file. If
    the run knows this file by several paths, ``edited_as`` is the path of the outcome that reports
    the edits. ``incomplete`` counts the requests that a bound hides, if that was asked for.
    ``trace`` is what the outcome depends on, if that was asked for and can be told. ``skipped`` is
    what the file is if it is no Python, such as "a notebook in R".
    """

    path: str
    findings: tuple[Finding, ...]
    found: tuple[Finding, ...] = ()
    before: writing.Source | None = None
    after: writing.Source | None = None
    fixed: int = 0
    held_back: int = 0
    edited_as: str | None = None
    incomplete: Incomplete | None = None
    trace: Trace | None = None
    skipped: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the file, or its fixed form, could not be analysed or written."""
        return any(finding.code == failures.CODE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class FileText:
    """A text to check as the content of a file, and the current texts of other files. If it is that
    of a ``notebook``, messages name cells.
    """

    path: str
    text: str
    sources: Mapping[str, str] = field(default_factory=dict)
    notebook: Notebook | None = None


@contextmanager
def workers(count: int, jobs: int | None) -> Iterator[Executor | None]:
    """The processes for this number of files; None if the current process does it alone. If
    ``jobs`` is None, we choose the number.
    """
    if jobs is None:
        jobs = min(_processors(), count // _FILES_PER_PROCESS)
    jobs = min(jobs, count, _MAX_PROCESSES)
    if jobs <= 1:
        yield None
        return
    # The parent answers an interrupt for all of them.
    pool = ProcessPoolExecutor(
        jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    )
    try:
        yield pool
    finally:
        # Nobody waits for what is left after an interrupt or an error.
        pool.shutdown(cancel_futures=True)


def check_files(
    plan: CheckPlan,
    paths: Sequence[str],
    pool: Executor | None = None,
    cache: RunCache | None = None,
    known: Mapping[str, Given] = _NONE_KNOWN,
) -> Iterator[Outcome]:
    """The outcomes of the files in the order of ``paths``. ``known`` is what the cache knows of
    them, which is not found again; what it does not know it is told.

    Which of them are worth a process is found here: all that the answers have in common would be
    found again in each process.
    """
    if cache is not None and len(known) < len(paths):
        cache.begin()
    unknown = () if plan.comments else [path for path in paths if path not in known]
    ruled_out = {path for path in unknown if _is_ruled_out(plan, path)}
    left = [path for path in paths if path not in known and path not in ruled_out]
    outcomes = spread(pool, functools.partial(check_file, plan), left)
    for path in paths:
        if path in known:
            yield _known_outcome(plan, path, *known[path])
            continue
        outcome = Outcome(path, ()) if path in ruled_out else next(outcomes)
        if cache is not None and (path in ruled_out or outcome.trace is not None):
            cache.note(path, outcome.trace)
        yield outcome


def _known_outcome(
    plan: CheckPlan, path: str, text: bytes, findings: tuple[Finding, ...]
) -> Outcome:
    if not findings:
        return Outcome(path, ())
    try:
        source = writing.read(path)
    except writing.UnreadableError:
        return check_file(plan, path)
    if fingerprint(source.text) != text:
        # It has changed since the cache was asked.
        return check_file(plan, path)
    return check_read(plan, path, source, known=findings)


def _is_ruled_out(plan: CheckPlan, path: str) -> bool:
    if not has_python_name(path):
        return False
    try:
        return api.is_ruled_out(path, options=plan.options, run=plan.run)
    except Exception:  # noqa: BLE001 - its check will say what is wrong
        return False


def check_again(
    plan: CheckPlan, texts: Sequence[FileText], pool: Executor | None = None
) -> Iterator[tuple[Finding, ...]]:
    """The reported findings in texts that were checked before, in the same order."""
    return spread(pool, functools.partial(_checked_again, plan), texts)


def check_file(plan: CheckPlan, path: str) -> Outcome:
    """The outcome of the file at ``path``; never raises."""
    try:
        source = writing.read(path)
    except ForeignError as failure:
        return Outcome(path, (), skipped=failure.what)
    except writing.UnreadableError as failure:
        outcome = _failed(plan, path, f"the file {failure}")
        if not plan.traced:
            return outcome
        raw = failures.failure(path, f"the file {failure}")
        return replace(outcome, trace=Trace((raw,), Beyond(), b"", tells=False))
    # Notebooks are not kept from one run to the next, nor is what may be no Python.
    traced = plan.traced and has_python_name(path)
    return check_read(plan, path, source, Trail() if traced else None)


def check_bytes(plan: CheckPlan, path: str, data: bytes) -> Outcome:
    """The outcome of ``data``, which is shown to users as ``path``; never raises."""
    try:
        source = writing.decode(data, path)
    except ForeignError as failure:
        return Outcome(path, (), skipped=failure.what)
    except writing.UnreadableError as failure:
        return _failed(plan, path, f"the file {failure}")
    return check_read(plan, path, source)


def check_read(
    plan: CheckPlan,
    path: str,
    source: writing.Source,
    trail: Trail | None = None,
    known: tuple[Finding, ...] | None = None,
) -> Outcome:
    """The outcome of a file that was read, whose raw findings may be known; never raises."""
    try:
        reason = why_not_python(path, source)
        if reason is not None:
            return _failed(plan, path, f"the file {reason}")
        text = FileText(path, source.text, notebook=source.notebook)
        raw = _found(plan, text, trail) if known is None else known
        found, incomplete = _judged(plan, raw, source.text, path)
        trace = None
        if trail is not None and trail.beyond is not None:
            trace = Trace(raw, trail.beyond, fingerprint(source.text), tells=JWT in source.text)
        named = plan.comments and ENTRY in source.text
        before = source if found or named else None
        return Outcome(path, found, found, before, incomplete=incomplete, trace=trace)
    except Exception as failure:  # noqa: BLE001 - one bad file must not stop the run
        return _failed(plan, path, failures.describe(failure))


def _checked_again(plan: CheckPlan, text: FileText) -> tuple[Finding, ...]:
    try:
        return _reported(plan, text)
    except Exception as failure:  # noqa: BLE001 - as above
        return judged_failure(plan, text.path, failures.describe(failure))


def _reported(plan: CheckPlan, text: FileText) -> tuple[Finding, ...]:
    return _judged(plan, _found(plan, text), text.text, text.path)[0]


def _found(plan: CheckPlan, text: FileText, trail: Trail | None = None) -> tuple[Finding, ...]:
    options = replace(plan.options, incomplete=True) if plan.statistics else plan.options
    if text.notebook is not None:
        return api.check_notebook(
            text.notebook, text.path, options=options, sources=text.sources, run=plan.run
        )
    return api.check_source(
        text.text,
        text.path,
        options=options,
        sources=text.sources,
        run=plan.run,
        trail=trail,
    )


def _judged(
    plan: CheckPlan, raw: tuple[Finding, ...], text: str, path: str
) -> tuple[tuple[Finding, ...], Incomplete | None]:
    """The findings that are reported, and what a bound hides, whether that is reported or not."""
    incomplete = next((each.incomplete for each in raw if each.incomplete is not None), None)
    if not plan.options.incomplete:
        raw = tuple(each for each in raw if each.incomplete is None)
    return (Judge(plan.namespace).reported(raw, text, path) if raw else ()), incomplete


def _failed(plan: CheckPlan, path: str, reason: str) -> Outcome:
    return Outcome(path, judged_failure(plan, path, reason))


def judged_failure(plan: CheckPlan, path: str, message: str) -> tuple[Finding, ...]:
    """The finding that says what went wrong with a file, if it is reported."""
    finding = failures.failure(path, message)
    return Judge(plan.namespace).reported((finding,), "", path)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
