"""Whether a condition can hold if what a program compares with several constants is one of them.

A mode such as ``"user"`` or ``"app-only"`` that comes from outside has no further value, although
nothing says so: a program that has both an ``if mode == "user"`` and an ``if mode == "app-only"``
does not mean a third one.
"""

from collections.abc import Hashable, Iterator

from flake8_graph_me.engine.domain.conditions import EITHER, Condition, Symbols

MAX_ROUNDS = 8
"""How often what follows from a condition is looked for again. Past it the condition can hold."""


def can_hold(condition: Condition, symbols: Symbols) -> bool:
    """Whether a condition can hold, given that."""
    known = set(condition)
    for _ in range(MAX_ROUNDS):
        before = len(known)
        for options in (*_named(known, symbols), *_meanings(known, symbols)):
            possible = [one for one in options if not any(-literal in known for literal in one)]
            if not possible:
                return False
            if len(possible) == 1:
                known |= possible[0]
        if len(known) == before:
            return True
    return True


def _named(known: set[int], symbols: Symbols) -> Iterator[list[Condition]]:
    """For each value that is compared with several texts, and not equal to one of them: that it is
    one of them.
    """
    for numbers in symbols.constants.values():
        modes = [number for number in numbers if _is_of_text(symbols.keys[number])]
        if len(modes) > 1 and any(-number in known for number in modes):
            yield [frozenset((number,)) for number in modes]


def _is_of_text(key: Hashable) -> bool:
    """Whether the key of an outcome is that of a comparison with a text."""
    return isinstance(key, tuple) and isinstance(key[-1], str)


def _meanings(known: set[int], symbols: Symbols) -> Iterator[list[Condition]]:
    """For each outcome that stands for several conditions: these."""
    for literal in list(known):
        key = symbols.keys[abs(literal)]
        if isinstance(key, tuple) and key[0] == EITHER:
            yield list(key[1] if literal > 0 else key[2])
