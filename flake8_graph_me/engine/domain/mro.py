"""The order in which the bases of a class are searched. Must not know the kinds of atoms."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

MAX_BASES = 200
"""How many classes are looked through for an attribute. Past it the bases of a class are one that
is unknown.
"""
LOOKED_THROUGH_PER_STEP = 8
"""How many of them can be looked through for the cost of evaluating one expression."""
T_co = TypeVar("T_co", covariant=True)


class Inheriting(Protocol[T_co]):
    """A class, which has found its line."""

    @property
    def line(self) -> tuple[T_co, ...]:
        """What ``lineage`` gives."""


def lineage(cls: Inheriting[T_co]) -> tuple[T_co, ...]:
    """A class and its bases in the order in which attributes are looked up, each once."""
    return cls.line


def in_order(own: object, bases: Iterable[object]) -> tuple[Any, ...]:
    """The line of a class with these bases."""
    found: dict[object, None] = {own: None}
    for base in bases:
        for each in getattr(base, "line", (base,)):
            # A base shared by two branches comes after both of them.
            found.pop(each, None)
            found[each] = None
    return tuple(found)


def has_too_many(bases: Iterable[object]) -> bool:
    """Whether a class with these bases would have more of them than are looked through."""
    return len(in_order(None, bases)) > MAX_BASES
