"""The row of an endpoint: what it asks of a token, how it is found, and whether a token has it.

Must not know which rows there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Alternatives = tuple[frozenset[str], ...]
"""Sets of permissions; all of one set are needed together, and one set is enough."""


@dataclass(frozen=True)
class Required:
    """What an endpoint asks of an app-only and of a delegated token.

    No alternatives mean that no such token is let in, None that every one is. ``page`` is the
    address of what says so.
    """

    application: Alternatives | None = None
    delegated: Alternatives | None = None
    page: str = ""


RequiredPermissions = Mapping[tuple[str, str], Required]
"""Method and path (``"GET", "/users/{}/messages"``) to what the endpoint asks."""

Rows = Mapping[tuple[str, int], list[tuple[tuple[str, ...], Required]]]
"""The same by method and number of segments."""


def alternatives(listed: str) -> Alternatives:
    """What a cell of a reference page lists: ``"A and B, C"``; an empty one lists nothing."""
    return tuple(
        frozenset(alternative.strip().split(" and "))
        for alternative in listed.split(",")
        if alternative.strip()
    )


def index(table: RequiredPermissions) -> Rows:
    """The table as ``row_for`` takes it."""
    rows: dict[tuple[str, int], list[tuple[tuple[str, ...], Required]]] = defaultdict(list)
    for (method, path), required in table.items():
        template = tuple(
            "{}" if segment.startswith("{") else segment
            for segment in path.strip("/").lower().split("/")
        )
        rows[method.upper(), len(template)].append((template, required))
    return rows


def row_for(rows: Rows, method: str, segments: tuple[str, ...]) -> Required | None:
    """What an endpoint asks, given its path's segments in lower case; None without a row.

    Of several rows that fit, the most literal one counts. A path of the signed-in user is looked
    up as such, and then as that of any user.
    """
    for path in _readings(segments):
        found = [
            (template, required)
            for template, required in rows.get((method, len(path)), ())
            if all(wanted in ("{}", given) for wanted, given in zip(template, path, strict=True))
        ]
        if found:
            return min(found, key=lambda row: row[0].count("{}"))[1]
    return None


def _readings(segments: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    if segments[:2] == ("users", "me"):
        segments = segments[1:]
    if segments[:1] != ("me",):
        return (segments,)
    return (segments, ("users", *segments))


def enough(asked: Alternatives, granted: Iterable[str], without: Collection[str] = ()) -> bool:
    """Whether the granted permissions hold one alternative, those in ``without`` left aside.

    Who may write may read as well, also where a page lists only the permission to read: the
    permissions reference describes each ReadWrite so
    (https://learn.microsoft.com/graph/permissions-reference).
    """
    held = set(granted) - set(without)
    held |= {name.replace("ReadWrite", "Read") for name in held}
    return any(alternative <= held for alternative in asked)
