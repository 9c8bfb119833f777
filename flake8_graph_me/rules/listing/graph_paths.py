"""The path and the query of any request to Microsoft Graph, cut out of the text of its URL."""

import re
from dataclasses import dataclass

from flake8_graph_me.engine.domain.text_slices import stripped
from flake8_graph_me.engine.domain.texts import cut, flat
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.graph.hosts import VERSIONS
from flake8_graph_me.rules.requests.paths import path_begins
from flake8_graph_me.terms.text import HOLE_MARK

_NAMED = "|".join(map(re.escape, sorted(VERSIONS)))
# Several where a path that brings its own comes behind a base that has one.
_VERSION = re.compile(rf"(?:/*(?:{_NAMED})(?=[/{HOLE_MARK}]|$))+", re.IGNORECASE)
_UNKNOWN_VERSION = re.compile(rf"/*{HOLE_MARK}(?=/+[^/])")


@dataclass(frozen=True, slots=True)
class GraphPath:
    """A path without host and version, beginning with a slash unless a hole may hold it, and the
    query of the URL if it has one. ``host_known`` says that the host is Graph's; otherwise it is
    unknown. ``path`` is None if one hole is all that there is.
    """

    path: Text | None
    query: Text | None
    host_known: bool


def graph_path(text: Text, hosts: frozenset[str]) -> GraphPath | None:
    """The path in the text of a URL; None if the host is another than Graph's."""
    marks = flat(text)
    end = _first(marks, "#", len(marks))
    path_end = _first(marks[:end], "?", end)
    start, host_known = path_begins(marks[:path_end], hosts)
    if start is None:
        return None
    version = _VERSION.match(marks, start, path_end)
    if version is None and start > 0:
        # Without a version Graph answers nothing, so a hole in front of a path is one.
        version = _UNKNOWN_VERSION.match(marks, start, path_end)
    begin = start if version is None else version.end()
    query = cut(text, path_end + 1, end) if path_end < end else None
    path: Text | None = stripped(cut(text, begin, path_end), "/", left=True, right=True)
    if not host_known and begin >= path_end and marks[:1] == HOLE_MARK:
        path = None
    return GraphPath(path, query, host_known)


def _first(marks: str, mark: str, otherwise: int) -> int:
    at = marks.find(mark)
    return otherwise if at < 0 else at
