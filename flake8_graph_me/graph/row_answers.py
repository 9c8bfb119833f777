"""What the permission table says of a method on a path."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flake8_graph_me.graph.endpoint_paths import HOLE, ITEM_AT, Target
from flake8_graph_me.graph.partial_permissions import is_basic, reading_all
from flake8_graph_me.graph.permission_rows import (
    DEEPEST,
    NOTHING,
    Alternatives,
    Grant,
    Node,
    following,
    grant,
    rows,
    source,
)
from flake8_graph_me.graph.schemes import APPLICATION, PERSONAL, SCHEMES, WORK

_DRIVES = {"drive": 1, "drives": 2}
_LIKENESS = 0.75
"""How alike two names have to be (``difflib``'s ratio, 0 to 1) for one to be meant by the other."""
_TRIED = 3
_STREAMS = frozenset({"$count", "$ref", "$value"})
UNKNOWN_GRANT = Grant((NOTHING,) * len(SCHEMES))
_DIVIDED_GRANT = Grant((Alternatives(divided=True),) * len(SCHEMES))


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What the row of an endpoint says. ``app_only`` says whether it takes application permissions;
    None if there is no row, or several that disagree. ``basis`` says which row it is, or why there
    is none. ``exact`` says that each part of the path that is not known stands where the data have
    an identifier.
    """

    app_only: bool | None
    grant: Grant
    basis: str
    exact: bool = False


def answer(read: Target, method: str | None) -> RowAnswer:
    """The answer for a path; without a method, what holds for all methods of it."""
    told = f"in {source()}"
    missing = "no row for it"
    for form in _forms(read):
        of_path = rows(form)
        found = [node for node in of_path if method is None or method in node.methods]
        if found:
            return _agreed(found, method, told, exact=_fits(form, found))
        if of_path:
            missing = "no row for this method"
    return RowAnswer(None, UNKNOWN_GRANT, f"{missing} {told}")


def delegated_grant(read: Target, method: str | None) -> Grant:
    """What a user's token needs: the row of ``/me`` itself, if the path is the signed-in user's and
    there is one, else that of the path for a named user, who may be the same.
    """
    if read.me:
        own = ("education",) if read.key[0] == "education" else ()
        for form in _forms(read):
            key = (*own, "me", *form[read.own :])
            found = [node for node in rows(key) if method is None or method in node.methods]
            if found:
                return _agreed(found, method, "", exact=False).grant
    return answer(read, method).grant


def _agreed(candidates: Sequence[Node], method: str | None, told: str, *, exact: bool) -> RowAnswer:
    """What holds for all possible rows; without a method, for all of their methods."""
    numbers = {
        number
        for node in candidates
        for each, number in node.methods.items()
        if method in (None, each)
    }
    grants = [grant(number) for number in sorted(numbers)]
    name = candidates[0].path if len(candidates) == 1 else f"{len(candidates)} possible paths"
    verdicts = {bool(each.application.permissions) for each in grants}
    if len(verdicts) > 1:
        return RowAnswer(None, _DIVIDED_GRANT, f"no one answer for {name} {told}")
    whole = grants[0]
    if len(grants) > 1:
        whole = Grant(tuple(_common([each.of(scheme) for each in grants]) for scheme in SCHEMES))
    basis = f"{method or 'all methods of'} {name} {told}"
    return RowAnswer(verdicts.pop(), whole, basis, exact)


def _common(every: Sequence[Alternatives]) -> Alternatives:
    """The permissions that suffice for each of several endpoints."""
    first = every[0]
    if all(each == first for each in every):
        return first
    shared = set[str].intersection(*(set(each.permissions) for each in every))
    least = first.least if all(each.least == first.least for each in every) else None
    also = [pair for each in every for pair in each.also if pair[0] in shared]
    return Alternatives(
        least,
        tuple(name for name in first.permissions if name in shared),
        tuple(dict.fromkeys(also)),
        divided=least is None,
    )


def _fits(key: Sequence[str], found: Sequence[Node]) -> bool:
    """Whether a path means one row, and its holes stand where the row has identifiers."""
    segments = found[0].path.split("/")[1:]
    return len(found) == 1 and all(
        other in (HOLE, name) for name, other in zip(key, segments, strict=False) if HOLE in name
    )


def hint(read: Target, method: str | None, *, of_user: bool) -> str | None:
    """What the nearest row says, for an application or for a user, where a path has none: one of
    another method, or of the path above. None if it has one, or several paths are as near.
    """
    if any(
        method is None or method in node.methods for form in _forms(read) for node in rows(form)
    ):
        return None
    said = _said_to_users if of_user else _said
    for dropped in range(max(0, len(read.key) - DEEPEST), len(read.key)):
        key = read.key[: len(read.key) - dropped]
        if dropped and len(key) <= read.own:
            return None
        found = rows(key)
        if len(found) == 1:
            (node,) = found
            shown = method if method in node.methods else min(node.methods)
            return f"the nearest row, {shown} {node.path}, {said(grant(node.methods[shown]))}"
    return None


def misspelt(read: Target, method: str | None) -> str | None:
    """The path of the data, with the method if it takes it, from which this one differs in the
    spelling of one segment; None if there is none, or the data have this path.
    """
    key = read.key
    if rows(key):
        return None
    for place, name in enumerate(key):
        known = following(key[:place])
        # The data have /user too, for little: /users is what is often meant.
        if HOLE in name or (place and name in known):
            continue
        for other in difflib.get_close_matches(name, known, n=_TRIED, cutoff=_LIKENESS):
            found = rows((*key[:place], other, *key[place + 1 :]))
            if len(found) == 1:
                (node,) = found
                return f"{method if method in node.methods else min(node.methods)} {node.path}"
    return None


def _said(granted: Grant) -> str:
    if application := _first(granted.of(APPLICATION)):
        return f"takes application permission {application}"
    return f"takes delegated permissions only ({_of_users(granted)})"


def _said_to_users(granted: Grant) -> str:
    if delegated := _of_users(granted):
        return f"takes delegated permission {delegated}"
    return "takes no delegated permission"


def _of_users(granted: Grant) -> str:
    return _first(granted.of(WORK)) or _first(granted.of(PERSONAL))


def _first(alternatives: Alternatives) -> str:
    names = alternatives.permissions
    first = alternatives.least or next(iter(names), "")
    return reading_all(first) if is_basic(first) and reading_all(first) in names else first


def _forms(read: Target) -> Iterator[tuple[str, ...]]:
    """The path, and equivalent paths that may have a row if it has none."""
    key = read.key
    yield key
    if key[:1] == ("sites",) and key[2:3] == (ITEM_AT,):
        # A site that is named by its path on a host.
        key = ("sites", HOLE, *key[3:])
        yield key
    if key[-1:] and key[-1] in _STREAMS:
        yield key[:-1]
    own, below = key[: read.own], key[read.own :]
    if below[:1] == ("calendar",):
        yield (*own, "calendars", HOLE, *below[1:])
    at = _below_drive(key)
    item = _below_item(key[at:]) if at else None
    if item is not None:
        yield (*key[:at], "items", HOLE, *item)
    if at > 2 and key[at - 2] == "drives":
        # A drive of a site, a group or a user is the same without what it belongs to.
        yield key[at - 2 :]
        if item is not None:
            yield ("drives", HOLE, "items", HOLE, *item)


def _below_drive(key: Sequence[str]) -> int:
    """How many segments of a path lead to a drive; 0 if it has none."""
    for at, name in enumerate(key):
        if name in _DRIVES:
            return at + _DRIVES[name]
    return 0


def _below_item(path: tuple[str, ...]) -> tuple[str, ...] | None:
    """The rest of a path after a drive item that is not named by its identifier."""
    if path[:1] in (("items",), ("special",)) and path[2:3] == (ITEM_AT,):
        return path[3:]
    if path[:1] == ("root:",):
        return path[2:]
    if path[:1] == ("root",):
        return path[1:]
    return path[2:] if path[:1] == ("special",) and len(path) > 1 else None
