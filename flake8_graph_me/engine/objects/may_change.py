"""What may have changed where nobody sees it: its known value, or another one.

A location that may have changed is *open*: it has its known alternatives where an outcome of its
own says that nothing happened, and the new ones where it says that something did. Each location has
an outcome of its own, since one may have changed without the others. Opening what is open already
does nothing; a later write makes it known again. Must not know what changes things.
"""

from collections.abc import Callable, Hashable, Iterator

from flake8_graph_me.engine.domain.alternatives import chosen_by, just, mapped
from flake8_graph_me.engine.domain.state import (
    AT_NO_COST,
    LOCATIONS_PER_STEP,
    NOTHING,
    REST,
    State,
)
from flake8_graph_me.engine.domain.values import (
    Alternative,
    Atom,
    Constant,
    Dict,
    Instance,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.run import Run

FEW_KEYS = 32
"""How many items a mapping may have at no cost. Past it each costs as much as a location."""
OPENED = "opened"
AGAIN = "again"
UNREPEATABLE: Location = (0, ("unrepeatable",))
"""A location that never reads as it is noted, so that a run in which it is read is not replayed."""


def open_value(run: Run, value: Value, new: Value | None = None) -> Value:
    """A value, or a new one; an unknown one if none is given."""
    if _is_open(run, value, new):
        return value
    symbol = run.symbols.number((OPENED, run.number()))
    changed = run.unknown() if new is None else new
    both = chosen_by(-symbol, value, changed)
    run.budget.work.done += max(len(both) - AT_NO_COST, 0)
    return both


def open_location(run: Run, state: State, location: Location, new: Value | None = None) -> None:
    """A location may have changed: it holds what it held, or a new value."""
    old = state.stored(location)
    to_anything = new is None or _is_anything(new)
    if to_anything and run.opened.get(id(old)) is old:
        return
    value = open_value(run, old, new)
    if value is not old:
        state.write(location, value)
    if to_anything:
        # The next unknown call asks for the same values again.
        run.opened[id(value)] = value


def open_mapping(run: Run, state: State, number: int, new: Value | None = None) -> None:
    """A dictionary may have changed: each of its items, and it may have further ones."""
    keys = state.keys_of(number)
    run.budget.work.done += max(len(keys) - FEW_KEYS, 0) // LOCATIONS_PER_STEP
    for key in keys:
        open_location(run, state, (number, ("item", key)), new)
    open_rest(run, state, number, new)


def open_held_mapping(run: Run, state: State, owners: Value, name: str) -> None:
    """The dictionary that objects keep in an attribute may have changed."""
    for _, owner in owners:
        held = state.read((owner.number, name)) if isinstance(owner, Instance) else ()
        for _, mapping in held:
            if isinstance(mapping, Dict):
                open_mapping(run, state, mapping.number)


def open_rest(run: Run, state: State, number: int, new: Value | None = None) -> None:
    """A dictionary may have got items of keys that it is not known to have."""
    if new is None and state.read((number, REST)) == NOTHING:
        state.write((number, REST), run.unknown())
        return
    open_location(run, state, (number, REST), new)


def open_sequence(run: Run, state: State, number: int) -> None:
    """A list may have changed: each of its elements, and it may have further ones."""
    location = (number, "content")
    old = state.stored(location)
    if run.opened.get(id(old)) is old:
        return
    value = mapped(old, lambda atom: just(_opened_content(run, atom)))
    if value != old:
        state.write(location, value)
        old = value
    run.opened[id(old)] = old


def _opened_content(run: Run, atom: Atom) -> Atom:
    if not isinstance(atom, Tuple):
        return atom
    items = tuple(open_value(run, item) for item in atom.items)
    rest = run.unknown() if atom.rest is None else open_value(run, atom.rest)
    return Tuple(items, rest)


def open_elements(run: Run, state: State, number: int, new: Value) -> None:
    """One element of a list, not known which, has been replaced by a new value."""

    def replaced(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return just(atom)
        items = tuple(open_value(run, item, new) for item in atom.items)
        return just(Tuple(items, None if atom.rest is None else open_value(run, atom.rest, new)))

    state.write((number, "content"), mapped(state.read((number, "content")), replaced))


def open_names(
    run: Run,
    state: State,
    number: int,
    new: Value | None = None,
    which: Callable[[str, Value], bool] = lambda _name, _value: True,
) -> None:
    """The variables of a scope, or the attributes of an object, may have changed: those of the
    names and values that ``which`` says.
    """
    for name in list(names_in(state, number)):
        if which(name, state.read((number, name))):
            open_location(run, state, (number, name), new)


def names_in(state: State, number: int) -> Iterator[str]:
    """The names that are kept under a number."""
    yield from (key for key in kept_under(state, number) if isinstance(key, str))


def kept_under(state: State, number: int) -> list[Hashable]:
    """The keys of all that is kept under a number. A run that asks for them is not replayed."""
    found: dict[Hashable, None] = {}
    current: State | None = state
    while current is not None:
        found.update(dict.fromkeys(key for owner, key in current.values if owner == number))
        if current.reads is not None:
            current.reads[UNREPEATABLE] = ()
        current = current.parent
    return list(found)


def _is_open(run: Run, value: Value, new: Value | None) -> bool:
    """Whether a value is open to all that it is to be opened to."""
    if new is None or _is_anything(new):
        if value and all(_is_unknown(atom) for _, atom in value):
            return True
        if any(not condition and _is_unknown(atom) for condition, atom in value):
            return True
        return any(_opens(value, literal, _is_unknown) for literal in _openings(run, value))
    fresh = [atom for _, atom in new]
    if any(condition for condition, _ in new):
        return False
    return not fresh or any(
        _opens(value, literal, lambda atom: atom in fresh) for literal in _openings(run, value)
    )


def _is_anything(new: Value) -> bool:
    """Whether a new value may be anything."""
    return all(_is_unknown(atom) for _, atom in new)


def _is_unknown(atom: Atom) -> bool:
    return isinstance(atom, Unknown) and not atom.labels


def _openings(run: Run, value: Value) -> Iterator[int]:
    """The outcomes by which a value has changed, of those that it asks for."""
    literals = frozenset[int]().union(*(condition for condition, _ in value))
    return (literal for literal in literals if literal > 0 and _is_opening(run, literal))


def _opens(value: Value, literal: int, new: Callable[[Atom], bool]) -> bool:
    """Whether an outcome brings a new value, and no old one goes without its opposite."""
    return any(literal in condition and new(atom) for condition, atom in value) and all(
        -literal in condition or new(atom) for condition, atom in value
    )


def _is_opening(run: Run, symbol: int) -> bool:
    key = run.symbols.keys[symbol]
    while isinstance(key, tuple) and key[0] == AGAIN:
        key = run.symbols.keys[key[2]]
    return isinstance(key, tuple) and key[0] == OPENED


def or_counted_on(run: Run, location: Location, value: Value, world: State) -> Value:
    """What a function left somewhere in a ``world``, or another number if it is one that goes by
    what was there before: it is called more than once.
    """
    if not world.reads or location not in world.reads or not any(map(_is_number, value)):
        return value
    symbol = run.symbols.number(("counted on", location))
    return chosen_by(symbol, run.unknown(), value)


def _is_number(alternative: Alternative) -> bool:
    atom = alternative[1]
    return (
        isinstance(atom, Constant)
        and isinstance(atom.value, int | float)
        and not isinstance(atom.value, bool)
    )
