"""What entered functions wrote, and the state in which the others are entered."""

from collections.abc import Hashable

from flake8_graph_me.engine.domain.alternatives import joined, outline, under
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Alternative, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.run import Run

MAX_WRITERS = 6
"""How many entered functions that write one location are told apart. Past it what the others wrote
is kept by kinds, and no longer goes with what they wrote elsewhere.
"""

Written = dict[Location, list[tuple[int, Value]]]
"""The locations that entries wrote, each with the writers and the values."""


def with_written(run: Run, state: State, written: Written) -> State:
    """A state in which each location holds its old value or what any entry wrote there."""
    after = state.child(run.numbers + 1)
    after.set_opened(frozenset())
    for location, every in written.items():
        old, writers = _before_others(location, every, state)
        alternatives: list[Alternative] = []
        before: frozenset[int] = frozenset()
        for index, value in writers[:MAX_WRITERS]:
            symbol = run.symbols.number(("writer", index))
            alternatives.extend(under(before | {symbol}, value))
            before |= {-symbol}
        for index, value in enumerate(_different(writers[MAX_WRITERS:])):
            symbol = run.symbols.number(("further writer", *location, index))
            alternatives.extend(under(before | {symbol}, value))
            before |= {-symbol}
        alternatives.extend(under(before, old))
        after.values[location] = joined(alternatives)
        if isinstance(location[1], tuple) and location[1][:1] == ("item",):
            after.add_key(location[0], location[1][1])
    return after


def _before_others(
    location: Location, writers: list[tuple[int, Value]], state: State
) -> tuple[Value, list[tuple[int, Value]]]:
    """What a location holds before some write it, and those. What the writer that made the object
    left in it is there before others come to it.
    """
    made = [value for index, value in writers if index < location[0]]
    if not made:
        return state.read(location), writers
    return made[-1], [(index, value) for index, value in writers if index > location[0]]


def forget(written: Written, indices: range) -> None:
    """Forget what the writers of these indices wrote."""
    for location in list(written):
        left = [(index, value) for index, value in written[location] if index not in indices]
        written[location] = left
        if not left:
            del written[location]


def _different(writers: list[tuple[int, Value]]) -> list[Value]:
    """What writers wrote, without what is of no other kind than what others before them wrote."""
    seen: set[Hashable] = set()
    found: list[Value] = []
    for _, value in writers:
        kinds = {outline(atom) for _, atom in value}
        if not kinds <= seen:
            seen |= kinds
            found.append(value)
    return found
