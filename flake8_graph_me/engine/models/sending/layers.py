"""The layers between a call that sends and what is sent: what stands at each of them.

Must not know any particular library: it reads rows.
"""

from collections.abc import Mapping

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    Bound,
    Class,
    External,
    Function,
    Instance,
    List,
    Partial,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import DECIDING, resolve
from flake8_graph_me.engine.models.replacing import is_stand_in
from flake8_graph_me.engine.models.sending.making import own_method
from flake8_graph_me.engine.models.sending.prefixes import NOWHERE, by_prefix
from flake8_graph_me.engine.models.sending.request_objects import whole_url
from flake8_graph_me.engine.models.unknown_calls import shows
from flake8_graph_me.engine.objects.containers import content, elements
from flake8_graph_me.terms import rows
from flake8_graph_me.terms.layers import Layer

Found = list[tuple[Layer, Value]]
"""The layers with what stands there: one after the other."""


def standing(call: Invocation, sink: rows.Sink, parts: Mapping[str, Value]) -> Found:
    """The layers at which code of the program stands, or what sends nothing, or what is not known
    that may change a request.
    """
    found = [(layer, _at(call, layer, parts)) for layer in sink.layers]
    counting = [any(_counts(call, atom, one) for _, atom in value) for one, value in found]
    if not any(counting):
        return []
    return [
        (layer, value or NOWHERE)
        for (layer, value), counts in zip(found, counting, strict=True)
        if counts or layer.adding is not None or layer.wraps
    ]


def depends_on_url(call: Invocation, sink: rows.Sink, parts: Mapping[str, Value]) -> bool:
    """Whether what stands at a layer depends on which of several URLs is requested."""
    urls = parts.get("url", ())
    if len(urls) < 2:
        return False
    return any(
        len({_at(call, layer, {**parts, "url": just(atom)}) for _, atom in urls}) > 1
        for layer in sink.layers
        if layer.by_prefix
    )


def handlers_of(call: Invocation, atom: Atom, layer: Layer) -> tuple[Value, ...] | None:
    """What a sequence holds that stands at a layer; None if that is not known."""
    handlers = () if atom == NONE or atom is ABSENT else elements(call.state, atom)
    if handlers is None or not layer.held:
        return handlers
    found: list[Value] = []
    for handler in handlers:
        for _, each in handler:
            inner = _held(call, each, layer) if len(handler) == 1 else None
            if inner is None:
                return None
            found += inner
    return tuple(found)


def _held(call: Invocation, atom: Atom, layer: Layer) -> tuple[Value, ...] | None:
    if not isinstance(atom, Instance):
        # An object of a library: what it is for is not to change what is requested.
        return () if isinstance(atom, Unknown) else None
    held = call.run.attribute(atom, layer.held, call.node, call.frame, call.state)
    return elements(call.state, held[0][1]) if len(held) == 1 else None


def _counts(call: Invocation, atom: Atom, layer: Layer) -> bool:
    if not layer.each:
        return _is_own(call, just(atom), layer)
    handlers = handlers_of(call, atom, layer)
    return handlers is None or any(
        _is_own(call, each, layer) or is_unseen(call, each, layer) for each in handlers
    )


def _at(call: Invocation, layer: Layer, parts: Mapping[str, Value]) -> Value:
    first: Value = ()
    for path in layer.path.split():
        value = () if _is_of_unseen(call, path) else resolve(call, path) or ()
        first = value
        is_given = any(atom != NONE and atom is not ABSENT for _, atom in value)
        if is_given or (value and path.startswith(DECIDING)):
            break
    if layer.by_prefix:
        url = whole_url(parts)
        chooser = own_method(call, layer.chosen_by)
        if chooser is None:
            return by_prefix(call, first, url, layer.any_scheme)
        given = Arguments(keywords={"url": url})
        return call.run.call(chooser, given, call.node, call.frame, call.state)
    return mapped(first, lambda atom: listed(call.state, atom)) if layer.each else first


def _is_of_unseen(call: Invocation, path: str) -> bool:
    """Whether a path leads to an attribute of a client that somebody hands in: whoever made it has
    not given it what changes the requests of others.
    """
    owner, _, rest = path.removeprefix(DECIDING).partition(".")
    receiver = call.receiver
    if owner != "self" or not rest or not isinstance(receiver, Instance):
        return False
    stored = call.state.read((receiver.number, rest.partition(".")[0]))
    return isinstance(receiver.type, str) and stored == NOTHING


def listed(state: State, atom: Atom) -> Value:
    """The content of a sequence; anything else as it is."""
    return content(state, atom) if isinstance(atom, Tuple | List) else just(atom)


def _is_own(call: Invocation, handler: Value, layer: Layer) -> bool:
    return any(
        method_of(call, atom, layer) is not None
        or (layer.sends and is_stand_in(call.run, atom))
        or (layer.answered != "" and _is_all_known(call, atom))
        for _, atom in handler
    )


def is_unseen(call: Invocation, handler: Value, layer: Layer) -> bool:
    """Whether a function stands at a layer of which nothing is known."""
    if layer.methods:
        # An object of a library: what it is for is not to change what is requested.
        return False
    return any(_may_change(call, atom) for _, atom in handler)


def _may_change(call: Invocation, atom: Atom) -> bool:
    if isinstance(atom, Bound):
        atom = atom.function
    if isinstance(atom, External):
        only_shows = shows(atom.name.rpartition(".")[2])
        return not only_shows and call.run.rows.call(atom.name) is None
    return isinstance(atom, Unknown)


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


def method_of(call: Invocation, atom: Atom, layer: Layer) -> Atom | None:
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


def _inherited(call: Invocation, atom: Instance, layer: Layer) -> Atom | None:
    """The method of a library by which an object of the program sends, if it has no other."""
    if layer.path == "self" or not layer.sends or not _is_all_known(call, atom):
        return None
    found = call.run.attribute(atom, layer.methods[0], call.node, call.frame, call.state)
    method = found[0][1] if len(found) == 1 else None
    return method if isinstance(method, Bound) else None
