"""What a mapping yields that is gone through: its keys, its values, or both."""

from collections.abc import Callable

from flake8_graph_me.engine.domain.alternatives import joined, just, without_absent
from flake8_graph_me.engine.domain.state import REST, State
from flake8_graph_me.engine.domain.values import Tuple, Value
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.item_keys import key_value

Show = Callable[[Value, Value], Value]
"""What is yielded of an item, made of its key and its value."""


def items_of(
    run: Run, state: State, number: int, show: Show, any_of_rest: Callable[[Value], Value]
) -> Value:
    """The items of a mapping, as a Tuple: those that it has in their order, and behind them, in any
    number, those that it may have.
    """
    certain: list[Value] = []
    perhaps: list[Value] = []
    for key in state.keys_of(number):
        stored = state.read((number, ("item", key)))
        value = without_absent(stored)
        if value:
            (certain if value == stored else perhaps).append(show(key_value(key), value))
    rest = without_absent(state.read((number, REST)))
    if rest:
        perhaps.append(show(just(run.element()), any_of_rest(rest)))
    more = joined(pair for value in perhaps for pair in value)
    return just(Tuple(tuple(certain), more or None))
