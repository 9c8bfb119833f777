"""``str.format`` and ``str.format_map``."""

import re
import string
from collections.abc import Hashable

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.values import Atom, Text, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.operations.text.strings import blurred, receiver_text
from flake8_graph_me.engine.operations.text.templates.fields import (
    MAX_FIELDS,
    combined,
    field_step,
    item_named,
    with_hop,
    written,
)
from flake8_graph_me.terms.text import HOLE_MARK, Template

FIELD_NAME = re.compile(r"(?<!\{)(?:\{\{)*\{(\w+)")
"""A field of a template for ``format``."""


def _format(call: Invocation) -> Value:
    """``template.format(…)``: every combination of the arguments' alternatives."""
    template = texts.as_template(receiver_text(call), Template("format", call.node))
    arguments = call.arguments
    fields: list[tuple[Hashable, Value]] = [
        *((str(index), value) for index, value in enumerate(arguments.positional)),
        *arguments.keywords.items(),
    ]
    call.note_arguments()
    if _may_be_shifted(template, len(arguments.positional)):
        return blurred(call)
    more = arguments.more_keywords
    if more is not None:
        given = {name for name, _ in fields}
        fields += [pair for pair in _items(call, more, template) if pair[0] not in given]
    return combined(call.run, fields[:MAX_FIELDS], lambda found: _fill(call, template, found))


def _may_be_shifted(template: Text, given: int) -> bool:
    """Whether what is not known of a template has fields that count before those that are seen: the
    call gives more than these take.
    """
    marks = texts.flat(template)
    if HOLE_MARK not in marks:
        return False
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(marks)]
    except ValueError:
        return False
    return 0 < names.count("") < given


def _items(call: Invocation, mapping: Value, template: Text) -> list[tuple[Hashable, Value]]:
    """What a mapping has for each name that a template asks for."""
    names = dict.fromkeys(FIELD_NAME.findall(texts.flat(template)))
    return [(name, item_named(call, mapping, name)) for name in names]


def _fill(call: Invocation, template: Text, found: dict[Hashable, Atom]) -> Value:
    def find(name: str) -> Text:
        first = name.replace("[", ".").split(".")[0]
        atom = found.get(first)
        if atom is None:
            return call.text(call.run.fresh())
        for step in name[len(first) :].replace("]", "").replace("[", ".").split(".")[1:]:
            atom = field_step(call, atom, step)
        return written(call, atom)

    done = texts.formatted(template, find)
    return blurred(call) if done is None else just(with_hop(call, done))


def _format_map(call: Invocation) -> Value:
    template = texts.as_template(receiver_text(call), Template("format", call.node))
    value = call.argument(0)
    if value is None:
        return blurred(call)
    fields = _items(call, value, template)
    return combined(call.run, fields[:MAX_FIELDS], lambda found: _fill(call, template, found))


FORMAT_OPERATIONS: dict[str, Implementation] = {
    "str.format": _format,
    "str.format_map": _format_map,
}
