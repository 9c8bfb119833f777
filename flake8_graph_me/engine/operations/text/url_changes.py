"""URLs of which one part is changed, as objects do that keep a path as a list of segments: each
segment is decoded when it is given, and encoded again when the URL is written.

Texts in, texts out; None where holes make it unclear what comes of them. Must not know whose
objects these are.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote

from flake8_graph_me.engine.domain.text_slices import loosened, stripped
from flake8_graph_me.engine.domain.texts import concatenated, cut, flat, recased
from flake8_graph_me.engine.domain.url_parts import EMPTY, PARTS, parted, put_together
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.terms.text import HOLE_MARK, Literal

Parts = dict[str, Text]
SAFE = ":@-._~!$&'()*+,;="
"""What is not encoded in a segment, besides letters and digits."""
KEPT = re.compile(rf"[A-Za-z0-9{re.escape(SAFE + HOLE_MARK)}]*")
ENCODED = re.compile(rf"(?:[\w{re.escape(SAFE)}]|%[0-9A-Fa-f]{{2}})*")
KEPT_IN_QUERIES = re.compile(rf"(?:[A-Za-z0-9_.~=&{HOLE_MARK}-])*")
DEFAULT_PORTS = {"https": ":443", "http": ":80"}
SLASH = Text((Literal("/"),))


def behind_root(text: Text) -> Parts | None:
    """The parts of a URL; where a hole stands for all that precedes the path, that is the beginning
    of the path.
    """
    marks = flat(text)
    if not marks.startswith(HOLE_MARK) or marks.startswith("://", 1):
        found_parts = parted(text)
        hostless = marks.startswith("//") and not (found_parts or {}).get("netloc", EMPTY).pieces
        return None if hostless else found_parts
    found = re.match(r"([^?#]*)(\?[^#]*)?(\#.*)?", marks, re.DOTALL)
    assert found is not None, "a regular expression that everything begins with"
    query, fragment = (
        EMPTY if not found[number] else cut(text, found.start(number) + 1, found.end(number))
        for number in (2, 3)
    )
    path = cut(text, 0, found.end(1))
    return {**dict.fromkeys(PARTS, EMPTY), "path": path, "query": query, "fragment": fragment}


def with_parts(parts: Parts, unknown: Text) -> Text | None:
    """The URL of parts as such an object writes it; ``unknown`` stands in the place of what is not
    clear in its query.
    """
    netloc, path = _plain_netloc(parts), written_path(parts["path"])
    if netloc is None or path is None:
        return None
    query = parts["query"]
    if not KEPT_IN_QUERIES.fullmatch(flat(query)):
        query = unknown
    return put_together({**parts, "netloc": netloc, "path": path, "query": query})


def _plain_netloc(parts: Parts) -> Text | None:
    """Host and port in lower case, without the port that goes without saying."""
    netloc = recased(parts["netloc"], str.lower)
    marks = flat(netloc)
    if (not marks.isascii() and HOLE_MARK not in marks) or {*"@[%"} & {*marks}:
        return None
    port = DEFAULT_PORTS.get(flat(parts["scheme"]), ":")
    return cut(netloc, 0, len(marks) - len(port)) if marks.endswith(port) else netloc


def written_path(path: Text) -> Text | None:
    """A path as it is written once its segments have been decoded and encoded."""
    segments = flat(path).split("/")
    if all(KEPT.fullmatch(segment) for segment in segments):
        return path
    if any(HOLE_MARK in each and not KEPT.fullmatch(each) for each in segments):
        return None
    return recased(path, lambda part: "/".join(map(_written_again, part.split("/"))))


def _written_again(segment: str) -> str:
    decoded = unquote(segment) if ENCODED.fullmatch(segment) else segment
    return quote(decoded, safe=SAFE)


def of_segments(segments: Sequence[Text]) -> Text:
    """The path of these segments, which are not encoded; an edit of one could not add another."""
    texts = [loosened(recased(each, lambda part: quote(part, safe=SAFE))) for each in segments]
    return concatenated([piece for text in texts for piece in (SLASH, text)][1:])


def below(path: Text, more: Text) -> Text:
    """A path with more segments behind it. An empty segment at its beginning gets lost, and a slash
    alone is as good as nothing.
    """
    front, back = flat(path), flat(more)
    if front.startswith("//"):
        path, front = cut(path, 1, len(front)), front[1:]
    elif front == "/":
        rooted = back[:1] in ("", "/")
        return more if rooted else concatenated([SLASH, _unrooted(more)])
    if not back or not front:
        return more if back else path
    if front[-1] == "/" or back[0] == "/":
        return concatenated([path, more])
    ends_openly = front[-1] == HOLE_MARK
    first = stripped(path, "/", left=False, right=True) if ends_openly else path
    return concatenated([first, SLASH, _unrooted(more)])


def _unrooted(path: Text) -> Text:
    """A path without the slash that a hole at its beginning may begin with."""
    begins_openly = flat(path).startswith(HOLE_MARK)
    return stripped(path, "/", left=True, right=False) if begins_openly else path


def without_end(path: Text, end: str) -> Text | None:
    """A path without the segments that it ends with; what it does not end with is kept."""
    marks = flat(path)
    if HOLE_MARK in end or "%" in marks + end or not end.strip("/") or "//" in marks + end:
        return None
    start = len(marks) - len(end)
    if marks.endswith(end) and (end[0] == "/" or marks[:start].endswith("/")):
        return cut(path, 0, start)
    # A hole may hold the rest of what is removed.
    return None if HOLE_MARK in marks[-len(end) :] or start <= 0 else path
