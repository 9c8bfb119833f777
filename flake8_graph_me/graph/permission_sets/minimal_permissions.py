"""The minimal set of permissions that serves many requests.

Source of the method: learn.microsoft.com/graph, "Best practices for using Microsoft Graph
permissions": the least privileged permission for each request, and no permission whose requests
others serve. What is nobody's least privileged permission is never added. A permission is dropped
only if what is left then still serves every request, because a request may need the very permission
for whose sake its own has been dropped.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.permission_rows import source
from flake8_graph_me.graph.permission_sets.needs import Gap, Need, Unserved, need_of
from flake8_graph_me.graph.schemes import APPLICATION, WORK, Scheme
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.requests import GraphRequest

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HIGHEST = 9
"""The privilege level that a permission counts as whose level the data do not say."""


@dataclass(frozen=True, slots=True)
class NeededPermission:
    """A permission of the minimal set, its identifier, and the requests that need it, in order of
    place.
    """

    name: str
    identifier: str
    requests: tuple[GraphRequest, ...]


@dataclass(frozen=True, slots=True)
class MinimalPermissions:
    """The minimal set of permissions by scheme, and the requests for which none is named, each with
    the reason.

    ``determined`` counts the requests for which permissions are named and those that need none of
    their own, ``requests`` all of them but those that a call may make without a token too.
    ``source`` and ``date`` are those of the permission data.
    """

    application: tuple[NeededPermission, ...]
    delegated: tuple[NeededPermission, ...]
    cannot_work: tuple[Unserved, ...]
    unknown_identity: tuple[Unserved, ...]
    undetermined: tuple[Unserved, ...]
    no_data: tuple[Unserved, ...]
    none_needed: tuple[Unserved, ...]
    determined: int
    requests: int
    source: str
    date: str


def minimal_permissions(
    requests: Iterable[GraphRequest], *, assume: Identity | None = None
) -> MinimalPermissions:
    """The permissions to ask for, so that all of these requests work and none could be left out.

    A request whose identity is not known counts for nothing, unless ``assume`` says what it is
    (``Identity.APP_ONLY`` or ``Identity.DELEGATED``; raises ValueError for any other). The result
    depends neither on the order of the requests nor on repetitions of the same one, which count
    once. It is as good as Microsoft's data, so try it in a test tenant.
    """
    if assume not in (None, Identity.APP_ONLY, Identity.DELEGATED):
        raise ValueError("what is assumed is either app-only or delegated")
    every = sorted(_counting(requests), key=_order)
    found = [need_of(request, assume) for request in every]
    needs = [each for each in found if isinstance(each, Need)]
    gaps = {
        gap: tuple(each for each in found if isinstance(each, Unserved) and each.gap is gap)
        for gap in Gap
    }
    return MinimalPermissions(
        _needed(needs, APPLICATION),
        _needed(needs, WORK),
        gaps[Gap.CANNOT_WORK],
        gaps[Gap.UNKNOWN_IDENTITY],
        gaps[Gap.UNDETERMINED],
        gaps[Gap.NO_DATA],
        gaps[Gap.NONE_NEEDED],
        len(needs) + len(gaps[Gap.NONE_NEEDED]),
        len(found),
        source(),
        data_date(),
    )


def _counting(requests: Iterable[GraphRequest]) -> Iterator[GraphRequest]:
    """The requests that count, each once: a call that may carry a token is meant to."""
    every = set(requests)
    with_token = {_line(each) for each in every if each.identity is not Identity.NONE}
    for each in every:
        if each.identity is not Identity.NONE or _line(each) not in with_token:
            yield each


def _line(request: GraphRequest) -> tuple[str, int, int]:
    """The line of a call; reports do not say the column of each."""
    return request.place.path, request.place.cell, request.place.span.start.line


def data_date() -> str:
    """The date of Microsoft's permission data, such as 2026-01-31; empty if it is not stated."""
    found = _DATE.search(source())
    return found[0] if found else ""


def minimal_set(
    needs: Sequence[Need], scheme: Scheme, held: Collection[str] = ()
) -> tuple[str, ...]:
    """The names of a minimal set for requests of one scheme, in order. Of permissions of which one
    more is needed, one that is chosen anyway or ``held`` is preferred.
    """
    ways = [way for need in needs if (way := need.advised) is not None]
    least = {way.name for way in ways}
    present = {*least, *held}
    more = {
        next((each for each in way.also if each in present), way.also[0])
        for way in ways
        if way.also
    }
    chosen = least | more
    # The set of those left only shrinks, so what could not be dropped once can never be.
    for name in sorted(chosen, key=lambda each: (-level(each, scheme), each)):
        left = chosen - {name}
        if all(need.surely_served_by(left) for need in needs):
            chosen = left
    return tuple(sorted(chosen))


def _needed(needs: Iterable[Need], scheme: Scheme) -> tuple[NeededPermission, ...]:
    own = [need for need in needs if need.scheme is scheme]
    names = minimal_set(own, scheme)
    serving = [(need.request, need.surely_served_by(names)) for need in own]
    return tuple(
        NeededPermission(
            name,
            identifier_of(name, scheme),
            tuple(request for request, used in serving if name in used),
        )
        for name in names
    )


def identifier_of(name: str, scheme: Scheme) -> str:
    """The identifier of a permission that can be advised."""
    about = granting(name, scheme)
    identifier = None if about is None else about.identifier
    assert identifier is not None, "what can be advised has one"
    return identifier


def level(name: str, scheme: Scheme) -> int:
    """The privilege level of a permission, from 1; the highest if the data do not say it."""
    about = granting(name, scheme)
    return about.level or _HIGHEST if about is not None else _HIGHEST


def _order(request: GraphRequest) -> tuple[object, ...]:
    """A full order of requests, by place first."""
    fields = (request.path, request.method, request.query, request.verdict)
    known = tuple(each or "" for each in fields)
    rest = (request.client, request.identity.value, request.why, repr(request.evidence))
    return (request.place, *known, *rest)
