"""What a subscription to change notifications watches.

Source: learn.microsoft.com/graph/api/subscription-post-subscriptions: ``resource`` is a path
relative to the version, with or without a slash in front; watching it takes the permissions that
reading it takes.
"""

import re
from collections.abc import Iterable, Iterator

from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.text_slices import stripped
from flake8_graph_me.engine.domain.texts import concatenated, cut, flat
from flake8_graph_me.engine.domain.values import Text, Value
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.rules.requests.batches import texts_of

SUBSCRIPTIONS = re.compile(r"(?:^|/)subscriptions/?$", re.IGNORECASE)
IN_JSON = re.compile(r'"resource"\s*:\s*"((?:[^"\\]|\\.)*)"')
METHOD = "GET"
"""What is done to the resource, as far as permissions go."""
Item = tuple[Condition, Text, str]


def watched(sink_call: SinkCall, url: Text, method: str) -> Iterator[Item]:
    """The resources that a request to a URL subscribes to: when, the whole URL of each, and how it
    is accessed.
    """
    parts = sink_call.parts
    resources = (*_texts(parts.get("resource", ())), *_in_bodies(parts.get("body", ())))
    yield from subscribed(url, method, resources)


def subscribed(
    url: Text, method: str, resources: Iterable[tuple[Condition, Text]]
) -> Iterator[Item]:
    """The same, of resources that the body of a request to a URL names."""
    match = SUBSCRIPTIONS.search(flat(url).partition("?")[0])
    if match is None or method != "POST":
        return
    front = cut(url, 0, match.start() + (flat(url)[match.start()] == "/"))
    for condition, text in resources:
        back = stripped(text, "/", left=True, right=False)
        yield condition, back if "://" in flat(text) else concatenated([front, back]), METHOD


def _texts(value: Value) -> Iterator[tuple[Condition, Text]]:
    for condition, atom in value:
        if isinstance(atom, Text):
            yield condition, atom


def _in_bodies(value: Value) -> Iterator[tuple[Condition, Text]]:
    for condition, atom in value:
        if isinstance(atom, Text):
            found = IN_JSON.search(flat(atom))
            if found is not None:
                yield condition, cut(atom, *found.span(1))
    yield from texts_of(value, "resource")
