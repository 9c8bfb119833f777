"""Objects that stand for a URL and are changed in place, and the objects that stand for the path of
such a one.

A URL keeps its text in its attribute ``raw``; a path knows the URL that it belongs to as its
``owner`` and has no text of its own. Must not know which libraries have such objects.
"""

from collections.abc import Callable, Iterable

from flake8_graph_me.engine.domain.alternatives import just, mapped, paired
from flake8_graph_me.engine.domain.texts import concatenated, flat, known
from flake8_graph_me.engine.domain.url_parts import EMPTY, parted
from flake8_graph_me.engine.domain.values import NONE, Atom, Instance, Text, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.operations.instances.changed_urls import (
    ALONE,
    OWNER,
    RAW,
    SET_IN_ORDER,
    WITHOUT_EFFECT,
    hole,
    loaded,
    path_text,
    shared,
    with_added,
    with_removed,
    with_set,
    write,
)
from flake8_graph_me.engine.operations.text.url_objects import raw_of
from flake8_graph_me.engine.operations.text.urls import url_joined
from flake8_graph_me.terms.text import Literal

Changed = Callable[[Invocation, Text, str, Atom], Text]
"""A URL of which the part of this name is changed by a value."""


def _raw(call: Invocation, url: Atom) -> Value:
    return raw_of(call, just(url))


def _all_changed(
    call: Invocation, raw: Value, changes: Iterable[tuple[str, Value]], change: Changed
) -> Value:
    for name, value in changes:
        raw = paired(raw, value, lambda a, b, n=name: just(change(call, call.text(a), n, b)))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    return raw


def _changes(call: Invocation, first: str) -> list[tuple[str, Value]] | None:
    """What a call gives for each part, in the order in which it counts; None if that is not known.
    A single argument without a name is the part called ``first``.
    """
    given = dict(call.arguments.keywords)
    positional = call.arguments.positional
    if len(positional) > 1 or not {*given} <= {*SET_IN_ORDER, *WITHOUT_EFFECT}:
        return None
    if call.arguments.more_keywords is not None or call.arguments.more_positional is not None:
        return None
    given |= {first: positional[0]} if positional else {}
    return [(name, given[name]) for name in SET_IN_ORDER if name in given]


def _changing(change: Changed) -> Implementation:
    """A method that changes a URL by its arguments, and gives it back."""

    def operation(call: Invocation) -> Value:
        url, changes = call.receiver, _changes(call, "args")
        if not isinstance(url, Instance):
            return call.unknown()
        if changes is None:
            call.run.events.note_escapes(call.arguments.all_values(), call.node)
            write(call, url, just(hole(call)))
        else:
            write(call, url, _all_changed(call, _raw(call, url), changes, change))
        return just(url)

    return operation


def _made(call: Invocation) -> Value:
    """The text of a new URL, made of a URL and of parts that replace those of it."""
    arguments = Arguments(
        keywords={name: v for name, v in call.arguments.keywords.items() if name != "url"},
        more_keywords=call.arguments.more_keywords,
        nodes=call.arguments.nodes,
    )
    inner = Invocation(call.run, None, arguments, call.node, call.frame, call.state)
    changes = _changes(inner, "url")
    if changes is None or len(call.arguments.positional) > 1:
        call.run.events.note_escapes(call.arguments.all_values(), call.node)
        return just(hole(call))
    given = raw_of(call, call.argument(0, "url") or just(EMPTY))
    if call.arguments.more_positional is not None:
        given = call.unknown()
    start = mapped(given, lambda atom: just(loaded(call, atom)))
    return _all_changed(inner, start, changes, with_set)


def _load(call: Invocation) -> Value:
    url, given = call.receiver, call.argument(0, "url") or call.unknown()
    if isinstance(url, Instance):
        new = mapped(raw_of(call, given), lambda atom: just(loaded(call, atom)))
        write(call, url, new)
    return call.receiver_value()


def _join(call: Invocation) -> Value:
    """References are joined to a URL, one after the other."""
    url = call.receiver
    if not isinstance(url, Instance):
        return call.unknown()
    raw = _raw(call, url)
    for given in call.arguments.positional:
        raw = paired(raw, raw_of(call, given), lambda a, b: just(_joined(call, a, b)))
    write(call, url, raw if call.arguments.more_positional is None else just(hole(call)))
    return just(url)


def _joined(call: Invocation, base: Atom, reference: Atom) -> Text:
    first, second = call.text(base), call.text(reference)
    found = url_joined(first, second)
    return hole(call, first, second) if found is None else loaded(call, found)


def _copy(call: Invocation) -> Value:
    """Another object for the same URL."""
    url = call.receiver
    if not isinstance(url, Instance):
        return call.unknown()
    if not isinstance(url.type, str):
        return call.call(just(url.type), Arguments([just(url)]))
    made = Instance(call.run.number(), url.type)
    call.state.write((made.number, RAW), _raw(call, url))
    return just(made)


def _below(call: Invocation) -> Value:
    """A copy with more segments behind its path."""
    given = call.argument(0, "path") or call.unknown()

    def one(atom: Atom) -> Value:
        if isinstance(atom, Instance):
            raw = _all_changed(call, _raw(call, atom), [("path", given)], with_added)
            write(call, atom, raw)
        return just(atom)

    return mapped(_copy(call), one)


def _set_part(call: Invocation) -> Value:
    """``url.name = value``."""
    url, name, value = call.receiver, call.argument(0, "name"), call.argument(1, "value")
    text = _only_text(name)
    if isinstance(url, Instance):
        new = just(hole(call))
        if value is not None and text == "url":
            new = mapped(raw_of(call, value), lambda atom: just(loaded(call, atom)))
        elif value is not None and text in SET_IN_ORDER:
            new = _all_changed(call, _raw(call, url), [(text, value)], with_set)
        write(call, url, new)
    return just(NONE)


def _only_text(value: Value | None) -> str | None:
    atom = value[0][1] if value is not None and len(value) == 1 else None
    return known(atom) if isinstance(atom, Text) else None


def _opening(name: str) -> Implementation:
    """An attribute by which others can change this part of a URL from now on."""

    def operation(call: Invocation) -> Value:
        if isinstance(call.receiver, Instance):
            change = [(name, call.unknown())]
            raw = _raw(call, call.receiver)
            write(call, call.receiver, _all_changed(call, raw, change, with_set))
        return call.unknown()

    return operation


def _origin(call: Invocation) -> Value:
    """Where a URL leads to, without its path."""

    def one(atom: Atom) -> Value:
        text = call.text(atom)
        parts = parted(text)
        if parts is None or "@" in flat(parts["netloc"]):
            return just(hole(call, text))
        return just(concatenated([parts["scheme"], Text((Literal("://"),)), parts["netloc"]]))

    return mapped(raw_of(call, call.receiver_value()), one)


def _written(call: Invocation) -> Value:
    """The text of a URL; how its query is written depends on the arguments."""
    raw = raw_of(call, call.receiver_value())
    if not call.arguments.all_values():
        return raw
    return _all_changed(call, raw, [("query", call.unknown())], with_set)


def _owners(call: Invocation) -> Value:
    path = call.receiver_value()
    return mapped(
        path, lambda atom: call.run.attribute(atom, OWNER, call.node, call.frame, call.state)
    )


def _changing_path(change: Changed) -> Implementation:
    """A method of a path that changes the URL it belongs to, and gives the path back."""

    def operation(call: Invocation) -> Value:
        given = call.argument(0, "path") or call.unknown()
        for _, url in _owners(call):
            write(call, url, _all_changed(call, _raw(call, url), [("path", given)], change))
        return call.receiver_value()

    return operation


def _opening_path(call: Invocation) -> Value:
    """What can change a path in a way that is not known, now or later."""
    call.run.events.note_escapes(call.arguments.all_values(), call.node)
    for _, url in _owners(call):
        change = [("path", call.unknown())]
        write(call, url, _all_changed(call, _raw(call, url), change, with_set))
    return call.unknown()


def _path_below(call: Invocation) -> Value:
    """The path of a copy of the URL, with more segments behind it."""
    path = call.receiver
    if not isinstance(path, Instance):
        return call.unknown()

    def one(url: Atom) -> Value:
        inner = Invocation(
            call.run, url, call.arguments, call.node, call.frame, call.state, call.parameters
        )
        made = Instance(call.run.number(), path.type)
        call.state.write((made.number, OWNER), _below(inner))
        call.state.write((made.number, ALONE), just(NONE))
        return just(made)

    return mapped(_owners(call), one)


def _path_part(call: Invocation) -> Value:
    """``path.name = value``."""
    name, value = _only_text(call.argument(0, "name")), call.argument(1, "value")
    inner = Invocation(
        call.run,
        call.receiver,
        Arguments([value or call.unknown()]),
        call.node,
        call.frame,
        call.state,
    )
    if name == "segments":
        _changing_path(with_set)(inner)
    else:
        _opening_path(inner)
    return just(NONE)


def _path_written(call: Invocation) -> Value:
    return mapped(call.receiver_value(), lambda atom: path_text(call, atom))


MUTABLE_URL_OPERATIONS: dict[str, Implementation] = {
    "made-url": _made,
    "load-url": _load,
    "join-to-url": _join,
    "copy-url": _copy,
    "share-url": shared,
    "url-below": _below,
    "written-url": _written,
    "url-origin": _origin,
    "set-part-of-url": _set_part,
    "set-parts-of-url": _changing(with_set),
    "add-to-url": _changing(with_added),
    "remove-from-url": _changing(with_removed),
    "open-query-of-url": _opening("query"),
    "open-fragment-of-url": _opening("fragment"),
    "path-of-url-written": _path_written,
    "path-of-url-below": _path_below,
    "set-path-of-url": _changing_path(with_set),
    "add-to-path-of-url": _changing_path(with_added),
    "remove-from-path-of-url": _changing_path(with_removed),
    "open-path-of-url": _opening_path,
    "set-part-of-path-of-url": _path_part,
}
