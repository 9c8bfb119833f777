"""Items of dictionaries by a key that is not known: each goes with the outcome of comparing its own
key with it, as in ``if key == "a"``.
"""

from collections.abc import Sequence

from flake8_graph_me.engine.domain.alternatives import (
    constant,
    joined,
    just,
    where_absent,
    without_absent,
)
from flake8_graph_me.engine.domain.state import REST, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Atom,
    External,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import by_test
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.item_keys import key_value
from flake8_graph_me.engine.objects.elements.updates import any_item
from flake8_graph_me.engine.operations.comparing.equality import equal

MAX_KEYS_COMPARED = 12
"""With how many keys of a dictionary an unknown one is compared. Past it an item is any of them."""


def item_by_unknown_key(run: Run, state: State, number: int, key: Atom, default: Value) -> Value:
    """An item of a dictionary by a key that is not known, or a default where it is missing."""
    run.events.note_sought(state.keys_of(number))
    if not _is_compared(state, number, key):
        return joined([*any_item(run, state, number), *default])
    items = [
        (key_value(known)[0][1], where_absent(state.read((number, ("item", known))), default))
        for known in state.keys_of(number)
    ]
    return among(run, state, key, items, default)


def among(
    run: Run, state: State, sought: Atom, items: Sequence[tuple[Atom, Value]], otherwise: Value
) -> Value:
    """The value beside what is equal to something that is not known, or another value where nothing
    is.
    """
    found = otherwise
    for known, value in reversed(items):
        found = by_test(run, equal(run, known, sought), value, found, state)
    return found


def has_unknown_key(run: Run, state: State, number: int, key: Atom) -> Value | None:
    """Whether a dictionary has a key that is not known; None if comparing does not tell."""
    run.events.note_sought(state.keys_of(number))
    if not _is_compared(state, number, key):
        return None
    items: list[tuple[Atom, Value]] = []
    for known in state.keys_of(number):
        stored = state.read((number, ("item", known)))
        has = tuple((own, constant(value=atom is not ABSENT)) for own, atom in stored)
        items.append((key_value(known)[0][1], joined(has)))
    return among(run, state, key, items, just(constant(value=False)))


def _is_compared(state: State, number: int, key: Atom) -> bool:
    """Whether all keys of a dictionary are known, and few, and the one sought is comparable."""
    return (
        isinstance(key, Unknown | External | Text)
        and 0 < len(state.keys_of(number)) <= MAX_KEYS_COMPARED
        and not without_absent(state.read((number, REST)))
    )
