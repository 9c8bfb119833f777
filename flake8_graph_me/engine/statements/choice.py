"""``if`` and ``match``: each branch in a world of its own."""

import libcst as cst

from flake8_graph_me.engine.branching import decision, either_way, outcomes
from flake8_graph_me.engine.conditions import conjoin
from flake8_graph_me.engine.expressions.comparison import compared
from flake8_graph_me.engine.run import Frame, Run
from flake8_graph_me.engine.state import State, merge
from flake8_graph_me.engine.syntax_walk import walk
from flake8_graph_me.engine.targets import assign
from flake8_graph_me.engine.values import Alternative, Value, constant, joined, just


def rejoined(
    run: Run, frame: Frame, state: State, kept_before: int, ends: list[State | None]
) -> State | None:
    """The state after branches that left ``state``: joined into it, or into a child if it is
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


def execute_if(run: Run, node: cst.If, frame: Frame, state: State) -> State | None:
    """``if``, ``elif``, ``else``."""
    test = run.evaluate(node.test, frame, state)
    if state.dead:
        return None
    kept = frame.kept
    ends: list[State | None] = []
    for outcome, branch in either_way(run, test, state):
        if outcome:
            ends.append(run.execute(_body(node.body), frame, branch))
        elif isinstance(node.orelse, cst.If):
            ends.append(execute_if(run, node.orelse, frame, branch))
        elif node.orelse is not None:
            ends.append(run.execute(_body(node.orelse.body), frame, branch))
        else:
            ends.append(branch)
    return rejoined(run, frame, state, kept, ends)


def _body(suite: cst.BaseSuite) -> tuple[cst.CSTNode, ...]:
    return tuple(suite.body)


def execute_match(run: Run, node: cst.Match, frame: Frame, state: State) -> State | None:
    """``match``: each case is tried where those before it did not fit."""
    subject = run.evaluate(node.subject, frame, state)
    if state.dead:
        return None
    kept = frame.kept
    ends: list[State | None] = []
    current: State | None = state
    for case in node.cases:
        if current is None:
            break
        before: State = current
        test = fits(run, case.pattern, subject, frame, before)
        current = None
        for outcome, branch in either_way(run, test, before):
            if not outcome:
                current = branch
                continue
            capture(run, case.pattern, subject, frame, branch)
            ends.append(_guarded(run, case, frame, branch))
        frame.kept += 1  # the branches stay in use until all cases are done
    ends.append(current)
    return rejoined(run, frame, state, kept, [end for end in ends if end is not None])


def _guarded(run: Run, case: cst.MatchCase, frame: Frame, state: State) -> State | None:
    if case.guard is not None:
        run.evaluate(case.guard, frame, state)
    return run.execute(_body(case.body), frame, state)


def fits(run: Run, pattern: cst.MatchPattern, subject: Value, frame: Frame, state: State) -> Value:
    """The truth value of a pattern's fitting a subject."""
    if isinstance(pattern, cst.MatchValue):
        wanted = run.evaluate(pattern.value, frame, state)
        return compared(run, cst.Equal(), subject, wanted, state)
    if isinstance(pattern, cst.MatchSingleton):
        wanted = run.evaluate(pattern.value, frame, state)
        return compared(run, cst.Is(), subject, wanted, state)
    if isinstance(pattern, cst.MatchAs):
        if pattern.pattern is None:
            return just(constant(value=True))
        return fits(run, pattern.pattern, subject, frame, state)
    if isinstance(pattern, cst.MatchOr):
        return _any_fits(run, pattern, subject, frame, state)
    return decision(run, ("fits", run.number()))


def _any_fits(run: Run, pattern: cst.MatchOr, subject: Value, frame: Frame, state: State) -> Value:
    result: Value = just(constant(value=False))
    for element in reversed(pattern.patterns):
        one = fits(run, element.pattern, subject, frame, state)
        holds, fails = outcomes(run, one, state)
        alternatives: list[Alternative] = [(condition, constant(value=True)) for condition in holds]
        for condition in fails:
            for own, atom in result:
                both = conjoin(condition, own)
                if both is not None:
                    alternatives.append((both, atom))
        result = joined(alternatives)
    return result


def capture(
    run: Run, pattern: cst.MatchPattern, subject: Value, frame: Frame, state: State
) -> None:
    """Bind the names of a pattern that fits: the whole subject, or parts that are not known."""
    if isinstance(pattern, cst.MatchAs):
        if pattern.name is not None:
            assign(run, pattern.name, subject, frame, state)
        if pattern.pattern is not None:
            capture(run, pattern.pattern, subject, frame, state)
        return
    for inner in walk(pattern):
        if isinstance(inner, cst.MatchAs | cst.MatchStar) and inner.name is not None:
            assign(run, inner.name, run.unknown(), frame, state)
