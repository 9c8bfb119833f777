"""Operations on texts that are URLs: joining a base with a reference, quoting."""

from dataclasses import replace
from urllib.parse import quote, quote_plus, unquote, urlsplit

from flake8_graph_me.engine.domain import text_slices, texts
from flake8_graph_me.engine.domain.alternatives import just, mapped, paired
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.values import Atom, Instance, Step, Text, Unknown, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.operations.text.url_objects import made_again, raw_of
from flake8_graph_me.terms.text import HOLE_MARK, QUOTED, Hole, Literal, Template


def url_joined(base: Text, reference: Text) -> Text | None:
    """``urljoin(base, reference)``; None if holes make the result unclear."""
    marks = texts.flat(reference)
    if not marks:
        return base
    if marks[0] == HOLE_MARK:
        return None
    if "://" in marks or marks.startswith("//"):
        return reference
    front = texts.flat(base)
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
        if last > start + 2
        else texts.concatenated([base, Text((Literal("/"),))])
    )
    return texts.concatenated([folder, reference])


def _urljoin(call: Invocation) -> Value:
    base, reference = call.argument(0, "base"), call.argument(1, "url")
    if base is None or reference is None:
        return call.unknown()

    def join(first: Atom, second: Atom) -> Value:
        found = url_joined(call.text(first), call.text(second))
        if found is None:
            call.run.events.note_escapes((just(first), just(second)), call.node)
            return call.unknown()
        return just(found)

    return with_step(paired(base, reference, join), Step(call.node, "joined here"))


def _join_raw(call: Invocation) -> Value:
    """A URL object joined with a reference: a new object of its type."""
    receiver, reference = call.receiver, call.argument(0, "url")
    if not isinstance(receiver, Instance) or reference is None:
        return call.unknown()
    arguments = Arguments([raw_of(call, just(receiver)), raw_of(call, reference)])
    return made_again(call, _urljoin(replace(call, arguments=arguments)))


def _segments(call: Invocation) -> Value:
    """The receiver and the arguments, joined by single slashes."""
    items = list(call.arguments.positional)
    whole = call.receiver_value() if call.receiver is not None or not items else items.pop(0)
    for item in items:
        whole = paired(whole, item, lambda a, b: just(_below(call, a, b)))
    return with_step(whole, Step(call.node, "joined here"))


def _below(call: Invocation, first: Atom, second: Atom) -> Text:
    """One path below another; an absolute file path replaces the first."""
    whole, part = call.text(first), call.text(second)
    if call.receiver is None and (texts.flat(part).startswith("/") or not whole.pieces):
        return part
    return slashed(whole, part)


def slashed(first: Text, second: Text) -> Text:
    """Two texts with exactly one slash between them."""
    front = text_slices.stripped(first, "/", left=False, right=True)
    back = text_slices.stripped(second, "/", left=True, right=False)
    return texts.concatenated([front, Text((Literal("/"),)), back])


def _quoted(call: Invocation) -> Value:
    given, safe = call.argument(0, "string"), call.argument(1, "safe")
    if given is None:
        return call.unknown()
    kept = "/"
    if safe is not None:
        kept = texts.known(safe[0][1]) or "" if isinstance(safe[0][1], Text) else ""
    return mapped(given, lambda atom: _quoted_atom(call, atom, kept))


def _quoted_atom(call: Invocation, atom: Atom, safe: str) -> Value:
    if isinstance(atom, Text):
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
        lambda atom: just(
            text_slices.loosened(texts.recased(atom, unquote)) if isinstance(atom, Text) else atom
        ),
    )


def _quoted_plus(call: Invocation) -> Value:
    given = call.argument(0, "string")
    if given is None:
        return call.unknown()
    return mapped(
        given,
        lambda atom: (
            just(text_slices.loosened(texts.recased(atom, quote_plus)))
            if isinstance(atom, Text)
            else call.unknown()
        ),
    )


URL_OPERATIONS: dict[str, Implementation] = {
    "join-url": _urljoin,
    "join-segments": _segments,
    "quote": _quoted,
    "quote-plus": _quoted_plus,
    "unquote": _unquoted,
    "join-raw": _join_raw,
}
