"""Splitting and joining URLs with holes, as the standard library does.

The content of a hole is assumed to stay within the hole's part, and a part that is a hole to be
there: what introduces it is written. A hole before a path holds everything that precedes the path.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from urllib.parse import unquote, urldefrag, urlsplit, urlunsplit, uses_params

from flake8_graph_me.engine.domain.texts import compact, concatenated, cut, flat, known, recased
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.terms.text import HOLE_MARK, Hole, Literal, Piece

PARTS = ("scheme", "netloc", "path", "query", "fragment")
FORM = re.compile(
    rf"(?:(?P<scheme>[A-Za-z{HOLE_MARK}][A-Za-z0-9+.{HOLE_MARK}-]*):)?(?://(?P<netloc>[^/?#]*))?"
    r"(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:\#(?P<fragment>.*))?",
    re.DOTALL,
)
EMPTY = Text(())
OPEN_ESCAPES = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])*(?:%[0-9A-Fa-f]?)?\Z")
"""Escapes before a hole that may go on in it: part of one, or those of part of a character."""
FURTHER_ESCAPES = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])*")
"""Escapes after a hole that may belong to a character that begins in it."""


def parted(text: Text) -> dict[str, Text] | None:
    """The five parts of a URL by name; None if a hole makes it unclear where they begin, or if the
    standard library sees other parts.

    The positions of scheme and host are not kept: code that looks at these does not look at the
    rest.
    """
    marks = flat(text)
    if marks.startswith(HOLE_MARK) and not marks.startswith("://", 1):
        return _behind_a_hole(text, marks)
    found = FORM.fullmatch(marks)
    if found is None or (found["scheme"] and found["netloc"] is None and HOLE_MARK in marks):
        return None
    # A letter stands for a scheme that is not known.
    plain = ("s" + marks[1:]) if marks.startswith(HOLE_MARK) else marks
    if not _is_seen(plain, FORM.fullmatch(plain)):
        return None
    parts = {name: cut(text, *found.span(name)) for name in PARTS}
    parts["scheme"] = unplaced(recased(parts["scheme"], str.lower))
    parts["netloc"] = unplaced(parts["netloc"])
    return parts


def _is_seen(marks: str, found: re.Match[str] | None) -> bool:
    """Whether the standard library sees the parts that were found."""
    try:
        seen = urlsplit(marks)
    except ValueError:
        return False
    scheme, *others = ((found[name] or "") if found else None for name in PARTS)
    return [scheme and scheme.lower(), *others] == list(seen)


def _behind_a_hole(text: Text, marks: str) -> dict[str, Text] | None:
    """The parts of a URL in which a hole stands for everything before some part of the path."""
    hole, rest = text.pieces[0], marks[1:]
    if not isinstance(hole, Hole) or rest[:1] not in ("", "/", "?", "#") or rest.startswith("//"):
        return None
    found = FORM.fullmatch(marks)
    if found is None or not _is_seen(rest, FORM.fullmatch(rest)):
        return None
    parts = {name: cut(text, *found.span(name)) for name in PARTS}
    for name in PARTS[:3]:
        parts[name] = Text((Hole((name, hole.key), hole.labels),))
    parts["path"] = concatenated([parts["path"], cut(text, 1, found.end("path"))])
    return parts


def unplaced(text: Text) -> Text:
    """The text without its characters' positions in the source."""
    pieces = compact(Literal(p.text) if isinstance(p, Literal) else p for p in text.pieces)
    return replace(text, pieces=pieces)


def host_in(netloc: Text) -> Text | None:
    """The host in lower case, but for the zone of an address; None if it is unclear."""
    parts = _around_host(netloc)
    if parts is None:
        return None
    marks = flat(parts[1])
    end = len(marks.partition("%")[0])
    zone = cut(parts[1], end, len(marks))
    return concatenated([recased(cut(parts[1], 0, end), str.lower), zone])


def with_host(netloc: Text, host: Text) -> Text | None:
    """The same with another host; None if it is unclear where the host is."""
    parts = _around_host(netloc)
    return None if parts is None else concatenated([parts[0], host, parts[2]])


def _around_host(netloc: Text) -> tuple[Text, Text, Text] | None:
    """What precedes the host, the host, and the port with its colon."""
    marks = flat(netloc)
    if "[" in marks:
        return None
    start = marks.rfind("@") + 1
    port = marks.find(":", start)
    end = port if port >= 0 else len(marks)
    return cut(netloc, 0, start), cut(netloc, start, end), cut(netloc, end, len(marks))


def with_parameters(parts: Mapping[str, Text]) -> tuple[Text, Text] | None:
    """The path of a URL as ``urlparse`` sees it: without the parameters of its last segment, and
    those parameters; None if it depends on the scheme, of which not all is known.
    """
    path = parts["path"]
    marks = flat(path)
    at = marks.find(";", marks.rfind("/") + 1)
    scheme = known(parts["scheme"])
    if at < 0 or (scheme is not None and scheme not in uses_params):
        return path, EMPTY
    return None if scheme is None else (cut(path, 0, at), cut(path, at + 1, len(marks)))


def put_together(parts: Mapping[str, Text]) -> Text | None:
    """The URL made of parts, where missing ones are empty; None without a host if one is
    required.
    """
    scheme, netloc, path, query, fragment = (parts.get(name, EMPTY) for name in PARTS)
    if not netloc.pieces and (scheme.pieces or flat(path).startswith("//")):
        return None
    written = [
        *((scheme, _of(":")) if scheme.pieces else ()),
        *((_of("//"), netloc, _rooted(path)) if netloc.pieces else (path,)),
        *((_of("?"), query) if query.pieces else ()),
        *((_of("#"), fragment) if fragment.pieces else ()),
    ]
    return replace(concatenated(written), binary=path.binary)


def put_together_again(url: Text, scheme: Text) -> Text | None:
    """A URL that was split and got this scheme if it had none: what is made of its parts. None if
    that is unclear.
    """
    otherwise = known(scheme)
    if known(url) is not None and otherwise is not None:
        return _as_python_does(url, lambda text: urlunsplit(urlsplit(text, otherwise)))
    parts = parted(url)
    if parts is not None and not parts["scheme"].pieces and scheme.pieces:
        return put_together({**parts, "scheme": scheme})
    return url if _stays(flat(url), lambda text: urlunsplit(urlsplit(text))) else None


def without_fragment(url: Text) -> Text | None:
    """What ``urldefrag`` leaves of a URL: one that has a fragment is put together anew. None if
    that is unclear.
    """
    marks = flat(url)
    at = marks.find("#")
    if at < 0:
        return url
    rest = cut(url, 0, at)
    if known(url) is not None:
        return _as_python_does(rest, lambda front: urldefrag(f"{front}#").url)
    return rest if _stays(marks[:at], lambda front: urldefrag(f"{front}#").url) else None


def _stays(marks: str, change: Callable[[str], str]) -> bool:
    """Whether a URL is the same once it was changed, whatever is in its holes."""
    for content in ("", "x"):
        filled = marks.replace(HOLE_MARK, content)
        try:
            if change(filled) != filled:
                return False
        except ValueError:
            return False
    return True


def _as_python_does(url: Text, change: Callable[[str], str]) -> Text:
    """A known URL as Python changes it; unchanged if Python refuses it."""
    characters = flat(url)
    try:
        made = change(characters)
    except ValueError:
        return url
    return url if made == characters else replace(_of(made) if made else EMPTY, steps=url.steps)


def _of(characters: str) -> Text:
    return Text((Literal(characters),))


def _rooted(path: Text) -> Text:
    """The path after a host, which begins with a slash; the slash may be in a leading hole."""
    first = path.pieces[0] if path.pieces else None
    if isinstance(first, Hole):
        rest: Iterable[Piece] = path.pieces[1:]
        return concatenated(
            [_of("/"), replace(path, pieces=(Hole(("unrooted", first.key), first.labels), *rest))]
        )
    if first is None or first.text.startswith("/"):
        return path
    return concatenated([_of("/"), path])


def parent_of(text: Text) -> Text | None:
    """A URL or path without the last segment of its path, its query and its fragment; None if it is
    unclear where that begins.
    """
    parts = parted(text)
    if parts is None:
        return None
    marks = flat(parts["path"])
    at = marks.rfind("/")
    if HOLE_MARK in marks[max(at, 0) :]:
        return None
    path = cut(parts["path"], 0, max(at, 0))
    return put_together({**parts, "path": path, "query": EMPTY, "fragment": EMPTY})


def unquoted(text: Text) -> Text:
    """The text with its escapes decoded; a hole stands for the escapes next to it, too, where they
    may be part of one character.
    """
    marks = flat(text)
    done: list[Text] = []
    start = position = 0
    for piece in text.pieces:
        if isinstance(piece, Literal):
            position += len(piece.text)
            continue
        # Both match everywhere, if only nothing.
        opens = min(found.start() for found in OPEN_ESCAPES.finditer(marks, start, position))
        closes = next(found.end() for found in FURTHER_ESCAPES.finditer(marks, position + 1))
        further = marks[position + 1 : closes]
        key = ("unquoted", marks[opens:position], piece.key, further)
        done.append(recased(cut(text, start, opens), unquote))
        done.append(Text((Hole(key, piece.labels),)))
        position += 1
        start = closes
    done.append(recased(cut(text, start, len(marks)), unquote))
    return replace(concatenated(done), binary=text.binary, steps=text.steps)
