"""The labels that calls give their results. Must not know any particular library."""

from flake8_graph_me.engine.domain.values import ABSENT, NONE, Label
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
    short = row.shown or row.name.rpartition(".")[2]
    label = Label(
        outcome.tag, call.node, short, kept, file=call.frame.scope.file, made=outcome.made
    )
    call.run.events.labels.setdefault((outcome.tag, call.node), label)
    _note_asking(call, short, outcome)
    return label


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
