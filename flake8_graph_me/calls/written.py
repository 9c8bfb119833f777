"""A call to Graph as people write it: a method, and a path or a URL.

Must not know tokens or permissions.

Source of the forms of ``/me`` and of case: learn.microsoft.com/graph/traverse-the-graph and the
reference pages that write ``/users/me`` and ``/education/me``.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flake8_graph_me.knowledge.graph.hosts import GRAPH_HOSTS, VERSIONS

USER = "{user}"
_CALL = re.compile(r"\s*([A-Za-z]+)\s+(\S.*?)\s*", re.DOTALL)
_LONGEST = 2048
_OF_ME = ((("me",), "users"), (("users", "me"), "users"), (("education", "me"), "education/users"))
"""The beginnings of paths of the signed-in user, and where the user with a name is instead."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call; its path begins with a slash and has neither host, version nor query.

    ``twin`` is the path for a user with a name, if the path is the signed-in user's.
    """

    method: str
    path: str
    host: str | None
    twin: str | None


def call(text: str) -> Call | None:
    """The call that a text like ``GET /me/messages`` says, or None."""
    found = _CALL.fullmatch(text)
    if found is None or len(text) > _LONGEST or not text.isprintable():
        return None
    method, target = found[1].upper(), found[2]
    try:
        url = urlsplit(target)
        host = url.hostname
    # Brackets that hold no address.
    except ValueError:
        return None
    if url.scheme not in {"", "http", "https"} or (host or "") not in {"", *GRAPH_HOSTS}:
        return None
    if bool(url.scheme) != bool(host) or not (host or target.startswith("/")):
        return None
    segments = [segment for segment in url.path.split("/") if segment]
    if segments and segments[0].lower() in VERSIONS:
        del segments[0]
    return Call(method, _path(segments), host, _twin(segments)) if segments else None


def _twin(segments: list[str]) -> str | None:
    lowered = tuple(segment.lower() for segment in segments)
    for beginning, users in _OF_ME:
        if lowered[: len(beginning)] == beginning:
            return _path([users, USER, *segments[len(beginning) :]])
    return None


def _path(segments: list[str]) -> str:
    return "/" + "/".join(segments)
