"""What Microsoft Graph accepts at each endpoint, given by a method and a path.

The data are Microsoft's, overruled where they are known to be wrong. An answer always concerns the
``/users`` side, because the data wrongly list application permissions for ``/me`` too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flake8_graph_me.graph.endpoint_paths import CAST, HOLE, ITEM_AT, Target, target
from flake8_graph_me.graph.endpoint_rows import DEEPEST, Grant, Node, rows, table
from flake8_graph_me.graph.remarks import REMARKS
from flake8_graph_me.terms.remarks import Remark

METHODS = frozenset({"DELETE", "GET", "PATCH", "POST", "PUT"})
_STREAMS = frozenset({"$count", "$ref", "$value"})
_AREAS = frozenset({"users", "education"})
_CUT_OFF = re.compile(r"(?<=[^/])\{\}$")
_KEPT_ANSWERS = 1024
_NEAREST = "the nearest row, "


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What is known about a method on a path.

    ``path`` is the path without host, version and query, ``twin`` the same for a user (None where
    there is none). ``app_only`` says whether an app-only token is accepted for a user; None if the
    data do not say. ``permissions`` are the application permissions, any one of which is enough,
    with those in ``least_privileged`` first; both are empty if unknown. ``note`` is a caveat or an
    alternative, and ``source`` is where the verdict comes from. ``urgent`` says that users of the
    twin must know the note.
    """

    method: str
    path: str
    twin: str | None
    app_only: bool | None
    least_privileged: tuple[str, ...]
    permissions: tuple[str, ...]
    note: str | None
    source: str
    urgent: bool = False

    @property
    def inferred(self) -> bool:
        """Whether the data have no row for it, and the nearest row above answers."""
        return self.source.startswith(_NEAREST)


@dataclass(frozen=True, slots=True)
class _Verdict:
    app_only: bool | None
    grant: Grant
    basis: str


_NOTHING = Grant((), ())


@lru_cache(_KEPT_ANSWERS)
def endpoint(method: str, path: str) -> Endpoint:
    """What is known about a request to a path, as written in code, messages or by people.

    A method that the data do not have, such as ``request to``, stands for any method: the answer is
    then what holds for all methods of the path. HEAD counts as GET. A placeholder ``{…}`` stands
    for one segment; if it may be a name in the path, the answer is what holds for all such names.
    """
    method, read = method.upper(), target(path)
    remark = _remark(read)
    wanted = "GET" if method == "HEAD" else method if method in METHODS else None
    if remark is not None and remark.app_only is not None:
        verdict = _Verdict(remark.app_only, _NOTHING, remark.source)
    else:
        verdict = _in_table(read, wanted)
    if remark is not None and remark.app_only is None and verdict.app_only is False:
        # It says how an application is to ask, and none can.
        remark = None
    return Endpoint(
        method,
        read.shown,
        read.twin if remark is None or remark.has_twin else None,
        verdict.app_only,
        verdict.grant.least_privileged,
        verdict.grant.permissions,
        None if remark is None else remark.note,
        verdict.basis,
        remark is not None and remark.urgent,
    )


def _remark(read: Target) -> Remark | None:
    below = read.key[read.own :] if read.twin is not None else read.key
    path = _CUT_OFF.sub("", "/".join(name.removeprefix(CAST) for name in below))
    return next((each for each in REMARKS if re.fullmatch(each.path, path)), None)


def _in_table(read: Target, method: str | None) -> _Verdict:
    """The verdict of the exact row, else of the nearest row above.

    If the nearest row has only other methods, these and the nearest row for this method must agree.
    """
    others: _Verdict | None = None
    for candidates, nearest in _candidates(read):
        with_method = [row for row in candidates if method in row.methods]
        if not with_method and method is not None:
            others = others or _agreed(candidates, None, "the other methods of")
            continue
        told = f"{_NEAREST if nearest else ''}{method or 'all methods of'}"
        found = _agreed(with_method or candidates, method, told)
        if others is None or others.app_only in (None, found.app_only):
            return _told(found, read)
        return _told(_Verdict(None, _NOTHING, "no row for this method"), read)
    if others is None:
        return _told(_Verdict(None, _NOTHING, "no row for it"), read)
    return _told(_Verdict(others.app_only, _NOTHING, others.basis), read)


def _candidates(read: Target) -> Iterator[tuple[list[Node], bool]]:
    """The possible rows, then those above, and whether they are above."""
    forms = list(_forms(read))
    longest = max(map(len, forms))
    for dropped in range(max(0, longest - DEEPEST), longest):
        for form in forms:
            left = len(form) - dropped
            if (not dropped or left > read.own) and (found := rows(form[:left])):
                yield found, dropped > 0


def _agreed(candidates: Sequence[Node], method: str | None, told: str) -> _Verdict:
    """What holds for all possible rows; without a method, for all of their methods."""
    grants = [
        grant for row in candidates for each, grant in row.methods.items() if method in (None, each)
    ]
    verdicts = {bool(grant.permissions) for grant in grants}
    single = len(candidates) == 1
    name = candidates[0].path if single else f"{len(candidates)} possible paths"
    if len(verdicts) > 1:
        return _Verdict(None, _NOTHING, f"no one answer for {name}")
    return _Verdict(verdicts.pop(), _common(grants), f"{told} {name}")


def _told(verdict: _Verdict, read: Target) -> _Verdict:
    """The verdict with its source in full."""
    basis = f"{verdict.basis} in {table().source}"
    if read.key[:1] and read.key[0] not in _AREAS:
        basis += ", of which only /me, /users and /education were read"
    return _Verdict(verdict.app_only, verdict.grant, basis)


def _common(grants: Sequence[Grant]) -> Grant:
    """The permissions that suffice for each of several endpoints."""
    least, *others = {grant.least_privileged for grant in grants}
    shared = set[str].intersection(*(set(grant.permissions) for grant in grants))
    return Grant(
        least if not others else (),
        tuple(name for name in grants[0].permissions if name in shared),
    )


def _forms(read: Target) -> Iterator[tuple[str, ...]]:
    """The path, and equivalent paths that may have a row if it has none."""
    yield read.key
    if read.key[-1:] and read.key[-1] in _STREAMS:
        yield read.key[:-1]
    own, below = read.key[: read.own], read.key[read.own :]
    if below[:1] == ("calendar",):
        yield (*own, "calendars", HOLE, *below[1:])
    if below[:1] == ("drive",) and (item := _below_item(below[1:])) is not None:
        yield (*own, "drive", "items", HOLE, *item)


def _below_item(path: tuple[str, ...]) -> tuple[str, ...] | None:
    """The rest of a path after a drive item that is not named by its identifier."""
    if path[:1] in (("items",), ("special",)) and path[2:3] == (ITEM_AT,):
        return path[3:]
    if path[:1] == ("root:",):
        return path[2:]
    if path[:1] == ("root",):
        return path[1:]
    return path[2:] if path[:1] == ("special",) and len(path) > 1 else None
