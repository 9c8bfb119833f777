"""Renaming the objects, unknown values and test outcomes of a summarised run."""

from collections.abc import Hashable

from flake8_graph_me.engine.domain.conditions import EITHER, Condition
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Dict,
    Instance,
    List,
    Names,
    Super,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.text import Hole

STRUCTURAL = frozenset(
    {
        "again",
        "either",
        "getattr",
        "handler",
        "next",
        "opened",
        "raised",
        "reached",
        "rest",
        "round",
        "set",
        "which",
        "writer",
        "yielded",
    }
)
"""Symbols of what happened rather than of a value: no test in a function can ask for them."""


def is_structural(run: Run, symbol: int) -> bool:
    """Whether a symbol stands for an event rather than for a value."""
    key = run.symbols.keys[symbol]
    return isinstance(key, tuple) and key[0] in STRUCTURAL


class Renaming:
    """The renaming for one replay of a run that made the numbers from ``first`` to ``last`` and the
    symbols from ``first_symbol`` on.
    """

    def __init__(self, run: Run, first: int, last: int, first_symbol: int) -> None:
        self._run = run
        self._first, self._last = first, last
        self._first_symbol = first_symbol
        self._new: dict[int, int] = {}
        self._symbols: dict[int, int] = {}

    def number(self, number: int) -> int:
        """The number of an object or unknown value in the replay."""
        if number < 0:
            return -self.number(-number)
        if not self._first <= number <= self._last or number in self._run.lasting:
            return number
        if number not in self._new:
            new = self._new[number] = self._run.number()
            self._run.again[new] = number
            self._carry_over(number, new)
        return self._new[number]

    def _carry_over(self, old: int, new: int) -> None:
        """What is known of a number is known of the one in its place."""
        run = self._run
        if old in run.budget.cuts:
            run.budget.cuts[new] = run.budget.cuts[old]
        if old in run.makers:
            run.makers[new] = run.makers[old]
        if old in run.iterables:
            run.iterables[new] = run.iterables[old]

    def value(self, value: Value) -> Value:
        """A value in the replay."""
        return tuple((self.condition(condition), self._atom(atom)) for condition, atom in value)

    def condition(self, condition: Condition) -> Condition:
        """A condition in the replay."""
        if not condition:
            return condition
        return frozenset(
            self._symbol(literal) if literal > 0 else -self._symbol(-literal)
            for literal in condition
        )

    def _symbol(self, symbol: int) -> int:
        found = self._symbols.get(symbol)
        if found is None:
            found = self._symbols[symbol] = self._new_symbol(symbol)
        return found

    def _new_symbol(self, symbol: int) -> int:
        symbols = self._run.symbols
        if symbol in symbols.defaults:
            return symbol
        if symbol in self._run.budget.work.meanings:
            return self._new_disjunction(symbol)
        happened = symbol >= self._first_symbol and is_structural(self._run, symbol)
        if happened or self._is_own(symbols.keys[symbol]):
            return symbols.number(("again", self._run.number(), symbol))
        return symbol

    def _new_disjunction(self, symbol: int) -> int:
        """The symbol that stands in the replay for the same conditions."""
        meanings = self._run.budget.work.meanings
        old = meanings[symbol], meanings[-symbol]
        holds, fails = (tuple(map(self.condition, conditions)) for conditions in old)
        if (holds, fails) == old:
            return symbol
        found = self._run.symbols.number((EITHER, frozenset(holds), frozenset(fails)))
        meanings[found], meanings[-found] = holds, fails
        return found

    def _is_own(self, key: Hashable) -> bool:
        """Whether a key mentions something that the summarised run made."""
        if isinstance(key, int) and not isinstance(key, bool):
            own = self._first <= abs(key) <= self._last
            return own and abs(key) not in self._run.lasting
        return isinstance(key, tuple) and any(map(self._is_own, key))

    def _atom(self, atom: Atom) -> Atom:
        if isinstance(atom, Unknown):
            key = self.number(atom.key)
            if key == atom.key:
                return atom
            owner = self._run.bound_to.get(atom.key)
            if owner is not None:
                self._run.bound_to[key] = self._atom(owner)
            if atom.key in self._run.present:
                self._run.present[key] = self._run.present[atom.key]
            return Unknown(key, atom.labels, atom.sure)
        if isinstance(atom, Text):
            return self._text(atom)
        if isinstance(atom, List):
            return List(self.number(atom.number), atom.once)
        if isinstance(atom, Names):
            return Names(self.number(atom.number), atom.as_module)
        if isinstance(atom, Dict):
            return Dict(self.number(atom.number))
        if isinstance(atom, Instance):
            return Instance(self.number(atom.number), atom.type)
        if isinstance(atom, Bound):
            return Bound(atom.function, self._atom(atom.receiver))
        if isinstance(atom, Super):
            return Super(atom.owner, self._atom(atom.receiver))
        if isinstance(atom, Tuple):
            rest = None if atom.rest is None else self.value(atom.rest)
            items = tuple(map(self.value, atom.items))
            return Tuple(items, rest, atom.unordered)
        return atom

    def _text(self, text: Text) -> Text:
        if not any(isinstance(p, Hole) and self._is_own(p.key) for p in text.pieces):
            return text
        pieces = tuple(
            Hole(self._key(piece.key), piece.labels) if isinstance(piece, Hole) else piece
            for piece in text.pieces
        )
        return Text(pieces, text.binary, text.steps)

    def _key(self, key: Hashable) -> Hashable:
        if isinstance(key, int) and not isinstance(key, bool):
            return self.number(key)
        return tuple(map(self._key, key)) if isinstance(key, tuple) else key
