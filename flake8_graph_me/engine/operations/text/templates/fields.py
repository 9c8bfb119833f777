"""The fields of templates: every combination of the values for them, and what is written of one."""

from collections.abc import Callable, Hashable, Sequence

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, under, without_absent
from flake8_graph_me.engine.domain.conditions import ALWAYS, Condition, conjoin
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.texts import labels_in
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
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.unknown_texts import few_enough
from flake8_graph_me.engine.models.handed_in import item_of_unknown
from flake8_graph_me.engine.objects.containers import get_item
from flake8_graph_me.engine.objects.outside import outside_item
from flake8_graph_me.terms.text import Hole, Literal

MAX_FIELDS = 24
"""How many arguments of one template are combined. Past it the fields of the others are holes."""
MAX_COMBINATIONS = 64
"""How many combinations of the alternatives of its arguments one template is filled with. Past it
the alternatives of a further argument are not told apart: its field is a hole, with their labels if
each has one.
"""


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


def field_step(call: Invocation, atom: Atom, step: str) -> Atom:
    """An attribute or item of what fills a field, where a template asks for that."""
    if isinstance(atom, Dict):
        value = get_item(call.run, call.state, atom.number, step)
    else:
        value = call.run.attribute(atom, step, call.node, call.frame, call.state)
    return value[0][1] if len(value) == 1 else call.run.fresh()


def with_hop(call: Invocation, text: Text) -> Text:
    """A filled template, which came about at this call."""
    ((_, atom),) = with_step(just(text), Step(call.node, "part of this value"))
    assert isinstance(atom, Text)
    return atom


def written(call: Invocation, atom: Atom) -> Text:
    """What a template writes of a value: of bytes their literal, which is not followed."""
    text = call.text(atom)
    if not text.binary:
        return text
    return Text((Hole(("literal of bytes", call.run.number()), labels_in(text.pieces)),))
