"""What puts items into a dictionary or takes them out: also under keys, and from sources, that are
not known.

What an unknown key or source may have set has its known value, or the new one. Must not know
syntax.
"""

from collections.abc import Hashable

from flake8_graph_me.engine.domain.alternatives import (
    just,
    mapped,
    where_absent,
    without_absent,
)
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    Constant,
    Dict,
    DictSnapshot,
    External,
    Instance,
    List,
    Names,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import content, removed, set_item
from flake8_graph_me.engine.objects.elements.choices import one_of
from flake8_graph_me.engine.objects.elements.held import held_by
from flake8_graph_me.engine.objects.elements.item_keys import item_key
from flake8_graph_me.engine.objects.may_change import (
    names_in,
    open_location,
    open_mapping,
    open_rest,
    open_value,
)

MAPPINGS = frozenset({"builtins.dict", "collections.OrderedDict"})


def any_item(run: Run, state: State, number: int) -> Value:
    """An item by an unknown key: any of them, or one that is not known."""
    stored = (state.read((number, ("item", key))) for key in state.keys_of(number))
    items = [item for item in map(without_absent, stored) if item]
    rest = without_absent(state.read((number, REST)))
    return one_of(run, items, any_further_item(run, rest) if rest else run.unknown())


def any_further_item(run: Run, rest: Value) -> Value:
    """Any of the items that the rest of a dictionary stands for."""
    return mapped(rest, lambda atom: just(run.element(atom) if isinstance(atom, Unknown) else atom))


def set_at(run: Run, state: State, number: int, key: Value, value: Value) -> None:
    """``mapping[key] = value`` for each key that it may be."""

    def act(atom: Atom, at: State) -> Value:
        found = item_key(at, atom)
        run.events.note_key(atom, found)
        if found is None:
            set_unknown_item(run, at, number, value)
        else:
            set_item(at, number, found, value)
        return just(NONE)

    each_alternative(run, key or run.unknown(), state, act)


def set_unknown_item(run: Run, state: State, number: int, value: Value) -> None:
    """Set an item by an unknown key: each known one may be this now, or a further one."""
    open_mapping(run, state, number, value)


def set_perhaps(run: Run, state: State, number: int, key: Hashable, value: Value) -> None:
    """Set an item of a known key, or leave it as it was."""
    state.add_key(number, key)
    open_location(run, state, (number, ("item", key)), value)


def remove_at(run: Run, state: State, number: int, key: Value) -> None:
    """``del mapping[key]`` for each key that it may be; by an unknown one each item may be gone."""

    def act(atom: Atom, at: State) -> Value:
        found = item_key(at, atom)
        if found is not None:
            removed(at, number, found)
            return just(NONE)
        run.events.note_sought(at.keys_of(number))
        for known in at.keys_of(number):
            open_location(run, at, (number, ("item", known)), NOTHING)
        return just(NONE)

    each_alternative(run, key or run.unknown(), state, act)


def update(run: Run, state: State, number: int, source: Value) -> None:
    """``mapping.update(source)`` for each alternative of the source in a world of its own."""

    def act(atom: Atom, at: State) -> Value:
        update_from(run, at, number, atom)
        return just(NONE)

    each_alternative(run, source, state, act)


def update_from(run: Run, state: State, number: int, source: Atom) -> None:
    """``mapping.update(source)``, also of pairs and of unknown things."""
    held = held_by(run, source, state)
    if held is not None:
        update(run, state, number, held)
        return
    if isinstance(source, Dict) or is_mapping(source, state):
        assert isinstance(source, Dict | Instance)
        if source.number != number:
            items = {
                k: state.read((source.number, ("item", k))) for k in state.keys_of(source.number)
            }
            _overlay_all(run, state, number, items, state.read((source.number, REST)))
    elif isinstance(source, DictSnapshot):
        _overlay_all(run, state, number, dict(source.items), source.rest or NOTHING)
    elif isinstance(source, Tuple | List):
        _update_from_pairs(run, state, number, content(state, source))
    elif isinstance(source, Names):
        names = names_in(state, source.number)
        items = {name: state.read((source.number, name)) for name in names}
        _overlay_all(run, state, number, {**items}, NOTHING)
    elif isinstance(source, Unknown):
        _overlay_all(run, state, number, {}, just(source))
    elif not isinstance(source, Constant | Text):
        _overlay_all(run, state, number, {}, run.unknown())


def is_mapping(atom: Atom, state: State) -> bool:
    """Whether an object keeps items as a dictionary does."""
    if not isinstance(atom, Instance):
        return False
    if isinstance(atom.type, str):
        return atom.type in MAPPINGS
    return any(isinstance(base, External) and base.name in MAPPINGS for base in lineage(atom.type))


def _overlay_all(
    run: Run, state: State, number: int, items: dict[Hashable, Value], rest: Value
) -> None:
    """Set these items where they are there, and perhaps those that the rest stands for."""
    for key in dict.fromkeys((*state.keys_of(number), *items)):
        old = state.read((number, ("item", key)))
        value = items.get(key, NOTHING)
        if rest != NOTHING and any(atom is ABSENT for _, atom in value):
            old = open_value(run, old, _item_among(run, rest, key))
        overlay(state, number, key, value, old)
    if rest != NOTHING:
        _open_rest(run, state, number, rest)


def _item_among(run: Run, rest: Value, key: Hashable) -> Value:
    """What an item is that may be among those of a rest."""
    return mapped(
        without_absent(rest),
        lambda atom: just(run.derived(atom, "item", key) if isinstance(atom, Unknown) else atom),
    )


def _open_rest(run: Run, state: State, number: int, rest: Value) -> None:
    old = state.read((number, REST))
    if old == NOTHING:
        state.write((number, REST), rest)
    elif rest != old:
        open_rest(run, state, number, rest)


def overlay(state: State, number: int, key: Hashable, value: Value, old: Value) -> None:
    """Set an item where the new value is there; where it is absent the old one stays."""
    whole = where_absent(value, old) if value else ()
    if whole and whole != state.read((number, ("item", key))):
        set_item(state, number, key, whole)


def _update_from_pairs(run: Run, state: State, number: int, contents: Value) -> None:
    def act(found: Atom, at: State) -> Value:
        if not isinstance(found, Tuple):
            _overlay_all(run, at, number, {}, run.unknown())
            return just(NONE)
        for pair in found.items:
            _update_from_pair(run, at, number, pair, sure=True)
        if found.rest is not None:
            _update_from_pair(run, at, number, found.rest, sure=False)
        return just(NONE)

    each_alternative(run, contents, state, act)


def _update_from_pair(run: Run, state: State, number: int, pair: Value, *, sure: bool) -> None:
    """Set an item, perhaps, by a (key, value) tuple."""

    def act(atom: Atom, at: State) -> Value:
        if not isinstance(atom, Tuple) or len(atom.items) != 2:
            set_unknown_item(run, at, number, run.unknown())
            return just(NONE)
        name, value = atom.items
        if sure:
            set_at(run, at, number, name, value)
            return just(NONE)
        for condition, one in name:
            key = item_key(at, one)
            if key is None:
                set_unknown_item(run, at, number, value)
            else:
                set_perhaps(run, at, number, key, tuple((own | condition, a) for own, a in value))
        return just(NONE)

    each_alternative(run, pair, state, act)
