"""Fixing the files of one run in rounds, because a fix may edit a different file from its
finding's.

Only ``write`` writes files, so that a run can show its changes first.
"""

import ast
import warnings
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from flake8_graph_me import api
from flake8_graph_me.fixes import application, writing
from flake8_graph_me.frontends.fix_runs.links import leads_out
from flake8_graph_me.frontends.fix_runs.rounds import Rounds, begin, look_again, withhold
from flake8_graph_me.frontends.running import (
    CheckPlan,
    FileText,
    Outcome,
    check_again,
    judged_failure,
)
from flake8_graph_me.terms.findings import Edit, Finding

MAX_ROUNDS = 5
"""How many rounds of fixes are made: a fix may make room for one that it overlapped. Past it what
is left is reported and not fixed.
"""


def fix(
    plan: CheckPlan,
    outcomes: Sequence[Outcome],
    pool: Executor | None = None,
    others: Iterable[str] = (),
) -> list[Outcome]:
    """The outcomes after all rounds of fixes that change something, in the same order.

    Only files with an outcome are edited. ``others`` are files that may use their texts too. The
    pool, if given, does the checking.
    """
    if not any(outcome.findings for outcome in outcomes):
        return list(outcomes)
    rounds = begin(plan, outcomes, pool, others)
    withhold(rounds)
    for _ in range(MAX_ROUNDS):
        edited = _round(rounds)
        if not edited:
            break
        look_again(rounds, edited)
        withhold(rounds)
    return [_result(rounds, outcome) for outcome in outcomes]


def write(
    plan: CheckPlan, outcomes: Sequence[Outcome], pool: Executor | None = None
) -> list[Outcome]:
    """The outcomes with the fixed files in place, in the same order.

    If a file cannot be written, the result is as if nothing was fixed in it, so that the findings
    of other files that depend on it reappear.
    """
    written = [_written(plan, outcome) for outcome in outcomes]
    failed = {new.path for new, old in zip(written, outcomes, strict=True) if new is not old}
    if not failed:
        return written
    written = [
        replace(outcome, after=None) if outcome.edited_as in failed else outcome
        for outcome in written
    ]
    return _found_again(plan, written, pool)


def _written(plan: CheckPlan, outcome: Outcome) -> Outcome:
    if outcome.before is None or outcome.after is None or outcome.edited_as is not None:
        return outcome
    try:
        writing.write(outcome.path, outcome.before, outcome.after)
    except writing.UnwritableError as failure:
        return left_alone(plan, outcome, outcome.found, str(failure))
    return outcome


def _found_again(
    plan: CheckPlan, outcomes: Sequence[Outcome], pool: Executor | None
) -> list[Outcome]:
    again = {}
    for outcome in outcomes:
        source = outcome.after or outcome.before
        if outcome.found and not outcome.failed and source is not None:
            again[outcome.path] = FileText(outcome.path, source.text, notebook=source.notebook)
    # Files were written since the run began.
    later = replace(plan, run=api.new_run())
    found = dict(zip(again, check_again(later, list(again.values()), pool), strict=True))
    return [
        _with_left(plan, outcome, found[outcome.path]) if outcome.path in found else outcome
        for outcome in outcomes
    ]


def _with_left(plan: CheckPlan, outcome: Outcome, left: tuple[Finding, ...]) -> Outcome:
    held_back = application.choose(left, unsafe=plan.unsafe).held_back
    return replace(outcome, findings=left, held_back=held_back)


def _round(rounds: Rounds) -> set[str]:
    """Edit each file once; returns the files that were edited or could not be."""
    edited = set()
    for path, findings in _by_target(rounds).items():
        chosen = application.choose(findings, unsafe=rounds.plan.unsafe, path=path)
        if not chosen.edits or path in rounds.reasons:
            continue
        reason = _edit(rounds, path, chosen.edits)
        edited.add(path)
        if reason is None:
            # The same finding may have been made under several names of its file.
            fixed = {(each.place, each.code, each.message) for each in chosen.findings}
            rounds.fixed[path] = rounds.fixed.get(path, 0) + len(fixed)
        else:
            rounds.give_up(path, reason)
    return edited


def _by_target(rounds: Rounds) -> dict[str, list[Finding]]:
    """The findings by the file that their fixes edit, under the path known to this run."""
    found: dict[str, list[Finding]] = {}
    for finding in (each for findings in rounds.left.values() for each in findings):
        path = rounds.target_of(finding)
        if path is not None:
            own = replace(finding.place, path=rounds.names[finding.place.path])
            found.setdefault(path, []).append(_aimed(replace(finding, place=own), path))
    return found


def _aimed(finding: Finding, path: str) -> Finding:
    """The finding, with its fix's edits under this path of their file."""
    if finding.fix is None or all(edit.place.path == path for edit in finding.fix.edits):
        return finding
    edits = tuple(Edit(replace(e.place, path=path), e.content) for e in finding.fix.edits)
    return replace(finding, fix=replace(finding.fix, edits=edits))


def _edit(rounds: Rounds, path: str, edits: Iterable[Edit]) -> str | None:
    """Edit a file in memory; returns the reason if that is impossible."""
    source = rounds.known(path)
    assert source is not None, "edits are chosen for texts that are held"
    if leads_out(path, rounds.plan.namespace.filenames):
        return "it is a link that leads out of the project; to fix it, name it as a PATH"
    try:
        edited = writing.edited(source, edits)
    except application.UnfitError as failure:
        return f"its fixes cannot be applied: {failure}"
    problem = _syntax_problem(edited.data if edited.notebook is None else edited.text)
    if problem is not None:
        return f"its fixes would break the syntax: {problem}"
    rounds.current[path] = edited
    return None


def _result(rounds: Rounds, outcome: Outcome) -> Outcome:
    path, plan = outcome.path, rounds.plan
    name = rounds.names[path]
    if name in rounds.reasons:
        if name != path:
            return outcome
        return left_alone(plan, outcome, outcome.found, rounds.reasons[path])
    left = rounds.left.get(path, outcome.findings)
    return replace(
        outcome,
        findings=left,
        before=outcome.before or rounds.before.get(name),
        after=rounds.current.get(name),
        fixed=rounds.fixed.get(path, 0),
        held_back=application.choose(left, unsafe=plan.unsafe).held_back,
        edited_as=None if name == path else name,
    )


def left_alone(
    plan: CheckPlan, outcome: Outcome, found: tuple[Finding, ...], reason: str
) -> Outcome:
    """The outcome of a file that stays as it was, with what was ``found`` in it."""
    failure = judged_failure(plan, outcome.path, f"the file was left unchanged: {reason}")
    return replace(
        outcome,
        findings=(*failure, *found),
        after=None,
        fixed=0,
        held_back=application.choose(found, unsafe=plan.unsafe).held_back,
    )


def _syntax_problem(source: bytes | str) -> str | None:
    try:
        with warnings.catch_warnings():
            # Python warns about dubious code as it parses; that is not our message to give.
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return str(problem) or type(problem).__name__
    return None
