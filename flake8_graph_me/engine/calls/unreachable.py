"""What a state holds of objects that nothing can reach any more, and what values lead to."""

from collections.abc import Iterable, Iterator, Mapping

from flake8_graph_me.engine.domain.alternatives import inner_values
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Names,
    Scope,
    Super,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.run import Run

MANY = 500
"""How many locations the run of a function may leave before those are dropped that nothing can
reach: finding them takes longer than to carry a few on.
"""


def drop_unreachable(run: Run, overlay: State, first: int, results: Iterable[Value]) -> None:
    """Drop from the overlay of a function's run what belongs to objects that it made, whose numbers
    begin with ``first``, and to which neither its results lead nor anything that was there before.
    """
    if len(overlay.values) <= MANY:
        return
    named = {*run.keys.values(), *run.captured, *run.escaped.objects}
    made: dict[int, list[Location]] = {}
    roots = list(results)
    for location, value in overlay.values.items():
        number = location[0]
        if number < first or number in named or run.is_shared(number):
            roots.append(value)
        else:
            made.setdefault(number, []).append(location)
    reached = set(led_to(roots, made, overlay))
    for locations in made.values():
        for location in locations:
            if location not in reached:
                del overlay.values[location]


def led_to(
    values: Iterable[Value], made: Mapping[int, list[Location]], state: State
) -> Iterator[Location]:
    """The locations of objects to which values lead; ``made`` has the locations that count, by the
    number of their object.
    """
    pending, seen = list(values), set[int]()
    while pending:
        for _, atom in pending.pop():
            pending += inner_values(atom)
            for number in _numbers(atom):
                if number not in seen and number in made:
                    seen.add(number)
                    yield from made[number]
                    pending += [state.stored(location) for location in made[number]]


def _numbers(atom: Atom) -> Iterator[int]:
    """The numbers under which a state holds what belongs to an atom."""
    if isinstance(atom, Dict | List | Instance | Class | Names):
        yield atom.number
    if isinstance(atom, Super):
        yield from _numbers(atom.receiver)
    cls = atom.type if isinstance(atom, Instance) else atom
    if isinstance(cls, Class):
        yield from (each.number for each in lineage(cls) if isinstance(each, Class))
    if isinstance(atom, Function):
        yield atom.number
        scope: Scope | None = atom.scope
        while scope is not None:
            yield scope.number
            scope = scope.parent
