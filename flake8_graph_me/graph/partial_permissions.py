"""Permissions that are for a part of what a path names: basic properties only, with the properties
that a query asks for; single properties; some kinds of users; the signed-in user alone.

Sources of the basic properties: Microsoft's texts of Mail.ReadBasic ("all properties except body,
previewBody, attachments and any extended properties"), Calendars.ReadBasic ("except for properties
such as body, attachments, and extensions") and User.ReadBasic.All in the permissions reference, and
the resource types message, event and user of the reference (learn.microsoft.com/graph). What is not
listed there for certain is not taken to be basic.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

BASIC = "ReadBasic"
PROPERTIES = {
    "Mail": frozenset(
        {
            *("bccrecipients", "categories", "ccrecipients", "changekey", "conversationid"),
            *("conversationindex", "createddatetime", "flag", "from", "hasattachments", "id"),
            *("importance", "inferenceclassification", "internetmessageid"),
            *("isdeliveryreceiptrequested", "isdraft", "isread", "isreadreceiptrequested"),
            *("lastmodifieddatetime", "parentfolderid", "receiveddatetime", "replyto", "sender"),
            *("sentdatetime", "subject", "torecipients", "weblink"),
        }
    ),
    "Calendars": frozenset(
        {
            *("allownewtimeproposals", "attendees", "categories", "changekey", "createddatetime"),
            *("end", "hasattachments", "hideattendees", "icaluid", "id", "importance"),
            *("isallday", "iscancelled", "isdraft", "isonlinemeeting", "isorganizer"),
            *("isreminderon", "lastmodifieddatetime", "location", "locations", "organizer"),
            *("originalendtimezone", "originalstart", "originalstarttimezone", "recurrence"),
            *("reminderminutesbeforestart", "responserequested", "responsestatus", "sensitivity"),
            *("seriesmasterid", "showas", "start", "subject", "type", "weblink"),
        }
    ),
    "User": frozenset(
        {
            *("displayname", "givenname", "id", "mail", "photo", "securityidentifier", "surname"),
            "userprincipalname",
        }
    ),
}
"""The basic properties, in lower case, by the first part of the permission's name."""
# Beside Mail.ReadBasic.All, of all mailboxes, stands Mail.Read. Elsewhere what has no .All in its
# name is less: User.Read is of oneself.
_OF_MAILBOXES = frozenset({"Calendars", "Mail"})
_ASKING = frozenset({"$filter", "$orderby"})
_MORE = frozenset({"$expand", "$search", "$apply", "$compute"})
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_NAME = re.compile(r"(?<![\w.:/-])[A-Za-z_]\w*(?!\w|\()")
_WORDS = frozenset(
    {
        *("and", "asc", "desc", "eq", "false", "ge", "gt", "has", "in", "le", "lt", "ne", "not"),
        *("null", "or", "true"),
    }
)

_RESOURCES = {"groups": "Group", "users": "User"}
_OF_PROPERTIES = frozenset(
    {"Group.ManageProtection.All", "User.EnableDisableAccount.All", "User.ManageIdentities.All"}
)
"""Permissions for single properties of which the name does not say so. Source: their texts in the
permissions reference.
"""
_OF_SOME_USERS = ("AgentIdUser.", "DeviceManagement", "User.ReadWrite.CrossCloud")
"""How permissions begin that are for the users of agents, of Intune or of other clouds."""
OF_ONESELF = frozenset({"User.Read", "User.ReadWrite"})
"""Permissions for the profile of the signed-in user alone, which the data name for any user."""

Query = Iterable[tuple[str, str | None]]
"""The parameters of a query, by name; a value is None where it is not known."""


def is_basic(name: str) -> bool:
    """Whether a permission reads basic properties only."""
    return f".{BASIC}." in f"{name}."


def is_partial(name: str, key: Sequence[str]) -> bool:
    """Whether a permission is for single properties, or for some of the users, where a path names
    users or groups as a whole; ``key`` is the path's normal form. The data name it beside those
    that are enough for any such request.
    """
    resource = _RESOURCES.get(key[0]) if key[:1] and len(key) <= 2 else None
    if resource is None:
        return False
    single = name.startswith(f"{resource}-") or name in _OF_PROPERTIES
    return single or (resource == "User" and name.startswith(_OF_SOME_USERS))


def resource_of(key: Sequence[str]) -> str:
    """The first part of the names of the permissions for what a path names; empty if unknown."""
    return _RESOURCES.get(key[0], "") if key else ""


def reading_all(name: str) -> str:
    """The name that the permission to read all properties has beside a basic one."""
    full = name.replace(f".{BASIC}", ".Read", 1)
    return full.removesuffix(".All") if name.partition(".")[0] in _OF_MAILBOXES else full


def is_listed(name: str) -> bool:
    """Whether it is known which properties a basic permission reads."""
    return name.partition(".")[0] in PROPERTIES


def covers(name: str, properties: frozenset[str] | None) -> bool:
    """Whether a basic permission is enough to read these properties; None are those that are not
    known, or all.
    """
    known = PROPERTIES.get(name.partition(".")[0])
    return properties is not None and known is not None and properties <= known


def properties_of(query: Query) -> frozenset[str] | None:
    """The properties that a query reads, in lower case: what it selects, filters and sorts by; None
    if it selects nothing, or more than that, or is not known.
    """
    selected: frozenset[str] | None = None
    others: set[str] = set()
    for key, value in query:
        name = key.strip().lower()
        # Graph takes most of them without the dollar sign too, but not all of it a $select.
        asking = f"${name.removeprefix('$')}"
        if asking in _MORE:
            return None
        if name == "$select":
            if value is None or selected is not None:
                return None
            selected = frozenset(filter(None, (each.strip() for each in value.lower().split(","))))
        elif asking in _ASKING:
            if value is None:
                return None
            others.update(_named(value))
    return selected | others if selected else None


def _named(expression: str) -> Iterator[str]:
    """The properties that a filter or an order names, each by its first segment."""
    for match in _NAME.finditer(_QUOTED.sub(" ", expression)):
        name = match[0].lower()
        if name not in _WORDS:
            yield name


def written_query(path: str) -> Query:
    """The parameters of a path's or a URL's query."""
    if "?" not in path:
        return ()
    try:
        query = urlsplit(path).query
    except ValueError:
        return ()
    return parse_qsl(query, keep_blank_values=True)
