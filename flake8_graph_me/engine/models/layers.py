"""The layers between a call that sends and what is sent: code of the program that a library hands
the request to on its way. Must not know any particular library: it reads rows.
"""

from collections.abc import Mapping
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, under
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.texts import flat
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    Bound,
    Class,
    Dict,
    External,
    Function,
    Instance,
    Partial,
    Text,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import DECIDING, resolve
from flake8_graph_me.engine.models.replacing import is_stand_in
from flake8_graph_me.engine.models.request_objects import request_of
from flake8_graph_me.engine.objects.containers import elements, get_item
from flake8_graph_me.terms import rows

HANDING_ON = External("hand-on")
"""An operation that calls its first argument with the third and the second."""
Found = list[tuple[rows.Layer, list[Value]]]
"""The layers with what stands there: one after the other."""


def send_through(
    call: Invocation, row: rows.Call, sink: rows.Sink, parts: Mapping[str, Value]
) -> bool:
    """Send a request through its layers, if code of the program is among them; returns whether it
    is. The sink calls to which that comes are then those of the call.
    """
    found = _standing(call, sink, parts)
    # Where a client adds its own token, nothing says when.
    if not found or "token" in parts:
        return False
    events = call.run.events
    before = len(events.sink_calls)
    request = request_of(call, sink, parts)
    # What sends last is not handed on to itself.
    receiver = None if row.name == sink.sent else call.receiver
    _hand_on(call, sink, found, request, receiver)
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
    return True


def _hand_on(
    call: Invocation, sink: rows.Sink, found: Found, request: Value, receiver: Atom | None
) -> None:
    """Hand a request from one layer to the next, and send it behind the last one."""
    last = External(sink.sent)
    sender: Atom = last if receiver is None else Bound(last, receiver)
    for layer, handlers in found:
        if layer.wraps:
            call.call(_chain(sink, handlers), Arguments([request]))
            return
        for handler in handlers:
            if layer.answered:
                _run_generator(call, layer, handler, request)
                return
            if layer.sends:
                _called(call, handler, layer, request, sender)
                return
            given = _called(call, handler, layer, request, sender)
            request = _changed(request, given)
    call.call(just(sender), Arguments([request]))


def _chain(sink: rows.Sink, handlers: list[Value]) -> Value:
    """What hands a request to the first of these, which gets what hands it to the next one."""
    following = just(External(sink.sent))
    for handler in reversed(handlers):
        following = just(Partial(HANDING_ON, (handler, following), ()))
    return following


def _changed(request: Value, given: Value) -> Value:
    """The request that a layer gives back, if it does."""
    objects = bool(given) and all(
        isinstance(atom, Instance) and isinstance(atom.type, str) for _, atom in given
    )
    return given if objects else request


def _called(
    call: Invocation, handler: Value, layer: rows.Layer, request: Value, otherwise: Atom
) -> Value:
    """What a layer gives for a request; where none stands there what sends it is called."""

    def one(atom: Atom, at: State) -> Value:
        method = method_of(call, atom, layer)
        if method is None and layer.sends and (atom == NONE or atom is ABSENT):
            method = otherwise
        if method is None:
            return just(NONE)
        return call.run.call(method, Arguments([request]), call.node, call.frame, at)

    return each_alternative(call.run, handler, call.state, one)


def _run_generator(call: Invocation, layer: rows.Layer, handler: Value, request: Value) -> None:
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
        method = method_of(call, atom, layer)
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


def _standing(call: Invocation, sink: rows.Sink, parts: Mapping[str, Value]) -> Found:
    """The layers at which code of the program stands, or what sends nothing."""
    found: Found = []
    for layer in sink.layers:
        value = _at(call, layer, parts)
        handlers = [value] if not layer.each else _each(call, value)
        own = [handler for handler in handlers if _is_own(call, handler, layer)]
        if own:
            found.append((layer, own))
    return found


def _at(call: Invocation, layer: rows.Layer, parts: Mapping[str, Value]) -> Value:
    first: Value = ()
    for path in layer.path.split():
        value = resolve(call, path) or ()
        first = value
        given = any(atom != NONE and atom is not ABSENT for _, atom in value)
        if given or (value and path.startswith(DECIDING)):
            break
    return _by_prefix(call, layer, first, parts.get("url", ())) if layer.by_prefix else first


def _each(call: Invocation, value: Value) -> list[Value]:
    """The elements of a sequence, if it is known."""
    atom = value[0][1] if len(value) == 1 else None
    found = None if atom is None else elements(call.state, atom)
    return list(found or ())


def _by_prefix(call: Invocation, layer: rows.Layer, mounted: Value, url: Value) -> Value:
    """What is mounted at the longest beginning of a URL; schemes count less than what follows."""
    atom = mounted[0][1] if len(mounted) == 1 else None
    texts = [(each, flat(text).lower()) for each, text in url if isinstance(text, Text)]
    if not isinstance(atom, Dict) or not texts:
        return ()
    keys = [key for key in call.state.keys_of(atom.number) if isinstance(key, str)]

    def begins(text: str, key: str) -> bool:
        if layer.any_scheme and key.startswith(layer.any_scheme):
            return text.partition("://")[2].startswith(key.removeprefix(layer.any_scheme))
        return text.startswith(key)

    def longest(text: str) -> str:
        fitting = [key for key in keys if begins(text, key.lower())]
        return max(fitting, key=lambda key: (len(key.partition("://")[2]), len(key)), default="")

    best = [(condition, longest(text)) for condition, text in texts]
    if not any(key for _, key in best):
        return ()
    return joined(
        pair
        for condition, key in best
        for pair in under(condition, get_item(call.run, call.state, atom.number, key) or just(NONE))
    )


def _is_own(call: Invocation, handler: Value, layer: rows.Layer) -> bool:
    return any(
        method_of(call, atom, layer) is not None
        or (layer.sends and is_stand_in(call.run, atom))
        or (layer.answered != "" and _is_all_known(call, atom))
        for _, atom in handler
    )


def _is_all_known(call: Invocation, atom: Atom) -> bool:
    """Whether nothing but what is seen, and what rows describe, can be in an object of the
    program.
    """
    if not isinstance(atom, Instance) or not isinstance(atom.type, Class):
        return False
    return all(
        isinstance(each, Class)
        or (isinstance(each, External) and call.run.rows.type(each.name) is not None)
        for each in lineage(atom.type)
        if each != External("builtins.object")
    )


def method_of(call: Invocation, atom: Atom, layer: rows.Layer) -> Atom | None:
    """What is called of a layer: a method of an object of the program, or a function of it."""
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        for name in (*layer.methods, "__call__"):
            for _, found in call.run.attribute(atom, name, call.node, call.frame, call.state):
                if isinstance(found, Bound) and isinstance(found.function, Function):
                    active = call.run.active.get(found.function.node)
                    return None if active and layer.path == "self" else found
        return _inherited(call, atom, layer)
    if isinstance(atom, Class) and layer.methods:
        # A class stands for an object of it.
        made = call.run.call(atom, Arguments(), call.node, call.frame, call.state)
        objects = [one for _, one in made if isinstance(one, Instance)]
        return method_of(call, objects[0], layer) if len(objects) == 1 else None
    if isinstance(atom, Bound) and not isinstance(atom.function, Function):
        return None
    return atom if isinstance(atom, Bound | Function | Partial) else None


def _inherited(call: Invocation, atom: Instance, layer: rows.Layer) -> Atom | None:
    """The method of a library by which an object of the program sends, if it has no other."""
    if layer.path == "self" or not layer.sends or not _is_all_known(call, atom):
        return None
    found = call.run.attribute(atom, layer.methods[0], call.node, call.frame, call.state)
    method = found[0][1] if len(found) == 1 else None
    return method if isinstance(method, Bound) else None
