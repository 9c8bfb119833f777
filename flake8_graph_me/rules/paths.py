"""The path of a request as Microsoft Graph sees it, found in a text with holes.

Source of the forms: learn.microsoft.com/graph (use-the-api, traverse-the-graph): names in a path
are not case-sensitive, a version may be missing, ``users/me`` and ``education/me`` are forms of
``me``.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from flake8_graph_me.engine.texts import HOLE_MARK, flat
from flake8_graph_me.engine.values import Text
from flake8_graph_me.knowledge.graph.hosts import GRAPH_HOSTS, VERSIONS
from flake8_graph_me.rules.segments import Segment
from flake8_graph_me.terms.text import Literal

H = HOLE_MARK
ABSOLUTE = re.compile(rf"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*:|{H})?//(?P<host>[^/?#]*)")
SEGMENT = re.compile(r"[^/]+")
SHOWN_HOLE = "{…}"


@dataclass(frozen=True, slots=True)
class MePath:
    """A path whose first segment, after host and version, stands for the signed-in user.

    ``shown`` is the path as a message shows it, with ``{…}`` for holes and without its query;
    ``twin`` is the same with ``{user}`` for the user. ``host_known`` says that the host is
    Graph's; otherwise it is not known. ``index`` is the piece, ``offset`` the index in it, where
    ``me`` stands.
    """

    shown: str
    twin: str
    host_known: bool
    piece: Literal
    offset: int
    before: str

    def segment(self) -> Segment | None:
        """Where the ``me`` can be edited; None if its characters were computed."""
        if not self.piece.exact or self.offset + 2 > len(self.piece.text):
            return None
        start = self.piece.offset + self.offset
        return Segment(
            self.piece.origin,  # type: ignore[arg-type]  # exact pieces come from literals only
            start,
            start + 2,
            self.before,
            self.piece.template,
        )


def me_path(text: Text, hosts: frozenset[str] = GRAPH_HOSTS) -> MePath | None:
    """The text as a ``/me`` path of Graph, or of a host that is not known; None for any other."""
    marks = flat(text)
    end = min((at for at in (marks.find("?"), marks.find("#")) if at >= 0), default=len(marks))
    path_start, host_known = _host(marks[:end], hosts)
    if path_start is None:
        return None
    segments = [
        (match.group(), path_start + match.start())
        for match in SEGMENT.finditer(marks[path_start:end])
    ]
    found = _me_among(segments, host_known, path_start)
    if found is None:
        return None
    position, start, before = found
    return _made(text, marks[:end], start, before, host_known, segments[position][1])


def _host(marks: str, hosts: frozenset[str]) -> tuple[int | None, bool]:
    """Where the path starts, and whether the host is known to be Graph's; no start on other
    hosts.
    """
    match = ABSOLUTE.match(marks)
    if match is None:
        if marks.startswith(H):
            # A base that is not known: its path may hold a version, nothing else is assumed.
            return 1, False
        return 0, False
    host = match.group("host").rpartition("@")[2].partition(":")[0].lower()
    if H in host:
        return match.end(), False
    return (match.end(), True) if host in hosts else (None, False)


def _me_among(
    segments: list[tuple[str, int]],
    host_known: bool,
    start: int,  # what is known of the host
) -> tuple[int, int, str] | None:
    """Which segment is the signed-in user's, where it starts, and what to write before a user."""
    names = [unquote(name).lower() for name, _ in segments]
    first = 0
    if first < len(names) and (names[first] in VERSIONS or (names[first] == H and len(names) > 1)):
        first += 1
    if first >= len(names):
        return None
    if names[first] == "me" and names[first] == segments[first][0].lower():
        return first, segments[first][1], "users/"
    if names[first] in ("users", "education") and names[first + 1 : first + 2] == ["me"]:
        if names[first] == "users" and not host_known and start == 0:
            return None
        return first, segments[first + 1][1], "" if names[first] == "users" else "users/"
    return None


def _made(
    text: Text,
    marks: str,
    start: int,
    before: str,
    host_known: bool,
    path_start: int,  # the same
) -> MePath | None:
    piece = _piece_at(text, start)
    if piece is None:
        return None
    literal, offset = piece
    shown = "/" + marks[path_start:].rstrip("/")
    cut_at = start - path_start + 1
    twin = shown[:cut_at] + before + "{user}" + shown[cut_at + 2 :]
    return MePath(
        shown.replace(H, SHOWN_HOLE),
        twin.replace(H, SHOWN_HOLE),
        host_known,
        literal,
        offset,
        before,
    )


def _piece_at(text: Text, index: int) -> tuple[Literal, int] | None:
    """The literal piece that holds the character at a flat index, and the index in it."""
    position = 0
    for piece in text.pieces:
        length = len(piece.text) if isinstance(piece, Literal) else 1
        if position <= index < position + length:
            return (piece, index - position) if isinstance(piece, Literal) else None
        position += length
    return None
