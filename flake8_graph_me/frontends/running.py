"""Checking many files: each file, and the processes for them.

The result depends neither on the number of processes nor on the order of files. Must not know how
arguments are parsed nor how findings are fixed or shown.
"""

import argparse
import functools
import os
import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from flake8_graph_me import session
from flake8_graph_me.fixes import writing
from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.flake8_bridge import Judge
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options

# Starting a process costs about as much as checking this many files.
_FILES_PER_PROCESS = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done with each file; it travels to worker processes."""

    namespace: argparse.Namespace
    options: Options
    fix: bool = False
    unsafe: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file.

    ``findings`` are those left in ``after``, or in ``before`` where nothing was fixed (``after`` is
    None then). ``found`` are those before any fix. ``before`` is None for an unreadable file.
    """

    path: str
    findings: tuple[Finding, ...]
    found: tuple[Finding, ...] = ()
    before: writing.Source | None = None
    after: writing.Source | None = None
    fixed: int = 0
    held_back: int = 0

    @property
    def failed(self) -> bool:
        """Whether the file, or its fixed form, could not be analysed or written."""
        return any(finding.code == failures.CODE for finding in self.findings)


def check_files(plan: Plan, paths: Sequence[str], *, jobs: int | None) -> list[Outcome]:
    """The outcomes of the files in the order of ``paths``; None lets us choose the processes."""
    if jobs is None:
        jobs = min(_processors(), len(paths) // _FILES_PER_PROCESS)
    jobs = min(jobs, len(paths))
    task = functools.partial(check_file, plan)
    if jobs <= 1:
        return [task(path) for path in paths]
    # The parent answers an interrupt for all of them.
    with ProcessPoolExecutor(
        jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    ) as pool:
        return list(pool.map(task, paths, chunksize=max(1, len(paths) // (jobs * 8))))


def check_file(plan: Plan, path: str) -> Outcome:
    """The outcome of the file at ``path``; never raises."""
    try:
        source = writing.read(path)
    except writing.UnreadableError as failure:
        return _failed(plan, path, f"the file {failure}")
    return check_read(plan, path, source)


def check_bytes(plan: Plan, path: str, data: bytes) -> Outcome:
    """The outcome of ``data``, which is shown to users as ``path``; never raises."""
    try:
        source = writing.decode(data)
    except writing.UnreadableError as failure:
        return _failed(plan, path, f"the file {failure}")
    return check_read(plan, path, source)


def check_read(plan: Plan, path: str, source: writing.Source) -> Outcome:
    """The outcome of a file that was read; never raises."""
    try:
        found = reported(plan, path, source)
        if not found:
            return Outcome(path, ())
        return Outcome(path, found, found, source)
    except Exception as failure:  # noqa: BLE001 - one bad file must not stop the run
        return _failed(plan, path, failures.describe(failure))


def reported(
    plan: Plan, path: str, source: writing.Source, sources: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """The findings in a file that count; ``sources`` are texts that others have by now. Raises
    whatever a bug raises.
    """
    findings = session.check_source(source.text, path, options=plan.options, sources=sources)
    if not findings:
        return ()
    return Judge(plan.namespace).reported(findings, source.text, path)


def _failed(plan: Plan, path: str, reason: str) -> Outcome:
    return Outcome(path, judged_failure(plan, path, reason))


def judged_failure(plan: Plan, path: str, message: str) -> tuple[Finding, ...]:
    """The finding that says what went wrong with a file, if it counts."""
    finding = failures.failure(path, message)
    return Judge(plan.namespace).reported((finding,), "", path)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
