"""What unseen code may have changed: a location is then its known value or an unknown one."""

from flake8_graph_me.engine.domain.alternatives import joined, just, under
from flake8_graph_me.engine.domain.state import NOTHING, REST, Location, State
from flake8_graph_me.engine.domain.values import Atom, Dict, Instance, List, Tuple, Unknown, Value
from flake8_graph_me.engine.machine.run import Run


def open_location(run: Run, state: State, location: Location) -> None:
    """The location may hold something unknown from now on; nothing is done if it may already."""
    value = state.read(location)
    unknown = Unknown(run.key("changed", *location))
    if any(atom == unknown for _, atom in value):
        return
    state.write(location, known_or(run, location, value, just(unknown)))


def known_or(run: Run, location: Location, known: Value, other: Value) -> Value:
    """One of two values of a location, not known which."""
    symbol = run.symbols.number(("changed", *location))
    return joined([*under(frozenset((-symbol,)), known), *under(frozenset((symbol,)), other)])


def open_mapping(run: Run, state: State, number: int) -> None:
    """Any item of a dictionary may be another one from now on, and there may be more."""
    for key in state.keys_of(number):
        open_location(run, state, (number, ("item", key)))
    open_location(run, state, (number, REST))


def open_sequence(run: Run, state: State, number: int) -> None:
    """A list may hold anything from now on, besides what it held."""
    location = (number, "content")
    value = state.read(location)
    unknown = Unknown(run.key("changed", *location))
    anything = Tuple((), just(unknown))
    if not any(atom == anything for _, atom in value):
        state.write(location, known_or(run, location, value, just(anything)))


def object_may_change(run: Run, atom: Atom, state: State) -> None:
    """A container or library object may have been changed; other objects stay as they are."""
    if isinstance(atom, Dict):
        open_mapping(run, state, atom.number)
    elif isinstance(atom, List):
        open_sequence(run, state, atom.number)
    elif isinstance(atom, Instance) and isinstance(atom.type, str):
        row = run.rows.type(atom.type)
        if row is None:
            return
        for name, _ in (*row.attributes, *row.results):
            location = (atom.number, name)
            if state.read(location) != NOTHING and name not in row.mappings:
                open_location(run, state, location)
