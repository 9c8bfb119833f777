"""Methods of objects that stand for a URL or a path and are taken for their text."""

from collections.abc import Mapping

from flake8_graph_me.engine.domain.alternatives import just, mapped, paired
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.text_slices import loosened
from flake8_graph_me.engine.domain.texts import concatenated, flat, labels_in, plain
from flake8_graph_me.engine.domain.url_parts import (
    EMPTY,
    parent_of,
    parted,
    put_together,
    with_host,
)
from flake8_graph_me.engine.domain.values import NONE, Atom, Step, Text, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.operations.text.strings import STRING_OPERATIONS, receiver_text
from flake8_graph_me.engine.operations.text.urls import slashed, url_joined
from flake8_graph_me.terms.text import Hole, Literal


def _unclear(call: Invocation, *texts: Text) -> Text:
    """An unknown text with the labels of these."""
    call.run.events.note_escapes([just(text) for text in texts], call.node)
    labels = frozenset(label for text in texts for label in labels_in(text.pieces))
    return Text((Hole(("url", call.run.number(), *map(plain, texts)), labels),))


def _rebuilt(call: Invocation, changed: Mapping[str, Text]) -> Text:
    """The receiver with other parts."""
    text = receiver_text(call)
    parts = parted(text)
    found = None if parts is None else put_together({**parts, **changed})
    return _unclear(call, text, *changed.values()) if found is None else found


def _with_part(name: str, *dropped: str) -> Implementation:
    """A copy with another part, without those that are ``dropped``."""

    def operation(call: Invocation) -> Value:
        given = call.argument(0, name)
        if given is None:
            return just(_unclear(call, receiver_text(call)))
        without = dict.fromkeys(dropped, EMPTY)
        whole = mapped(
            given, lambda atom: just(_rebuilt(call, {**without, name: _part(call, atom)}))
        )
        return with_step(whole, Step(call.node, "part of this value"))

    return operation


def _part(call: Invocation, atom: Atom) -> Text:
    return EMPTY if atom == NONE else call.text(atom)


def _with_path(call: Invocation) -> Value:
    """Another path, which begins with a slash where there is a host."""
    given = call.argument(0, "path")
    if given is None:
        return just(_unclear(call, receiver_text(call)))
    without = {"query": EMPTY, "fragment": EMPTY}
    return mapped(given, lambda atom: just(_rebuilt(call, {**without, "path": call.text(atom)})))


def _with_other_query(call: Invocation) -> Value:
    """A copy with a query of which nothing is known, or without one."""
    cleared = call.arguments.positional == [just(NONE)] and not call.arguments.keywords
    if cleared or call.arguments.all_values() == []:
        return just(_rebuilt(call, {"query": EMPTY}))
    call.run.events.note_escapes(call.arguments.all_values(), call.node)
    return just(_rebuilt(call, {"query": call.text(call.run.fresh())}))


def _with_host(call: Invocation) -> Value:
    text = receiver_text(call)
    parts = parted(text)

    def one(atom: Atom) -> Value:
        netloc = None if parts is None else with_host(parts["netloc"], call.text(atom))
        return just(_unclear(call, text) if netloc is None else _rebuilt(call, {"netloc": netloc}))

    return mapped(call.argument(0, "host") or call.unknown(), one)


def _below(call: Invocation) -> Value:
    """What is below it, without its query; a path that is absolute replaces a path."""
    base = _rebuilt(call, {"query": EMPTY, "fragment": EMPTY})
    whole = just(base)
    for each in call.every_argument():
        whole = paired(whole, each, lambda a, b: just(_joined(call.text(a), call.text(b))))
    return with_step(whole, Step(call.node, "joined here"))


def _joined(first: Text, second: Text) -> Text:
    absolute = flat(second).startswith("/") and "://" not in flat(first)
    return second if absolute else slashed(first, second)


def _with_name(call: Invocation) -> Value:
    """Another last segment, without the query."""
    above = parent_of(_rebuilt(call, {"query": EMPTY, "fragment": EMPTY}))
    if above is None:
        return just(_unclear(call, receiver_text(call)))
    given = call.argument(0, "name") or call.unknown()
    # A name with a slash is refused.
    return mapped(given, lambda atom: just(slashed(above, loosened(call.text(atom)))))


def _join(call: Invocation) -> Value:
    """A reference that is joined to a URL; elsewhere the texts that are joined by the receiver."""
    base, given = receiver_text(call), call.argument(0, "url")
    host = flat(base).partition("://")[2]
    if not host or given is None or not isinstance(given[0][1], Text):
        return STRING_OPERATIONS["str.join"](call)

    def one(atom: Atom) -> Value:
        found = url_joined(base, call.text(atom))
        return just(_unclear(call, base, call.text(atom)) if found is None else found)

    return with_step(mapped(given, one), Step(call.node, "joined here"))


def _origin(call: Invocation) -> Value:
    return just(_rebuilt(call, {"path": EMPTY, "query": EMPTY, "fragment": EMPTY}))


def _same(call: Invocation) -> Value:
    return just(receiver_text(call))


def _built(call: Invocation) -> Value:
    """A URL that is put together from its parts, given by name."""
    given = dict(call.arguments.keywords)
    if call.arguments.positional or call.arguments.more_keywords is not None:
        call.run.events.note_escapes(call.arguments.all_values(), call.node)
        return call.unknown()
    whole = just(EMPTY)
    for name in _written(call, given):
        whole = paired(whole, name, lambda a, b: just(concatenated([call.text(a), call.text(b)])))
    return with_step(whole, Step(call.node, "part of this value"))


def _written(call: Invocation, given: Mapping[str, Value]) -> list[Value]:
    """The parts of a URL in order, with what stands before each."""
    host = given.get("authority") or given.get("host")
    port = given.get("port") if "authority" not in given else None
    parts: list[Value] = []
    if "scheme" in given and host is not None:
        parts += [given["scheme"], just(Text((Literal("://"),)))]
    elif host is not None:
        parts.append(just(Text((Literal("//"),))))
    parts += [host] if host is not None else []
    parts += [just(Text((Literal(":"),))), port] if port is not None else []
    parts += [given["path"]] if "path" in given else []
    if "query" in given or "query_string" in given:
        call.run.events.note_escapes(given.values(), call.node)
        parts += [just(Text((Literal("?"),))), just(call.text(call.run.fresh()))]
    return parts


URL_TEXT_OPERATIONS: dict[str, Implementation] = {
    "built-url": _built,
    "str.join": _join,
    "str.joinpath": _below,
    "str.with_path": _with_path,
    "str.with_name": _with_name,
    "str.with_host": _with_host,
    "str.with_scheme": _with_part("scheme"),
    "str.with_fragment": _with_part("fragment"),
    "str.origin": _origin,
    "str.human_repr": _same,
    **{f"str.{name}_query": _with_other_query for name in ("with", "update", "extend")},
    "str.without_query_params": _with_other_query,
}
