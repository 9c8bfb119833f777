"""Literals of paths of the signed-in user that also lead elsewhere."""

from collections.abc import Iterator

from flake8_graph_me.engine.domain.alternatives import inner_values
from flake8_graph_me.engine.domain.texts import flat
from flake8_graph_me.engine.domain.values import DictSnapshot, Text
from flake8_graph_me.engine.machine.events import Events, SinkCall
from flake8_graph_me.rules.requests.paths import user_path
from flake8_graph_me.rules.requests.requests import call_key_of, urls
from flake8_graph_me.terms.text import Literal

DATA = ("query", "body", "headers", "more headers", "added headers")
"""The parts of a request that hold what is sent besides the path."""
WITH_PATHS = ("/$batch", "/subscriptions")
"""Where the data of requests has paths in it."""


def elsewhere(events: Events, hosts: frozenset[str]) -> dict[object, set[tuple[int, ...]]]:
    """The literals that also reach a request in whose path their ``me`` is not the owner, with the
    keys of the calls that lead to it.

    The request may use another part of the literal, and where the literal is cut may depend on the
    preceding text. A request inside a batch uses only a part of a literal, so it says nothing about
    the rest. What is sent as data is no path either, but for batches and subscriptions.
    """
    found: dict[object, set[tuple[int, ...]]] = {}
    for sink_call in events.sink_calls:
        for origin in used_otherwise(sink_call, hosts):
            found.setdefault(origin, set()).add(call_key_of(sink_call))
    return found


def used_otherwise(sink_call: SinkCall, hosts: frozenset[str]) -> Iterator[object]:
    """The literals that one request uses, but not for the owner of its path."""
    for _, text in urls(sink_call, whole=True):
        origins = {piece.origin for piece in text.pieces if isinstance(piece, Literal)}
        path = user_path(text, hosts)
        own = {path.piece.origin} if path is not None and path.me else set()
        yield from origins - own
    yield from _sent(sink_call)


def requested(events: Events) -> set[object]:
    """The literals that are part of a request's URL."""
    return {
        piece.origin
        for sink_call in events.sink_calls
        for _, text in urls(sink_call, whole=True)
        for piece in text.pieces
        if isinstance(piece, Literal)
    }


def _sent(sink_call: SinkCall) -> Iterator[object]:
    """The literals in the query and the body that a request is given."""
    if any(flat(text).rstrip("/").endswith(WITH_PATHS) for _, text in urls(sink_call, whole=True)):
        return
    pending = [sink_call.parts.get(name, ()) for name in DATA]
    while pending:
        for _, atom in pending.pop():
            pending += inner_values(atom)
            if isinstance(atom, DictSnapshot):
                pending += [value for _, value in atom.items]
            elif isinstance(atom, Text):
                yield from (piece.origin for piece in atom.pieces if isinstance(piece, Literal))
