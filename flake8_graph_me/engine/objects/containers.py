"""Dictionaries, lists, tuples and sets: making, reading and writing them in a state.

A dictionary keeps each item in its own location, so that a branch that writes one item leaves the
others alone. Another location holds the items with unknown keys. A list keeps its whole content as
one value.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from flake8_graph_me.engine.domain.alternatives import (
    chosen_by,
    joined,
    just,
    mapped,
    under,
    where_absent,
)
from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    IMPOSSIBLE,
    Alternative,
    Atom,
    Dict,
    DictSnapshot,
    External,
    Instance,
    List,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.choices import one_of
from flake8_graph_me.engine.objects.elements.held import held_by

MAX_ITEMS = 10_000
"""How many elements of one sequence or dictionary display are told apart. Past it an element is any
of those of the sequence, and an item of the dictionary is unknown.
"""
FACTORY = ("factory",)
"""The location of what makes the items that a dictionary does not have."""
BEGUN = ("begun",)
"""The location of the call that made a generator."""
WAITING = ("waiting",)
"""The location that says of a context manager, which is a generator, that nothing of it has run
yet: what it was called with besides, by position and by keyword.
"""
RECEIVED = ("received",)
"""The location, in the scope of a generator, of the sent values that it has not received yet."""
THROWN = External("thrown")
"""A partial call of it stands for an exception that is thrown into a generator."""
RETURNED = ("returned",)
"""The location of what a generator returns."""
MAX_FROZEN_DEPTH = 5
"""How deep nested objects are copied when a sink call keeps them as they are. Past it what they
hold is unknown.
"""
MAX_FROZEN = 4_000
"""How many values are copied for one part of a sink call that is kept as it is. Past it further
values in it are unknown.
"""


def new_dict(
    run: Run, state: State, items: Iterable[tuple[Hashable, Value]] = (), rest: Value = NOTHING
) -> Dict:
    """A new dictionary with these items."""
    mapping = Dict(run.number())
    state.write((mapping.number, REST), rest)
    for key, value in items:
        set_item(state, mapping.number, key, value)
    return mapping


def set_item(state: State, number: int, key: Hashable, value: Value) -> None:
    """Set an item by its known key."""
    state.add_key(number, key)
    state.write((number, ("item", key)), value)


def get_item(run: Run, state: State, number: int, key: Hashable) -> Value:
    """An item by its known key; absent if there is none."""
    value = state.read((number, ("item", key)))
    if all(atom is not ABSENT for _, atom in value) and value:
        return value
    rest = state.read((number, REST))
    if rest == NOTHING or not rest:
        return value
    derived = mapped(
        rest,
        lambda atom: (
            just(run.derived(atom, "item", key)) if isinstance(atom, Unknown) else just(atom)
        ),
    )
    return where_absent(value, derived)


def joined_rest(run: Run, old: Value, new: Value) -> Value:
    """What else a dictionary may hold after an update."""
    if old == NOTHING:
        return new
    if new in (NOTHING, old):
        return old
    symbol = run.symbols.number(("rest", run.number()))
    return chosen_by(symbol, new, old)


def copied(run: Run, state: State, number: int) -> Dict:
    """A new dictionary with the same items."""
    copy = Dict(run.number())
    state.write((copy.number, REST), state.read((number, REST)))
    for key in state.keys_of(number):
        set_item(state, copy.number, key, state.read((number, ("item", key))))
    factory = state.read((number, FACTORY))
    if factory != NOTHING:
        state.write((copy.number, FACTORY), factory)
    return copy


def new_list(run: Run, state: State, items: Iterable[Value], rest: Value | None = None) -> List:
    """A new list with these elements."""
    sequence = List(run.number())
    state.write((sequence.number, "content"), just(Tuple(tuple(items), rest)))
    return sequence


def new_iterator(run: Run, state: State, content: Value) -> List:
    """A new iterator over what the Tuples of a content hold."""
    iterator = List(run.number(), once=True)
    state.write((iterator.number, "content"), content)
    return iterator


def content(state: State, atom: Tuple | List) -> Value:
    """The content of a sequence, as a value of Tuples."""
    return just(atom) if isinstance(atom, Tuple) else state.read((atom.number, "content"))


def elements(state: State, atom: Atom) -> tuple[Value, ...] | None:
    """The elements of a sequence if they are known, else None."""
    if not isinstance(atom, Tuple | List):
        return None
    contents = content(state, atom)
    if len(contents) != 1 or not isinstance(contents[0][1], Tuple):
        return None
    found = contents[0][1]
    return found.items if found.rest is None and len(found.items) <= MAX_ITEMS else None


def any_element(run: Run, state: State, atom: Atom, place: int | None = None) -> Value:
    """Some element of a sequence: of those of which only the kind is known, the one at a place."""
    if not isinstance(atom, Tuple | List):
        return run.unknown()
    alternatives: list[Alternative] = []
    for condition, found in content(state, atom):
        if isinstance(found, Tuple):
            alternatives.extend(under(condition, one_of(run, found.items, found.rest, place)))
    return joined(alternatives) if alternatives else run.unknown()


@dataclass(slots=True)
class _Room:
    """How many more values a snapshot may copy."""

    left: int = MAX_FROZEN

    def takes(self, count: int) -> bool:
        """Whether there is room for so many values, which are then taken."""
        fits = count <= self.left
        self.left -= count if fits else 0
        return fits


def frozen(run: Run, state: State, value: Value) -> Value:
    """A snapshot of the value's dictionaries and lists, which later writes do not change."""
    return _frozen(run, state, value, 0, _Room())


def _frozen(run: Run, state: State, value: Value, depth: int, room: _Room) -> Value:
    if depth > MAX_FROZEN_DEPTH:
        return just(run.beyond("MAX_FROZEN_DEPTH"))
    return mapped(value, lambda atom: _frozen_atom(run, state, atom, depth, room))


def _frozen_atom(run: Run, state: State, atom: Atom, depth: int, room: _Room) -> Value:
    if isinstance(atom, Dict):
        keys = state.keys_of(atom.number)
        if not room.takes(len(keys)):
            return just(run.beyond("MAX_FROZEN"))
        items = tuple(
            (key, _frozen(run, state, state.read((atom.number, ("item", key))), depth + 1, room))
            for key in keys
        )
        rest = state.read((atom.number, REST))
        return just(DictSnapshot(items, None if rest == NOTHING else rest))
    if isinstance(atom, List):
        return mapped(
            content(state, atom), lambda found: _frozen_atom(run, state, found, depth, room)
        )
    if isinstance(atom, Tuple):
        if not room.takes(len(atom.items)):
            return just(run.beyond("MAX_FROZEN"))
        items_ = tuple(_frozen(run, state, item, depth + 1, room) for item in atom.items)
        rest_ = None if atom.rest is None else _frozen(run, state, atom.rest, depth + 1, room)
        return just(Tuple(items_, rest_, atom.unordered))
    held = held_by(run, atom, state)
    if held is not None:
        return _frozen(run, state, held, depth, room)
    if isinstance(atom, Instance) and state.keys_of(atom.number):
        return _frozen_atom(run, state, Dict(atom.number), depth, room)
    return just(atom)


def known_elements(state: State, value: Value) -> list[tuple[Condition, tuple[Value, ...]]] | None:
    """The elements of every alternative of a value, or None if any of them is unknown."""
    result = []
    for condition, atom in value:
        found = elements(state, atom)
        if found is None:
            return None
        result.append((condition, found))
    return result if result else None


def removed(state: State, number: int, key: Hashable) -> None:
    """Delete an item; set again, it comes last."""
    if state.read((number, ("item", key))) != IMPOSSIBLE:
        state.write((number, ("item", key)), NOTHING)
        state.remove_key(number, key)


def item_of_any(run: Run, any_of_them: Value, key: int | str) -> Value:
    """The item with a key, where only a value that stands for any item is known: of something
    unknown another one for each key.
    """
    return mapped(
        any_of_them,
        lambda atom: just(run.derived(atom, "item", key) if isinstance(atom, Unknown) else atom),
    )
