"""What one request needs: the permissions that let it through, or why they are not known."""

import enum
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from flake8_graph_me.graph.endpoint_paths import HOLE, target
from flake8_graph_me.graph.endpoints import (
    Endpoint,
    Permitted,
    delegated_reading,
    endpoint_reading,
    nearest,
)
from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.partial_permissions import (
    OF_ONESELF,
    Query,
    covers,
    is_basic,
    properties_of,
    written_query,
)
from flake8_graph_me.graph.permission_rows import source
from flake8_graph_me.graph.permission_sets.without_permission import by_others, free
from flake8_graph_me.graph.schemes import APPLICATION, PERSONAL, WORK, Scheme
from flake8_graph_me.graph.written_calls import METHODS
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.requests import GraphRequest

SCHEME_OF: Final = {Identity.APP_ONLY: APPLICATION, Identity.DELEGATED: WORK}
"""The scheme in which a token gets its permissions. Those of a user are the ones of work or school
accounts, which alone stand in the registration of an application.
"""
_READING = ("GET", "HEAD")
_BRACES = frozenset("{}")
_REFUSED = frozenset({"GME001", "GME003", "GME006"})
"""The codes of requests that Graph is known to refuse whatever is granted."""


class Gap(enum.Enum):
    """Why no permission is named for a request."""

    CANNOT_WORK = "cannot work"
    UNKNOWN_IDENTITY = "unknown identity"
    UNDETERMINED = "undetermined"
    NO_DATA = "no data"
    NONE_NEEDED = "none needed"


@dataclass(frozen=True, slots=True)
class Unserved:
    """A request for which no permission is named, and the reason in one line."""

    request: GraphRequest
    gap: Gap
    reason: str


@dataclass(frozen=True, slots=True)
class Way:
    """A permission that lets a request through; if there are others in ``also``, together with one
    of them. A ``partial`` one may be for less than what the request names.
    """

    name: str
    also: tuple[str, ...] = ()
    partial: bool = False

    def among(self, held: Collection[str]) -> tuple[str, ...]:
        """The permissions of this way that are held, if they are enough; else none."""
        if self.name not in held:
            return ()
        if not self.also:
            return (self.name,)
        more = next((each for each in self.also if each in held), None)
        return () if more is None else tuple(dict.fromkeys((self.name, more)))


@dataclass(frozen=True, slots=True)
class Need:
    """A request with the ways to let it through, those first that one would ask for first."""

    request: GraphRequest
    scheme: Scheme
    ways: tuple[Way, ...]

    def served_by(self, held: Collection[str]) -> tuple[str, ...]:
        """The held permissions that serve the request by Microsoft's data, the less privileged if
        there is a choice; none if those that are held are not enough.
        """
        return next(filter(None, (way.among(held) for way in self.ways)), ())

    def surely_served_by(self, held: Collection[str]) -> tuple[str, ...]:
        """The same without those that are partial, unless there are no others."""
        sure = [way for way in self.ways if not way.partial] or self.ways
        return next(filter(None, (way.among(held) for way in sure)), ())

    @property
    def advised(self) -> Way | None:
        """The way to ask for, with only such permissions as an administrator can grant."""
        for way in sorted(self.ways, key=lambda each: each.partial):
            also = tuple(each for each in way.also if is_advisable(each, self.scheme))
            if is_advisable(way.name, self.scheme) and bool(also) == bool(way.also):
                return Way(way.name, also)
        return None


def is_advisable(name: str, scheme: Scheme) -> bool:
    """Whether a permission can be named to somebody: an administrator can grant it, and its
    identifier is known.
    """
    about = granting(name, scheme)
    return about is not None and about.grantable and about.identifier is not None


def need_of(request: GraphRequest, assumed: Identity | None = None) -> Need | Unserved:
    """What a request needs. An identity that is not known counts as the ``assumed`` one."""
    identity = request.identity
    if request.path is not None and (whatever := free(request.method, request.path)) is not None:
        return Unserved(request, Gap.NONE_NEEDED, whatever)
    if identity is Identity.NONE:
        without = "it carries no token, without which Graph shows nothing but its metadata"
        return Unserved(request, Gap.CANNOT_WORK, without)
    if request.path is None:
        return _without_path(request)
    if request.hidden is not None:
        return Unserved(request, Gap.UNDETERMINED, request.hidden)
    if (others := by_others(request.method, request.path)) is not None:
        return Unserved(request, Gap.NONE_NEEDED, others)
    if identity not in SCHEME_OF:
        if assumed is None:
            return Unserved(request, Gap.UNKNOWN_IDENTITY, _unknown(request))
        identity = assumed
    return _need(request, identity)


def _need(request: GraphRequest, identity: Identity) -> Need | Unserved:
    """What a request needs with a token of a known identity."""
    own = identity is Identity.APP_ONLY
    path = request.path or ""
    method = (request.method or "").upper()
    properties = properties_of(_query(request)) if method in _READING else None
    known = endpoint_reading(method or "request to", path, properties)
    if own and (reason := _refusal(request, known)) is not None:
        return Unserved(request, Gap.CANNOT_WORK, reason)
    if method not in METHODS:
        unknown = f"{method} is not a method of Graph" if method else "its method is not known"
        return Unserved(request, Gap.UNDETERMINED, unknown)
    permitted = known.application if own else delegated_reading(method, path, properties)[WORK]
    if permitted.divided:
        several = "several endpoints may be meant, without a least privileged permission in common"
        return Unserved(request, Gap.UNDETERMINED, several)
    if not permitted.permissions:
        return _without_row(request, method, known, own=own)
    scheme = SCHEME_OF[identity]
    ways = tuple(_ways(permitted, properties, reading=method in _READING))
    need = Need(request, scheme, ways)
    if need.advised is None:
        names = ", ".join(permitted.permissions)
        return Unserved(
            request, Gap.NO_DATA, f"the data name none that an administrator can grant ({names})"
        )
    return need


def _ways(
    permitted: Permitted, properties: frozenset[str] | None, *, reading: bool
) -> Iterator[Way]:
    """The ways that are enough for what is read: one for basic properties only if no others are, or
    where it is the least privileged of all that there are. What is for oneself is for no other.
    """
    own = OF_ONESELF.intersection(permitted.partial)
    others = [name for name in permitted.permissions if name not in own]
    for name in others or permitted.permissions:
        if not (reading and is_basic(name)) or name == permitted.least or covers(name, properties):
            yield Way(name, permitted.more(name), name in permitted.partial)


def _query(request: GraphRequest) -> Query:
    """The parameters of a request's query; what is not known of it may select anything."""
    for name, value in written_query(f"?{request.query}") if request.query else ():
        # The text of a hole may hold what divides parameters.
        if not _BRACES.isdisjoint(name):
            yield "$expand", None
        else:
            yield name, value if value is None or _BRACES.isdisjoint(value) else None


def _without_path(request: GraphRequest) -> Unserved:
    if request.verdict in _REFUSED:
        return Unserved(request, Gap.CANNOT_WORK, f"it is reported as {request.verdict}")
    return Unserved(request, Gap.UNDETERMINED, f"its path is not known: {request.why}")


def _refusal(request: GraphRequest, known: Endpoint) -> str | None:
    """Why a request with an app-only token cannot work, whatever is granted; None if it may."""
    noted = f"; {known.note}" if known.note else ""
    at_me = target(request.path or "").me
    if known.app_only is False and not at_me:
        return f"it accepts delegated permissions only, but the token is app-only{noted}"
    if at_me:
        reason = "it needs a signed-in user, but the token is app-only"
        if known.app_only is False or known.twin is None:
            return f"{reason}, and no other path to it takes an application permission{noted}"
        needs = " and ".join(known.application.advised)
        return f"{reason}; use {known.twin}{f', which needs {needs}' if needs else ''}{noted}"
    return f"it is reported as {request.verdict}" if request.verdict in _REFUSED else None


def _without_row(request: GraphRequest, method: str, known: Endpoint, *, own: bool) -> Unserved:
    """Why no permission of a path is known."""
    path = request.path or ""
    key = target(path).key
    if key and key[0] == HOLE:
        return Unserved(request, Gap.UNDETERMINED, "its path is not known")
    if own:
        reason = known.note or _basis(known)
    elif delegated_reading(method, path, None)[PERSONAL].permissions:
        reason = "the data name permissions of personal accounts only"
    elif known.application.permissions:
        named = known.application.permissions[0]
        reason = f"the data name application permissions only, such as {named}"
    else:
        reason = _basis(known)
    hinted = nearest(method, path)
    return Unserved(request, Gap.NO_DATA, f"{reason}; {hinted}" if hinted else reason)


def _basis(known: Endpoint) -> str:
    """Which row is missing; which data these are stands elsewhere."""
    return f"the data have {known.source.removesuffix(f' in {source()}')}"


def _unknown(request: GraphRequest) -> str:
    """What hides the identity, and what the request needs with one or the other."""
    needs = [
        f"{title} it needs {' and '.join((way.name, *way.also[:1]))}"
        for title, identity in (
            ("app-only", Identity.APP_ONLY),
            ("delegated", Identity.DELEGATED),
        )
        if isinstance(need := _need(request, identity), Need) and (way := need.advised)
    ]
    return "; ".join((request.why, *needs)) if request.why else "; ".join(needs) or "not known"
