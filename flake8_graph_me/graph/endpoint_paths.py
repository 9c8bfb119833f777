"""Normalised Microsoft Graph paths, to compare a request's path with the data.

Source of the forms: learn.microsoft.com/graph (traverse-the-graph, use-the-api, json-batching), the
URL conventions of OData, and what the SDKs put on the wire.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from flake8_graph_me.graph.hosts import GRAPH_HOSTS, VERSIONS

HOLE = "{}"
"""One segment that can be anything: an identifier, or a text that is not known."""
ITEM_AT = "{}:"
"""An item that is addressed by its path below another item, as in ``root:/a/b.txt:``."""
CAST = "microsoft.graph."

_BRACES = re.compile(r"\{[^{}]*\}")
_SEPARATORS = re.compile(r"[/?#%()]")
_QUERY = re.compile(r"[?#]")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:|\{[^{}]*\})?//[^/?#]*", re.IGNORECASE)
# A slash between parentheses belongs to a function's argument.
_SEGMENT = re.compile(r"(?:\([^()]*\)|[^/])+")
_CALL = re.compile(r"([^()]+)\((.*)\)", re.DOTALL)
_QUOTED = re.compile(r"'[^']*'")
_SHORT_CAST = re.compile(r"graph\.(?=[a-z])")
_HAVE_ITEMS = frozenset({"items", "sites", "special"})
_FIRST = frozenset({*VERSIONS, "me", "users", "education"})
# What stands below /users without being one of them.
_NO_USERS = frozenset(
    {
        "$count",
        "delta",
        "getbyids",
        "getmanagedappblockedusers",
        "validatepassword",
        "validateproperties",
    }
)


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a path: ``key`` is its normal form under ``/users``; ``shown`` is the path
    without host, version and query; ``twin`` is the same with ``{user}`` for the user (None if a
    user has no place in it); ``own`` is the number of the key's segments that only name the owner.
    """

    key: tuple[str, ...]
    shown: str
    twin: str | None
    me: bool
    own: int


def path_key(path: str) -> tuple[str, ...]:
    """The normal form of a path that the data spell, of ``/me`` too."""
    return tuple(normal(_raw_segments(path)))


def target(path: str) -> Target:
    """Read a path as code, messages and people write it."""
    raw = _raw_segments(path)
    shown = "/" + "/".join(raw)
    if raw and plain(raw[0]) == "me":
        return _of_user("users", raw[1:], shown)
    at = 1 if raw and plain(raw[0]) == "education" else 0
    name = plain(raw[at]) if at < len(raw) else ""
    if at and name == "me":
        return _of_user("education/users", raw[2:], shown)
    area = "education/users" if at else "users"
    if name.startswith("users("):
        return _of_user(area, raw[at + 1 :], shown, me=False)
    following = plain(raw[at + 1]) if at + 1 < len(raw) else ""
    if name != "users" or not following or following.partition("(")[0] in _NO_USERS:
        return Target(tuple(normal(raw)), shown, None, me=False, own=1)
    if following == "me":
        return _of_user(area, raw[at + 2 :], shown)
    return _of_user(area, raw[at + 2 :], shown, me=False)


def _of_user(area: str, rest: Sequence[str], shown: str, *, me: bool = True) -> Target:
    own = (*area.split("/"), HOLE)
    twin = "/".join(("", area, "{user}", *rest))
    return Target((*own, *normal(rest)), shown, twin, me, len(own))


def plain(segment: str) -> str:
    """A segment as the service compares it: percent-decoded, in lower case, with placeholders
    blank.
    """
    if segment.isalnum() or segment == HOLE:
        return segment.lower()
    return _BRACES.sub(HOLE, unquote(segment)).lower()


def normal(segments: Sequence[str]) -> Iterator[str]:
    """The segments as the data spell them, with ``{}`` for everything that differs between
    requests.
    """
    rest = iter(segments)
    before = ""
    for segment in rest:
        name, colon, path = plain(segment).partition(":")
        if colon and (name == "root" or before in _HAVE_ITEMS):
            yield f"{name if name == 'root' else HOLE}:"
            yield from _address(path, rest)
        else:
            yield from _segment(plain(segment))
        before = plain(segment)


def _address(path: str, rest: Iterator[str]) -> Iterator[str]:
    """Skip an item's path up to the colon that ends it."""
    if not path.endswith(":"):
        for segment in rest:
            if plain(segment).endswith(":"):
                break
    yield ITEM_AT


def _segment(name: str) -> Iterator[str]:
    name = _SHORT_CAST.sub(CAST, name) if name.startswith("graph.") else name
    call = _CALL.fullmatch(name)
    if call is None:
        yield name
        return
    # With parentheses it is a function, whose full name begins as a cast does.
    function, inside = call[1].removeprefix(CAST), _QUOTED.sub(HOLE, call[2])
    names = sorted(each.partition("=")[0].strip() for each in inside.split(",") if "=" in each)
    yield f"{function}({','.join(f'{each}={HOLE}' for each in names)})" if names else function
    if inside.strip() and not names:
        yield HOLE


def _raw_segments(path: str) -> list[str]:
    """The path's segments as they are written, without host, version, query and empty ones."""
    text = _BRACES.sub(_named_hole, path.strip())
    host = _HOST.match(text)
    text = _QUERY.split(text[host.end() if host else 0 :], maxsplit=1)[0]
    segments: list[str] = _SEGMENT.findall(text)
    # White space at the end is no part of the path, whatever stood behind it.
    while segments and not segments[-1].rstrip():
        del segments[-1]
    segments[-1:] = [segment.rstrip() for segment in segments[-1:]]
    if segments[:1] and segments[0].lower() in GRAPH_HOSTS:
        del segments[0]
    # A text that is not known, before the path, is the base of the URL.
    if len(segments) > 1 and plain(segments[0]) == HOLE and plain(segments[1]) in _FIRST:
        del segments[0]
    if segments[:1] and plain(segments[0]) in VERSIONS:
        del segments[0]
    return segments


def _named_hole(match: re.Match[str]) -> str:
    """A placeholder keeps its name, unless the name would look like a separator."""
    return "{…}" if _SEPARATORS.search(match[0]) else match[0]
