"""One of several values, not known which: each under outcomes that exclude the others.

What lies in one element stays paired, since all that is got out of it goes under the same outcomes.
An element that stands for several is another one each time that it is taken. Must not know what
holds the elements.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from flake8_graph_me.engine.domain.alternatives import joined, under
from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.values import Alternative, Atom, Text, Tuple, Unknown, Value
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.may_change import AGAIN
from flake8_graph_me.terms.text import Hole


@dataclass(frozen=True, slots=True)
class Renewal:
    """What comes in the place of symbols, of unknown values, which are given with the latest symbol
    under which they stand, and of unknown texts. ``done`` has the values that came out, by the
    identities of the old ones, so that what is shared stays shared.
    """

    symbol: Callable[[int], int]
    unknown: Callable[[Unknown, int], Unknown]
    hole: Callable[[Hole], Hole]
    done: dict[tuple[int, int], Value] = field(default_factory=dict)


WHICH = "which"
ALTERNATIVES_PER_STEP = 2
"""How many alternatives can be told apart for the cost of evaluating one expression."""


def one_of(
    run: Run, items: Sequence[Value], rest: Value | None = None, place: int | None = None
) -> Value:
    """One of these values, or one of those that the rest stands for: the one at a place if that is
    known.
    """
    apart = [] if rest is None else [_bare(run, *pair) for pair in another(run, rest, place)]
    candidates: list[Value] = [*items, *apart]
    if len(candidates) == 1:
        return candidates[0]
    codes = _codes(run, len(candidates))
    alternatives: list[Alternative] = []
    for code, candidate in zip(codes, candidates, strict=True):
        alternatives.extend(under(code, candidate))
    run.budget.work.done += len(alternatives) // ALTERNATIVES_PER_STEP
    return joined(alternatives)


def _bare(run: Run, condition: Condition, atom: Atom) -> Value:
    """An alternative as a candidate of its own: that it was one of several says nothing more."""
    if isinstance(atom, Tuple):
        return ((condition, atom),)
    return ((frozenset(one for one in condition if not _is_choice(run, abs(one))), atom),)


def _codes(run: Run, count: int) -> list[Condition]:
    """Conditions of which exactly one holds at a time."""
    which = run.number()
    bits = max(1, (count - 1).bit_length())
    symbols = [run.symbols.number((WHICH, which, bit)) for bit in range(bits)]
    return [
        frozenset(symbol if index >> bit & 1 else -symbol for bit, symbol in enumerate(symbols))
        for index in range(count)
    ]


def another(run: Run, value: Value, place: int | None = None) -> Value:
    """The value of an element that stands for several, as one more of them: what was one of
    several in it may be another one, and an element of an unknown iterable is, as is a text of
    which nothing is known, unless it is the one at the same place.
    """
    renamed: dict[int, int] = {}
    which = run.number()
    at = ("at", place) if place is not None else ("another", which)

    def symbol(old: int) -> int:
        if old not in renamed:
            renamed[old] = (
                run.symbols.number((WHICH, run.number(), "another"))
                if _is_choice(run, old)
                else old
            )
        return renamed[old]

    def unknown(old: Unknown, latest: int) -> Unknown:
        # What is no such element is another one only where it stands under no symbol at all.
        iterable, first = run.iterables.get(old.key, (old, 1))
        # What a condition says of an element, it says of this one alone.
        return old if latest >= first else run.element(iterable, which, old.key)

    def hole(old: Hole) -> Hole:
        return replace(old, key=(*at, old.key))

    return _renamed(value, Renewal(symbol, unknown, hole))


def _renamed(value: Value, renewal: Renewal, latest: int = 0) -> Value:
    found = renewal.done.get((id(value), latest))
    if found is None:
        found = renewal.done[id(value), latest] = tuple(
            (
                _condition(own, renewal.symbol),
                _atom(atom, renewal, max(latest, *map(abs, own)) if own else latest),
            )
            for own, atom in value
        )
    return found


def _condition(condition: Condition, symbol: Callable[[int], int]) -> Condition:
    if not condition:
        return condition
    return frozenset(symbol(one) if one > 0 else -symbol(-one) for one in condition)


def _atom(atom: Atom, renewal: Renewal, latest: int) -> Atom:
    if isinstance(atom, Unknown):
        return renewal.unknown(atom, latest)
    if isinstance(atom, Text):
        whole = atom.pieces[0] if len(atom.pieces) == 1 else None
        return replace(atom, pieces=(renewal.hole(whole),)) if isinstance(whole, Hole) else atom
    if not isinstance(atom, Tuple):
        return atom
    items = tuple(_renamed(item, renewal, latest) for item in atom.items)
    rest = None if atom.rest is None else _renamed(atom.rest, renewal, latest)
    return Tuple(items, rest, atom.unordered)


def _is_choice(run: Run, number: int) -> bool:
    key = run.symbols.keys[number]
    while isinstance(key, tuple) and key[0] == AGAIN:
        key = run.symbols.keys[key[2]]
    return isinstance(key, tuple) and key[0] == WHICH
