"""``try``: which handlers an exception may reach, and from where."""

from collections.abc import Sequence

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import where_absent
from flake8_graph_me.engine.domain.conditions import ALWAYS, bounded, conjoin
from flake8_graph_me.engine.domain.state import MAX_CHOICES, NOTHING, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Value,
)
from flake8_graph_me.engine.expressions.targets import assign
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.exceptions import (
    CALLED,
    RAISED,
    group_of,
    not_caught,
    passes,
    surely_raised,
)
from flake8_graph_me.engine.statements.exits import leaving
from flake8_graph_me.engine.statements.failing_blocks import (
    FailingBlock,
    after_any,
    bound_last,
    write_left,
)
from flake8_graph_me.engine.statements.imports import surely_succeed
from flake8_graph_me.engine.statements.raising import before_raising, only_raises
from flake8_graph_me.syntax.elif_chains import grouped

MAX_POINTS = 8
"""After how many statements of a block that may fail a handler may begin, told apart. Past it later
statements count as one.
"""


def execute_try(run: Run, node: cst.Try | cst.TryStar, frame: Frame, state: State) -> State | None:
    """``try``: a handler sees what the statements before the one that failed have left."""
    last = node.finalbody
    if last is None:
        return _handled(run, node, frame, state)
    return leaving(
        run,
        frame,
        state,
        lambda: _handled(run, node, frame, state.child(run.numbers + 1)),
        lambda at: run.execute(tuple(last.body.body), frame, at),
    )


def _handled(run: Run, node: cst.Try | cst.TryStar, frame: Frame, state: State) -> State | None:
    """The body with its handlers and its ``else``."""
    frame.kept += 1
    if surely_succeed(run, node.body.body, frame):
        both = (*node.body.body, *(node.orelse.body.body if node.orelse is not None else ()))
        return run.execute(both, frame, state)
    if not node.handlers:
        return run.execute(tuple(node.body.body), frame, state.child(run.numbers + 1))
    first, others = before_raising(node.body.body)
    begun = run.execute(tuple(first), frame, state) if first else state
    if begun is None:
        return None
    state = begun
    symbol = run.symbols.number(("raised", run.number()))
    body = state.child(run.numbers + 1, frozenset((-symbol,)))
    under_way = {where: state.read(where) for where in (RAISED, CALLED)}
    for where, value in under_way.items():
        if value != NOTHING:
            body.write(where, NOTHING)
    frame.raises.append([])
    reached: list[State] = []
    end = step_by_step(run, others, frame, body, reached)
    raised = frame.raises.pop()
    block = FailingBlock(body, end, reached, raised, bound_last(node.body.body, frame))
    if end is not None and node.orelse is not None:
        end = run.execute(tuple(node.orelse.body.body), frame, end)
    ends = [] if end is None else [end]
    ends.extend(_handlers(run, node, frame, state, symbol, block))
    for each in ends:
        if each.read(RAISED) != under_way[RAISED]:
            each.write(RAISED, under_way[RAISED])
        if under_way[CALLED] != NOTHING:
            each.write(CALLED, under_way[CALLED])
    return after_any(run, state, ends)


def step_by_step(
    run: Run, body: Sequence[cst.CSTNode], frame: Frame, state: State, reached: list[State]
) -> State | None:
    """Run statements one by one; ``reached`` gets the states after those that others follow."""
    current: State | None = state
    start, before = state.condition, 0
    for index, statements in enumerate(grouped(body)):
        if current is None:
            return None
        frame.blocks[statements[0]] = tuple(body), before, start
        before += len(statements)
        if index and len(reached) < MAX_POINTS:
            reached.append(current)
            current = current.child(run.numbers + 1)
        current = run.execute(statements, frame, current)
    return current


def _handlers(
    run: Run,
    node: cst.Try | cst.TryStar,
    frame: Frame,
    state: State,
    symbol: int,
    block: FailingBlock,
) -> list[State]:
    """The states after the handlers, any of which may run."""
    ends: list[State] = []
    failed = state.child(run.numbers + 1, frozenset((symbol,)))
    if failed.read(CALLED) != NOTHING:
        # What was called before the block raises nothing in it.
        failed.write(CALLED, NOTHING)
    write_left(run, state, failed, block)
    before: frozenset[int] = ALWAYS
    carried = failed.read(RAISED)
    called = any(atom is not ABSENT for _, atom in failed.read(CALLED))
    if only_raises(node.body.body):
        carried = surely_raised(carried, failed)
    wanted: list[Value | None] = []
    surely = block.end is None and bool(block.raised) and not block.reached
    together = isinstance(node, cst.TryStar)
    handlers: Sequence[cst.ExceptHandler | cst.ExceptStarHandler] = node.handlers
    for index, handler in enumerate(handlers):
        own = run.symbols.number(("handler", symbol, index))
        last = index == len(node.handlers) - 1
        condition = before if last else before | {own}
        before |= {-own}
        wanted.append(_wanted(run, handler, frame, failed))
        caught, carried = not_caught(run, carried, wanted[-1], surely=surely, called=called)
        if not caught:
            continue
        start = failed.child(run.numbers + 1, condition)
        _restrict(run, caught, start)
        start.write(RAISED, caught)
        if handler.name is not None:
            exception = where_absent(caught, run.unknown())
            if together and handler.type is not None:
                kinds = run.evaluate(handler.type, frame, start)
                exception = group_of(run, caught, kinds, start)
            assign(run, handler.name.name, exception, frame, start)
        after = run.execute(tuple(handler.body.body), frame, start)
        if after is not None:
            ends.append(after)
    passing = [each for each in block.raised if passes(run, each.read(RAISED), wanted)]
    if frame.raises and passing:
        frame.raises[-1].extend(passing)
        frame.kept += 1
    return ends


def _wanted(
    run: Run,
    handler: cst.ExceptHandler | cst.ExceptStarHandler,
    frame: Frame,
    state: State,
) -> Value | None:
    """The classes of which a handler catches exceptions; None if it catches all. Of a group it is
    not known what is in it.
    """
    if handler.type is None:
        return None
    if isinstance(handler, cst.ExceptStarHandler):
        return run.unknown()
    return run.evaluate(handler.type, frame, state)


def _restrict(run: Run, caught: Value, start: State) -> None:
    """Let a handler begin only where it has caught something."""
    conditions = tuple(condition for condition, _ in caught)
    common = bounded(frozenset.intersection(*conditions), run.symbols)
    both = conjoin(start.condition, common)
    if both is not None:
        start.condition = both
        if len(conditions) > 1:
            start.choices = (*start.choices, conditions)[-MAX_CHOICES:]
