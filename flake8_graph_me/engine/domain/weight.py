"""How much an atom holds, so that what nests can be bounded. Must not know the kinds of atoms."""

from collections.abc import Iterable

MAX_WEIGHT = 20_000
"""How many atoms a sequence, or a callable with its bound arguments, is made of at all depths. Past
it the sequence has any number of unknown elements, and the arguments are unknown.
"""


def weight_of(values: Iterable[Iterable[tuple[object, object]]]) -> int:
    """Of how many atoms values are made at all depths."""
    return sum(getattr(atom, "weight", 1) for value in values for _, atom in value)


def set_fields(atom: object, **fields: object) -> None:
    """Set fields of a frozen atom that is being made."""
    for name, value in fields.items():
        object.__setattr__(atom, name, value)
