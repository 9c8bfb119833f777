"""What Microsoft Graph accepts at each endpoint, given by a method and a path.

The data are Microsoft's, overruled where they are known to be wrong. What an application may do
always concerns the ``/users`` side, because the data wrongly list application permissions for
``/me`` too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from flake8_graph_me.graph.endpoint_paths import CAST, Target, target
from flake8_graph_me.graph.granting import is_grantable
from flake8_graph_me.graph.partial_permissions import (
    OF_ONESELF,
    covers,
    is_basic,
    is_partial,
    properties_of,
    reading_all,
    resource_of,
    written_query,
)
from flake8_graph_me.graph.permission_rows import NOTHING, Alternatives
from flake8_graph_me.graph.remarks import REMARKS
from flake8_graph_me.graph.row_answers import RowAnswer, answer, delegated_grant, hint, misspelt
from flake8_graph_me.graph.schemes import APPLICATION, PERSONAL, WORK, Scheme
from flake8_graph_me.graph.written_calls import METHODS
from flake8_graph_me.terms.remarks import Overruling, Remark

_CUT_OFF = re.compile(r"(?<=[^/])\{\}$")
_ANY_REMARK = re.compile("|".join(f"(?:{each.path})" for each in REMARKS))
_KEPT_ANSWERS = 1024
_READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Permitted:
    """The permissions of which one is enough in one scheme, those that one would ask for first.

    ``least`` is the least privileged one that is enough for the request, None if the data have none
    that can be granted; ``basic`` one that would be enough for basic properties only, but is not
    for the request. ``also`` names for some permissions the others of which one more is needed.
    ``divided`` says that several rows may be meant that have no least privileged one in common.
    ``partial`` are those among them that are for a part of the resource, and may not be enough.
    """

    least: str | None = None
    permissions: tuple[str, ...] = ()
    basic: str | None = None
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
    divided: bool = False
    partial: tuple[str, ...] = ()

    def more(self, name: str) -> tuple[str, ...]:
        """The permissions of which one is needed beside this one; none if it is enough."""
        return next((others for each, others in self.also if each == name), ())

    @property
    def advised(self) -> tuple[str, ...]:
        """The permissions to ask for, all of them together; empty if none is known."""
        if self.least is None:
            return ()
        return (self.least, *self.more(self.least)[:1])


_NONE = Permitted()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What is known about a method on a path.

    ``path`` is the path without host, version and query, ``twin`` the same for a user (None where
    there is none). ``app_only`` says whether an app-only token is accepted for a user; None if the
    data do not say. ``application`` are the application permissions, empty if unknown. ``note`` is
    a caveat or an alternative, and ``source`` is where the verdict comes from. ``urgent`` says that
    users of the twin must know the note, ``unsafe`` that the twin may not be enough, ``exact`` that
    the verdict is that of one row, or of a remark.
    """

    method: str
    path: str
    twin: str | None
    app_only: bool | None
    application: Permitted
    note: str | None
    source: str
    urgent: bool = False
    unsafe: bool = False
    exact: bool = False


@lru_cache(_KEPT_ANSWERS)
def endpoint(method: str, path: str) -> Endpoint:
    """What is known about a request to a path or URL, with its query, as people write it.

    A method that the data do not have, such as ``request to``, stands for any method: the answer is
    then what holds for all methods of the path. HEAD counts as GET. A placeholder ``{…}`` stands
    for one segment; if it may be a name in the path, the answer is what holds for all such names.
    """
    return endpoint_reading(method, path, properties_of(written_query(path)))


@lru_cache(_KEPT_ANSWERS)
def endpoint_reading(method: str, path: str, properties: frozenset[str] | None) -> Endpoint:
    """The same for a request that reads certain properties, in lower case; None if it reads all, or
    they are not known.
    """
    method, read = method.upper(), target(path)
    wanted = "GET" if method == "HEAD" else method if method in METHODS else None
    remark = _remark(read, wanted)
    if remark is not None and remark.overrules is not None:
        return _overruled(method, read, remark)
    row = answer(read, wanted)
    application = row.grant.application
    found = Endpoint(
        method,
        read.shown,
        read.twin,
        row.app_only,
        _permitted(application, APPLICATION, read, properties, reading=method in _READING),
        None,
        row.basis,
        exact=row.exact,
    )
    return found if remark is None else _remarked(found, remark, row)


def delegated(method: str, path: str) -> dict[Scheme, Permitted]:
    """The delegated permissions of a request to a path or URL as it is, with a work or school
    account and with a personal one; empty where none are known.
    """
    return delegated_reading(method, path, properties_of(written_query(path)))


def delegated_reading(
    method: str, path: str, properties: frozenset[str] | None
) -> dict[Scheme, Permitted]:
    """The same for a request that reads certain properties, in lower case; None if it reads all, or
    they are not known.
    """
    method, read = method.upper(), target(path)
    wanted = "GET" if method == "HEAD" else method if method in METHODS else None
    remark = _remark(read, wanted)
    if remark is not None and remark.permissions:
        # The data are wrong about applications there, and so they may be about users.
        return dict.fromkeys((WORK, PERSONAL), _NONE)
    grant = delegated_grant(read, wanted)
    reading = method in _READING
    return {
        scheme: _permitted(grant.of(scheme), scheme, read, properties, reading=reading)
        for scheme in (WORK, PERSONAL)
    }


def nearest(method: str, path: str, *, of_user: bool = False) -> str | None:
    """What the nearest row says of a request that has none, for an application or for a user; None
    if it has one, or a remark says what is true of it.
    """
    method, read = method.upper(), target(path)
    wanted = "GET" if method == "HEAD" else method if method in METHODS else None
    remark = _remark(read, wanted)
    if remark is not None and (remark.overrules is not None or remark.permissions):
        return None
    return hint(read, wanted, of_user=of_user)


def similar(method: str, path: str) -> str | None:
    """The call that the data have and that a misspelt one means; None if there is none, or the data
    have its path.
    """
    method = method.upper()
    return misspelt(target(path), method if method in METHODS else None)


def _remark(read: Target, method: str | None) -> Remark | None:
    below = read.key[read.own :] if read.twin is not None else ("", *read.key)
    path = _CUT_OFF.sub("", "/".join(name.removeprefix(CAST) for name in below))
    found = _ANY_REMARK.fullmatch(path)
    if found is None:
        return None
    return next(
        (
            each
            for each in REMARKS
            if (not each.methods or method in each.methods) and re.fullmatch(each.path, path)
        ),
        None,
    )


def _overruled(method: str, read: Target, remark: Remark) -> Endpoint:
    """What is known where a remark says what is true, whatever the row is."""
    refused = remark.overrules is Overruling.REFUSED
    return Endpoint(
        method,
        read.shown,
        read.twin if remark.has_twin else None,
        False if refused else None,
        _NONE,
        remark.note,
        remark.source,
        remark.urgent,
        remark.unsafe,
        exact=refused,
    )


def _remarked(found: Endpoint, remark: Remark, row: RowAnswer) -> Endpoint:
    """What is known of a row, with what a remark says on top."""
    noted = replace(found, note=remark.note, urgent=remark.urgent, unsafe=remark.unsafe)
    if remark.permissions:
        names = tuple(each[0] for each in remark.permissions)
        also = tuple((each[0], each[1:]) for each in remark.permissions if len(each) > 1)
        own = Permitted(names[0], names, None, also)
        return replace(noted, application=own, source=remark.source)
    if row.app_only is False:
        # It says how an application is to ask, and none can.
        return found
    return noted


def _for_all(
    least: str, names: Sequence[str], properties: frozenset[str] | None
) -> tuple[str, str | None]:
    """The least privileged permission that reads certain properties, and the one that does beside
    it for basic ones only, if that is not enough.
    """
    # Without one that reads more, the basic properties are all that there is to read.
    more = {
        name: reading_all(name)
        for name in names
        if is_basic(name) and reading_all(name) in names and not covers(name, properties)
    }
    if whole := more.get(least):
        return whole, least
    return least, next((name for name, whole in more.items() if whole == least), None)


def _permitted(
    alternatives: Alternatives,
    scheme: Scheme,
    read: Target,
    properties: frozenset[str] | None,
    *,
    reading: bool,
) -> Permitted:
    """The permissions with the one first that is enough for what a request reads."""
    if alternatives == NOTHING:
        return _NONE
    names = alternatives.permissions
    partial = [name for name in names if is_partial(name, read.key) or _is_of_oneself(name, read)]
    least = _least(alternatives, partial, scheme, read)
    basic = None
    if reading and least is not None:
        least, basic = _for_all(least, names, properties)
    ordered = tuple(dict.fromkeys((*((least,) if least else ()), *names)))
    return Permitted(
        least,
        ordered,
        basic,
        alternatives.also,
        alternatives.divided,
        tuple(name for name in partial if name != least),
    )


def _is_of_oneself(name: str, read: Target) -> bool:
    """Whether a permission is for the signed-in user alone, where a path names any user."""
    return name in OF_ONESELF and read.twin is not None and not read.me


def _least(
    alternatives: Alternatives, partial: Sequence[str], scheme: Scheme, read: Target
) -> str | None:
    """The least privileged permission for the whole resource, as far as there is one."""
    least = alternatives.least
    grantable = [name for name in alternatives.permissions if is_grantable(name, scheme)]
    whole = [name for name in grantable if name not in partial]
    if read.me and scheme is not APPLICATION:
        # The rows for any user name what is enough for oneself, too.
        own = next((name for name in whole if name in OF_ONESELF), None)
        if own is not None and least == f"{own}.All":
            return own
    if least is not None and (least not in partial or not whole):
        return least
    resource = resource_of(read.key)
    own_kind = (name for name in whole if name.startswith(f"{resource}."))
    return next(own_kind, next(iter(whole or grantable), None))
