"""Fixing the files of one run, in rounds: a fix may edit another file than its finding's.

Nothing is written here but by ``write``, so that a run can show its changes first. Must not know
how arguments are parsed nor how findings are shown.
"""

import ast
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flake8_graph_me.engine.file_paths import absolute
from flake8_graph_me.fixes import application, writing
from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.right_uses import RightUses
from flake8_graph_me.frontends.running import Outcome, Plan, judged_failure, reported
from flake8_graph_me.terms.findings import Edit, Finding

# A fix may make room for one that it overlapped; after more rounds, fixes chase each other.
MAX_ROUNDS = 5


@dataclass(slots=True)
class _Rounds:
    """What the rounds have come to, by the paths of the files.

    ``current`` are the texts that edits have led to, ``reasons`` why a file was left as it is.
    """

    plan: Plan
    outcomes: Mapping[str, Outcome]
    left: dict[str, tuple[Finding, ...]]
    current: dict[str, writing.Source] = field(default_factory=dict)
    before: dict[str, writing.Source] = field(default_factory=dict)
    fixed: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)


def fix(plan: Plan, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes after as many rounds of fixes as change something, in the same order.

    Only files that have an outcome are edited.
    """
    by_path = {outcome.path: outcome for outcome in outcomes}
    rounds = _Rounds(plan, by_path, {o.path: o.findings for o in outcomes if o.findings})
    _spare(rounds)
    for _ in range(MAX_ROUNDS):
        if not _round(rounds):
            break
        _check_again(rounds)
        _spare(rounds)
    return [_result(rounds, outcome) for outcome in outcomes]


def write(plan: Plan, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes with the fixed files in place, in the same order.

    Where a file cannot be written it is as if nothing was fixed in it, so that what other files
    have to do with it is found in them again.
    """
    written = [_written(plan, outcome) for outcome in outcomes]
    if written == list(outcomes):
        return written
    return [
        _found_again(plan, outcome) if outcome.found and not outcome.failed else outcome
        for outcome in written
    ]


def _written(plan: Plan, outcome: Outcome) -> Outcome:
    if outcome.before is None or outcome.after is None:
        return outcome
    try:
        writing.write(outcome.path, outcome.before, outcome.after)
    except writing.UnwritableError as failure:
        return _left_alone(plan, outcome, outcome.found, str(failure))
    return outcome


def _found_again(plan: Plan, outcome: Outcome) -> Outcome:
    source = outcome.after or outcome.before
    assert source is not None
    left = reported(plan, outcome.path, source)
    held_back = application.choose(left, unsafe=plan.unsafe).held_back
    return replace(outcome, findings=left, held_back=held_back)


def _round(rounds: _Rounds) -> bool:
    """Edit each file once; whether that was of any use."""
    changed = False
    for path, findings in _by_target(rounds).items():
        chosen = application.choose(findings, unsafe=rounds.plan.unsafe, path=path)
        if not chosen.edits or path in rounds.reasons:
            continue
        reason = _edit(rounds, path, chosen.edits)
        changed = True
        if reason is None:
            rounds.fixed[path] = rounds.fixed.get(path, 0) + len(chosen.findings)
        else:
            _give_up(rounds, path, reason)
    return changed


def _by_target(rounds: _Rounds) -> dict[str, list[Finding]]:
    """The findings by the file that their fixes edit, under the path that this run knows it by."""
    names = {absolute(path): path for path in rounds.outcomes}
    found: dict[str, list[Finding]] = {}
    for finding in (each for findings in rounds.left.values() for each in findings):
        target = application.target_of(finding)
        path = None if target is None else names.get(absolute(target))
        if path is not None:
            found.setdefault(path, []).append(_aimed(finding, path))
    return found


def _aimed(finding: Finding, path: str) -> Finding:
    """The finding with the edits of its fix under this path of their file."""
    if finding.fix is None or all(edit.place.path == path for edit in finding.fix.edits):
        return finding
    edits = tuple(Edit(replace(e.place, path=path), e.content) for e in finding.fix.edits)
    return replace(finding, fix=replace(finding.fix, edits=edits))


def _edit(rounds: _Rounds, path: str, edits: Iterable[Edit]) -> str | None:
    """Edit a file in memory; why that cannot be done."""
    try:
        source = _known(rounds, path) or writing.read(path)
        edited = writing.edited(source, edits)
    except writing.UnreadableError as failure:
        return f"it {failure}"
    except application.UnfitError as failure:
        return f"its fixes do not fit: {failure}"
    problem = _syntax_problem(edited.data)
    if problem is not None:
        return f"with its fixes it would not parse: {problem}"
    rounds.before.setdefault(path, source)
    rounds.current[path] = edited
    return None


def _check_again(rounds: _Rounds) -> None:
    """Look again at what was edited, and at what has findings that may be gone by now.

    A file that is given up is as it was before, for the others too.
    """
    given_up = True
    while given_up:
        given_up = False
        texts = _edited_texts(rounds)
        for path in dict.fromkeys((*rounds.current, *rounds.left)):
            source = _known(rounds, path)
            if source is None or path in rounds.reasons:
                continue
            found = reported(rounds.plan, path, source, texts)
            broken = [finding for finding in found if finding.code == failures.CODE]
            if broken and path in rounds.current:
                _give_up(rounds, path, f"with its fixes: {broken[0].message}")
                given_up = True
                break
            rounds.left[path] = found


def _spare(rounds: _Rounds) -> None:
    """Take away the fixes that would spoil what another file does rightly."""

    def text(path: str) -> str | None:
        try:
            return (_known(rounds, path) or writing.read(path)).text
        except writing.UnreadableError:
            return None

    uses = RightUses(rounds.plan.options, rounds.outcomes, text, _edited_texts(rounds))
    for path, findings in rounds.left.items():
        rounds.left[path] = tuple(uses.spared(finding) for finding in findings)


def _edited_texts(rounds: _Rounds) -> dict[str, str]:
    return {path: source.text for path, source in rounds.current.items()}


def _known(rounds: _Rounds, path: str) -> writing.Source | None:
    return rounds.current.get(path) or rounds.outcomes[path].before


def _give_up(rounds: _Rounds, path: str, reason: str) -> None:
    rounds.reasons[path] = reason
    rounds.current.pop(path, None)


def _result(rounds: _Rounds, outcome: Outcome) -> Outcome:
    path, plan = outcome.path, rounds.plan
    if path in rounds.reasons:
        return _left_alone(plan, outcome, outcome.found, rounds.reasons[path])
    left = rounds.left.get(path, outcome.findings)
    return replace(
        outcome,
        findings=left,
        before=outcome.before or rounds.before.get(path),
        after=rounds.current.get(path),
        fixed=rounds.fixed.get(path, 0),
        held_back=application.choose(left, unsafe=plan.unsafe).held_back,
    )


def _left_alone(plan: Plan, outcome: Outcome, found: tuple[Finding, ...], reason: str) -> Outcome:
    failure = judged_failure(plan, outcome.path, f"the file was left as it is: {reason}")
    return replace(
        outcome,
        findings=(*failure, *found),
        after=None,
        fixed=0,
        held_back=application.choose(found, unsafe=plan.unsafe).held_back,
    )


def _syntax_problem(data: bytes) -> str | None:
    try:
        with warnings.catch_warnings():
            # Python warns about dubious code as it parses; that is not our message to give.
            warnings.simplefilter("ignore")
            ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return str(problem) or type(problem).__name__
    return None
