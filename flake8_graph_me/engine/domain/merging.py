"""Merging states: the branches of a test, the exits of a function, the rounds of a loop."""

from collections.abc import Hashable, Iterable

from flake8_graph_me.engine.domain.alternatives import joined
from flake8_graph_me.engine.domain.conditions import Condition, conjoin
from flake8_graph_me.engine.domain.state import AT_NO_COST, LOCATIONS_PER_STEP, NOTHING, State
from flake8_graph_me.engine.domain.values import Alternative, Value
from flake8_graph_me.engine.domain.work import Location


def merge(
    base: State,
    ends: Iterable[State],
    into: State | None = None,
    forget: int | None = None,
) -> None:
    """Write into ``base`` what its descendants ``ends`` wrote, each under its own condition.

    A location that some of them did not write keeps its old value under their conditions. If the
    base must not change, ``into`` is a child of it to write instead. ``forget`` is the number of a
    scope that nothing can reach any more.
    """
    target = base if into is None else into
    branches = [end for end in ends if not end.dead]
    if not branches:
        target.dead = True
        return
    _merge_keys(base, branches, target)
    if len(branches) == 1:
        # The others cannot go on, so what holds in this one holds.
        only = branches[0]
        for location, value in only.written_since(base).items():
            if location[0] != forget:
                target.values[location] = only.possible(value)
        target.condition, target.choices = only.condition, only.choices
        return
    common = frozenset.intersection(*(branch.condition for branch in branches))
    worlds = [(branch, branch.condition - common) for branch in branches]
    mark = min(_mark_above(base, branch) for branch in branches)
    overlays = [branch.written_since(base) for branch in branches]
    writers: dict[Location, list[int]] = {}
    for index, overlay in enumerate(overlays):
        for location in overlay:
            writers.setdefault(location, []).append(index)
    merged = 0
    for location, written in writers.items():
        if location[0] == forget:
            continue
        if location[0] >= mark:
            # Only the branches that made an object, or go on from there, can lead to it.
            told = [worlds[index] for index in written]
            stored = [overlays[index][location] for index in written]
        else:
            told = worlds
            before = base.stored(location) if len(written) < len(branches) else NOTHING
            stored = [overlay.get(location, before) for overlay in overlays]
        target.values[location] = value = _merged(told, stored)
        merged += max(len(stored), len(value) - AT_NO_COST)
    base.work.done += merged // LOCATIONS_PER_STEP
    target.condition = common


def _mark_above(base: State, branch: State) -> int:
    """The mark of the overlay with which a branch left its base."""
    while branch.parent is not None and branch.parent is not base:
        branch = branch.parent
    return branch.mark


def _merged(worlds: list[tuple[State, Condition]], stored: list[Value]) -> Value:
    """A location's value, merged from the branches, each with what is known to hold in it beyond
    what holds in all.
    """
    if all(value is stored[0] for value in stored):
        return stored[0]
    values = [branch.possible(value) for (branch, _), value in zip(worlds, stored, strict=True)]
    first = values[0]
    if all(value is first or value == first for value in values):
        return first
    alternatives: list[Alternative] = []
    for (_, own), value in zip(worlds, values, strict=True):
        for condition, atom in value:
            both = conjoin(condition, own)
            if both is not None:
                alternatives.append((both, atom))
    return joined(alternatives)


def _merge_keys(base: State, branches: list[State], target: State) -> None:
    overlays = [keys_since(base, branch) for branch in branches]
    for number in sorted(set[int]().union(*overlays)):
        before = base.keys_of(number)
        ordered: dict[Hashable, None] = {}
        for overlay in overlays:
            ordered.update(dict.fromkeys(overlay.get(number, before)))
        target.keys[number] = tuple(ordered)


def keys_since(base: State, branch: State) -> dict[int, tuple[Hashable, ...]]:
    """The keys of the dictionaries that got or lost some in a branch since its base."""
    found: dict[int, tuple[Hashable, ...]] = {}
    state: State | None = branch
    while state is not None and state is not base:
        found = {**state.keys, **found}
        state = state.parent
    made = base.work.made_keys
    return {number: keys or made.get(number, ()) for number, keys in found.items()}


def flat(base: State, mark: int, state: State | None) -> State | None:
    """A state that the rounds of a loop or the tests of a chain have led to, as one overlay of the
    state before: else each read would look through those of all of them.
    """
    if state is None or state.parent is base:
        return state
    one = base.child(mark)
    one.condition, one.choices, one.dead = state.condition, state.choices, state.dead
    one.values = state.written_since(base)
    current: State | None = state
    while current is not None and current is not base:
        one.keys = {**current.keys, **one.keys}
        current = current.parent
    return one
