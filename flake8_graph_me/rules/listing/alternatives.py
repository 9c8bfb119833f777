"""The ways in which a call that sends requests something of Microsoft Graph: its method, the URL
and whose token it carries.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flake8_graph_me.engine.domain.conditions import conjoin
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import Atom, Label, Text, Tuple, Value
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.rules.listing.graph_paths import GraphPath, graph_path
from flake8_graph_me.rules.listing.sent import Sent, sent
from flake8_graph_me.rules.requests.carriers import Carried, carried
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.rules.requests.requests import FROM_ANYTHING, is_for_graph
from flake8_graph_me.terms.identity import Identity

# A scope without a resource is one of Graph's: learn.microsoft.com/entra/identity-platform,
# scopes-oidc.
_SHORT_SCOPE = re.compile(r"[A-Z]\w+\.[A-Z]\w+(?:\.\w+)*")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a call requests something. ``target`` is None where nothing is known of the
    URL, for which ``url`` then stands, if there is a value. ``part`` says what its URL is where it
    is a part of a batch, or what a subscription watches; it is None of other requests. ``hidden``
    says what is not known of such parts.
    """

    method: str | None
    url: Atom | None
    target: GraphPath | None
    carried: Carried
    part: str | None = None
    hidden: str | None = None


def alternatives(sink_call: SinkCall, recognition: Recognition) -> Iterator[Alternative]:
    """The ways in which a call requests something of Graph; none if it does not."""
    anything = sink_call.row.name.startswith(FROM_ANYTHING)
    hosts = recognition.hosts
    identities: list[Carried] | None = None
    for one in sent(sink_call):
        target = graph_path(one.url, hosts) if isinstance(one.url, Text) else None
        if isinstance(one.url, Text) and target is None:
            continue
        outer = target if one.outer is None or target else graph_path(one.outer, hosts)
        host_known = _has_base(sink_call, recognition) if outer is None else outer.host_known
        if anything and not host_known and "headers" not in sink_call.parts:
            continue
        if identities is None:
            identities = carried(sink_call, recognition)
        possible = [each for each in identities if _together(one, each, sink_call)]
        if host_known or any(_is_for_graph(each, recognition) for each in possible):
            for each in possible:
                yield Alternative(one.method, one.url, target, each, one.part, one.hidden)


def _together(one: Sent, other: Carried, sink_call: SinkCall) -> bool:
    both = conjoin(one.condition, other.condition)
    return both is not None and conjoin(both, sink_call.condition) is not None


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
