"""What all states of one run share."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from flake8_graph_me.engine.domain.conditions import Condition, Premises
from flake8_graph_me.engine.domain.values import Value

Location = tuple[int, Hashable]
"""The number of a scope or an object, and a key."""
Meanings = dict[int, tuple[Condition, ...]]
"""For an outcome that stands for several conditions these."""
MAX_PREMISES = 4000
"""How many premises are kept with their answers. Past it all are worked out again when they are
needed.
"""


@dataclass(slots=True)
class Work:
    """What all states of one run share: how much it has done, in steps of about equal cost.

    ``meanings`` gives for an outcome that stands for several conditions those conditions. ``open``
    gives for a location that unknown code can write at any time what it may write there, and the
    symbol that says that it did. ``made`` and ``made_keys`` are the locations and keys of objects
    that only such code makes. ``premises`` are kept with their answers. ``written_below`` counts
    how often something was written that is read from below states under way. ``held`` are the
    numbers of the objects that unknown code holds. ``last_keys`` are the keys that were asked for
    last, in order and as a set.
    """

    done: int = 0
    meanings: Meanings = field(default_factory=dict)
    open: dict[Location, tuple[int, Value]] = field(default_factory=dict)
    made: dict[Location, Value] = field(default_factory=dict)
    made_keys: dict[int, tuple[Hashable, ...]] = field(default_factory=dict)
    premises: dict[Hashable, Premises] = field(default_factory=dict)
    written_below: int = 0
    held: set[int] = field(default_factory=set)
    opened: dict[Location, tuple[Value, tuple[int, Value], Value]] = field(default_factory=dict)
    last_keys: tuple[tuple[Hashable, ...], set[Hashable]] | None = None

    def keys_with(self, keys: tuple[Hashable, ...], key: Hashable) -> tuple[Hashable, ...]:
        """The keys of a dictionary, and one more at their end unless it is one of them."""
        # A long dictionary is mostly filled key by key, and looking through all each time is slow.
        last = self.last_keys
        known = last[1] if last is not None and last[0] is keys else set(keys)
        if key not in known:
            known.add(key)
            keys = (*keys, key)
        self.last_keys = keys, known
        return keys

    def premises_of(
        self, condition: Condition, choices: tuple[tuple[Condition, ...], ...]
    ) -> Premises:
        """What holds where a condition and one of each choice do; states that share them share its
        answers.
        """
        key = condition, choices
        found = self.premises.get(key)
        if found is None:
            if len(self.premises) >= MAX_PREMISES:
                self.premises.clear()
            found = self.premises[key] = Premises(condition, choices, self.meanings)
        return found
