"""The path of a request as Microsoft Graph sees it, found in a text with holes.

Source of the forms: learn.microsoft.com/graph (use-the-api, traverse-the-graph): names in a path
are not case-sensitive, a version may be missing, ``users/me`` and ``education/me`` are forms of
``me``.
"""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from flake8_graph_me.engine.domain.texts import flat
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.graph.hosts import GRAPH_HOSTS, VERSIONS
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.terms.text import HOLE_MARK, Hole, Literal

H = HOLE_MARK
ABSOLUTE = re.compile(rf"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*:|{H}:?)?//(?P<host>[^/?#]*)")
SEGMENT = re.compile(r"[^/]+")
SHOWN_HOLE = "{…}"


@dataclass(frozen=True, slots=True)
class UserPath:
    """A path whose first segments, after host and version, name a user: ``me``, ``users/…`` or
    ``education/…``.

    ``me`` says that it is the signed-in user. ``shown`` is the path as a message shows it, with
    ``{…}`` for holes and without its query; ``twin`` is the same with ``{user}`` for the signed-in
    user. ``host_known`` says that the host is Graph's; otherwise it is unknown. ``piece`` and
    ``offset`` locate the ``me``, or else the first segment.
    """

    me: bool
    shown: str
    twin: str
    host_known: bool
    piece: Literal
    offset: int
    before: str

    def segment(self) -> Segment | None:
        """Where the ``me`` can be edited; None if its characters are computed."""
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


def user_path(
    text: Text,
    hosts: frozenset[str] = GRAPH_HOSTS,
    *,
    all_paths: bool = False,  # also those that are no user's
) -> UserPath | None:
    """The text as a path of a user in Graph; None for any other. With ``all_paths`` also a path
    that is no user's.

    On an unknown host, only paths of the signed-in user count.
    """
    marks = flat(text)
    end = min((at for at in (marks.find("?"), marks.find("#")) if at >= 0), default=len(marks))
    path_start, host_known = path_begins(marks[:end], hosts)
    if path_start is None:
        return None
    segments = [
        (match.group(), path_start + match.start())
        for match in SEGMENT.finditer(marks[path_start:end])
    ]
    owner = _owner(segments, host_known, path_start, all_paths=all_paths)
    if owner is None:
        return None
    return _made(text, marks[:end], owner, host_known)


def may_be_signed_in(text: Text, hosts: frozenset[str]) -> Iterator[Hashable]:
    """The keys of the holes of a text that may hide that it is a path of the signed-in user: those
    in its host, and up to its first segment.
    """
    marks = flat(text).partition("?")[0].partition("#")[0]
    path_start, _ = path_begins(marks, hosts)
    if path_start is None:
        return
    end = path_start
    before = (*VERSIONS, "users", "education")
    for match in SEGMENT.finditer(marks[path_start:]):
        name = unquote(match.group()).lower()
        if not any(one.startswith(name.partition(H)[0]) for one in ("me", *before)):
            break
        end = path_start + match.end()
        if name not in before:
            break
    position = 0
    for piece in text.pieces:
        if isinstance(piece, Hole) and position < end:
            yield piece.key
        position += len(piece.text) if isinstance(piece, Literal) else 1


def path_begins(marks: str, hosts: frozenset[str]) -> tuple[int | None, bool]:
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


@dataclass(frozen=True, slots=True)
class _Owner:
    """Where a path names its owner: the flat indices of its first segment and of the ``me``, or
    else of the first segment again. ``before`` is what to write before a user.
    """

    path: int
    start: int
    me: bool
    before: str = ""


def _owner(
    segments: list[tuple[str, int]],
    host_known: bool,
    start: int,  # what is known of the host
    *,
    all_paths: bool,
) -> _Owner | None:
    names = [unquote(name).lower() for name, _ in segments]
    first = 0
    if first < len(names) and (names[first] in VERSIONS or (names[first] == H and len(names) > 1)):
        first += 1
    if first >= len(names):
        return None
    name, at = names[first], segments[first][1]
    if name == "me" and name == segments[first][0].lower():
        return _Owner(at, at, me=True, before="users/")
    if name in ("users", "education") and names[first + 1 : first + 2] == ["me"]:
        if name == "users" and not host_known and start == 0:
            return None
        before = "" if name == "users" else "users/"
        return _Owner(at, segments[first + 1][1], me=True, before=before)
    any_other = all_paths and H not in name and not name.startswith("$")
    if host_known and (any_other or name.partition("(")[0] in ("users", "education")):
        return _Owner(at, at, me=False)
    return None


def _made(text: Text, marks: str, owner: _Owner, host_known: bool) -> UserPath | None:
    piece = _piece_at(text, owner.start)
    if piece is None:
        return None
    literal, offset = piece
    shown = "/" + marks[owner.path :].rstrip("/")
    twin = shown
    if owner.me:
        cut_at = owner.start - owner.path + 1
        twin = shown[:cut_at] + owner.before + "{user}" + shown[cut_at + 2 :]
    return UserPath(
        owner.me,
        shown.replace(H, SHOWN_HOLE),
        twin.replace(H, SHOWN_HOLE),
        host_known,
        literal,
        offset,
        owner.before,
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
