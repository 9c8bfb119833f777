"""What is left of elements where equal ones count once, as in sets."""

from collections.abc import Hashable

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Tuple, Value
from flake8_graph_me.engine.objects.elements.item_keys import key_among


def distinct(state: State, contents: Value) -> Value:
    """The elements of which it is known that they differ, and behind them, in any number, those
    that may be equal to others.
    """
    return mapped(
        contents, lambda atom: just(differing(state, atom) if isinstance(atom, Tuple) else atom)
    )


def differing(state: State, found: Tuple) -> Tuple:
    """The same for one sequence."""
    certain: dict[Hashable, Value] = {}
    others: list[Value] = []
    for item in found.items:
        key = key_among(state, item)
        if key is None:
            others.append(item)
        else:
            certain.setdefault(key, item)
    if others and not certain:
        certain[None] = others.pop(0)
    more = (*others, *(() if found.rest is None else (found.rest,)))
    rest = joined(pair for value in more for pair in value)
    return Tuple(tuple(certain.values()), rest or None, found.unordered)
