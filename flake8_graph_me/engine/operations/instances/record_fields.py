"""The ``__init__`` that a class decorator writes."""

from collections.abc import Mapping

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.values import NONE, Class, Instance, Value
from flake8_graph_me.engine.machine.descriptions import FILLING
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.records import fill_fields


def _fill(call: Invocation) -> Value:
    """``__init__(cls, self, …)``: the class whose fields they are, and the object."""
    given = call.arguments.positional
    if len(given) < 2 or len(given[0]) != 1 or not isinstance(given[0][0][1], Class):
        return call.unknown()
    cls = given[0][0][1]
    for _, atom in given[1]:
        if isinstance(atom, Instance) and isinstance(atom.type, Class):
            rest = call.arguments.after(2)
            fill_fields(call.run, cls, atom, rest, call.node, call.frame, call.state)
    return just(NONE)


RECORD_OPERATIONS: Mapping[str, Implementation] = {FILLING.name: _fill}
