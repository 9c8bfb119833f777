"""``try`` and ``with``."""

from collections.abc import Sequence

import libcst as cst

from flake8_graph_me.engine.branching import each_alternative
from flake8_graph_me.engine.objects import any_element
from flake8_graph_me.engine.run import Arguments, Frame, Run
from flake8_graph_me.engine.state import State, merge
from flake8_graph_me.engine.targets import assign
from flake8_graph_me.engine.values import (
    Atom,
    Bound,
    Class,
    Function,
    Instance,
    Opaque,
    Tuple,
    Value,
    just,
)


def execute_try(run: Run, node: cst.Try | cst.TryStar, frame: Frame, state: State) -> State | None:
    """``try``: its body may fail anywhere, so a handler sees what it wrote or what was before."""
    frame.kept += 1
    symbol = run.symbols.number(("raised", run.number()))
    fine = frozenset((-symbol,))
    body = state.child(run.numbers + 1, fine if node.handlers else frozenset())
    frame.raises.append([])
    end = run.execute(tuple(node.body.body), frame, body)
    raised = frame.raises.pop()
    ends: list[State] = []
    if end is not None and node.orelse is not None:
        end = run.execute(tuple(node.orelse.body.body), frame, end)
    if end is not None:
        ends.append(end)
    ends.extend(_handlers(run, node, frame, state, symbol, body, end, raised))
    after = _after(run, state, ends)
    if node.finalbody is not None:
        last = after if after is not None else state.child(run.numbers + 1)
        done = run.execute(tuple(node.finalbody.body.body), frame, last.child(run.numbers + 1))
        after = done if after is not None else None
    return after


def _after(run: Run, state: State, ends: list[State]) -> State | None:
    if not ends:
        return None
    if len(ends) == 1:
        return ends[0]
    after = state.child(run.numbers + 1)
    merge(state, ends, after)
    return None if after.dead else after


def _handlers(  # the parts of one try statement
    run: Run,
    node: cst.Try | cst.TryStar,
    frame: Frame,
    state: State,
    symbol: int,
    body: State,
    end: State | None,
    raised: list[State],
) -> list[State]:
    """The states at the ends of the handlers, each of which may be the one that runs."""
    ends: list[State] = []
    before: frozenset[int] = frozenset((symbol,))
    handlers: Sequence[cst.ExceptHandler | cst.ExceptStarHandler] = node.handlers
    for index, handler in enumerate(handlers):
        own = run.symbols.number(("handler", symbol, index))
        last = index == len(node.handlers) - 1
        condition = before if last else before | {own}
        before |= {-own}
        start = state.child(run.numbers + 1, condition)
        _seen(run, state, start, body, end, raised)
        if handler.name is not None:
            assign(run, handler.name.name, run.unknown(), frame, start)
        after = run.execute(tuple(handler.body.body), frame, start)
        if after is not None:
            ends.append(after)
    return ends


def _seen(
    run: Run, state: State, start: State, body: State, end: State | None, raised: list[State]
) -> None:
    """Write into a handler's first state what the body may have written before it failed."""
    progress = [s for s in (end, *raised) if s is not None and not s.dead] or [body]
    cut = run.number()
    for index, reached in enumerate(progress):
        for location in reached.written_since(state):
            old = start.read(location)
            new = reached.read(location)
            if old == new:
                continue
            symbol = run.symbols.number(("reached", cut, index))
            start.values[location] = (
                *_asking(new, symbol, body.condition - state.condition),
                *_asking(old, -symbol, frozenset()),
            )
        for number, keys in reached.keys.items():
            for key in keys:
                start.add_key(number, key)


def _asking(value: Value, symbol: int, drop: frozenset[int]) -> Value:
    """The value under a symbol, without asking that the body did not fail."""
    return tuple(((condition - drop) | {symbol}, atom) for condition, atom in value)


def execute_with(run: Run, node: cst.With, frame: Frame, state: State) -> State | None:
    """``with``: what is entered is bound, then the body runs."""
    for item in node.items:
        value = run.evaluate(item.item, frame, state)
        if state.dead:
            return None
        entered = each_alternative(
            run, value, state, lambda atom, at: _enter(run, atom, node, frame, at)
        )
        if item.asname is not None:
            assign(run, item.asname.name, entered, frame, state)
    return run.execute(tuple(node.body.body), frame, state)


def _enter(run: Run, atom: Atom, node: cst.CSTNode, frame: Frame, state: State) -> Value:
    """What ``__enter__`` gives: for library objects themselves, for generators what they yield."""
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        for name in ("__enter__", "__aenter__"):
            for _, method in run.attribute(atom, name, node, frame, state):
                if isinstance(method, Bound) and isinstance(method.function, Function):
                    return run.call(method, Arguments(), node, frame, state)
        return just(atom)
    if isinstance(atom, Tuple) and atom.generator:
        return any_element(run, state, atom) if len(atom.items) != 1 else atom.items[0]
    if isinstance(atom, Opaque):
        return just(atom) if atom.labels else just(run.derived(atom, "entered"))
    return just(atom)
