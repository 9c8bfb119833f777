"""Arguments that a library takes as a list and a dictionary, and hands on one by one."""

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Dict, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.objects.containers import elements


def listed(state: State, given: Value | None, named: Value | None) -> Arguments:
    """The arguments listed in a sequence and a dictionary."""
    positional: list[Value] = []
    if given is not None and len(given) == 1:
        positional = list(elements(state, given[0][1]) or ())
    keywords: dict[str, Value] = {}
    if named is not None and len(named) == 1 and isinstance(named[0][1], Dict):
        number = named[0][1].number
        keywords = {
            key: state.read((number, ("item", key)))
            for key in state.keys_of(number)
            if isinstance(key, str)
        }
    return Arguments(positional, keywords)
