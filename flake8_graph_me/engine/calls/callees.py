"""Calls of whatever a value may be: what a call of each kind of atom comes to."""

import libcst as cst

from flake8_graph_me.engine.calls.functions import invoke
from flake8_graph_me.engine.calls.instances import instantiate, made
from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    External,
    Function,
    Instance,
    Partial,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.library_calls import call_external, call_row
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.engine.objects.attributes import get_attribute


def call_atom(
    run: Run, atom: Atom, arguments: Arguments, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """Call one atom; returns the result."""
    if isinstance(atom, Function):
        return invoke(run, atom, arguments, node, frame, state)
    if isinstance(atom, Bound):
        if isinstance(atom.function, Function):
            own = _with_receiver(arguments, atom.receiver)
            return invoke(run, atom.function, own, node, frame, state, atom.receiver)
        if isinstance(atom.receiver, Class) and atom.function.name.endswith(".__call__"):
            # What a metaclass gets from its base.
            return made(run, atom.receiver, arguments, node, frame, state)
        return call_external(run, atom.function.name, atom.receiver, arguments, node, frame, state)
    if isinstance(atom, Class):
        return instantiate(run, atom, arguments, node, frame, state)
    if isinstance(atom, External):
        return call_external(run, atom.name, None, arguments, node, frame, state)
    if isinstance(atom, Partial):
        given = Arguments(
            [*atom.positional, *arguments.positional],
            {**dict(atom.keywords), **arguments.keywords},
            arguments.more_positional,
            arguments.more_keywords,
            {
                key + len(atom.positional) if isinstance(key, int) else key: value
                for key, value in arguments.nodes.items()
            },
            arguments.sent,
        )
        return run.call(atom.callee, given, node, frame, state)
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        method = get_attribute(run, atom, "__call__", node, frame, state)
        if len(method) == 1 and isinstance(method[0][1], Bound):
            return run.call(method[0][1], arguments, node, frame, state)
    if isinstance(atom, Instance) and isinstance(atom.type, str):
        row = run.rows.method(atom.type, "__call__")
        if row is not None:
            return call_row(run, row, atom, arguments, node, frame, state)
    return call_unknown(run, atom, arguments, node, frame, state)


def _with_receiver(arguments: Arguments, receiver: Atom) -> Arguments:
    return Arguments(
        [just(receiver), *arguments.positional],
        arguments.keywords,
        arguments.more_positional,
        arguments.more_keywords,
        {key + 1 if isinstance(key, int) else key: n for key, n in arguments.nodes.items()},
        arguments.sent,
    )
