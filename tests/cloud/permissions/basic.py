"""Permissions that show only the basic properties of a resource, and requests that ask for more.

Must not know which endpoints accept these permissions.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_QUOTED = re.compile(r"'(?:[^']|'')*'")
_PROPERTY = re.compile(r"(?<![\w/])[A-Za-z]\w*(?![\w(])")
"""The first name of a path in a filter, and no function."""
_COMPARISONS = {"eq", "ge", "gt", "has", "in", "le", "lt", "ne"}
_NO_PROPERTIES = {*_COMPARISONS, "and", "asc", "desc", "false", "not", "null", "or", "true"}


@dataclass(frozen=True)
class _Basic:
    """What permissions show of a resource: the properties ``shown``, or all but those withheld.

    ``collections`` name the resource in a path. All but the permissions is in lower case.
    """

    permissions: frozenset[str]
    collections: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()

    def shows(self, name: str) -> bool:
        """Whether a property is among those that the permissions show."""
        return name in self.shown if self.shown else name not in {*self.withheld, "*"}


_EXTENDED = {"singlevalueextendedproperties", "multivalueextendedproperties"}

_MAIL = _Basic(
    permissions=frozenset({"Mail.ReadBasic", "Mail.ReadBasic.All"}),
    collections=frozenset({"messages"}),
    withheld=frozenset(
        {"body", "bodypreview", "uniquebody", "attachments", "extensions", *_EXTENDED}
    ),
)
"""In July 2021 "except for body, bodyPreview, uniqueBody, attachments, extensions, and any
extended properties. Does not include permissions to search messages":
https://github.com/microsoftgraph/microsoft-graph-docs/blob/db3ad7292b828f2149fe620c9a6de9f98946b4fd/concepts/permissions-reference.md
Today's reference says the same in fewer words.
"""

_CALENDARS = _Basic(
    permissions=frozenset({"Calendars.ReadBasic", "Calendars.ReadBasic.All"}),
    collections=frozenset({"events", "calendarview"}),
    withheld=frozenset({"body", "bodypreview", "attachments", "extensions", *_EXTENDED}),
)
"""https://learn.microsoft.com/graph/permissions-reference: "except for properties such as body,
attachments, and extensions". The preview is part of the body.
"""

_USERS = _Basic(
    permissions=frozenset({"User.ReadBasic.All"}),
    shown=frozenset(
        {
            "displayname",
            "givenname",
            "id",
            "mail",
            "photo",
            "securityidentifier",
            "surname",
            "userprincipalname",
        }
    ),
)
"""https://learn.microsoft.com/graph/api/resources/users, "User basic profile properties"."""


def too_basic(method: str, segments: tuple[str, ...], query: Mapping[str, str]) -> frozenset[str]:
    """The basic permissions that do not cover a request, given the lower-case segments of its path.

    A request without ``$select`` asks for all properties, and ``$search`` and ``$expand`` are
    beyond every basic permission. This is simpler than the service, which refuses some such
    requests and answers others without the properties that the permission withholds.
    """
    if method != "GET":
        return frozenset()
    named = {name.lower().removeprefix("$"): value for name, value in query.items()}
    basic = _basic_of(segments)
    if basic is None or _is_covered(named, basic):
        return frozenset()
    return basic.permissions


def _basic_of(segments: tuple[str, ...]) -> _Basic | None:
    """What is basic of the resources that a path ends in, whether a list or one of them."""
    if segments[:1] == ("users",) and len(segments) <= 2:
        # Of the signed-in user the permission shows the full profile.
        return None if segments[1:] == ("me",) else _USERS
    ends = set(segments[-2:])
    return next((basic for basic in (_MAIL, _CALENDARS) if basic.collections & ends), None)


def _is_covered(query: Mapping[str, str], basic: _Basic) -> bool:
    if "select" not in query or {"expand", "search"} & query.keys():
        return False
    return all(map(basic.shows, _properties(query)))


def _properties(query: Mapping[str, str]) -> Iterator[str]:
    """The properties that are selected, filtered by, or ordered by."""
    for selected in query["select"].split(","):
        yield selected.strip().partition("/")[0].lower()
    for option in ("filter", "orderby"):
        unquoted = _QUOTED.sub("", query.get(option, ""))
        yield from {name.lower() for name in _PROPERTY.findall(unquoted)} - _NO_PROPERTIES
