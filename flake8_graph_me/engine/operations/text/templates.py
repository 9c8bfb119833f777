"""Filling templates: ``format``, dollar signs, double braces, and every combination of values for
the fields.
"""

import re
import string
from collections.abc import Callable, Hashable, Sequence

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, under, without_absent
from flake8_graph_me.engine.domain.conditions import ALWAYS, Condition, conjoin
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.values import (
    Alternative,
    Atom,
    Dict,
    Instance,
    Step,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.unknown_texts import few_enough
from flake8_graph_me.engine.models.handed_in import item_of_unknown
from flake8_graph_me.engine.objects.containers import get_item
from flake8_graph_me.engine.objects.outside import outside_item
from flake8_graph_me.engine.operations.text.strings import blurred, receiver_text
from flake8_graph_me.terms.text import HOLE_MARK, Hole, Literal, Template

DOLLAR = re.compile(r"\$(?:\$|(?P<name>[_a-zA-Z]\w*)|\{(?P<braced>[_a-zA-Z]\w*)\})", re.ASCII)
"""A field of a template with dollar signs, or a doubled dollar sign."""
BRACES = re.compile(r"\{\{(?P<name>[^{}]*)\}\}|\{[{%#]")
"""A field of a template with double braces, or what else may begin there."""
NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
"""What such a field says, if it is a name and attributes."""
FIELD_NAME = re.compile(r"(?<!\{)(?:\{\{)*\{(\w+)")
"""A field of a template for ``format``."""
MAX_FIELDS = 24
"""How many arguments of one template are combined. Past it the fields of the others are holes."""
MAX_COMBINATIONS = 64
"""How many combinations of the alternatives of its arguments one template is filled with. Past it
the alternatives of a further argument are not told apart: its field is a hole, with their labels if
each has one.
"""


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


def item_named(call: Invocation, mapping: Value, name: str) -> Value:
    """The item of a mapping of any kind under a known name."""
    return mapped(mapping, lambda atom: _item_of(call, atom, name))


def _item_of(call: Invocation, atom: Atom, name: str) -> Value:
    run, state = call.run, call.state
    if isinstance(atom, Dict):
        return without_absent(get_item(run, state, atom.number, name)) or call.unknown()
    if isinstance(atom, Unknown):
        derived = item_of_unknown(run, run.derived(atom, "item", name), name, call.node)
        return outside_item(run, atom, name, just(derived), state)
    if isinstance(atom, Instance):
        method = run.attribute(atom, "__getitem__", call.node, call.frame, state)
        return call.call(method, Arguments([just(Text((Literal(name),)))]))
    return call.unknown()


def _fill(call: Invocation, template: Text, found: dict[Hashable, Atom]) -> Value:
    def find(name: str) -> Text:
        first = name.replace("[", ".").split(".")[0]
        atom = found.get(first)
        if atom is None:
            return call.text(call.run.fresh())
        for step in name[len(first) :].replace("]", "").replace("[", ".").split(".")[1:]:
            atom = _field_step(call, atom, step)
        return _written(call, atom)

    done = texts.formatted(template, find)
    return blurred(call) if done is None else just(_with_hop(call, done))


def _field_step(call: Invocation, atom: Atom, step: str) -> Atom:
    if isinstance(atom, Dict):
        value = get_item(call.run, call.state, atom.number, step)
    else:
        value = call.run.attribute(atom, step, call.node, call.frame, call.state)
    return value[0][1] if len(value) == 1 else call.run.fresh()


def _with_hop(call: Invocation, text: Text) -> Text:
    ((_, atom),) = with_step(just(text), Step(call.node, "part of this value"))
    assert isinstance(atom, Text)
    return atom


def _format_map(call: Invocation) -> Value:
    template = texts.as_template(receiver_text(call), Template("format", call.node))
    value = call.argument(0)
    if value is None:
        return blurred(call)
    fields = _items(call, value, template)
    return combined(call.run, fields[:MAX_FIELDS], lambda found: _fill(call, template, found))


def combined(
    run: Run,
    fields: Sequence[tuple[Hashable, Value]],
    make: Callable[[dict[Hashable, Atom]], Value],
) -> Value:
    """The results of ``make`` for each combination of the fields' alternatives that can hold
    together.
    """
    values = few_enough(run, [value for _, value in fields], MAX_COMBINATIONS, "MAX_COMBINATIONS")
    few = [(name, value) for (name, _), value in zip(fields, values, strict=True)]

    def step(index: int, found: dict[Hashable, Atom], condition: Condition) -> Value:
        if index == len(few):
            return make(found)
        name, value = few[index]
        if len(value) == 1 and not value[0][0]:
            return step(index + 1, {**found, name: value[0][1]}, condition)
        result: list[Alternative] = []
        for own, atom in value:
            both = conjoin(condition, own)
            if both is not None:
                result.extend(under(own, step(index + 1, {**found, name: atom}, both)))
        return joined(result)

    return step(0, {}, ALWAYS)


def _dollar(call: Invocation) -> Value:
    """The receiver's ``template`` with the names after dollar signs filled in."""
    if call.receiver is None:
        return call.unknown()
    template = call.run.attribute(call.receiver, "template", call.node, call.frame, call.state)
    fields: dict[Hashable, Value] = {}
    for _, atom in call.argument(0, "mapping") or ():
        if isinstance(atom, Dict):
            number = atom.number
            keys = call.state.keys_of(number)
            fields.update((key, get_item(call.run, call.state, number, key)) for key in keys)
    fields.update(call.arguments.keywords.items())
    items = list(fields.items())[:MAX_FIELDS]
    return mapped(
        template,
        lambda atom: combined(
            call.run, items, lambda found: _fill_dollars(call, call.text(atom), found)
        ),
    )


def _written(call: Invocation, atom: Atom) -> Text:
    """What a template writes of a value: of bytes their literal, which is not followed."""
    text = call.text(atom)
    if not text.binary:
        return text
    return Text((Hole(("literal of bytes", call.run.number()), texts.labels_in(text.pieces)),))


def _fill_dollars(call: Invocation, template: Text, found: dict[Hashable, Atom]) -> Value:
    done: list[Text] = []
    end = 0
    template = texts.as_template(template, Template("dollar", call.node))
    for match in DOLLAR.finditer(texts.flat(template)):
        done.append(texts.cut(template, end, match.start()))
        name = match["name"] or match["braced"]
        if name is None:
            done.append(texts.cut(template, match.start(), match.start() + 1))
        else:
            done.append(_written(call, found.get(name) or call.run.fresh()))
        end = match.end()
    done.append(texts.cut(template, end, len(texts.flat(template))))
    return just(_with_hop(call, texts.concatenated(done)))


def _braces(call: Invocation) -> Value:
    """The receiver's ``source`` with the names in double braces filled in."""
    if call.receiver is None:
        return call.unknown()
    source = call.run.attribute(call.receiver, "source", call.node, call.frame, call.state)
    arguments = call.arguments

    def one(atom: Atom) -> Value:
        names = _names_in_braces(atom) if isinstance(atom, Text) else None
        if names is None:
            call.run.events.note_escapes((just(atom), *arguments.all_values()), call.node)
            return call.unknown()
        given = dict(arguments.keywords)
        for mapping in (*arguments.positional, arguments.more_keywords):
            for name in names if mapping else ():
                given.setdefault(name, item_named(call, mapping or (), name))
        items = [(name, given[name]) for name in names if name in given][:MAX_FIELDS]
        return combined(call.run, items, lambda found: _fill_braces(call, call.text(atom), found))

    return mapped(source, one)


def _names_in_braces(template: Text) -> list[str] | None:
    """The names with which the fields of a template begin; None if there is anything but names."""
    names: dict[str, None] = {}
    for match in BRACES.finditer(texts.flat(template)):
        name = NAME.fullmatch((match["name"] or "").strip())
        if name is None:
            return None
        names[name[0].partition(".")[0]] = None
    return list(names)


def _fill_braces(call: Invocation, template: Text, found: dict[Hashable, Atom]) -> Value:
    done: list[Text] = []
    end, flat = 0, texts.flat(template)
    for match in BRACES.finditer(flat):
        done.append(texts.cut(template, end, match.start()))
        name, *steps = match["name"].strip().split(".")
        atom = found.get(name) or call.run.fresh()
        for step in steps:
            atom = _field_step(call, atom, step)
        done.append(_written(call, atom))
        end = match.end()
    # One line break at the end is left out.
    last = len(flat) - (flat.endswith("\n") and end < len(flat))
    done.append(texts.cut(template, end, last))
    return just(_with_hop(call, texts.concatenated(done)))


TEMPLATE_OPERATIONS: dict[str, Implementation] = {
    "str.format": _format,
    "str.format_map": _format_map,
    "fill-dollars": _dollar,
    "fill-braces": _braces,
}
