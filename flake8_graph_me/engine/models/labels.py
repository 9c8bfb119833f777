"""The labels that calls give their results. Must not know any particular library."""

import libcst as cst

from flake8_graph_me.engine.domain.values import ABSENT, NONE, Instance, Label
from flake8_graph_me.engine.machine.events import LabelRequest
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import node_of, node_of_all, resolve
from flake8_graph_me.engine.objects.containers import frozen
from flake8_graph_me.terms import results, rows


def label_of(call: Invocation, row: rows.Call, outcome: results.Labelled) -> Label:
    """The label that a call gives its result; notes it, and what it was asked for."""
    kept = tuple(
        (path, frozen(call.run, call.state, value))
        for path in outcome.keep
        if (value := resolve(call, path)) is not None
    )
    short = outcome.shown or _name(call.node, row)
    file, giver = call.frame.scope.file, _giver(call, row)
    label = Label(outcome.tag, call.node, short, kept, file=file, made=outcome.made, giver=giver)
    call.run.events.labels.setdefault((outcome.tag, call.node), label)
    _note_asking(call, short, outcome)
    return label


def _giver(call: Invocation, row: rows.Call) -> cst.CSTNode | None:
    """The call that made the object whose method gives a label, if a library calls that method."""
    if not isinstance(call.receiver, Instance) or not isinstance(call.node, cst.Call):
        return None
    called = call.node.func
    name = called.attr.value if isinstance(called, cst.Attribute) else ""
    by_library = name != row.name.rpartition(".")[2]
    return call.run.makers.get(call.receiver.number) if by_library else None


def _name(node: cst.CSTNode, row: rows.Call) -> str:
    """What people call what was called: of a method that is not named there, but called by what is
    named there, its object.
    """
    if not row.shown:
        return row.name.rpartition(".")[2]
    owner, _, method = row.shown.rpartition(".")
    called = node.func if isinstance(node, cst.Call) else None
    called = called.attr if isinstance(called, cst.Attribute) else called
    is_named = not isinstance(called, cst.Name) or called.value == method
    return row.shown if is_named or not owner else owner


def _note_asking(call: Invocation, name: str, outcome: results.Labelled) -> None:
    """Note a label request, at the first of the access paths that the call provides."""
    for path in outcome.asks:
        value = resolve(call, path)
        if value is None or all(atom == NONE or atom is ABSENT for _, atom in value):
            continue
        first = path.split(".")[0]
        node = node_of_all(call.arguments) if first == "*" else None
        node = node or node_of(first, call.parameters, call.arguments) or call.node
        held = frozen(call.run, call.state, value)
        asked = LabelRequest(call.node, name, node, held, outcome.asked)
        call.run.events.label_requests.append(asked)
        return
