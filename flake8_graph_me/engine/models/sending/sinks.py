"""Sink calls: the values of their parts at the time of the call."""

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
    Text,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.budget import STEPS_OF_A_SINK_CALL
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import DECIDING, first_given, node_of
from flake8_graph_me.engine.models.replacing import any_replaced
from flake8_graph_me.engine.models.results import result_of, written
from flake8_graph_me.engine.models.sending.answers import is_told, tell
from flake8_graph_me.engine.models.sending.handing_on import send_through
from flake8_graph_me.engine.models.sending.layers import depends_on_url
from flake8_graph_me.engine.models.sending.request_objects import request_of
from flake8_graph_me.engine.objects.containers import (
    frozen,
    new_dict,
)
from flake8_graph_me.engine.objects.declared import mark_of
from flake8_graph_me.terms import rows
from flake8_graph_me.terms.text import Literal

URL = "url"
"""The part that is the URL, and the attribute of a request that is."""
OWNER = "owner"
"""The part that stands for a marked object which makes the call, or in whose method it is made."""


def meet(call: Invocation, row: rows.Call, sink: rows.Sink) -> None:
    """Note a sink call, with the current values of its parts."""
    run, state = call.run, call.state
    run.budget.work.done += STEPS_OF_A_SINK_CALL + len(call.frame.sites)
    if any_replaced(run, sink.below, state):
        return
    given, nodes = _given(call, sink)
    given |= {name: just(Text((Literal(text),))) for name, text in sink.constants}

    def one(inner: Invocation, parts: dict[str, Value]) -> None:
        if not sink.layers or not send_through(inner, row, sink, parts):
            _note(inner, row, sink, parts, nodes)
            if sink.answer is not None and is_told(inner, sink):
                tell(inner, sink, request_of(inner, sink, parts))

    def of_url(atom: Atom, at: State) -> Value:
        one(replace(call, state=at), {**given, URL: just(atom)})
        return just(NONE)

    if sink.layers and depends_on_url(call, sink, given):
        each_alternative(run, given[URL], state, of_url)
    else:
        one(call, given)


def _note(
    call: Invocation,
    row: rows.Call,
    sink: rows.Sink,
    given: dict[str, Value],
    nodes: dict[str, cst.CSTNode],
) -> None:
    """Note a sink call whose parts these are, and the expressions that give them."""
    run, state = call.run, call.state
    parts = {name: frozen(run, state, state.possible(value)) for name, value in given.items()}
    for name, text in sink.written:
        parts[name] = written(call, parts.get(name, just(NONE)), text, sink.spelling)
    for name, result in sink.carried:
        parts[name] = frozen(run, state, result_of(call, row, result))
    owner = mark_of(run, call.receiver, state) or mark_of(run, call.frame.receiver, state)
    if owner is not None:
        parts[OWNER] = just(owner)
    run.events.sink_calls.append(
        SinkCall(
            row,
            call.node,
            call.frame.scope.file,
            parts,
            nodes,
            state.condition,
            call.frame.sites,
            call.frame.assumed,
            call.arguments,
        )
    )


def _given(call: Invocation, sink: rows.Sink) -> tuple[dict[str, Value], dict[str, cst.CSTNode]]:
    """The parts that a call gives, with the expressions that give them."""
    found: dict[str, Value] = {}
    nodes: dict[str, cst.CSTNode] = {}
    for name, paths in sink.parts:
        value = first_given(call, paths)
        if value is None:
            continue
        value = mapped(value, lambda atom: just(mark_of(call.run, atom, call.state) or atom))
        if name == URL:
            value = mapped(value, lambda atom: _as_text(call, atom))
        if name in sink.applied:
            value, url = _all_applied(call, sink, value, found.get(URL))
            if url is not None:
                found[URL] = url
        found[name] = value
        plain = [path.removeprefix(DECIDING) for path in paths]
        given = (node_of(path, call.parameters, call.arguments) for path in plain)
        node = next((each for each in given if each is not None), None)
        if node is not None:
            nodes[name] = node
    return found, nodes


def _as_text(call: Invocation, atom: Atom) -> Value:
    """The text of an object of a library that stands for one."""
    if not isinstance(atom, Instance):
        return just(atom)
    method = call.run.attribute(atom, "__str__", call.node, call.frame, call.state)
    found = method[0][1] if len(method) == 1 else None
    if not isinstance(found, Bound) or not isinstance(found.function, External):
        return just(atom)
    if call.run.rows.call(found.function.name) is None:
        return just(atom)
    return call.run.call(found, Arguments(), call.node, call.frame, call.state)


def _all_applied(
    call: Invocation, sink: rows.Sink, value: Value, url: Value | None
) -> tuple[Value, Value | None]:
    """The effects of a callable part, and the URL if what it certainly is sets that."""
    changed: list[Value] = []
    effects = mapped(value, lambda atom: _applied(call, sink, atom, url, changed))
    return effects, changed[0] if changed and len(value) == 1 else None


def _applied(
    call: Invocation, sink: rows.Sink, atom: Atom, url: Value | None, changed: list[Value]
) -> Value:
    """The effect of a callable part on the object that the library passes to it; ``changed`` gets
    the URL if it sets that.
    """
    run, state = call.run, call.state
    if not isinstance(atom, Function | Bound | Instance):
        return just(atom)
    method: Atom | None = atom
    if isinstance(atom, Instance):
        method = _own_method(call, atom, sink.applied_method.split())
    if not isinstance(method, Function | Bound):
        return just(atom)
    target = Instance(run.number(), sink.applied_to)
    headers = new_dict(run, state)
    state.write((target.number, "headers"), just(headers))
    if url is not None:
        state.write((target.number, URL), url)
    run.call(method, Arguments([just(target)]), call.node, call.frame, state)
    if url is not None and state.read((target.number, URL)) != url:
        changed.append(state.read((target.number, URL)))
    return state.read((target.number, "headers"))


def _own_method(call: Invocation, atom: Instance, names: list[str]) -> Atom | None:
    if not isinstance(atom.type, Class):
        return None
    for name in names:
        value = call.run.attribute(atom, name, call.node, call.frame, call.state)
        for _, found in value:
            if isinstance(found, Bound) and isinstance(found.function, Function):
                return found
    return None
