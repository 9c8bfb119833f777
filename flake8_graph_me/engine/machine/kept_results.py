"""The results that a function keeps for further calls with the same arguments.

They are in the state as the items of a dictionary are, under the number of the function. A function
that has not been called yet in what we follow is taken not to keep anything.
"""

from collections.abc import Callable, Hashable

from flake8_graph_me.engine.domain.alternatives import (
    chosen_by,
    where_absent,
    without_absent,
)
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import Atom, Function, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.rows import Keeps


def kept(
    run: Run,
    function: Function,
    receiver: Atom | None,
    arguments: Arguments,
    state: State,
    call: Callable[[], Value],
) -> Value:
    """The result of a call: the one that is kept, else what ``call`` gives. If it is kept for a
    while only, it may be either.
    """
    if function.keeps is Keeps.NOT:
        return call()
    given = (
        receiver,
        tuple(arguments.positional),
        tuple(arguments.keywords.items()),
        arguments.more_positional,
        arguments.more_keywords,
    )
    location = _location(function, given)
    earlier = state.read(location)
    known = without_absent(earlier)
    if known and known == earlier and function.keeps is Keeps.ALWAYS:
        return earlier
    result = call()
    if known and function.keeps is Keeps.ALWAYS:
        result = where_absent(earlier, result)
    elif known and known != result:
        symbol = run.symbols.number(("kept", run.number()))
        result = chosen_by(symbol, known, result)
    if not state.dead:
        state.add_key(function.number, given)
        state.write(location, result)
    return result


def clear(function: Function, state: State) -> None:
    """Forget what a function has kept."""
    for given in state.keys_of(function.number):
        state.write(_location(function, given), NOTHING)


def _location(function: Function, given: Hashable) -> Location:
    return function.number, ("item", given)
