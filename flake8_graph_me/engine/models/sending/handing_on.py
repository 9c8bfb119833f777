"""Handing a request on, from one layer to the next, until it is sent.

Must not know any particular library: it reads rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Bound,
    External,
    Instance,
    Partial,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import resolve
from flake8_graph_me.engine.models.replacing import is_stand_in
from flake8_graph_me.engine.models.sending.added_headers import add_headers, divided
from flake8_graph_me.engine.models.sending.answers import tell
from flake8_graph_me.engine.models.sending.layers import (
    Found,
    handlers_of,
    is_unseen,
    method_of,
    standing,
)
from flake8_graph_me.engine.models.sending.making import made_by_receiver
from flake8_graph_me.engine.models.sending.request_objects import request_of
from flake8_graph_me.engine.models.unknown_calls import leave_out
from flake8_graph_me.engine.objects.may_change import open_held_mapping
from flake8_graph_me.terms import rows
from flake8_graph_me.terms.layers import Adding, Layer

MAX_HANDED_ON = 4
"""How many requests may be on their way through layers, each sent by a layer of the one before.
Past it a request is not followed to where it is sent.
"""
HEADERS = ("headers", "unredirected_hdrs")
"""The attributes in which requests of libraries keep their headers."""
HANDING_ON = External("hand-on")
"""An operation that calls its first argument with the third and the second."""
HANDING_ON_OPEN = External("hand-on-open")
"""An operation that calls its first argument with the second, whose headers may have changed."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The way of a request: what sends it, on which receiver, and the sink calls of others."""

    sink: rows.Sink
    receiver: Atom | None
    aside: list[SinkCall]


def send_through(
    call: Invocation, row: rows.Call, sink: rows.Sink, parts: Mapping[str, Value]
) -> bool:
    """Send a request through its layers, if code of the program is among them; returns whether it
    is. The sink calls to which that comes are then those of the call.
    """
    # Where a client adds its own token, nothing says when.
    if "token" in parts:
        return False
    events = call.run.events
    before = len(events.sink_calls)
    # What sends last is not handed on to itself.
    receiver = None if row.name == sink.sent else call.receiver
    way = _Way(sink, receiver, [])
    if not made_by_receiver(call, row, sink):
        found = standing(call, sink, parts)
        if not found:
            return False
        run = call.run
        if run.handing_on >= MAX_HANDED_ON:
            run.budget.note("MAX_HANDED_ON")
            given = Arguments([*parts.values()])
            leave_out(run, None, "MAX_HANDED_ON", given, call.node, call.frame, call.state)
            return True
        run.handing_on += 1
        try:
            _hand_on(call, way, found, request_of(call, sink, parts))
        finally:
            run.handing_on -= 1
    inner = events.sink_calls[before:]
    del events.sink_calls[before:]
    for each in inner:
        own = each.row.sink is not None and each.row.sink.sent == sink.sent
        events.sink_calls.append(
            replace(
                each,
                row=row,
                node=call.node,
                file=call.frame.scope.file,
                sites=call.frame.sites,
                assumed=call.frame.assumed,
                turn=call.arguments,
            )
            if own
            else each
        )
    events.sink_calls.extend(way.aside)
    return True


def _hand_on(call: Invocation, way: _Way, found: Found, request: Value) -> None:
    """Hand a request to the first layer, or send it if there is none; each alternative of what
    stands there in its own world.
    """
    if not found:
        sender = External(way.sink.sent)
        bound = sender if way.receiver is None else Bound(sender, way.receiver)
        call.call(just(bound), Arguments([request]))
        _tell(call, way, request)
        return
    (layer, value), *rest = found

    def one(atom: Atom, at: State) -> Value:
        _hand_to(replace(call, state=at), way, layer, atom, rest, request)
        return just(NONE)

    each_alternative(call.run, value, call.state, one)


def _hand_to(
    call: Invocation, way: _Way, layer: Layer, atom: Atom, rest: Found, request: Value
) -> None:
    """Hand a request to what stands at a layer, and on from there."""
    handlers: Sequence[Value] | None = [just(atom)]
    if layer.each:
        handlers = handlers_of(call, atom, layer)
    if handlers is None:
        _open_headers(call, request)
        handlers = ()
    if layer.wraps:
        call.call(_chain(call, way, layer, handlers), Arguments([request]))
        _tell(call, way, request)
        return
    if layer.adding is not None:
        request = _prepared(call, layer, layer.adding, handlers, request)
        handlers = ()
    for handler in handlers:
        if layer.answered:
            _run_generator(call, layer, handler, request)
            return
        if layer.sends:
            if _send_by(call, way, layer, handler, rest, request):
                return
            continue
        given = _called(call, handler, layer, request)
        request = _changed(request, given)
    _hand_on(call, way, rest, request)


def _prepared(
    call: Invocation,
    layer: Layer,
    adding: Adding,
    handlers: Sequence[Value],
    request: Value,
) -> Value:
    """The request that handlers leave, some of which get it before headers are added."""
    parts = divided(call, adding, handlers)
    if parts is None:
        _open_headers(call, request)
        parts = [], list(handlers)
    early, late = parts
    for handler in early:
        request = _changed(request, _called(call, handler, layer, request))
    add_headers(call, adding, request)
    for handler in late:
        request = _changed(request, _called(call, handler, layer, request))
    return request


def _send_by(
    call: Invocation, way: _Way, layer: Layer, handler: Value, rest: Found, request: Value
) -> bool:
    """Let what stands at a layer send a request; returns whether it may do so. Where it does not,
    the request is handed on.
    """
    own = [_is_sender(call, atom, layer) for _, atom in handler]
    if not any(own):
        return False

    def one(atom: Atom, at: State) -> Value:
        inner = replace(call, state=at)
        if not _is_sender(inner, atom, layer):
            _hand_on(inner, way, rest, request)
            return just(NONE)
        _called(inner, just(atom), layer, request)
        # A method of the client comes back to what tells of the answer.
        if layer.path != "self":
            _tell(inner, way, request)
        return just(NONE)

    each_alternative(call.run, handler, call.state, one)
    return True


def _is_sender(call: Invocation, atom: Atom, layer: Layer) -> bool:
    return is_stand_in(call.run, atom) or method_of(call, atom, layer) is not None


def _tell(call: Invocation, way: _Way, request: Value) -> None:
    """Tell of the answer; what is requested then are other requests."""
    events = call.run.events
    before = len(events.sink_calls)
    tell(call, way.sink, request)
    way.aside.extend(events.sink_calls[before:])
    del events.sink_calls[before:]


def _open_headers(call: Invocation, request: Value) -> None:
    """What is not known may have signed a request, or taken its token away. The URL is the call's
    own, as it is for a client that unknown code gets.
    """
    for name in HEADERS:
        open_held_mapping(call.run, call.state, request, name)


def _chain(call: Invocation, way: _Way, layer: Layer, handlers: Sequence[Value]) -> Value:
    """What hands a request to the first of these, which gets what hands it to the next one."""
    following = just(External(way.sink.sent))
    for handler in reversed(handlers):
        if is_unseen(call, handler, layer):
            following = just(Partial(HANDING_ON_OPEN, (following,), ()))
        else:
            following = just(Partial(HANDING_ON, (handler, following), ()))
    return following


def _changed(request: Value, given: Value) -> Value:
    """The request that a layer gives back, if it does."""
    objects = bool(given) and all(
        isinstance(atom, Instance) and isinstance(atom.type, str) for _, atom in given
    )
    return given if objects else request


def _called(call: Invocation, handler: Value, layer: Layer, request: Value) -> Value:
    def one(atom: Atom, at: State) -> Value:
        inner = replace(call, state=at)
        method = method_of(inner, atom, layer)
        if method is not None:
            before = [call.receiver_value(), call.unknown()] if layer.held else []
            given = Arguments([*before, request], _kept(inner, layer))
            return call.run.call(method, given, call.node, call.frame, at)
        if is_unseen(inner, just(atom), layer):
            _open_headers(inner, request)
        return just(NONE)

    return each_alternative(call.run, handler, call.state, one)


def _kept(call: Invocation, layer: Layer) -> dict[str, Value]:
    """The arguments of a call that are handed on with its request."""
    found = ((name, resolve(call, name)) for name in layer.kept)
    return {name: value for name, value in found if value is not None}


def _run_generator(call: Invocation, layer: Layer, handler: Value, request: Value) -> None:
    """Send each request that a generator yields, and let it have the answer. What is no generator
    gives the request itself.
    """
    run = call.run
    sender: Atom = External(layer.answered)
    if call.receiver is not None:
        sender = Bound(External(layer.answered), call.receiver)
    yielded: list[Value] = []

    def answer(value: Value, node: cst.CSTNode, state: State) -> Value:
        yielded.append(value)
        return mapped(
            value, lambda atom: run.call(sender, Arguments([just(atom)]), node, call.frame, state)
        )

    def one(atom: Atom, at: State) -> Value:
        method = method_of(replace(call, state=at), atom, layer)
        if method is None:
            run.call(sender, Arguments([request]), call.node, call.frame, at)
            return just(NONE)
        before = len(yielded)
        frame = replace(call.frame, answer=answer)
        given = run.call(method, Arguments([request]), call.node, frame, at)
        if len(yielded) == before:
            own = Arguments([_changed(request, given)])
            run.call(sender, own, call.node, call.frame, at)
        return just(NONE)

    each_alternative(run, handler, call.state, one)
