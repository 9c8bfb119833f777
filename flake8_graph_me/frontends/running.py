"""Checking and fixing many files: each file, its rounds of fixes, and the processes for them.

Nothing is written before all files are checked, so the result depends neither on the number of
processes nor on the order of files. Must not know how arguments are parsed nor how findings are
shown.
"""

import argparse
import ast
import functools
import os
import signal
import warnings
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

from flake8_graph_me import session
from flake8_graph_me.fixes import application, writing
from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.flake8_bridge import Judge
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options

# A fix may make room for one that it overlapped; after more rounds, fixes chase each other.
MAX_ROUNDS = 5
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
        found = _reported(plan, path, source)
        if not found:
            return Outcome(path, ())
        outcome = Outcome(path, found, found, source)
        return _fixed(plan, outcome, source) if plan.fix else outcome
    except Exception as failure:  # noqa: BLE001 - one bad file must not stop the run
        return _failed(plan, path, failures.describe(failure))


def write(plan: Plan, outcome: Outcome) -> Outcome:
    """The outcome with the fixed file in place; where that fails, as if nothing was fixed."""
    if outcome.before is None or outcome.after is None:
        return outcome
    try:
        writing.write(outcome.path, outcome.before, outcome.after)
    except writing.UnwritableError as failure:
        return _left_alone(plan, outcome, str(failure))
    return outcome


def _fixed(plan: Plan, outcome: Outcome, source: writing.Source) -> Outcome:
    """The outcome after as many rounds of fixes as change something."""
    current, left, count = source, outcome.found, 0
    for _ in range(MAX_ROUNDS):
        chosen = application.choose(left, unsafe=plan.unsafe)
        if not chosen.edits:
            break
        try:
            current = writing.edited(current, chosen.edits)
        except application.UnfitError as failure:
            return _left_alone(plan, outcome, f"its fixes do not fit: {failure}")
        problem = _syntax_problem(current.data)
        if problem is not None:
            return _left_alone(plan, outcome, f"with its fixes it would not parse: {problem}")
        count += len(chosen.findings)
        left = _reported(plan, outcome.path, current)
        broken = [finding for finding in left if finding.code == failures.CODE]
        if broken:
            return _left_alone(plan, outcome, f"with its fixes: {broken[0].message}")
    return replace(
        outcome,
        findings=left,
        after=None if current is source else current,
        fixed=count,
        held_back=application.choose(left, unsafe=plan.unsafe).held_back,
    )


def _reported(plan: Plan, path: str, source: writing.Source) -> tuple[Finding, ...]:
    findings = session.check_source(source.text, path, options=plan.options)
    if not findings:
        return ()
    return Judge(plan.namespace).reported(findings, source.text, path)


def _left_alone(plan: Plan, outcome: Outcome, reason: str) -> Outcome:
    failure = _judged_failure(plan, outcome.path, f"the file was left as it is: {reason}")
    return replace(
        outcome,
        findings=(*failure, *outcome.found),
        after=None,
        fixed=0,
        held_back=application.choose(outcome.found, unsafe=plan.unsafe).held_back,
    )


def _failed(plan: Plan, path: str, reason: str) -> Outcome:
    return Outcome(path, _judged_failure(plan, path, reason))


def _judged_failure(plan: Plan, path: str, message: str) -> tuple[Finding, ...]:
    finding = failures.failure(path, message)
    return Judge(plan.namespace).reported((finding,), "", path)


def _syntax_problem(data: bytes) -> str | None:
    try:
        with warnings.catch_warnings():
            # Python warns about dubious code as it parses; that is not our message to give.
            warnings.simplefilter("ignore")
            ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return str(problem) or type(problem).__name__
    return None


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
