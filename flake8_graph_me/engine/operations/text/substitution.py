"""Replacing matches of a regular expression, if the expression is plain text.

Any other expression makes the text unknown.
"""

import re

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.text_slices import replaced
from flake8_graph_me.engine.domain.texts import flat, labels_in
from flake8_graph_me.engine.domain.values import NONE, Atom, Instance, Text, Unknown, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.escape import hand_callables
from flake8_graph_me.engine.operations.text.strings import constant_number, constant_text
from flake8_graph_me.terms.text import Hole

PLAIN = re.compile(r"(?:[^\\.^$*+?{}\[\]|()]|\\[^\w\s])+")
"""A regular expression without special characters, but for escaped ones."""


def _noted(call: Invocation) -> Value:
    """The pattern, noting that it has a use that is not followed."""
    call.run.events.note_escapes(call.arguments.all_values(), call.node)
    return call.argument(0, "pattern") or call.unknown()


def _substitute(call: Invocation) -> Value:
    pattern, flags = call.argument(0, "pattern"), call.argument(4, "flags")
    call.run.events.note_escapes(() if pattern is None else (pattern,), call.node)
    return _done(call, pattern, flags, call.arguments.after(1))


def _substitute_pattern(call: Invocation) -> Value:
    receiver = call.receiver
    if not isinstance(receiver, Instance):
        return _unknown(call, call.arguments.all_values())
    held = [
        call.run.attribute(receiver, name, call.node, call.frame, call.state)
        for name in ("pattern", "flags")
    ]
    return _done(call, held[0], held[1], call.arguments)


def _done(call: Invocation, pattern: Value | None, flags: Value | None, rest: Arguments) -> Value:
    """The result of the replacement; the remaining arguments are the replacement, text and
    count.
    """
    inner = Invocation(call.run, None, rest, call.node, call.frame, call.state)
    new, text = inner.argument(0, "repl"), inner.argument(1, "string")
    hand_callables(call.run, () if new is None else (new,), call.node, call.frame, call.state)
    old = _plain(pattern, flags)
    count = constant_number(inner.argument(2, "count"), 0)
    if old is None or new is None or text is None or count is None:
        return _unknown(call, rest.all_values())

    def one(atom: Atom) -> Value:
        return mapped(new, lambda by: _replaced(call, atom, old, by, count or -1))

    return mapped(text, one)


def _plain(pattern: Value | None, flags: Value | None) -> str | None:
    """The characters that a pattern matches, if it matches nothing else."""
    if flags is not None and flags != just(NONE):
        return None
    found = constant_text(pattern)
    if found is None or PLAIN.fullmatch(found) is None:
        return None
    return re.sub(r"\\(.)", r"\1", found)


def _replaced(call: Invocation, text: Atom, old: str, new: Atom, count: int) -> Value:
    plain = isinstance(text, Text) and isinstance(new, Text | Unknown)
    if not plain or (isinstance(new, Text) and "\\" in flat(new)):
        return _unknown(call, (just(text), just(new)))
    return just(replaced(call.text(text), old, call.text(new), count))


def _unknown(call: Invocation, values: tuple[Value, ...] | list[Value]) -> Value:
    """An unknown text that keeps the labels of its parts."""
    call.run.events.note_escapes(values, call.node)
    labels = frozenset(
        label
        for value in values
        for _, atom in value
        for label in labels_in(call.text(atom).pieces)
    )
    return just(Text((Hole(("substituted", call.run.number()), labels),)))


SUBSTITUTION_OPERATIONS: dict[str, Implementation] = {
    "noted-pattern": _noted,
    "substitute": _substitute,
    "substitute-pattern": _substitute_pattern,
}
