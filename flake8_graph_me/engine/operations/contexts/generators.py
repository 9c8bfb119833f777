"""Context managers that are generators: entering one runs it up to its ``yield``, and leaving it
does the rest.

What the rest comes to is found out as it is entered, since only then is it known what there was
before. It is in the state under the number of the generator.
"""

from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, under
from flake8_graph_me.engine.domain.merging import merge
from flake8_graph_me.engine.domain.state import NOTHING, OPENED, State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Bound,
    Function,
    List,
    Partial,
    Tuple,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import BEGUN, WAITING
from flake8_graph_me.syntax.walk import walk

LEFT = "left"
"""Begins the locations of what leaving a context manager writes."""


def enter_generator(
    run: Run, atom: Atom, node: cst.CSTNode, frame: Frame, state: State
) -> Value | None:
    """What a generator yields as it is entered: the state is dead if it raises before; None if an
    atom is no generator that waits to be entered.
    """
    call = _call_of(atom, state)
    function = _function_of(call)
    if call is None or function is None or not isinstance(atom, List):
        return None
    entered: list[tuple[State, Value]] = []

    def answer(value: Value, _: cst.CSTNode, at: State) -> Value:
        entered.append((at.copy(), value))
        return just(NONE)

    done = state.child(run.numbers + 1)
    within = replace(frame, answer=answer, answering=function.node)
    whole = run.call(call, _arguments(atom, state), node, within, done)
    frame.kept = within.kept
    before = state.condition
    if not entered and run.fails(whole):
        done.dead = True  # It never comes to its ``yield``.
    merge(state, [at for at, _ in entered] or [done])
    if state.dead or not entered:
        return whole
    for location in done.written_since(state) if not done.dead else ():
        value = done.read(location)
        if location != OPENED and value != state.read(location):
            state.add_key(atom.number, (LEFT, location))
            state.write((atom.number, ("item", (LEFT, location))), value)
    return joined(
        pair for at, value in entered if not at.dead for pair in under(at.condition - before, value)
    )


def _arguments(atom: List, state: State) -> Arguments:
    """What a generator was called with besides what is in its call."""
    held = state.read((atom.number, WAITING))
    more = held[0][1] if len(held) == 1 else None
    positional, keywords = more.items if isinstance(more, Tuple) else ((), ())
    return Arguments(more_positional=positional or None, more_keywords=keywords or None)


def leave_generator(atom: Atom, state: State) -> None:
    """Write what a generator does behind its ``yield``."""
    if not isinstance(atom, List):
        return
    for key in state.keys_of(atom.number):
        if isinstance(key, tuple) and key[0] == LEFT:
            location: Location = key[1]
            state.write(location, state.read((atom.number, ("item", key))))


def catches_in_generator(atom: Atom, state: State) -> bool:
    """Whether a context manager lets the program go on after an exception in its block."""
    function = _function_of(_call_of(atom, state))
    return function is not None and any(map(_catches, walk(function.node)))


def _function_of(call: Partial | None) -> Function | None:
    callee = call.callee if call is not None else None
    function = callee.function if isinstance(callee, Bound) else callee
    return function if isinstance(function, Function) else None


def _catches(node: cst.CSTNode) -> bool:
    """Whether a statement waits in a ``try`` of which a handler need not raise again."""
    if not isinstance(node, cst.Try) or not node.handlers:
        return False
    inside = any(isinstance(each, cst.Yield) for each in walk(node.body))
    return inside and any(not _raises(handler.body) for handler in node.handlers)


def _raises(block: cst.BaseSuite) -> bool:
    """Whether a block ends with a statement that raises."""
    last = block.body[-1]
    small = last.body[-1] if isinstance(last, cst.SimpleStatementLine) else last
    return isinstance(small, cst.Raise)


def _call_of(atom: Atom, state: State) -> Partial | None:
    """The call that made a generator of which nothing has run yet."""
    held = state.read((atom.number, BEGUN)) if isinstance(atom, List) and atom.once else NOTHING
    call = held[0][1] if len(held) == 1 else None
    waiting = isinstance(atom, List) and state.read((atom.number, WAITING)) != NOTHING
    return call if waiting and isinstance(call, Partial) else None
