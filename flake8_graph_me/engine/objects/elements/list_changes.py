"""What changes a list in place: elements and slices set and deleted, an order that is not known.

Where it is not known which element is meant, each one is what it was or what it may have become;
elements are moved whole, so that what lies in one stays paired. Must not know syntax.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import NONE, Atom, Constant, Tuple, Value
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.choices import another, one_of
from flake8_graph_me.engine.objects.may_change import open_value

CONTENT = "content"
LIMIT = ("limit",)
"""The location of how many elements a queue holds at most."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of a slice, if all of them are known."""

    known: bool
    start: int | None = None
    end: int | None = None
    step: int | None = None

    @property
    def slice(self) -> slice:
        """The slice that these are the bounds of."""
        return slice(self.start, self.end, self.step)

    @property
    def is_whole(self) -> bool:
        """Whether it is the slice of all elements in order."""
        return (
            self.known and self.start in (None, 0) and self.end is None and self.step in (None, 1)
        )


def bounds_of(values: Sequence[Value | None]) -> Bounds:
    """The bounds that three values are, of which a missing one is no bound."""
    found: list[int | None] = []
    for value in values:
        number = value[0][1] if value is not None and len(value) == 1 else NONE
        if not isinstance(number, Constant) or not isinstance(number.value, int | None):
            return Bounds(known=False)
        if value is not None and len(value) != 1:
            return Bounds(known=False)
        found.append(number.value)
    return Bounds(found[2] != 0, *found)


def change(run: Run, state: State, number: int, how: Callable[[Tuple], Atom]) -> None:
    """Change what a list may hold, each alternative of it by itself."""

    def changed(atom: Atom) -> Value:
        return just(how(atom) if isinstance(atom, Tuple) else Tuple((), run.unknown()))

    state.write((number, CONTENT), mapped(state.read((number, CONTENT)), changed))


def set_element(run: Run, state: State, number: int, index: Value, value: Value) -> None:
    """``sequence[index] = value``."""

    def act(atom: Atom, at: State) -> Value:
        change(run, at, number, lambda found: _with_element(run, found, _position(atom), value))
        return just(NONE)

    each_alternative(run, index or run.unknown(), state, act)


def delete_element(run: Run, state: State, number: int, index: Value) -> None:
    """``del sequence[index]``."""

    def act(atom: Atom, at: State) -> Value:
        change(run, at, number, lambda found: without_element(run, found, _position(atom)))
        return just(NONE)

    each_alternative(run, index or run.unknown(), state, act)


def _position(atom: Atom) -> int | None:
    number = atom.value if isinstance(atom, Constant) else None
    return number if isinstance(number, int) else None


def _with_element(run: Run, found: Tuple, at: int | None, value: Value) -> Atom:
    if at is not None and _is_told(found, at):
        items = list(found.items)
        items[at] = value
        return Tuple(tuple(items), found.rest)
    if at is not None and found.rest is None:
        return found
    items_ = tuple(open_value(run, item, value) for item in found.items)
    return Tuple(items_, None if found.rest is None else open_value(run, found.rest, value))


def _is_told(found: Tuple, at: int) -> bool:
    """Whether an index is that of an element which is told apart from the others."""
    low = -len(found.items) if found.rest is None else 0
    return low <= at < len(found.items)


def without_element(run: Run, found: Tuple, at: int | None) -> Tuple:
    """The elements but for one; where it is not known which, each may be the one after it."""
    items = found.items
    if at is not None and _is_told(found, at):
        at %= len(items)
        return Tuple((*items[:at], *items[at + 1 :]), found.rest)
    if at is not None and found.rest is None:
        return found
    after = [*items[1:], *([] if found.rest is None else [another(run, found.rest)])]
    # The last one of a sequence whose end is known is gone from its place for certain.
    moved = tuple(open_value(run, item, then) for item, then in zip(items, after, strict=False))
    return Tuple(moved, found.rest)


def set_slice(run: Run, state: State, number: int, bounds: Bounds, new: Value) -> None:
    """``sequence[start:end:step] = new``; ``new`` are the contents of what is iterated over."""

    def act(atom: Atom, at: State) -> Value:
        given = atom if isinstance(atom, Tuple) else Tuple((), run.unknown())
        change(run, at, number, lambda found: _with_slice(run, found, bounds, given))
        return just(NONE)

    each_alternative(run, new, state, act)


def delete_slice(run: Run, state: State, number: int, bounds: Bounds) -> None:
    """``del sequence[start:end:step]``."""

    def left(found: Tuple) -> Tuple:
        if bounds.is_whole:
            return Tuple(())
        if not bounds.known or found.rest is not None:
            return scrambled(run, found, always=True)
        items = list(found.items)
        del items[bounds.slice]
        return Tuple(tuple(items))

    change(run, state, number, left)


def _with_slice(run: Run, found: Tuple, bounds: Bounds, given: Tuple) -> Tuple:
    if bounds.is_whole:
        return Tuple(given.items, given.rest)
    if not bounds.known or found.rest is not None or given.rest is not None:
        start = bounds.start or 0
        if bounds.known and bounds.step in (None, 1) and start > 0 and found.rest is None:
            behind = _both(Tuple(found.items[start:]), given)
            return Tuple(found.items[:start], scrambled(run, behind, always=True).rest)
        return scrambled(run, _both(found, given), always=True)
    items = list(found.items)
    try:
        items[bounds.slice] = given.items
    except ValueError:
        # A slice with steps takes as many elements as it has.
        return found
    return Tuple(tuple(items))


def _both(first: Tuple, second: Tuple) -> Tuple:
    rests = [rest for rest in (first.rest, second.rest) if rest is not None]
    return Tuple((*first.items, *second.items, *rests))


def scrambled(run: Run, found: Tuple, *, always: bool = False) -> Tuple:
    """The elements in an order that is not known; ``always`` also if there is but one."""
    if not found.parts or (len(found.items) == 1 and found.rest is None and not always):
        return found
    return Tuple((), one_of(run, found.items, found.rest))


def rotated(run: Run, found: Tuple, by: Value) -> Tuple:
    """The elements as ``rotate`` leaves them."""
    steps = _position(by[0][1]) if len(by) == 1 else None
    if steps is None or found.rest is not None:
        return scrambled(run, found)
    items = found.items
    start = -steps % len(items) if items else 0
    return Tuple((*items[start:], *items[:start]))
