"""Conditions under which an alternative holds, so that alternatives stay correlated.

A *symbol* stands for a test whose outcome is not known. A condition is a set of symbols, each with
the outcome it requires: ``+n`` if symbol n holds, ``-n`` if it does not.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

Held = TypeVar("Held")
Condition = frozenset[int]
ALWAYS: Condition = frozenset()
EITHER = "any"
"""What the key of an outcome begins with that stands for several conditions: the ways in which it
holds, and those in which it does not.
"""
SUPPOSED = "supposed"
"""What the key of an outcome begins with that is taken to hold, though code that is not seen may
have it otherwise.
"""
HEIR = "heir"
"""What the key of an outcome begins with that says that an object is of the very class that an
annotation names; otherwise it is of one that derives from it.
"""
OF_HEIRS = "of heirs"
"""What the key of an outcome begins with that tells from which of these it is."""
MAX_LITERALS = 16
"""How many outcomes one condition keeps. Past it the oldest are dropped, so that an alternative
holds more often than it can; those that say a default is used stay.
"""


@dataclass(slots=True)
class Symbols:
    """The symbols of one analysis, numbered from 1 in order of appearance.

    ``asked`` lists the symbols in the order of the requests for them, including repeats.
    """

    numbers: dict[Hashable, int] = field(default_factory=dict)
    keys: list[Hashable] = field(default_factory=lambda: [None])
    defaults: set[int] = field(default_factory=set)
    constants: dict[Hashable, list[int]] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    def number(self, key: Hashable) -> int:
        """The symbol of a test; the same key always gives the same symbol."""
        found = self.numbers.get(key)
        if found is None:
            found = self.numbers[key] = len(self.keys)
            self.keys.append(key)
        self.asked.append(found)
        return found

    def default(self, key: Hashable) -> int:
        """The symbol for "no caller passes this parameter"."""
        number = self.number(key)
        self.defaults.add(number)
        return number

    def relies(self, condition: Condition) -> bool:
        """Whether a condition needs an outcome that is only supposed."""
        keys = (self.keys[literal] for literal in condition if literal > 0)
        return any(isinstance(key, tuple) and key[:1] == (SUPPOSED,) for key in keys)

    def needs_heir(self, condition: Condition) -> bool:
        """Whether a condition needs an object of a class that derives from the one named."""
        keys = ((literal, self.keys[abs(literal)]) for literal in condition)
        return any(
            isinstance(key, tuple)
            and (key[:1] == (OF_HEIRS,) or (literal < 0 and key[:1] == (HEIR,)))
            for literal, key in keys
        )

    def equality(self, subject: Hashable, constant: Hashable) -> tuple[Condition, Condition]:
        """The conditions under which a subject equals a constant, and under which it does not.

        Equality with one constant excludes equality with every other constant seen so far.
        """
        number = self.number(("equal", subject, constant))
        known = self.constants.setdefault(subject, [])
        if number not in known:
            known.append(number)
        self.asked.extend(known)
        holds = frozenset(other if other == number else -other for other in known[-MAX_LITERALS:])
        return holds | {number}, frozenset((-number,))


MAX_CONDITIONS = 6
"""How many conditions are kept for one atom. Past it the atom holds under what all of them share,
which is more often than it can.
"""


def conjoin(first: Condition, second: Condition) -> Condition | None:
    """Both conditions together, or None if they contradict each other."""
    if not second:
        return first
    if not first:
        return second
    few, many = (first, second) if len(first) < len(second) else (second, first)
    if few <= many:
        return many
    for literal in few:
        if -literal in many:
            return None
    return many | few


MAX_CONSEQUENCES = 4
"""How often what follows from a condition is looked for again. Past it more can hold."""


class Premises:
    """What is known to hold at a point: outcomes, and for each choice one of its conditions.

    ``meanings`` maps an outcome that stands for several conditions to those conditions. The same
    few conditions are queried again and again at one point, so the answers are cached.
    """

    __slots__ = (
        "_answers",
        "_choices",
        "_empty",
        "_meanings",
        "_opposite",
        "choices",
        "condition",
    )

    def __init__(
        self,
        condition: Condition,
        choices: tuple[tuple[Condition, ...], ...],
        meanings: Mapping[int, tuple[Condition, ...]],
    ) -> None:
        self.condition = condition
        self.choices = choices
        self._meanings = meanings
        self._opposite = _opposite(_with_consequences(condition, meanings))
        self._choices = [[_opposite(one) for one in choice] for choice in choices]
        self._answers: dict[Condition, bool] = {}
        self._empty: dict[int, bool] = {}

    def allow(self, condition: Condition) -> bool:
        """Whether a condition can hold too."""
        found = self._answers.get(condition)
        if found is None:
            found = self._answers[condition] = self._worked_out(condition)
        return found

    def allowed(self, value: Iterable[tuple[Condition, Held]]) -> list[tuple[Condition, Held]]:
        """The alternatives whose conditions can hold too."""
        answers = self._answers
        kept: list[tuple[Condition, Held]] = []
        for pair in value:
            condition = pair[0]
            if condition:
                found = answers.get(condition)
                if found is None:
                    found = answers[condition] = self._worked_out(condition)
                if not found:
                    continue
            kept.append(pair)
        return kept

    def _worked_out(self, condition: Condition) -> bool:
        if not self._opposite.isdisjoint(condition):
            return False
        meanings, empty = self._meanings, self._empty
        for literal in condition:
            if literal in meanings:
                known = empty.get(literal)
                if self._is_empty(literal) if known is None else known:
                    return False
        for choice in self._choices:
            for opposite in choice:
                if opposite.isdisjoint(condition):
                    break
            else:
                return False
        return True

    def _is_empty(self, literal: int) -> bool:
        """Whether none of the conditions that an outcome stands for can hold."""
        found = not any(map(self._opposite.isdisjoint, self._meanings[literal]))
        self._empty[literal] = found
        return found


def _with_consequences(
    condition: Condition, meanings: Mapping[int, tuple[Condition, ...]]
) -> Condition:
    """A condition with what follows from it: where an outcome stands for several conditions of
    which it leaves one, that one holds.
    """
    known = condition
    opposite = set(_opposite(condition))
    for _ in range(MAX_CONSEQUENCES):
        before = known
        for literal in meanings.keys() & known:
            left = [each for each in meanings[literal] if opposite.isdisjoint(each)]
            if len(left) == 1 and not left[0] <= known:
                known |= left[0]
                opposite |= _opposite(left[0])
        if known is before:
            break
    return known


def _opposite(condition: Condition) -> Condition:
    """The outcomes that each contradict a condition."""
    return frozenset([-literal for literal in condition])


def bounded(condition: Condition, symbols: Symbols) -> Condition:
    """The condition without its oldest outcomes past the bound; outcomes of defaults stay."""
    if len(condition) <= MAX_LITERALS:
        return condition
    ranked = sorted(condition, key=abs)
    if symbols.defaults:
        ranked.sort(key=lambda literal: abs(literal) in symbols.defaults)
    return frozenset(ranked[-MAX_LITERALS:])


def simplified(conditions: Iterable[Condition], most: int = MAX_CONDITIONS) -> list[Condition]:
    """A smaller list of conditions of which one holds when one of the given ones does.

    The result is exact up to ``most`` conditions. Past that it is their common part, which holds
    more often.
    """
    given = list(dict.fromkeys(conditions))
    if len(given) < 2:
        return given
    if len(given) > most * 4:
        return [frozenset.intersection(*given)]
    result: list[Condition] = []
    for condition in given:
        _insert(result, condition)
    if len(result) > most:
        return [frozenset.intersection(*result)]
    return result


def _insert(result: list[Condition], condition: Condition) -> None:
    """Add a condition: drop it if it says nothing new, merge it with one that differs in one
    sign.
    """
    size, narrower = len(condition), False
    for other in result:
        if other <= condition:
            return
        narrower = narrower or condition <= other
    if narrower:
        result[:] = [other for other in result if not condition <= other]
    for other in result:
        if len(other) != size:
            continue
        difference = condition ^ other
        if len(difference) == 2 and sum(difference) == 0:
            result.remove(other)
            _insert(result, condition & other)
            return
    result.append(condition)
