"""Context managers: the result of entering one."""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
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
from flake8_graph_me.engine.objects.containers import any_element, content


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
    if isinstance(atom, Unknown):
        return just(atom) if atom.labels else just(run.derived(atom, "entered"))
    return yielded(run, atom, state)


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

    def one(atom: Atom) -> Value:
        return enter_context(call.run, atom, call.node, call.frame, call.state)

    return mapped(given, one)


CONTEXT_OPERATIONS: dict[str, Implementation] = {"entered": _entered}
