"""What entered functions wrote, and the state in which the others are entered."""

import itertools
from collections.abc import Hashable, Iterable, Iterator, Set

import libcst as cst

from flake8_graph_me.engine.calls.unreachable import led_to
from flake8_graph_me.engine.domain.alternatives import chosen_by, joined, outline, under
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Alternative,
    Class,
    Constant,
    Function,
    Instance,
    Tuple,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.methods import held_as
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.placeholders import (
    is_placeholder,
    set_on_anything,
)
from flake8_graph_me.syntax.walk import walk

MAX_WRITERS = 6
"""How many entered functions that write one location are told apart. Past it what the others wrote
is kept by kinds, and no longer goes with what they wrote elsewhere.
"""

MAX_LED_TO = 500
"""How many variables and attributes are kept of the objects that an entered function leaves. Past
it those of further ones are unknown.
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


def or_for_a_while(
    run: Run, location: Location, value: Value, function: Function, state: State
) -> Value:
    """What was there before an entry, in a ``state``, and is there again, or a constant that is
    left; or what was there in between: what the function calls meanwhile may call others.
    """
    name = location[1]
    constants = all(isinstance(atom, Constant) for _, atom in value)
    if not isinstance(name, str) or (value != state.read(location) and not constants):
        return value
    set_here = [
        target.target.attr.value
        for node in walk(function.node)
        if isinstance(node, cst.Assign)
        for target in node.targets
        if isinstance(target.target, cst.Attribute)
    ]
    # It is set, and set again.
    if set_here.count(name) <= 1:
        return value
    symbol = run.symbols.number(("for a while", location))
    return chosen_by(symbol, run.unknown(), value)


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


def objects_left(
    run: Run, left: list[Value], made: dict[int, list[Location]], world: State
) -> list[Location]:
    """The locations of the objects to which an entry's effects lead, and the attributes of others
    that it made for itself: what its calls of their methods left there may be in other objects of
    their classes. ``made`` are the locations of all objects that it made, by their numbers.
    """
    own = (location for number in made if number in run.instances for location in made[number])
    found = itertools.chain(led_to(left, made, world), own)
    kept = dict.fromkeys(itertools.islice(found, MAX_LED_TO))
    if next(found, None) is not None:
        run.budget.note("MAX_LED_TO")
    return list(kept)


def fill_from_unknown(run: Run, state: State, written: Written, filled: Set[Location]) -> None:
    """Note that the objects on which methods are entered may hold something unknown where they have
    a placeholder, and where objects that are not known were given an attribute of this name.
    """
    names = set_on_anything(run)
    for one in run.examples.values():
        for name in names:
            if not isinstance(one.type, Class):
                continue
            held = held_as(one, one.type, name, state)
            if held and is_placeholder(held) and (one.number, name) not in filled:
                unknown = (run.number(), run.unknown())
                written.setdefault((one.number, name), []).append(unknown)


def instances_in(values: Iterable[Value]) -> Iterator[Instance]:
    """The objects of analysed classes among values, and in their tuples."""
    for value in values:
        for _, atom in value:
            if isinstance(atom, Instance) and isinstance(atom.type, Class):
                yield atom
            elif isinstance(atom, Tuple):
                yield from instances_in(atom.parts)
