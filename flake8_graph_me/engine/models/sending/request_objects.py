"""The request object that a library makes of a call, as code of the program gets it.

Must not know any particular library: it reads rows.
"""

from collections.abc import Mapping

from flake8_graph_me.engine.domain.alternatives import just, paired
from flake8_graph_me.engine.domain.text_slices import stripped
from flake8_graph_me.engine.domain.texts import concatenated, flat
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Dict,
    External,
    Instance,
    Text,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import resolve
from flake8_graph_me.engine.objects.containers import new_dict
from flake8_graph_me.engine.objects.elements.updates import update
from flake8_graph_me.terms import rows
from flake8_graph_me.terms.text import Literal

SLASH = Text((Literal("/"),))


def request_of(call: Invocation, sink: rows.Sink, parts: Mapping[str, Value]) -> Value:
    """The request that is handed on: the argument, or one that is made of the parts."""
    given = resolve(call, sink.request) if sink.request else None
    if given is not None and all(isinstance(atom, Instance) for _, atom in given):
        for name in sink.applied:
            _sign(call, given, parts.get(name, ()))
        return given
    if given is not None:
        # The library makes the request of what it is given.
        return call.call(just(External(sink.applied_to)), call.arguments)
    state = call.state
    made = Instance(call.run.number(), sink.applied_to)
    headers = new_dict(call.run, state)
    for name in ("more headers", "headers", *sink.applied):
        value = parts.get(name, ())
        if any(isinstance(atom, Dict) for _, atom in value):
            update(call.run, state, headers.number, value)
    url = whole_url(parts)
    if sink.url_type:
        url = call.call(just(External(sink.url_type)), Arguments([url]))
    state.write((made.number, "headers"), just(headers))
    state.write((made.number, "url"), url)
    for name in ("method", "body"):
        state.write((made.number, name), parts.get(name, just(NONE)))
    return just(made)


def _sign(call: Invocation, request: Value, headers: Value) -> None:
    """Set the headers that a part has applied to its own request on this one, too."""
    for _, atom in request if any(isinstance(one, Dict) for _, one in headers) else ():
        held = call.run.attribute(atom, "headers", call.node, call.frame, call.state)
        for _, mapping in held:
            if isinstance(mapping, Dict):
                update(call.run, call.state, mapping.number, headers)


def whole_url(parts: Mapping[str, Value]) -> Value:
    """The URL of a call, behind the base of its client if it is not absolute."""
    base, url = parts.get("base", ()), parts.get("url", ())

    def one(front: Atom, back: Atom) -> Value:
        if not isinstance(front, Text) or not isinstance(back, Text) or "://" in flat(back):
            return just(back)
        ends = stripped(front, "/", left=False, right=True)
        begins = stripped(back, "/", left=True, right=False)
        return just(concatenated([ends, SLASH, begins]))

    return paired(base, url, one) if base else url
