"""What a subscription to change notifications watches.

Source: learn.microsoft.com/graph/api/subscription-post-subscriptions: ``resource`` is a path
relative to the version, with or without a slash in front; watching it takes the permissions that
reading it takes.
"""

import re
from collections.abc import Iterable, Iterator

from flake8_graph_me.engine.domain.text_slices import stripped
from flake8_graph_me.engine.domain.texts import concatenated, cut, flat
from flake8_graph_me.engine.domain.values import NONE, DictSnapshot, Text, Value
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.rules.requests.parts.batches import Named, named_in
from flake8_graph_me.terms.text import HOLE_MARK

SUBSCRIPTIONS = re.compile(r"(?:^|/)subscriptions/?$", re.IGNORECASE)
IN_JSON = re.compile(r'"resource"\s*:\s*"((?:[^"\\]|\\.)*)"')
METHOD = "GET"
"""What is done to the resource, as far as permissions go."""
_NOT_SEEN: tuple[Named, ...] = ((frozenset(), None),)


def watched(sink_call: SinkCall, url: Text) -> Iterator[Named]:
    """The resources that a POST to a URL subscribes to: when, and the whole URL of each, which is
    no text, or None, where it is not known.
    """
    parts = sink_call.parts
    named = [each for each in parts.get("resource", ()) if each[1] != NONE]
    yield from subscribed(url, (*named, *_in_bodies(parts.get("body", ()))))


def subscribed(url: Text, resources: Iterable[Named]) -> Iterator[Named]:
    """The same, of resources that the body of a POST to a URL names. Where no body is seen that
    names one, the one that there has to be is not known.
    """
    match = SUBSCRIPTIONS.search(flat(url).partition("?")[0])
    if match is None:
        return
    front = cut(url, 0, match.start() + (flat(url)[match.start()] == "/"))
    for condition, atom in tuple(resources) or _NOT_SEEN:
        if not isinstance(atom, Text):
            yield condition, atom
            continue
        back = stripped(atom, "/", left=True, right=False)
        yield condition, back if "://" in flat(atom) else concatenated([front, back])


def _in_bodies(value: Value) -> Iterator[Named]:
    for condition, atom in value:
        if isinstance(atom, Text):
            found = IN_JSON.search(flat(atom))
            if found is not None:
                yield condition, cut(atom, *found.span(1))
            elif HOLE_MARK in flat(atom):
                yield condition, None
        elif not isinstance(atom, DictSnapshot) and atom != NONE:
            yield condition, atom
    yield from named_in(value, "resource")
