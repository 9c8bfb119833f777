"""What code sets to more than a placeholder, by owner and name: see ``assignments``."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import libcst as cst

MODULE = "<module>"
"""The owner of a module's globals."""
ANYTHING = "<anything>"
"""The owner of attributes of objects whose class the syntax does not tell."""
HELD = "."
"""What the owner begins with of attributes of an object that is one itself: its name follows."""

Owned = tuple[str, str]
"""An owner, and the name of a variable or attribute of it."""


@dataclass(slots=True)
class Assigned:
    """What code sets to more than a placeholder, and the containers that it fills or hands on to
    where they may be filled. ``kept`` are the names of what is given a value by ``set``, ``bases``
    the names of the bases of each class, ``declared`` those that have an annotation alone.
    ``values`` are all that functions give to each, placeholders as well, but for what an object is
    given as it is made; None where that is no single expression. ``loose`` are those of them that a
    function gives one of its parameters, or gives to an object that is not its own.
    """

    names: set[Owned] = field(default_factory=set)
    values: dict[Owned, list[cst.BaseExpression | None]] = field(default_factory=dict)
    loose: set[Owned] = field(default_factory=set)
    filled: set[Owned] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    bases: dict[str, set[str]] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)

    def add(self, other: "Assigned") -> None:
        """Add what other code sets and fills."""
        self.names |= other.names
        for owned, given in other.values.items():
            self.values.setdefault(owned, []).extend(given)
        self.loose |= other.loose
        self.filled |= other.filled
        self.kept |= other.kept
        for name, bases in other.bases.items():
            self.bases.setdefault(name, set()).update(bases)
        self.declared |= other.declared

    def holds(self, name: str) -> bool:
        """Whether something of this name is set, or declared as a field."""
        return name in self.declared or any(each == name for _, each in self.names)

    def fillers(self, name: str, *, container: bool) -> set[str]:
        """The owners in which a placeholder of this name is replaced or, being a container,
        filled.
        """
        owned = self.names | self.filled if container else self.names
        return {owner for owner, each in owned if each == name}

    def keeps(self, name: str) -> bool:
        """Whether something of this name is given a value to keep."""
        return name in self.kept


def family(assigned: Iterable[Assigned], cls: str) -> set[str]:
    """The names of a class, and of all that bases and heirs join to it in these modules."""
    joined: dict[str, set[str]] = {}
    for each in assigned:
        for heir, bases in each.bases.items():
            for base in bases:
                joined.setdefault(heir, set()).add(base)
                joined.setdefault(base, set()).add(heir)
    defined = {name for each in assigned for name in each.bases}
    found, pending = {cls}, [cls]
    while pending:
        for name in joined.get(pending.pop(), set()) & defined - found:
            found.add(name)
            pending.append(name)
    return found
