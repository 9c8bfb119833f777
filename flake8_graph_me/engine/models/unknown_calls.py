"""Calls of unknown code. They can change only the objects passed to them."""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import Atom, Dict, Instance, Unknown, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import joined_rest


def call_unknown(
    run: Run, receiver: Atom | None, arguments: Arguments, node: cst.CSTNode, state: State
) -> Value:
    """A call of something unknown."""
    run.events.note_escapes(arguments.all_values(), node)
    for value in arguments.all_values():
        for _, atom in value:
            _may_change(run, atom, state)
    if isinstance(receiver, Unknown) and receiver.labels:
        return just(run.derived(receiver, "call", run.number()))
    return run.unknown()


def _may_change(run: Run, atom: Atom, state: State) -> None:
    """Note that an unknown call received this object, which may hold more now."""
    if isinstance(atom, Dict):
        rest = state.read((atom.number, REST))
        state.write((atom.number, REST), joined_rest(run, rest, run.unknown()))
    elif isinstance(atom, Instance) and isinstance(atom.type, str):
        row = run.rows.type(atom.type)
        for name in row.mappings if row is not None else ():
            held = state.read((atom.number, name))
            for _, inner in held if held != NOTHING else ():
                _may_change(run, inner, state)
