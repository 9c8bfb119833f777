"""Objects that an entered function makes and leaves behind: a client that it keeps in a global."""

from collections.abc import Iterator, Mapping

from flake8_graph_me.engine.domain.alternatives import inner_values
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Scope,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.run import Run

MAX_LED_TO = 500
"""How many variables and attributes are kept of the objects that an entered function leaves. Past
it those of further ones are unknown.
"""


def led_to(
    run: Run, values: list[Value], made: Mapping[int, list[Location]], world: State
) -> Iterator[Location]:
    """The locations of objects made in a world to which values in it lead; ``made`` has all by the
    number of their object.
    """
    pending, seen, count = list(values), set[int](), 0
    while pending:
        for _, atom in pending.pop():
            pending += inner_values(atom)
            for number in _numbers(atom):
                if number in seen or number not in made:
                    continue
                seen.add(number)
                count += len(made[number])
                if count > MAX_LED_TO:
                    run.budget.note("MAX_LED_TO")
                    return
                yield from made[number]
                pending += [world.read(location) for location in made[number]]


def _numbers(atom: Atom) -> Iterator[int]:
    """The numbers under which a state holds what belongs to an atom."""
    if isinstance(atom, Dict | List | Instance | Class):
        yield atom.number
    elif isinstance(atom, Function):
        scope: Scope | None = atom.scope
        while scope is not None:
            yield scope.number
            scope = scope.parent
