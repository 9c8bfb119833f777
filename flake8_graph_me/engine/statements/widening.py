"""Widening: further rounds of a loop may extend whatever grew in the last round."""

from collections.abc import Hashable, Iterable
from itertools import takewhile

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import (
    chosen_by,
    joined,
    just,
    without_absent,
)
from flake8_graph_me.engine.domain.state import NOTHING, OPENED, REST, State
from flake8_graph_me.engine.domain.values import (
    Alternative,
    Atom,
    Constant,
    Dict,
    Instance,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.text import Hole, Literal


def carries(before: State, after: State) -> bool:
    """Whether a round wrote something that changes what the next one sees."""
    for location in _written(before, after):
        old = before.read(location)
        # A name gets its first value anew in each round, an item of a dictionary does not.
        there = old != NOTHING or (location[0] < before.mark and _is_of_mapping(location))
        if there and after.read(location) != old:
            return True
    return False


def _is_of_mapping(location: Location) -> bool:
    key = location[1]
    return key == REST or (isinstance(key, tuple) and key[:1] == ("item",))


def _written(before: State, after: State) -> list[Location]:
    return [location for location in after.written_since(before) if location != OPENED]


def counted(run: Run, before: State, after: State) -> None:
    """Let numbers that the first of an unknown number of rounds changed be any number, and lists to
    which it added something of no interest hold any number of that: this is what further rounds
    would show.
    """
    for location in _written(before, after):
        old, new = before.read(location), after.read(location)
        further = None if old == new else _further(run, old, new)
        if further is not None:
            after.write(location, just(further))


def _further(run: Run, old: Value, new: Value) -> Atom | None:
    """What may come of a value that a round changed; None if further rounds have to tell."""
    atoms = [atom for _, atom in (*old, *new)]
    if atoms and all(isinstance(atom, Constant) and _grows(atom) for atom in atoms):
        return run.fresh()
    tuples = [atom for atom in atoms if isinstance(atom, Tuple)]
    if not tuples or len(tuples) < len(atoms):
        return None
    kept = _prefix(tuples) if len(old) == len(new) == 1 else ()
    if len(old) == 1 and isinstance(old[0][1], Tuple) and kept != old[0][1].items:
        # It has lost elements, or got some in front.
        return None
    parts = [part for atom in tuples for part in atom.parts[len(kept) :]]
    if not parts or not all(_is_of_no_interest(atom) for part in parts for _, atom in part):
        return None
    return Tuple(kept, joined(pair for part in parts for pair in part), tuples[-1].unordered)


def _prefix(tuples: list[Tuple]) -> tuple[Value, ...]:
    """The elements with which all of these begin."""
    columns = zip(*(each.items for each in tuples), strict=False)
    return tuple(
        column[0] for column in takewhile(lambda one: all(e == one[0] for e in one), columns)
    )


def _is_of_no_interest(atom: Atom) -> bool:
    """Whether it matters little which of several such values something is."""
    return (isinstance(atom, Unknown) and not atom.labels) or (
        isinstance(atom, Constant | Dict | Instance)
    )


def grown(run: Run, before: State, after: State) -> State | None:
    """A child of ``after`` that also holds the possible results of further rounds, if the last
    round added something new.
    """
    wider: dict[tuple[int, Hashable], Value] = {}
    for location in _written(before, after):
        old, new = before.read(location), after.read(location)
        if old in (NOTHING, new) or not old:
            continue
        more = _more(run, old, new)
        if more:
            symbol = run.symbols.number(("round", run.number()))
            wider[location] = chosen_by(symbol, more, new)
    if not wider:
        return None
    child = after.child(run.numbers + 1)
    for location, value in wider.items():
        child.write(location, value)
    return child


def _more(run: Run, old: Value, new: Value) -> Value:
    """The possible later values, after a round changed the old value to the new one."""
    seen = {_outline(atom) for _, atom in old}
    fresh = [atom for _, atom in new if _grows(atom) and _outline(atom) not in seen]
    known = [atom for _, atom in (*old, *without_absent(new))]
    if not fresh:
        return ()
    if all(isinstance(atom, Tuple) for atom in known):
        parts = (part for atom in known if isinstance(atom, Tuple) for part in atom.parts)
        return just(Tuple((), joined(pair for part in parts for pair in part)))
    if all(isinstance(atom, Text) for atom in known):
        return just(_longer(run, [atom for atom in known if isinstance(atom, Text)]))
    return run.unknown()


def _grows(atom: Atom) -> bool:
    return isinstance(atom, Text | Tuple) or (
        isinstance(atom, Constant) and not isinstance(atom.value, bool | None)
    )


def _longer(run: Run, found: list[Text]) -> Text:
    """A text with the common beginning of all these and an unknown rest."""
    labels = frozenset(label for text in found for label in texts.labels_in(text.pieces))
    columns = zip(*(texts.flat(text) for text in found), strict=False)
    shared = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))
    start = texts.cut(found[0], 0, shared)
    pieces = (*start.pieces, Hole(("round", run.number()), labels))
    return Text(pieces, start.binary, start.steps)


def _outline(atom: Atom) -> Hashable:
    """An outline, equal for atoms that differ only in unknown values and new objects."""
    if isinstance(atom, Text):
        return tuple(p.text if isinstance(p, Literal) else p.labels for p in atom.pieces)
    if isinstance(atom, Tuple):
        return (
            tuple(_outlines(item) for item in atom.items),
            None if atom.rest is None else _outlines(atom.rest),
        )
    if isinstance(atom, Unknown):
        return atom.labels
    return atom if isinstance(atom, Constant) else type(atom).__name__


def _outlines(value: Iterable[Alternative]) -> Hashable:
    return frozenset(_outline(atom) for _, atom in value)
