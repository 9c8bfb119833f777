"""Execution of statements."""

from collections.abc import Callable, Sequence

import libcst as cst

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.stack import in_thread
from flake8_graph_me.engine.statements.choice import execute_if, execute_match
from flake8_graph_me.engine.statements.contradictions import goes_on, left_by_call
from flake8_graph_me.engine.statements.definitions import execute_class, execute_function
from flake8_graph_me.engine.statements.exceptions import execute_try
from flake8_graph_me.engine.statements.imports import execute_import, execute_import_from
from flake8_graph_me.engine.statements.loops import execute_for, execute_while
from flake8_graph_me.engine.statements.simple import SIMPLE
from flake8_graph_me.engine.statements.with_blocks import execute_with
from flake8_graph_me.syntax.elif_chains import continuations, is_continuation

COMPOUND: dict[type[cst.CSTNode], Callable[..., State | None]] = {
    cst.Match: execute_match,
    cst.For: execute_for,
    cst.While: execute_while,
    cst.Try: execute_try,
    cst.TryStar: execute_try,
    cst.With: execute_with,
    cst.FunctionDef: execute_function,
    cst.ClassDef: execute_class,
}
SMALL: dict[type[cst.CSTNode], Callable[..., State | None]] = {
    **SIMPLE,
    cst.Import: execute_import,
    cst.ImportFrom: execute_import_from,
}


def execute(run: Run, body: Sequence[cst.CSTNode], frame: Frame, state: State) -> State | None:
    """Run statements in order; the state after them, or None if they never finish. Past a bound on
    nesting they are skipped.
    """
    if run.budget.deep():
        return state
    run.budget.nesting += 1
    try:
        if run.budget.nesting > run.budget.room:
            return in_thread(run.budget, _in_order, run, body, frame, state)
        return _in_order(run, body, frame, state)
    finally:
        run.budget.nesting -= 1


def _in_order(run: Run, body: Sequence[cst.CSTNode], frame: Frame, state: State) -> State | None:
    current: State | None = state
    start = state.condition
    for index, statement in enumerate(body):
        known = state.condition
        if isinstance(statement, cst.SimpleStatementLine):
            current = _small(run, statement.body, frame, state)
        elif isinstance(statement, cst.If):
            if is_continuation(statement):
                continue
            current = execute_if(run, statement, frame, state, continuations(body, index))
        elif type(statement) in COMPOUND:
            current = COMPOUND[type(statement)](run, statement, frame, state)
        else:
            current = _small(run, (statement,), frame, state)
        if current is None or current.dead:
            after = left_by_call(run, body, index, frame, state, start, known)
            if after is None and not goes_on(run, body, index, frame, state, start):
                return None
            current = after or state
        if run.budget.exhausted():
            return current
        state = current
    return state


def _small(run: Run, body: Sequence[cst.CSTNode], frame: Frame, state: State) -> State | None:
    current: State | None = state
    for statement in body:
        action = SMALL.get(type(statement))
        if action is not None:
            current = action(run, statement, frame, state)
            if current is None or current.dead:
                return None
            state = current
    return state
