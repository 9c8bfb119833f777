"""What somebody holds beside what a program's requests need."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.permission_rows import rows_opened
from flake8_graph_me.graph.permission_sets.holdings import SIGN_IN, TYPES, Holdings
from flake8_graph_me.graph.permission_sets.minimal_permissions import (
    MinimalPermissions,
    level,
    minimal_set,
)
from flake8_graph_me.graph.permission_sets.needs import Need, need_of
from flake8_graph_me.graph.satisfaction import upward
from flake8_graph_me.graph.schemes import APPLICATION, Scheme
from flake8_graph_me.terms.identity import Identity


@dataclass(frozen=True, slots=True)
class Difference:
    """A permission, its identifier (None if the data have none), and what is enough in its place;
    empty if nothing has to take its place.
    """

    name: str
    scheme: Scheme
    identifier: str | None
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences: ``missing`` are needed and not held, ``unused`` are held and not needed,
    ``reducible`` are held and more than what is needed.

    ``complete`` says that all requests are determined; if not, ``not_seen`` are those of which it
    is unknown whether they are unused. ``unnamed`` are held ones of which only the identifier is
    known.
    """

    missing: tuple[Difference, ...]
    unused: tuple[Difference, ...]
    not_seen: tuple[Difference, ...]
    reducible: tuple[Difference, ...]
    unnamed: tuple[str, ...]
    complete: bool


def compared(
    found: MinimalPermissions, held: Holdings, *, assume: Identity | None = None
) -> Comparison:
    """The differences between a minimal set, made with the same ``assume``, and what is held.

    Whether what is held is enough is judged generously: who may read and write may read. Schemes of
    which the holdings say nothing are passed over.
    """
    missing: list[Difference] = []
    idle: list[Difference] = []
    reducible: list[Difference] = []
    for scheme in TYPES:
        names = held.of(scheme)
        if names is None:
            continue
        needed = found.application if scheme is APPLICATION else found.delegated
        least = tuple(each.name for each in needed)
        requests = dict.fromkeys(request for each in needed for request in each.requests)
        needs = [need for request in requests if isinstance(need := need_of(request, assume), Need)]
        lacking = _missing(needs, scheme, names)
        missing += [Difference(name, scheme, _identifier(name, scheme)) for name in lacking]
        granted = names.union(lacking)
        for name in sorted(names - set(least) - set(SIGN_IN.values())):
            served = [need for need in needs if _serves(need, name, granted)]
            instead = sorted({each for need in served for each in need.served_by(least)})
            difference = Difference(name, scheme, _identifier(name, scheme), tuple(instead))
            if not served:
                idle.append(difference)
            elif _is_idle(needs, name, granted) or all(_is_lower(p, name, scheme) for p in instead):
                reducible.append(difference)
    complete = found.determined == found.requests
    return Comparison(
        tuple(missing),
        tuple(idle) if complete else (),
        () if complete else tuple(idle),
        tuple(reducible),
        held.unnamed,
        complete,
    )


def _missing(needs: Iterable[Need], scheme: Scheme, held: Collection[str]) -> list[str]:
    """What has to be granted so that all requests work, beside what is held."""
    left = [need for need in needs if not _is_served(need, held)]
    covered = {
        name
        for need in left
        for way in need.ways
        for name in (way.name, *way.also)
        if _covers(held, name)
    }
    return [name for name in minimal_set(left, scheme, covered) if name not in covered]


def _is_served(need: Need, held: Collection[str]) -> bool:
    return any(
        _covers(held, way.name) and (not way.also or any(_covers(held, one) for one in way.also))
        for way in need.ways
    )


def _covers(held: Collection[str], name: str) -> bool:
    """Whether one of the held permissions includes another."""
    return any(each in held for each in upward(name))


def _serves(need: Need, name: str, held: Collection[str]) -> bool:
    """Whether one of the held permissions lets a request through, alone or with another."""
    return any(
        name in upward(way.name)
        or (_covers(held, way.name) and any(name in upward(other) for other in way.also))
        for way in need.ways
    )


def _is_idle(needs: Iterable[Need], name: str, held: Collection[str]) -> bool:
    """Whether nothing changes without one of the held permissions."""
    others = [each for each in held if each != name]
    return all(_is_served(need, others) for need in needs if _is_served(need, held))


def _is_lower(name: str, other: str, scheme: Scheme) -> bool:
    """Whether a permission is less than another: by inclusion, by its level, or on the same level
    by the number of endpoints that it opens.
    """
    if other in upward(name):
        return True
    levels = level(name, scheme), level(other, scheme)
    opened = rows_opened(scheme)
    return levels[0] < levels[1] or (
        levels[0] == levels[1] and opened.get(name, 0) < opened.get(other, 0)
    )


def _identifier(name: str, scheme: Scheme) -> str | None:
    about = granting(name, scheme)
    return None if about is None else about.identifier
