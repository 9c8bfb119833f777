"""Widening: further rounds of a loop may extend whatever grew in the last round."""

from collections.abc import Hashable, Iterable
from itertools import takewhile

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import joined, just, under, without_absent
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    Alternative,
    Atom,
    Constant,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.terms.text import Hole, Literal


def carries(before: State, after: State) -> bool:
    """Whether a round wrote something that changes what the next one sees."""
    for location in after.written_since(before):
        old = before.read(location)
        if old != NOTHING and after.read(location) != old:
            return True
    return False


def grown(run: Run, before: State, after: State) -> State | None:
    """A child of ``after`` that also holds the possible results of further rounds, if the last
    round added something new.
    """
    wider: dict[tuple[int, Hashable], Value] = {}
    for location in after.written_since(before):
        old, new = before.read(location), after.read(location)
        if old in (NOTHING, new) or not old:
            continue
        more = _more(run, old, new)
        if more:
            symbol = run.symbols.number(("round", run.number()))
            wider[location] = joined(
                [*under(frozenset((symbol,)), more), *under(frozenset((-symbol,)), new)]
            )
    if not wider:
        return None
    child = after.child(run.numbers + 1)
    child.values.update(wider)
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
