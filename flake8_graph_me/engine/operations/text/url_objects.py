"""Operations on objects that stand for a URL, of which those that were split are some.

Such an object keeps the URL's text in its attribute ``raw``. Must not know which libraries have
them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from flake8_graph_me.engine.domain.alternatives import just, mapped, paired
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.texts import (
    flat,
    known,
    labels_in,
    plain,
)
from flake8_graph_me.engine.domain.url_parts import (
    EMPTY,
    PARTS,
    host_in,
    parted,
    put_together,
    unquoted,
    with_host,
    with_parameters,
    without_fragment,
)
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    External,
    Instance,
    Step,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.terms.text import HOLE_MARK, Hole, Literal

Taken = Callable[[Mapping[str, Text]], Text | None]
OF_THE_HOST = ("host", "port", "username", "password")
"""Names by which a part of the part that holds the host is given."""


def raw_of(call: Invocation, value: Value) -> Value:
    """The text of a URL object, or of a text."""

    def one(atom: Atom) -> Value:
        if isinstance(atom, Instance):
            return call.run.attribute(atom, "raw", call.node, call.frame, call.state)
        return just(atom)

    return mapped(value, one)


def made_again(call: Invocation, raw: Value, keywords: dict[str, Value] | None = None) -> Value:
    """A new object of the receiver's type, for another text."""
    assert isinstance(call.receiver, Instance)
    assert isinstance(call.receiver.type, str)
    kind = External(call.receiver.type)
    return call.call(just(kind), Arguments([raw], dict(keywords or {})))


def lost(call: Invocation, values: Iterable[Value]) -> Value:
    """An unknown value; the further use of the texts in these values is unknown, too."""
    call.run.events.note_escapes(values, call.node)
    return call.unknown()


def _part(name: str, take: Taken) -> Implementation:
    """An attribute of a URL object, computed from its text."""

    def operation(call: Invocation) -> Value:
        raw = raw_of(call, raw_of(call, call.receiver_value()))
        return mapped(raw, lambda atom: _taken(call, atom, name, take))

    return operation


def _taken(call: Invocation, atom: Atom, name: str, take: Taken) -> Value:
    if isinstance(atom, Unknown):
        return just(call.run.derived(atom, "attribute", name))
    if not isinstance(atom, Text):
        return call.unknown()
    parts = parted(atom)
    found = None if parts is None else take(parts)
    if found is None:
        return just(_open(call, atom, name))
    return just(found)


def _open(call: Invocation, text: Text, name: str) -> Text:
    """An unknown part of a text; it keeps the labels."""
    call.run.events.note_escapes((just(text),), call.node)
    return Text((Hole(("part", name, plain(text)), labels_in(text.pieces)),))


def _scheme(call: Invocation) -> Value:
    """The scheme, else the call's default scheme; unknown where it may be either."""
    otherwise = call.argument(1, "scheme")
    found = _part("scheme", lambda parts: parts["scheme"])(call)
    if otherwise is None:
        return found
    default = mapped(otherwise, lambda atom: just(_default_scheme(call, atom)))

    def one(atom: Atom) -> Value:
        own = known(atom) if isinstance(atom, Text) else None
        return call.unknown() if own is None else just(atom) if own else default

    return mapped(found, one)


def _default_scheme(call: Invocation, atom: Atom) -> Atom:
    """A default scheme as the standard library keeps it: without space around it."""
    given = known(atom) if isinstance(atom, Text) else None
    kept = None if given is None else urlsplit("", given).scheme
    return atom if kept == given else Text((Literal(kept),)) if kept else EMPTY


def _host(call: Invocation) -> Value:
    def one(atom: Atom) -> Value:
        if isinstance(atom, Text) and _begins_openly(atom):
            return just(Unknown(call.run.key("host", plain(atom))))
        found = _taken(call, atom, "host", lambda parts: host_in(parts["netloc"]))
        return mapped(found, lambda host: just(NONE if _characters(host) == "" else host))

    return mapped(raw_of(call, raw_of(call, call.receiver_value())), one)


def _begins_openly(url: Text) -> bool:
    """Whether nothing is known of how a URL begins, not even a label: it may have no host."""
    marks = flat(url)
    opens = marks.startswith(HOLE_MARK) and marks[1:4] != "://"
    return (opens or parted(url) is None) and not labels_in(url.pieces)


def _characters(atom: Atom) -> str | None:
    """The characters of a text, with marks for its holes; None for anything else."""
    return flat(atom) if isinstance(atom, Text) else None


def _decoded_path(parts: Mapping[str, Text]) -> Text | None:
    """The decoded path; what is encoded for a URL no longer fits there."""
    path = parts["path"]
    if not path.pieces:
        return Text((Literal("/"),))
    path = unquoted(path) if "%" in flat(path) else path
    pieces = (replace(p, exact=False) if isinstance(p, Literal) else p for p in path.pieces)
    return replace(path, pieces=tuple(pieces))


def _without_fragment(call: Invocation) -> Value:
    def one(atom: Atom) -> Value:
        if not isinstance(atom, Text):
            return just(atom)
        found = without_fragment(atom)
        return lost(call, (just(atom),)) if found is None else just(found)

    return mapped(raw_of(call, call.receiver_value()), one)


def all_of(values: Iterable[Value]) -> Value:
    """Every combination of alternatives that can hold together, as a tuple."""
    whole = just(Tuple(()))
    for value in values:
        whole = paired(whole, value, _with_one_more)
    return whole


def _with_one_more(found: Atom, item: Atom) -> Value:
    return just(Tuple((*found.items, just(item))) if isinstance(found, Tuple) else found)


def written(call: Invocation, atom: Atom) -> Text:
    """The text of a given part; None stands for an empty one."""
    return EMPTY if atom == NONE else call.text(atom)


def _url_of(call: Invocation) -> Value:
    """The text of a URL object made from a URL, with keywords replacing parts."""
    arguments = call.arguments
    given = raw_of(call, call.argument(0, "url") or just(EMPTY))
    changed = {name: value for name, value in arguments.keywords.items() if name != "url"}
    if arguments.more_keywords is not None or not {*changed} <= {*PARTS, *OF_THE_HOST, "params"}:
        return lost(call, (given, *arguments.all_values()))
    if not changed:
        return given
    every = all_of((given, *changed.values()))
    whole = mapped(every, lambda found: _changed(call, found, tuple(changed)))
    return with_step(whole, Step(call.node, "part of this value"))


def _changed(call: Invocation, found: Atom, names: tuple[str, ...]) -> Value:
    if not isinstance(found, Tuple):
        return call.unknown()
    first, *others = (value[0][1] for value in found.items)
    text = written(call, first)
    parts = parted(text) or {name: _open(call, text, name) for name in PARTS}
    for name, atom in zip(names, others, strict=True):
        part, new = _new_part(call, name, written(call, atom), parts["netloc"])
        parts[part] = new
    made = put_together(parts)
    return lost(call, found.items) if made is None else just(made)


def _new_part(call: Invocation, name: str, new: Text, netloc: Text) -> tuple[str, Text]:
    """The part that a keyword replaces, and its new value."""
    unknown = call.text(call.run.fresh())
    if name == "params":
        return "query", unknown
    if name in OF_THE_HOST:
        return "netloc", (with_host(netloc, new) if name == "host" else None) or unknown
    # Parts that would end where they are cut off by another one are refused.
    if name == "path" and {*"?#"} & {*flat(new)}:
        call.run.events.note_escapes((just(new),), call.node)
        return name, unknown
    return name, new


def _made_again(call: Invocation) -> Value:
    """A copy of a URL object with other parts."""
    raw = raw_of(call, call.receiver_value())
    if not isinstance(call.receiver, Instance) or call.arguments.more_keywords is not None:
        return lost(call, (raw, *call.arguments.all_values()))
    return made_again(call, raw, call.arguments.keywords)


def _with_other_query(call: Invocation) -> Value:
    """A copy of a URL object with an unknown query."""
    if not isinstance(call.receiver, Instance):
        return call.unknown()
    return made_again(call, raw_of(call, call.receiver_value()), {"params": call.unknown()})


URL_OBJECT_OPERATIONS: dict[str, Implementation] = {
    "url-scheme": _scheme,
    **{f"url-{name}": _part(name, lambda parts, name=name: parts[name]) for name in PARTS[1:]},  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    "url-host": _host,
    "url-decoded-path": _part("path", _decoded_path),
    "url-path-alone": _part("path", lambda parts: (with_parameters(parts) or (None, None))[0]),
    "url-parameters": _part("params", lambda parts: (with_parameters(parts) or (None, None))[1]),
    "url-without-fragment": _without_fragment,
    "url-of-parts": _url_of,
    "copy-of-url": _made_again,
    "copy-with-other-query": _with_other_query,
}
