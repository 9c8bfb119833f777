"""A call to Graph as people write it: a method, and a path or a URL.

Source of the forms of ``/me`` and of case: learn.microsoft.com/graph/traverse-the-graph and the
reference pages that write ``/users/me`` and ``/education/me``.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flake8_graph_me.graph.hosts import GRAPH_HOSTS, VERSIONS

_CALL = re.compile(r"\s*(?:([A-Za-z]+)\s+)?(\S.*?)\s*", re.DOTALL)
METHODS = frozenset({"DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"})
"""The methods that Graph has."""
_LONGEST = 2048
"""How many characters a call like ``GET /me`` may have. Past it the text is refused as no call."""
_OF_ME = (("me",), ("users", "me"), ("education", "me"))
"""The beginnings of paths of the signed-in user."""


@dataclass(frozen=True, slots=True)
class WrittenCall:
    """A call; its path begins with a slash and has neither host, version nor query. ``target`` is
    the path or URL as it was written, with its query.

    ``at_me`` says that the path is the signed-in user's.
    """

    method: str
    path: str
    target: str
    host: str | None
    at_me: bool


def call(text: str) -> WrittenCall | None:
    """The call in a text such as ``GET /me/messages``, or None. The method defaults to GET."""
    found = _CALL.fullmatch(text)
    if found is None or len(text) > _LONGEST or not text.isprintable():
        return None
    method, target = (found[1] or "GET").upper(), found[2]
    if method not in METHODS:
        return None
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
    if not segments:
        return None
    lowered = tuple(segment.lower() for segment in segments)
    at_me = any(lowered[: len(beginning)] == beginning for beginning in _OF_ME)
    return WrittenCall(method, "/" + "/".join(segments), target, host, at_me)
