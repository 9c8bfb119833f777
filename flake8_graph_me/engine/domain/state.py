"""The state of the analysed program at one point: names, attributes and items with their values.

All of them are *locations*: a number (of a scope or an object) and a key. A state is an overlay on
its parent, and joining the branches of a test joins only the locations that they wrote. A state
that is the parent of a kept branch must not be written any more: continue in a child.
"""

from collections.abc import Hashable
from typing import Final

from flake8_graph_me.engine.domain.alternatives import chosen_by, just
from flake8_graph_me.engine.domain.conditions import ALWAYS, Condition, Premises
from flake8_graph_me.engine.domain.values import ABSENT, Constant, Value
from flake8_graph_me.engine.domain.work import Location, Work

MAX_CHOICES = 4
"""How many choices between conditions a state remembers. Past it the oldest is forgotten, so that
alternatives stay which it would rule out.
"""
LOCATIONS_PER_STEP = 4
"""How many locations can be joined for the cost of evaluating one expression."""
AT_NO_COST = 8
"""How many alternatives a value may get at no further cost. Past it each costs as much as a
location.
"""
LOGS_PER_STEP = 8
"""How many calls under way can note what is read for the cost of evaluating one expression."""
MANY_OUTCOMES = 512
"""How many outcomes of tests a state can hold under at no cost. Each multiple of that costs its
square, as those states that branch from it hold under all of them, too.
"""
NOTHING: Final = just(ABSENT)
OPENED: Final[Location] = (0, ("opened",))
"""The location of the numbers of those objects that unknown code holds and that have not been
written since it could change them last.
"""
REST: Final = ("rest",)
"""The location of what the items of a sequence or dictionary are that are not told apart."""
MORE_NAMES: Final = ("more names",)
"""The location of what attributes of an object are bound to whose names are not known."""


class State:
    """An overlay of written locations, with the condition under which this point is reached.

    ``mark`` is the number of the first object made after this overlay began. ``reads`` and
    ``read_keys``, where kept, note the value of each location, and the keys of each dictionary,
    that were read from below this overlay; ``seen`` is how often states that others branch from
    had been written when that began.
    """

    __slots__ = (
        "choices",
        "condition",
        "dead",
        "keys",
        "mark",
        "parent",
        "premises",
        "read_keys",
        "reads",
        "seen",
        "values",
        "work",
    )

    def __init__(self, parent: "State | None", condition: Condition, mark: int, work: Work) -> None:
        self.parent = parent
        self.work = work
        self.condition = condition
        self.choices: tuple[tuple[Condition, ...], ...] = () if parent is None else parent.choices
        self.mark = mark
        self.values: dict[Location, Value] = {}
        self.keys: dict[int, tuple[Hashable, ...]] = {}
        self.reads: dict[Location, Value] | None = None
        self.read_keys: dict[int, tuple[Hashable, ...]] = {}
        self.seen = 0
        self.dead = False
        self.premises: Premises | None = None if parent is None else parent.premises

    def log_reads(self) -> None:
        """Note from now on what is read from below this overlay."""
        self.reads = {}
        self.seen = self.work.written_below

    def child(
        self, mark: int, condition: Condition = ALWAYS, choice: tuple[Condition, ...] = ()
    ) -> "State":
        """A branch of this state taken under a further condition, which must not contradict it.

        ``choice`` lists conditions of which one holds here.
        """
        made = State(self, self.condition, mark, self.work)
        made.suppose(condition)
        if len(choice) > 1:
            made.choices = (*self.choices, choice)[-MAX_CHOICES:]
        return made

    def suppose(self, condition: Condition) -> None:
        """Let a further condition hold from now on, which must not contradict what holds."""
        if condition:
            self.condition |= condition
            self.work.done += (len(self.condition) // MANY_OUTCOMES) ** 2

    def take_over(self, later: "State") -> None:
        """Be what a child of this state has become."""
        self.values.update(later.values)
        self.keys.update(later.keys)
        self.condition, self.dead = later.condition, later.dead

    def copy(self) -> "State":
        """The state as it is now: what is written to it later is not written to the copy."""
        made = State(self.parent, self.condition, self.mark, self.work)
        made.choices, made.dead = self.choices, self.dead
        made.values, made.keys = dict(self.values), dict(self.keys)
        return made

    def read(self, location: Location) -> Value:
        """The value of a location, without the alternatives that cannot hold here.

        A location that unknown code can write at any time is what was written to it, or that.
        """
        found = self.stored(location)
        if self.work.open:
            found = self._opened(location, found)
        return self.possible(found)

    def _opened(self, location: Location, found: Value) -> Value:
        opened = self.work.open.get(location)
        if opened is None:
            return found
        known = self.work.opened.get(location)
        if known is not None and known[0] is found and known[1] is opened:
            return known[2]
        symbol, value = opened
        both = chosen_by(-symbol, found, value)
        self.work.opened[location] = (found, opened, both)
        return both

    def possible(self, value: Value) -> Value:
        """The alternatives of a value that can hold here."""
        if not value or (len(value) == 1 and not value[0][0]):
            return value
        kept = self._known_premises().allowed(value)
        return value if len(kept) == len(value) else tuple(kept)

    def allows(self, condition: Condition) -> bool:
        """Whether a condition can hold here."""
        return not condition or self._known_premises().allow(condition)

    def _known_premises(self) -> Premises:
        """What holds here, computed again once more of it is known."""
        known = self.premises
        if (
            known is None
            or known.condition is not self.condition
            or known.choices is not self.choices
        ):
            known = self.premises = self.work.premises_of(self.condition, self.choices)
            # Equal ones are the same from now on, which is cheap to ask for.
            self.condition, self.choices = known.condition, known.choices
        return known

    def stored(self, location: Location) -> Value:
        """The value of a location as it was written."""
        passed: list[State] | None = None
        state: State | None = self
        found: Value | None = None
        while state is not None:
            found = state.values.get(location)
            if found is not None:
                break
            reads = state.reads
            if reads is not None:
                # What it has read before is still there, and need not be looked for again.
                found = reads.get(location) if state.seen == self.work.written_below else None
                if found is not None:
                    break
                if passed is None:
                    passed = []
                passed.append(state)
            state = state.parent
        if found is None:
            found = self.work.made.get(location, NOTHING)
        if passed is not None:
            self.work.done += len(passed) // LOGS_PER_STEP
            for logging in passed:
                if logging.reads is not None:
                    logging.reads.setdefault(location, found)
        return found

    def write(self, location: Location, value: Value) -> None:
        """Set a location, replacing its old value."""
        self.values[location] = value
        if location[0] in self.work.held:
            opened = self.opened()
            if location[0] in opened:
                self.set_opened(opened - {location[0]})

    def opened(self) -> frozenset[int]:
        """The objects that unknown code holds and that were not written since it ran."""
        found: list[frozenset[int]] = []
        for _, atom in self.possible(self.stored(OPENED)):
            if not isinstance(atom, Constant) or not isinstance(atom.value, frozenset):
                return frozenset()
            found.append(atom.value)
        return frozenset.intersection(*found) if found else frozenset()

    def set_opened(self, numbers: frozenset[int]) -> None:
        """Note that unknown code could change these objects, and that nothing was written since."""
        self.values[OPENED] = just(Constant(numbers, "numbers"))

    def keys_of(self, number: int) -> tuple[Hashable, ...]:
        """The keys that a dictionary may have, in the order of their first appearance."""
        passed: list[State] | None = None
        state: State | None = self
        found: tuple[Hashable, ...] | None = None
        while state is not None:
            found = state.keys.get(number)
            if found is not None:
                break
            if state.reads is not None:
                if passed is None:
                    passed = []
                passed.append(state)
            state = state.parent
        keys = found or self.work.made_keys.get(number, ())
        for logging in passed or ():
            logging.read_keys.setdefault(number, keys)
        return keys

    def add_key(self, number: int, key: Hashable) -> None:
        """Note a key of a dictionary."""
        known = self.keys_of(number)
        keys = self.work.keys_with(known, key)
        if keys is not known:
            self.keys[number] = keys

    def remove_key(self, number: int, key: Hashable) -> None:
        """Note that a dictionary has a key no longer."""
        known = self.keys_of(number)
        if key in known:
            self.keys[number] = tuple(other for other in known if other != key)

    def written_since(self, base: "State | None") -> dict[Location, Value]:
        """What was written in this state or its parents down to, but excluding, ``base``;
        everything ever written if ``base`` is None.
        """
        if self.parent is base:
            return dict(self.values)
        overlays: list[State] = []
        state: State | None = self
        while state is not None and state is not base:
            overlays.append(state)
            state = state.parent
        found: dict[Location, Value] = {}
        for overlay in reversed(overlays):
            found.update(overlay.values)
        return found
