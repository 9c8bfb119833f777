"""The ways in which a call that sends requests something of Microsoft Graph: its method, the URL
and whose token it carries.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import Condition, conjoin
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import NONE, Atom, Label, Text, Tuple, Value
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.rules.listing.graph_paths import GraphPath, graph_path
from flake8_graph_me.rules.requests.batches import BATCH
from flake8_graph_me.rules.requests.carriers import Carried, carried
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.rules.requests.requests import (
    FROM_ANYTHING,
    UNKNOWN_METHOD,
    in_batch,
    is_for_graph,
    urls,
)
from flake8_graph_me.rules.requests.subscriptions import watched
from flake8_graph_me.terms.identity import Identity

# A scope without a resource is one of Graph's: learn.microsoft.com/entra/identity-platform,
# scopes-oidc.
_SHORT_SCOPE = re.compile(r"[A-Z]\w+\.[A-Z]\w+(?:\.\w+)*")
MAX_METHODS = 8
"""How many methods of one call are told apart. Past it the method is unknown."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a call requests something. ``target`` is None where nothing is known of the
    URL, for which ``url`` then stands. ``inner`` says that it is a part of a batch, or what a
    subscription watches, ``opaque`` that it is a batch of which no part is known.
    """

    method: str | None
    url: Atom
    target: GraphPath | None
    carried: Carried
    inner: bool = False
    opaque: bool = False


@dataclass(frozen=True, slots=True)
class _Sent:
    condition: Condition
    method: str | None
    url: Atom
    inner: bool = False
    opaque: bool = False


def alternatives(sink_call: SinkCall, recognition: Recognition) -> Iterator[Alternative]:
    """The ways in which a call requests something of Graph; none if it does not."""
    anything = sink_call.row.name.startswith(FROM_ANYTHING)
    hosts = recognition.hosts
    identities: list[Carried] | None = None
    for sent in _sent(sink_call):
        target = graph_path(sent.url, hosts) if isinstance(sent.url, Text) else None
        if isinstance(sent.url, Text) and target is None:
            continue
        host_known = target.host_known if target is not None else _has_base(sink_call, recognition)
        if anything and not host_known and "headers" not in sink_call.parts:
            continue
        if identities is None:
            identities = carried(sink_call, recognition)
        possible = [one for one in identities if _together(sent, one, sink_call)]
        if host_known or any(_is_for_graph(one, recognition) for one in possible):
            for one in possible:
                yield Alternative(sent.method, sent.url, target, one, sent.inner, sent.opaque)


def _together(sent: _Sent, one: Carried, sink_call: SinkCall) -> bool:
    both = conjoin(sent.condition, one.condition)
    return both is not None and conjoin(both, sink_call.condition) is not None


def _sent(sink_call: SinkCall) -> Iterator[_Sent]:
    """What a call sends: its own request, those in a batch, and what it subscribes to."""
    methods = _methods(sink_call)
    for condition, text in urls(sink_call):
        inner = [
            _Sent(own, _known(of), each, inner=True) for own, each, of in in_batch(sink_call, text)
        ]
        opaque = not inner and BATCH.search(known(text) or "") is not None
        if any(method == "POST" for _, method in methods):
            watching = watched(sink_call, text, "POST")
            inner += (_Sent(own, _known(of), each, inner=True) for own, each, of in watching)
        for own, method in methods:
            both = conjoin(condition, own)
            if both is not None:
                yield _Sent(both, method, text, opaque=opaque)
        for each in inner:
            both = conjoin(condition, each.condition)
            if both is not None:
                yield _Sent(both, each.method, each.url, inner=True)
    for condition, atom in sink_call.parts.get("url", ()):
        if isinstance(atom, Text) or atom == NONE:
            continue
        for own, method in methods:
            both = conjoin(condition, own)
            if both is not None:
                yield _Sent(both, method, atom)


def _known(method: str) -> str | None:
    return None if method == UNKNOWN_METHOD else method


def _methods(sink_call: SinkCall) -> list[tuple[Condition, str | None]]:
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
        return [(frozenset(), None)]
    return list(found)


def _has_base(sink_call: SinkCall, recognition: Recognition) -> bool:
    """Whether the base of the URL is Graph's."""
    for condition, atom in sink_call.parts.get("base", ()):
        del condition
        target = graph_path(atom, recognition.hosts) if isinstance(atom, Text) else None
        if target is not None and target.host_known:
            return True
    return False


def _is_for_graph(one: Carried, recognition: Recognition) -> bool:
    return one.label is not None and (
        is_for_graph(one.label, recognition.hosts)
        or _has_short_scope(one.label)
        or _is_named(one.label)
    )


def _is_named(label: Label) -> bool:
    """Whether an option names what gives the token: it is one of Graph's by that."""
    named = label.tag in (Identity.APP_ONLY, Identity.DELEGATED)
    return named and not label.made and not label.kept


def _has_short_scope(label: Label) -> bool:
    """Whether a user's token was requested with scopes that name no resource."""
    return label.tag is Identity.DELEGATED and any(
        _holds_short_scope(value) for _, value in label.kept
    )


def _holds_short_scope(value: Value) -> bool:
    for _, atom in value:
        if isinstance(atom, Text) and _SHORT_SCOPE.fullmatch(known(atom) or "") is not None:
            return True
        if isinstance(atom, Tuple) and any(map(_holds_short_scope, atom.items)):
            return True
    return False
