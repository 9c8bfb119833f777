"""What a call sends: its own request, those in a batch, and what it subscribes to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import Condition, conjoin
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import NONE, Atom, Text
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.rules.requests.parts.batches import Batch, Inner, batched
from flake8_graph_me.rules.requests.parts.methods import UNKNOWN_METHOD, Methods
from flake8_graph_me.rules.requests.parts.subscriptions import METHOD, subscribed, watched
from flake8_graph_me.rules.requests.requests import urls
from flake8_graph_me.terms.requests import FURTHER_PARTS, UNKNOWN_PARTS, UNKNOWN_RESOURCE

MAX_METHODS = 8
"""How many methods of one call are told apart. Past it the method is unknown."""
IN_BATCH, WATCHED = "the URL of a request in the batch", "what the subscription watches"


@dataclass(frozen=True, slots=True)
class Sent:
    """One request of a call: when, its method, None if it is not known, and its URL, None if
    nothing is known of it. Of one in a batch, and of what a subscription watches, ``part`` says
    what its URL is, and ``outer`` is that of the request that it is a part of. ``hidden`` says what
    is not known of such parts.
    """

    condition: Condition
    method: str | None
    url: Atom | None
    part: str | None = None
    outer: Text | None = None
    hidden: str | None = None


def sent(sink_call: SinkCall) -> Iterator[Sent]:
    """What a call sends, in each way that is possible."""
    methods = _methods(sink_call)
    for condition, text in urls(sink_call):
        batch = batched(sink_call, text)
        watching = [
            Sent(own, METHOD, each, WATCHED, text) for own, each in watched(sink_call, text)
        ]
        for own, method in methods:
            subscribing = watching if method == "POST" else []
            hidden = _hidden(subscribing) if batch is None else _hidden_in(batch)
            yield from _under(condition, [Sent(own, method, text, hidden=hidden), *subscribing])
        for one in () if batch is None else batch.requests:
            yield from _under(condition, list(_of_part(one, text)))
    for condition, atom in sink_call.parts.get("url", ()):
        if not isinstance(atom, Text) and atom != NONE:
            yield from _under(condition, [Sent(own, method, atom) for own, method in methods])


def _under(condition: Condition, each: list[Sent]) -> Iterator[Sent]:
    """Those that are possible under a condition."""
    for one in each:
        both = conjoin(condition, one.condition)
        if both is not None:
            yield replace(one, condition=both)


def _of_part(one: Inner, outer: Text) -> Iterator[Sent]:
    """A request in a batch, and what it subscribes to."""
    watching: list[Sent] = []
    if isinstance(one.url, Text):
        watching = [
            Sent(own, METHOD, each, WATCHED, outer)
            for own, each in subscribed(one.url, one.resources)
        ]
    for own, method in one.methods:
        both = conjoin(one.condition, own)
        if both is not None:
            subscribing = watching if method == "POST" else []
            yield Sent(both, method, one.url, IN_BATCH, outer, _hidden(subscribing))
            yield from _under(both, subscribing)


def _hidden(watching: list[Sent]) -> str | None:
    known = all(isinstance(each.url, Text) for each in watching)
    return None if known else UNKNOWN_RESOURCE


def _hidden_in(batch: Batch) -> str | None:
    if batch.whole:
        return None
    return FURTHER_PARTS if batch.requests else UNKNOWN_PARTS


def _methods(sink_call: SinkCall) -> Methods:
    """The methods that a call may have, None for an unknown one; without any it depends on the
    body.
    """
    found: dict[tuple[Condition, str | None], None] = {}
    for condition, atom in sink_call.parts.get("method", just(NONE)):
        method: str | None = None
        if isinstance(atom, Text):
            method = known(atom)
            method = None if method in (None, UNKNOWN_METHOD) else str(method).upper()
        elif atom == NONE:
            body = sink_call.parts.get("body", just(NONE))
            method = "GET" if all(each == NONE for _, each in body) else "POST"
        found.setdefault((condition, method))
    if len(found) > MAX_METHODS:
        return ((frozenset(), None),)
    return tuple(found)
