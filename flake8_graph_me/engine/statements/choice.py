"""``if`` and ``match``: each branch in its own world."""

from collections.abc import Sequence

import libcst as cst

from flake8_graph_me.engine.domain.merging import flat, merge
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import External
from flake8_graph_me.engine.machine.branching import NEVER_TRUE, either_way
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.annotations import type_frame
from flake8_graph_me.engine.objects.special_methods import tested
from flake8_graph_me.engine.statements.matching.patterns import capture, fits


def rejoined(
    run: Run, frame: Frame, state: State, kept_before: int, ends: list[State | None]
) -> State | None:
    """The state after branches from ``state``: joined into it, or into a child if it must be
    kept.
    """
    alive = [end for end in ends if end is not None and not end.dead]
    if not alive:
        return None
    if frame.kept == kept_before:
        merge(state, alive)
        return state
    if len(alive) == 1:
        return alive[0]
    after = state.child(run.numbers + 1)
    merge(state, alive, after)
    return after


def execute_if(
    run: Run, node: cst.If, frame: Frame, state: State, more: Sequence[cst.If] = ()
) -> State | None:
    """``if``, ``elif``, ``else``; chains of ``elif`` nest, so they are handled in a loop. ``more``
    are the branches of a long chain that stand behind the first.
    """
    kept = frame.kept
    ends: list[State | None] = []
    part, current = node, state
    further = iter(more)
    mark = run.numbers + 1
    while True:
        test = run.evaluate(part.test, frame, current)
        test = tested(run, test, part.test, frame, current)
        if any(isinstance(atom, External) and atom.name in NEVER_TRUE for _, atom in test):
            run.execute(_imports(part.body), type_frame(run, frame), current)
        following: State | None = None
        for outcome, branch in () if current.dead else either_way(run, test, current):
            if outcome:
                ends.append(run.execute(_body(part.body), frame, branch))
            else:
                following = branch
        if following is None:
            break
        orelse = part.orelse or next(further, None)
        if not isinstance(orelse, cst.If):
            ends.append(
                following if orelse is None else run.execute(_body(orelse.body), frame, following)
            )
            break
        part, current = orelse, (flat(state, mark, following) or following) if more else following
    return rejoined(run, frame, state, kept, ends)


def _imports(suite: cst.BaseSuite) -> tuple[cst.CSTNode, ...]:
    """The imports of a block that never runs, which serve annotations."""
    kinds = (cst.Import, cst.ImportFrom)
    lines = [line.body for line in suite.body if isinstance(line, cst.SimpleStatementLine)]
    return tuple(each for line in lines for each in line if isinstance(each, kinds))


def _body(suite: cst.BaseSuite) -> tuple[cst.CSTNode, ...]:
    return tuple(suite.body)


def execute_match(run: Run, node: cst.Match, frame: Frame, state: State) -> State | None:
    """``match``: each case is tried where the earlier ones did not fit."""
    subject = run.evaluate(node.subject, frame, state)
    if state.dead:
        return None
    kept = frame.kept
    ends: list[State | None] = []
    current: State | None = state
    for case in node.cases:
        if current is None:
            break
        test = fits(run, case.pattern, subject, frame, current)
        left: list[State] = []
        for outcome, branch in either_way(run, test, current):
            if outcome:
                capture(run, case.pattern, subject, frame, branch)
                ends.extend(_guarded(run, case, frame, branch, left))
            else:
                left.append(branch)
        frame.kept += 1  # the branches stay in use until all cases are done
        current = rejoined(run, frame, current, kept, [*left])
    ends.append(current)
    return rejoined(run, frame, state, kept, ends)


def _guarded(
    run: Run, case: cst.MatchCase, frame: Frame, state: State, left: list[State]
) -> list[State | None]:
    """The exits of a case's body; where its guard fails, the state goes to ``left``."""
    if case.guard is None:
        return [run.execute(_body(case.body), frame, state)]
    test = run.evaluate(case.guard, frame, state)
    ends: list[State | None] = []
    for outcome, branch in either_way(run, test, state) if not state.dead else ():
        if outcome:
            ends.append(run.execute(_body(case.body), frame, branch))
        else:
            left.append(branch)
    return ends
