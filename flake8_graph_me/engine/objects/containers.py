"""Dictionaries, lists, tuples and sets: making, reading and writing them in a state.

A dictionary keeps each item in its own location, so that a branch that writes one item leaves the
others alone. Another location holds the items with unknown keys. A list keeps its whole content as
one value.
"""

from collections.abc import Hashable, Iterable

from flake8_graph_me.engine.domain.alternatives import (
    joined,
    just,
    mapped,
    under,
    where_absent,
    without_absent,
)
from flake8_graph_me.engine.domain.conditions import Condition, conjoin
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    IMPOSSIBLE,
    Alternative,
    Atom,
    Constant,
    Dict,
    DictSnapshot,
    Instance,
    List,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.run import Run

MAX_ITEMS = 256
"""How many elements of one sequence or dictionary display are told apart. Past it an element is any
of those of the sequence, and an item of the dictionary is unknown.
"""
MAX_FROZEN_DEPTH = 5
"""How deep nested objects are copied when a sink call keeps them as they are. Past it what they
hold is unknown.
"""


def key_of(atom: Atom) -> Hashable | None:
    """The key under which an item is stored, or None if it is unknown."""
    if isinstance(atom, Constant):
        # To a dictionary True, 1 and 1.0 are one key.
        return ("number" if isinstance(atom.value, int | float) else atom.kind, atom.value)
    if isinstance(atom, Text):
        text = known(atom)
        return None if text is None else text
    return None


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


def any_item(run: Run, state: State, number: int) -> Value:
    """An item by an unknown key: any of the items, or an unknown one."""
    alternatives: list[Alternative] = []
    for index, key in enumerate(state.keys_of(number)):
        symbol = frozenset((run.symbols.number(("which", run.number(), index)),))
        for condition, atom in without_absent(state.read((number, ("item", key)))):
            both = conjoin(condition, symbol)
            if both is not None:
                alternatives.append((both, atom))
    rest = without_absent(state.read((number, REST)))
    symbol = frozenset((run.symbols.number(("which", run.number(), "rest")),))
    alternatives.extend(under(symbol, rest or run.unknown()))
    return joined(alternatives)


def set_unknown_item(run: Run, state: State, number: int, value: Value) -> None:
    """Set an item by an unknown key: known items stay, and the rest may now hold this value."""
    symbol = run.symbols.number(("set", run.number()))
    old = state.read((number, REST))
    state.write(
        (number, REST),
        joined([*under(frozenset((symbol,)), value), *under(frozenset((-symbol,)), old)]),
    )


def update_from(run: Run, state: State, number: int, source: Atom) -> None:
    """``mapping.update(source)``; the source may also be pairs or unknown."""
    if isinstance(source, Dict):
        if source.number == number:
            return
        for key in state.keys_of(source.number):
            overlay(state, number, key, state.read((source.number, ("item", key))))
        rest = state.read((source.number, REST))
        if rest != NOTHING:
            state.write((number, REST), joined_rest(run, state.read((number, REST)), rest))
    elif isinstance(source, DictSnapshot):
        for key, value in source.items:
            overlay(state, number, key, value)
    elif isinstance(source, Tuple | List):
        for pair in elements(state, source) or ():
            update_from_pair(run, state, number, pair)
    elif not isinstance(source, Constant):
        unknown = just(source) if isinstance(source, Unknown) else run.unknown()
        state.write((number, REST), joined_rest(run, state.read((number, REST)), unknown))


def update_from_pair(run: Run, state: State, number: int, pair: Value) -> None:
    """Set an item by a (key, value) tuple."""
    if len(pair) == 1 and isinstance(pair[0][1], Tuple) and len(pair[0][1].items) == 2:
        name, value = pair[0][1].items
        key = key_of(name[0][1]) if len(name) == 1 else None
        if key is not None:
            set_item(state, number, key, value)
            return
        set_unknown_item(run, state, number, value)
        return
    set_unknown_item(run, state, number, run.unknown())


def joined_rest(run: Run, old: Value, new: Value) -> Value:
    """What else a dictionary may hold after an update."""
    if old == NOTHING:
        return new
    if new in (NOTHING, old):
        return old
    symbol = run.symbols.number(("rest", run.number()))
    return joined([*under(frozenset((symbol,)), new), *under(frozenset((-symbol,)), old)])


def overlay(state: State, number: int, key: Hashable, value: Value) -> None:
    """Set an item where the new value exists; where it is absent, the old one stays."""
    if not value:
        return
    if any(atom is ABSENT for _, atom in value):
        value = where_absent(value, state.read((number, ("item", key))))
    set_item(state, number, key, value)


def copied(run: Run, state: State, number: int) -> Dict:
    """A new dictionary with the same items."""
    copy = Dict(run.number())
    state.write((copy.number, REST), state.read((number, REST)))
    for key in state.keys_of(number):
        set_item(state, copy.number, key, state.read((number, ("item", key))))
    return copy


def new_list(run: Run, state: State, items: Iterable[Value], rest: Value | None = None) -> List:
    """A new list with these elements."""
    sequence = List(run.number())
    state.write((sequence.number, "content"), just(Tuple(tuple(items), rest)))
    return sequence


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


def any_element(run: Run, state: State, atom: Atom) -> Value:
    """Some element of a sequence."""
    if not isinstance(atom, Tuple | List):
        return run.unknown()
    alternatives: list[Alternative] = []
    for condition, found in content(state, atom):
        if isinstance(found, Tuple):
            which = run.number()
            rest = () if found.rest is None else (found.rest,)
            for index, item in enumerate((*found.items, *rest)):
                symbol = run.symbols.number(("which", which, index))
                alternatives.extend(under(condition | {symbol}, item))
    return joined(alternatives) if alternatives else run.unknown()


def frozen(run: Run, state: State, value: Value, depth: int = 0) -> Value:
    """A snapshot of the value's dictionaries and lists, which later writes do not change."""
    if depth > MAX_FROZEN_DEPTH:
        return run.unknown()
    return mapped(value, lambda atom: _frozen_atom(run, state, atom, depth))


def _frozen_atom(run: Run, state: State, atom: Atom, depth: int) -> Value:
    if isinstance(atom, Dict):
        items = tuple(
            (key, frozen(run, state, state.read((atom.number, ("item", key))), depth + 1))
            for key in state.keys_of(atom.number)
        )
        rest = state.read((atom.number, REST))
        return just(DictSnapshot(items, None if rest == NOTHING else rest))
    if isinstance(atom, List):
        return mapped(content(state, atom), lambda found: _frozen_atom(run, state, found, depth))
    if isinstance(atom, Tuple):
        items_ = tuple(frozen(run, state, item, depth + 1) for item in atom.items)
        return just(Tuple(items_, atom.rest, atom.generator))
    if isinstance(atom, Instance) and state.keys_of(atom.number):
        return _frozen_atom(run, state, Dict(atom.number), depth)
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
    """Delete an item."""
    if state.read((number, ("item", key))) != IMPOSSIBLE:
        state.write((number, ("item", key)), NOTHING)
