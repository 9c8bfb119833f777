"""Objects that tell what a regular expression has matched, and the functions that give them.

An expression that must not be run, or a text whose holes may matter, makes the result unknown.
"""

import re
from collections.abc import Callable, Iterator

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.text_slices import loosened
from flake8_graph_me.engine.domain.texts import cut, flat, labels_in
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Dict,
    Instance,
    List,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import get_item, new_dict
from flake8_graph_me.engine.objects.elements.item_keys import key_of
from flake8_graph_me.engine.operations.containers.sequences import subscripted
from flake8_graph_me.engine.operations.text.patterns import Pattern, group_of, matches, pattern_of
from flake8_graph_me.engine.operations.text.strings import constant_number
from flake8_graph_me.terms.text import Hole, Literal

MATCH = "re.Match"
"""The type of what is found, by the name that its rows have."""
Done = Callable[[Invocation, Value | None, Value | None, Arguments], Value]
"""What is made of a pattern, its flags, and the arguments that follow."""


def of_module(done: Done, flags_at: int) -> Implementation:
    """A function of a pattern, further arguments, and flags at this place."""

    def operation(call: Invocation) -> Value:
        pattern, flags = call.argument(0, "pattern"), call.argument(flags_at, "flags")
        call.run.events.note_escapes(() if pattern is None else (pattern,), call.node)
        return done(call, pattern, flags, call.arguments.after(1))

    return operation


def of_pattern(done: Done, most: int = 3) -> Implementation:
    """The same as a method of a compiled pattern, with at ``most`` so many arguments."""

    def operation(call: Invocation) -> Value:
        receiver = call.receiver
        if not isinstance(receiver, Instance) or len(call.arguments.positional) > most:
            return unknown_text(call, call.arguments.all_values())
        held = [
            call.run.attribute(receiver, name, call.node, call.frame, call.state)
            for name in ("pattern", "flags")
        ]
        return done(call, held[0], held[1], call.arguments)

    return operation


def match_object(call: Invocation, text: Text, match: re.Match[str]) -> Value:
    """The object that tells of a match."""
    made = Instance(call.run.number(), MATCH)
    groups = [group_of(text, match, index) for index in range(match.re.groups + 1)]
    values = tuple(just(group) for group in groups if group is not None)
    call.state.write((made.number, "all groups"), just(Tuple(values)))
    names = [(name, values[index]) for name, index in match.re.groupindex.items()]
    call.state.write((made.number, "named groups"), just(new_dict(call.run, call.state, names)))
    return just(made)


def _found(how: str) -> Done:
    """The first match as an object, or None; ``how`` says where it has to stand."""

    def done(
        call: Invocation, pattern: Value | None, flags: Value | None, rest: Arguments
    ) -> Value:
        return _each_text(
            call,
            (pattern, flags, rest),
            lambda text, found: match_object(call, text, found[0]) if found else just(NONE),
            (1, how),
        )

    return done


def _split(call: Invocation, pattern: Value | None, flags: Value | None, rest: Arguments) -> Value:
    """The parts around the matches, with what the groups have matched."""
    count = constant_number(with_arguments(call, rest).argument(1, "maxsplit"), 0)

    def listed(text: Text, found: list[re.Match[str]]) -> Value:
        return _list(call, list(_parts(text, found)))

    how = None if count is None else (count, "search")
    return _each_text(call, (pattern, flags, rest), listed, how)


def _parts(text: Text, found: list[re.Match[str]]) -> Iterator[Value]:
    start = 0
    for match in found:
        yield just(loosened(cut(text, start, match.start())))
        for index in range(1, match.re.groups + 1):
            yield just(group_of(text, match, index) or NONE)
        start = match.end()
    yield just(loosened(cut(text, start, len(flat(text)))))


def _all(call: Invocation, pattern: Value | None, flags: Value | None, rest: Arguments) -> Value:
    """All matches as texts: of the only group, of all groups, or as a whole."""

    def listed(text: Text, found: list[re.Match[str]]) -> Value:
        return _list(call, [_shown(text, match) for match in found])

    return _each_text(call, (pattern, flags, rest), listed, (0, "search"))


def _shown(text: Text, match: re.Match[str]) -> Value:
    groups = range(1, match.re.groups + 1) if match.re.groups else (0,)
    found = [group_of(text, match, index) for index in groups]
    values = [just(Text(()) if each in (None, NONE) else each) for each in found if each]
    return values[0] if len(values) == 1 else just(Tuple(tuple(values)))


def _objects(
    call: Invocation, pattern: Value | None, flags: Value | None, rest: Arguments
) -> Value:
    """All matches as objects."""

    def listed(text: Text, found: list[re.Match[str]]) -> Value:
        return _list(call, [match_object(call, text, match) for match in found])

    return _each_text(call, (pattern, flags, rest), listed, (0, "search"))


def _each_text(
    call: Invocation,
    given: tuple[Value | None, Value | None, Arguments],
    done: Callable[[Text, list[re.Match[str]]], Value],
    how: tuple[int, str] | None,
) -> Value:
    """What is made of the matches in each text that may be given; unknown where it is not known
    what matches. ``how`` says how many are sought, and where.
    """
    pattern, flags, rest = given
    found, texts = pattern_of(pattern, flags), with_arguments(call, rest).argument(0, "string")
    if texts is None or found is None or how is None:
        call.run.events.note_escapes(rest.all_values(), call.node)
        return call.unknown()

    def one(atom: Atom) -> Value:
        all_of = matches(found, atom, *how) if isinstance(atom, Text) else None
        if all_of is None or not isinstance(atom, Text):
            call.run.events.note_escapes((just(atom),), call.node)
            return call.unknown()
        call.run.events.note_test(atom, lambda marks: count_of(found, marks, how), call.node)
        return done(atom, all_of)

    return mapped(texts, one)


def count_of(pattern: Pattern, marks: str, how: tuple[int, str]) -> int | None:
    """How many matches a text with these characters has."""
    found = matches(pattern, Text((Literal(marks),)), *how)
    return None if found is None else len(found)


def _list(call: Invocation, values: list[Value]) -> Value:
    sequence = List(call.run.number())
    call.state.write((sequence.number, "content"), just(Tuple(tuple(values))))
    return just(sequence)


def _group(call: Invocation) -> Value:
    """A group of a match by its number or name, or several of them."""
    indices = [_one_group(call, index) for index in call.arguments.positional]
    if not indices:
        return _one_group(call, just(constant(0)))
    return indices[0] if len(indices) == 1 else just(Tuple(tuple(indices)))


def _one_group(call: Invocation, index: Value) -> Value:
    def one(atom: Atom) -> Value:
        name = "named groups" if isinstance(atom, Text) else "all groups"
        return mapped(_held(call, name), lambda found: _item(call, found, atom))

    return mapped(index, one)


def _item(call: Invocation, found: Atom, index: Atom) -> Value:
    if isinstance(found, Dict):
        return get_item(call.run, call.state, found.number, key_of(index))
    if isinstance(found, Unknown):
        key = key_of(index)
        return just(call.run.derived(found, "item", call.run.number() if key is None else key))
    return subscripted(call.run, call.state, found, index) if isinstance(found, Tuple) else ()


def _held(call: Invocation, name: str) -> Value:
    receiver = call.receiver
    if not isinstance(receiver, Instance):
        return call.unknown()
    return call.run.attribute(receiver, name, call.node, call.frame, call.state)


def _groups(call: Invocation) -> Value:
    """All groups; those that have matched nothing are the default."""
    default = call.argument(0, "default") or just(NONE)

    def all_of(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return call.unknown()
        return just(Tuple(tuple(_or_default(group, default) for group in atom.items[1:])))

    return mapped(_held(call, "all groups"), all_of)


def _or_default(group: Value, default: Value) -> Value:
    return mapped(group, lambda atom: default if atom == NONE else just(atom))


def with_arguments(call: Invocation, arguments: Arguments) -> Invocation:
    """The same call with other arguments and no receiver."""
    return Invocation(call.run, None, arguments, call.node, call.frame, call.state)


def unknown_text(call: Invocation, values: tuple[Value, ...] | list[Value]) -> Value:
    """An unknown text that keeps the labels of its parts."""
    call.run.events.note_escapes(values, call.node)
    labels = frozenset(
        label
        for value in values
        for _, atom in value
        for label in labels_in(call.text(atom).pieces)
    )
    binary = any(isinstance(atom, Text) and atom.binary for value in values for _, atom in value)
    return just(Text((Hole(("substituted", call.run.number()), labels),), binary))


FOUND: dict[str, tuple[Done, int, int]] = {
    "search": (_found("search"), 2, 1),
    "match": (_found("match"), 2, 1),
    "fullmatch": (_found("fullmatch"), 2, 1),
    "split": (_split, 3, 2),
    "findall": (_all, 2, 1),
    "finditer": (_objects, 2, 1),
}
"""Functions by their names, where their flags stand, and how many arguments the methods take."""
MATCHING_OPERATIONS: dict[str, Implementation] = {
    **{f"{name}-pattern": of_pattern(done, most) for name, (done, _, most) in FOUND.items()},
    **{f"{name}-of-pattern": of_module(done, place) for name, (done, place, _) in FOUND.items()},
    "match-group": _group,
    "match-groups": _groups,
    "match-named": lambda call: _held(call, "named groups"),
}
