"""Context managers: the result of entering one."""

from collections.abc import Callable
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Bound,
    Class,
    External,
    Function,
    Instance,
    List,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.replacing import hands_in
from flake8_graph_me.engine.objects.containers import any_element, content
from flake8_graph_me.engine.operations.contexts.generators import enter_generator, leave_generator

ENTERED = ("entered",)
"""The location of what was entered one by one and is left with the object that did so."""


def enter_context(run: Run, atom: Atom, node: cst.CSTNode, frame: Frame, state: State) -> Value:
    """The result of ``__enter__``: for library objects themselves, for generators what they
    yield.
    """
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        for name in ("__enter__", "__aenter__"):
            for _, method in run.attribute(atom, name, node, frame, state):
                if isinstance(method, Bound) and isinstance(method.function, Function):
                    return run.call(method, Arguments(), node, frame, state)
        return just(atom)
    if isinstance(atom, Instance) and run.rows.method(str(atom.type), "__enter__") is not None:
        method = Bound(External(f"{atom.type}.__enter__"), atom)
        return run.call(method, Arguments(), node, frame, state)
    if isinstance(atom, Unknown):
        return just(atom) if atom.labels else just(run.derived(atom, "entered"))
    entered = enter_generator(run, atom, node, frame, state)
    return yielded(run, atom, state) if entered is None else entered


def called_within(
    run: Run,
    replacers: tuple[Atom, ...],
    arguments: Arguments,
    skip: int,
    call: Callable[[Arguments], Value],
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> Value:
    """Call a function between what is entered around each call of it. Some of that is handed to it:
    behind its first ``skip`` arguments, in the place of others.
    """
    handed: list[Value] = []
    for each in replacers:
        entered = enter_context(run, each, node, frame, state)
        if hands_in(run, each, state):
            handed.append(entered)
    given = arguments.positional
    both = [*given[:skip], *handed, *given[skip + len(handed) :]]
    value = call(replace(arguments, positional=both))
    for each in reversed(replacers):
        for _, method in run.attribute(each, "__exit__", node, frame, state):
            run.call(method, Arguments([just(NONE)] * 3), node, frame, state)
    return value


def yielded(run: Run, atom: Atom, state: State) -> Value:
    """What a generator yields stands for what it gives."""
    if isinstance(atom, List) and atom.once:
        return mapped(content(state, atom), lambda found: _given(run, found, state))
    return just(atom)


def _given(run: Run, found: Atom, state: State) -> Value:
    if isinstance(found, Tuple) and len(found.items) == 1:
        return found.items[0]
    return any_element(run, state, found)


def _entered(call: Invocation) -> Value:
    given = call.argument(0, "cm")
    if given is None:
        return call.unknown()
    if isinstance(call.receiver, Instance):
        location = (call.receiver.number, ENTERED)
        before = call.state.read(location)
        held = before[0][1] if len(before) == 1 else None
        items = held.items if isinstance(held, Tuple) else ()
        call.state.write(location, just(Tuple((*items, given))))

    def one(atom: Atom) -> Value:
        return enter_context(call.run, atom, call.node, call.frame, call.state)

    return mapped(given, one)


def _left(call: Invocation) -> Value:
    """Leave what was entered one by one, the last one first, where rows say what that does."""
    run = call.run
    location = (call.receiver.number if isinstance(call.receiver, Instance) else 0, ENTERED)
    for _, entered in call.state.read(location):
        for given in reversed(entered.items if isinstance(entered, Tuple) else ()):
            for _, atom in given:
                leave_generator(atom, call.state)
                name = f"{getattr(atom, 'type', '')}.__exit__"
                if run.rows.call(name) is not None:
                    method = Bound(External(name), atom)
                    run.call(method, call.arguments, call.node, call.frame, call.state)
    return just(NONE)


CONTEXT_OPERATIONS: dict[str, Implementation] = {"entered": _entered, "leave-entered": _left}
