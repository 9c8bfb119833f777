"""Replaying a call from memory, where that is the same as running it again.

A call is replayed if the function is entered with the same arguments from nodes of the same place,
all that it read from outside still reads the same, and it made no functions or classes. Objects,
unknown values and outcomes of tests that it made are made anew. Must not know what functions do.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from flake8_graph_me.engine.conditions import Condition
from flake8_graph_me.engine.run import Arguments, Frame, Meeting, Run, Site
from flake8_graph_me.engine.state import Location, State
from flake8_graph_me.engine.values import (
    Atom,
    Bound,
    Function,
    Instance,
    Listing,
    Mapping,
    Opaque,
    Partial,
    Super,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.terms.text import Hole

STRUCTURAL = frozenset(
    {
        "again",
        "either",
        "getattr",
        "handler",
        "next",
        "raised",
        "reached",
        "rest",
        "round",
        "set",
        "which",
        "writer",
    }
)
"""Symbols of what happened rather than of a value: no test in a function can ask for them."""
MAX_MEMORIES = 6
"""How many runs of one function with the same arguments are remembered."""


@dataclass(frozen=True, slots=True)
class Memory:
    """One run of a function: what it read, what it left, what came back, what happened."""

    condition: Condition
    tests: Condition
    mentioned: Condition
    reads: dict[Location, Value]
    read_keys: dict[int, tuple[Hashable, ...]]
    values: dict[Location, Value]
    keys: dict[int, tuple[Hashable, ...]]
    added: Condition
    dead: bool
    result: Value
    meetings: tuple[Meeting, ...]
    depth: int
    first: int
    last: int


@dataclass(slots=True)
class Recording:
    """A run under way that may be remembered."""

    key: Hashable
    given: tuple[Value, ...]
    condition: Condition
    first: int
    meetings: int
    captured: int
    limited: int
    revealed: int


def memory_key(
    function: Function,
    receiver: Atom | None,
    arguments: Arguments,
    assumed: bool,  # a part of the key
) -> Hashable:
    """What two calls must share to be the same call."""
    return (
        function.number,
        receiver,
        tuple(arguments.positional),
        tuple(arguments.keywords.items()),
        arguments.more_positional,
        arguments.more_keywords,
        tuple(arguments.nodes.items()),
        assumed,
    )


def begin(run: Run, key: Hashable, arguments: Arguments, state: State) -> Recording:
    """Note where a run begins."""
    return Recording(
        key,
        tuple(arguments.all_values()),
        state.condition,
        run.numbers + 1,
        len(run.events.meetings),
        len(run.captured),
        run.limited,
        len(run.events.revealed),
    )


def remember(run: Run, recording: Recording, overlay: State, result: Value, frame: Frame) -> None:
    """Keep a finished run, if it can be replayed."""
    memories = run.memories.setdefault(recording.key, [])
    if (
        len(memories) >= MAX_MEMORIES
        or overlay.reads is None
        or len(run.captured) != recording.captured
        or run.limited != recording.limited
        or len(run.events.revealed) != recording.revealed
    ):
        return
    if any(_holds_partial(v) for v in (result, *overlay.values.values())):
        return
    memories.append(
        Memory(
            recording.condition,
            _tests(run, recording.condition),
            _mentioned(overlay.reads.values(), recording.given),
            overlay.reads,
            overlay.read_keys,
            dict(overlay.values),
            dict(overlay.keys),
            overlay.condition - recording.condition,
            overlay.dead,
            result,
            tuple(run.events.meetings[recording.meetings :]),
            len(frame.sites),
            recording.first,
            run.numbers,
        )
    )


def _holds_partial(value: Value) -> bool:
    """Whether a value holds a callable made in the run, which would keep the run's own objects."""
    return any(isinstance(atom, Partial) for _, atom in value)


def _tests(run: Run, condition: Condition) -> Condition:
    """The part of a condition that speaks of values, which a function may test again."""
    return frozenset(literal for literal in condition if not _is_structural(run, abs(literal)))


def _is_structural(run: Run, symbol: int) -> bool:
    key = run.symbols.keys[symbol]
    return isinstance(key, tuple) and key[0] in STRUCTURAL


def _mentioned(reads: Iterable[Value], given: Iterable[Value]) -> Condition:
    """Every outcome that the alternatives of values ask for."""
    return frozenset(
        literal
        for values in (reads, given)
        for value in values
        for condition, _ in value
        for literal in condition
    )


def recall(run: Run, key: Hashable, state: State) -> Memory | None:
    """A remembered run that running again would repeat; None if there is none."""
    for memory in run.memories.get(key, ()):
        if (
            memory.tests <= state.condition
            and not any(
                -literal in memory.mentioned for literal in memory.condition - state.condition
            )
            and all(state.stored(where) == value for where, value in memory.reads.items())
            and all(state.keys_of(number) == keys for number, keys in memory.read_keys.items())
        ):
            assert isinstance(memory, Memory)
            return memory
    return None


def replayed(run: Run, memory: Memory, frame: Frame, site: Site, state: State) -> Value:
    """Do again what a remembered run did; the value that comes back."""
    renamed = _Renaming(run, memory.first, memory.last)
    for (number, key), value in memory.values.items():
        state.values[renamed.number(number), key] = renamed.value(value)
    for number, keys in memory.keys.items():
        state.keys[renamed.number(number)] = keys
    for meeting in memory.meetings:
        run.events.meetings.append(
            replace(
                meeting,
                sites=(*frame.sites, site, *meeting.sites[memory.depth + 1 :]),
                condition=(meeting.condition - memory.condition) | state.condition,
            )
        )
    state.condition |= renamed.condition(memory.added)
    state.dead = memory.dead
    return renamed.value(memory.result)


class _Renaming:
    """New names for the objects, unknown values and outcomes of tests that a remembered run
    made.
    """

    def __init__(self, run: Run, first: int, last: int) -> None:
        self._run = run
        self._first, self._last = first, last
        self._new: dict[int, int] = {}
        self._symbols: dict[int, int] = {}

    def number(self, number: int) -> int:
        """The number of an object or unknown value in the replay."""
        if number < 0:
            return -self.number(-number)
        if not self._first <= number <= self._last:
            return number
        if number not in self._new:
            self._new[number] = self._run.number()
        return self._new[number]

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
            key = self._run.symbols.keys[symbol]
            found = symbol
            if symbol not in self._run.symbols.defaults and self._is_own(key):
                found = self._run.symbols.number(("again", self._run.number(), symbol))
            self._symbols[symbol] = found
        return found

    def _is_own(self, key: Hashable) -> bool:
        """Whether a key speaks of something that the remembered run made."""
        if isinstance(key, int) and not isinstance(key, bool):
            return self._first <= abs(key) <= self._last
        return isinstance(key, tuple) and any(map(self._is_own, key))

    def _atom(self, atom: Atom) -> Atom:
        if isinstance(atom, Opaque):
            key = self.number(atom.key)
            return atom if key == atom.key else Opaque(key, atom.labels, atom.sure)
        if isinstance(atom, Text):
            return self._text(atom)
        if isinstance(atom, Listing):
            return Listing(self.number(atom.number))
        if isinstance(atom, Mapping):
            return Mapping(self.number(atom.number))
        if isinstance(atom, Instance):
            return Instance(self.number(atom.number), atom.type)
        if isinstance(atom, Bound):
            return Bound(atom.function, self._atom(atom.receiver))
        if isinstance(atom, Super):
            return Super(atom.owner, self._atom(atom.receiver))
        if isinstance(atom, Tuple):
            rest = None if atom.rest is None else self.value(atom.rest)
            return Tuple(tuple(map(self.value, atom.items)), rest, atom.generator)
        return atom

    def _text(self, text: Text) -> Text:
        if not any(isinstance(p, Hole) and self._is_own(p.key) for p in text.pieces):
            return text
        pieces = tuple(
            Hole(self._key(piece.key), piece.labels) if isinstance(piece, Hole) else piece
            for piece in text.pieces
        )
        return Text(pieces, text.binary, text.hops)

    def _key(self, key: Hashable) -> Hashable:
        if isinstance(key, int) and not isinstance(key, bool):
            return self.number(key)
        return tuple(map(self._key, key)) if isinstance(key, tuple) else key
