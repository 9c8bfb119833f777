"""Operations on texts that are URLs: joining a base with a reference, quoting."""

import re
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote, quote_plus, urljoin, urlsplit, uses_relative

from flake8_graph_me.engine.domain import text_slices, texts
from flake8_graph_me.engine.domain.alternatives import just, mapped, paired
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.url_parts import unquoted
from flake8_graph_me.engine.domain.values import Atom, Instance, Step, Text, Unknown, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.operations.text.strings import constant_text
from flake8_graph_me.engine.operations.text.url_objects import made_again, raw_of
from flake8_graph_me.terms.text import HOLE_MARK, QUOTED, Hole, Literal, Template

SURROGATE = re.compile("[\ud800-\udfff]")
"""A character that has no encoding."""

NOT_NORMAL = re.compile(r"//|(?:^|/)\.(?:/|\Z)|./\Z", re.DOTALL)
"""What a path does not keep: doubled slashes, dots that name its own folder, a slash at its end."""

OPEN_SCHEME = re.compile(rf"[^:/]*{HOLE_MARK}[^:/]*:")
"""How a URL begins of whose scheme not all is known."""
WITH_HOST = re.compile(r"(?:[A-Za-z][\w+.-]*:)?//")
"""How a reference begins that has a host of its own."""
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
"""The scheme of a URL; nothing is joined to one of a scheme that the standard library has not as
relative.
"""
ODD_BASE = re.compile(
    r"(?<!:)//|^[^:/]*:(?!//)|:/*$|^[^:/]*[^a-z0-9+.:/-][^:/]*:|/.*://"
    r"|(?:^|/)\.{1,2}(?:/|$)|[?#;\t\r\n]"
    r"|^[\x00-\x20]"
)
ODD_REFERENCE = re.compile(
    r"//|(?:^|/)\.{1,2}(?:[/?#;]|$)|^[?#;]|[?#;](?:[?#]|$)|^[A-Za-z][\w+.-]*:|[\t\r\n]"
    r"|^[\x00-\x20]"
)
"""What of a URL and of a reference is not just put together, a letter standing for each hole."""


def url_joined(base: Text, reference: Text) -> Text | None:
    """``urljoin(base, reference)``; None if holes make the result unclear."""
    marks = texts.flat(reference)
    if not marks:
        return base
    if marks[0] == HOLE_MARK:
        return None
    front = texts.flat(base)
    if WITH_HOST.match(marks):
        return _with_host(front, reference, marks)
    if OPEN_SCHEME.match(front):
        return None
    scheme = SCHEME.match(front)
    if not front or (scheme is not None and scheme[1].lower() not in uses_relative):
        return reference
    if HOLE_MARK in marks + front and (
        ODD_BASE.search(front.replace(HOLE_MARK, "x"))
        or ODD_REFERENCE.search(marks.replace(HOLE_MARK, "x"))
    ):
        return None
    start = front.find("://")
    root_end = front.find("/", start + 3) if start >= 0 else -1
    if marks[0] == "/":
        if start < 0:
            return None if HOLE_MARK in front else reference
        root = texts.cut(base, 0, root_end if root_end >= 0 else len(front))
        return texts.concatenated([root, reference])
    if HOLE_MARK in front[max(root_end, 0) :] and not front.endswith("/"):
        return None
    if urlsplit(marks).path.startswith(".."):
        return None
    last = front.rfind("/")
    folder = (
        texts.cut(base, 0, last + 1)
        if start < 0 or last > start + 2
        else texts.concatenated([base, Text((Literal("/"),))])
    )
    return texts.concatenated([folder, reference])


def _with_host(front: str, reference: Text, marks: str) -> Text | None:
    """A reference that has a host, joined to ``front``, of which only the scheme counts: where it
    is that of the reference, the URL is put together anew; None if that is unclear.
    """
    own = SCHEME.match(marks)
    known = HOLE_MARK not in front or SCHEME.match(front) is not None
    bases = (front,) if known else ("", own[0] if own else "https:")
    try:
        joined = {urljoin(each, marks) for each in bases}
    except ValueError:
        return None
    if len(joined) > 1:
        return None
    url = joined.pop()
    if url == marks:
        return reference
    scheme, slashes, rest = url.partition("//")
    start = marks.index("//") + 2
    if not slashes or "/" in scheme or not marks.startswith(rest, start):
        return None
    kept = texts.cut(reference, start, start + len(rest))
    return texts.concatenated([_plain(scheme + slashes), kept])


def _urljoin(call: Invocation) -> Value:
    base, reference = call.argument(0, "base"), call.argument(1, "url")
    if base is None or reference is None:
        return call.unknown()

    def join(first: Atom, second: Atom) -> Value:
        found = url_joined(call.text(first), call.text(second))
        said = [texts.known(text) for text in (first, second) if isinstance(text, Text)]
        kept = found
        if len(said) == 2 and None not in said:
            found = _as_python_joins(found, *map(str, said))
        if found is None or found is not kept:
            # An edit of either might make another URL of them.
            call.run.events.note_escapes((just(first), just(second)), call.node)
        return call.unknown() if found is None else just(found)

    return with_step(paired(base, reference, join), Step(call.node, "joined here"))


def _as_python_joins(found: Text | None, base: str, reference: str) -> Text | None:
    """What was found if it is what Python makes of two URLs; else that, without places."""
    try:
        joined = urljoin(base, reference)
    except ValueError:
        return None
    return found if found is not None and texts.known(found) == joined else _plain(joined)


def _plain(characters: str) -> Text:
    return Text((Literal(characters),) if characters else ())


def _join_raw(call: Invocation) -> Value:
    """A URL object joined with a reference: a new object of its type."""
    receiver, reference = call.receiver, call.argument(0, "url")
    if not isinstance(receiver, Instance) or reference is None:
        return call.unknown()
    arguments = Arguments([raw_of(call, just(receiver)), raw_of(call, reference)])
    return made_again(call, _urljoin(replace(call, arguments=arguments)))


def _segments(call: Invocation) -> Value:
    """The receiver and the arguments, joined by single slashes."""
    items = call.every_argument()
    whole = call.receiver_value() if call.receiver is not None or not items else items.pop(0)
    for item in items:
        whole = paired(whole, item, lambda a, b: just(_below(call, a, b)))
    return with_step(whole, Step(call.node, "joined here"))


def _below(call: Invocation, first: Atom, second: Atom) -> Text:
    """One path below another; an absolute file path replaces the first."""
    whole, part = call.text(first), call.text(second)
    if call.receiver is not None:
        return slashed(whole, part)
    if texts.flat(part).startswith("/") or not whole.pieces:
        return part
    ended, slash = texts.flat(whole).endswith("/"), Text((Literal("/"),))
    return texts.concatenated([whole, part] if ended else [whole, slash, part])


def slashed(first: Text, second: Text) -> Text:
    """Two texts with exactly one slash between them; below the current folder the second."""
    if texts.flat(first) == ".":
        return second
    front = text_slices.stripped(first, "/", left=False, right=True)
    back = text_slices.stripped(second, "/", left=True, right=False)
    return texts.concatenated([front, Text((Literal("/"),)), back])


def _path(call: Invocation) -> Value:
    """The text of a path: its segments joined, without what makes no difference in it."""
    return mapped(_segments(call), lambda atom: just(_normal(call.text(atom))))


def _normal(text: Text) -> Text:
    given = texts.known(text)
    if given is not None:
        normal = str(PurePosixPath(given))
        return text if normal == given else Text((Literal(normal),), steps=text.steps)
    if NOT_NORMAL.search(texts.flat(text)):
        return Text((Hole(("path", texts.plain(text)), texts.labels_in(text.pieces)),))
    return text


def _quoted(call: Invocation) -> Value:
    given, safe = call.argument(0, "string"), call.argument(1, "safe")
    if given is None:
        return call.unknown()
    kept = "/" if safe is None else constant_text(safe)
    return mapped(given, lambda atom: _quoted_atom(call, atom, kept))


def _quoted_atom(call: Invocation, atom: Atom, safe: str | None) -> Value:
    """A text encoded for a URL; what is ``safe`` is not known if it is None."""
    if isinstance(atom, Text):
        if safe is None or not _is_encodable(atom):
            return just(_hidden(call, atom))
        whole = texts.recased(atom, lambda part: quote(part, safe=safe))
        # A slash that is written there has to stay one.
        return just(_encoded(call, whole) if "/" in safe else text_slices.loosened(whole))
    if isinstance(atom, Unknown):
        return just(Text((Hole(("quoted", atom.key), frozenset(atom.labels)),)))
    return call.unknown()


def _encoded(call: Invocation, text: Text) -> Text:
    """The text, marked as one that is encoded later."""
    filled = any(isinstance(piece, Literal) and piece.template for piece in text.pieces)
    return (
        text_slices.loosened(text)
        if filled
        else texts.as_template(text, Template(QUOTED, call.node))
    )


def _unquoted(call: Invocation) -> Value:
    given = call.argument(0, "string")
    if given is None:
        return call.unknown()
    # What is written there would be decoded once more.
    return mapped(
        given,
        lambda atom: just(text_slices.loosened(unquoted(atom)) if isinstance(atom, Text) else atom),
    )


def _quoted_plus(call: Invocation) -> Value:
    given = call.argument(0, "string")
    if given is None:
        return call.unknown()

    given_safe = call.argument(1, "safe")
    safe = "" if given_safe is None else constant_text(given_safe)

    def one(atom: Atom) -> Value:
        if not isinstance(atom, Text):
            return call.unknown()
        if safe is None or not _is_encodable(atom):
            return just(_hidden(call, atom))
        return just(text_slices.loosened(texts.recased(atom, lambda p: quote_plus(p, safe))))

    return mapped(given, one)


def _is_encodable(text: Text) -> bool:
    """Whether the characters are those of a text, each of which has an encoding."""
    marks = texts.flat(text)
    return marks.isascii() or not (text.binary or SURROGATE.search(marks))


def _hidden(call: Invocation, text: Text) -> Text:
    """A hole in the place of a text, with its labels."""
    call.run.events.note_escapes((just(text),), call.node)
    return Text((Hole(("quoted", call.run.number()), texts.labels_in(text.pieces)),))


URL_OPERATIONS: dict[str, Implementation] = {
    "join-url": _urljoin,
    "join-segments": _segments,
    "path-text": _path,
    "quote": _quoted,
    "quote-plus": _quoted_plus,
    "unquote": _unquoted,
    "join-raw": _join_raw,
}
