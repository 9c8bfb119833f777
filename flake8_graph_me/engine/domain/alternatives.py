"""Values as alternatives: making, joining and combining them, each with its condition."""

from collections.abc import Callable, Hashable, Iterable

from flake8_graph_me.engine.domain.conditions import (
    ALWAYS,
    MAX_CONDITIONS,
    Condition,
    conjoin,
    simplified,
)
from flake8_graph_me.engine.domain.cuts import key_for
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Alternative,
    Atom,
    Bound,
    Class,
    Constant,
    Function,
    Label,
    Partial,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.terms.text import Hole, Piece

MAX_ALTERNATIVES = 12
"""How many alternatives a value keeps apart. Past it those that differ only in provenance count as
one; if that is not enough the value is unknown, with its labels if each alternative has one.
"""

MAX_UNKNOWNS = 3
"""How many unknown values without labels are told apart in one value. Past it they are one unknown
value, which holds under what the conditions of all of them share.
"""

MAX_DULL_CONDITIONS = 2
"""How many conditions are kept for one atom of a value that is unknown, missing, None or a number.
Past it the atom holds under what all of them share, which is more often than it can.
"""


def just(atom: Atom) -> Value:
    """The value that is certainly this atom."""
    return ((ALWAYS, atom),)


def constant(value: object) -> Constant:
    """The atom of None, a truth value or a number."""
    return Constant(value, type(value).__name__)


def joined(alternatives: Iterable[Alternative]) -> Value:
    """A value of these alternatives: equal atoms once, conditions simplified, bounded.

    Past the bound, atoms that differ only in their provenance are merged. If that is not enough,
    the result is one unknown atom, which keeps the labels if all of the atoms have some.
    """
    found = tuple(alternatives)
    if len(found) < 2:
        return found
    by_atom: dict[Atom, list[Condition]] = {}
    for condition, atom in found:
        by_atom.setdefault(atom, []).append(condition)
    if len(by_atom) > MAX_UNKNOWNS:
        by_atom = _with_few_unknowns(by_atom)
    if len(by_atom) > MAX_ALTERNATIVES:
        by_atom = _without_ways(by_atom)
    if len(by_atom) > MAX_ALTERNATIVES:
        return just(_collapsed(list(by_atom)))
    most = MAX_DULL_CONDITIONS if all(map(_is_dull, by_atom)) else MAX_CONDITIONS
    return tuple(
        (condition, atom)
        for atom, conditions in by_atom.items()
        for condition in (conditions if len(conditions) == 1 else simplified(conditions, most))
    )


def _is_dull(atom: Atom) -> bool:
    """Whether it matters little under which condition a value is this."""
    if isinstance(atom, Unknown):
        return not atom.labels
    return atom is ABSENT or (isinstance(atom, Constant) and not isinstance(atom.value, bool))


def _with_few_unknowns(by_atom: dict[Atom, list[Condition]]) -> dict[Atom, list[Condition]]:
    """The atoms, with one unknown value instead of many that have no labels."""
    unknown = {atom.key for atom in by_atom if isinstance(atom, Unknown) and not atom.labels}
    if len(unknown) <= MAX_UNKNOWNS:
        return by_atom
    kept: dict[Atom, list[Condition]] = {}
    conditions: list[Condition] = []
    for atom, found in by_atom.items():
        if isinstance(atom, Unknown) and not atom.labels:
            conditions += found
        else:
            kept[atom] = found
    one = Unknown(key_for(None, tuple(sorted(unknown))))
    kept[one] = [frozenset.intersection(*conditions)]
    return kept


def _without_ways(by_atom: dict[Atom, list[Condition]]) -> dict[Atom, list[Condition]]:
    """The atoms, merging those that differ only in the provenance of their texts and labels."""
    first: dict[Hashable, Atom] = {}
    merged: dict[Atom, list[Condition]] = {}
    for atom, conditions in by_atom.items():
        kept = first.setdefault(outline(atom), atom)
        merged.setdefault(kept, []).extend(conditions)
    return merged


def outline(atom: Atom) -> Hashable:
    """What an atom is, without its provenance; unknown values with equal labels are alike."""
    if isinstance(atom, Unknown) and atom.labels:
        return ("labelled", frozenset((label.tag, label.node) for label in atom.labels))
    if isinstance(atom, Text):
        return ("text", tuple(_piece_outline(piece) for piece in atom.pieces), atom.binary)
    return atom


def _piece_outline(piece: Piece) -> Hashable:
    if isinstance(piece, Hole) and piece.labels:
        return frozenset(
            (label.tag, label.node) for label in piece.labels if isinstance(label, Label)
        )
    return piece


def _collapsed(atoms: list[Atom]) -> Unknown:
    """One unknown atom for several."""
    key = key_for("MAX_ALTERNATIVES", tuple(atoms))
    labels = [atom.labels for atom in atoms if isinstance(atom, Unknown)]
    if len(labels) == len(atoms) and all(labels):
        return Unknown(key, frozenset().union(*labels))
    return Unknown(key)


def under(condition: Condition, value: Value) -> Value:
    """The value's alternatives that can hold under a condition, each now requiring it."""
    if not condition:
        return value
    result = []
    for own, atom in value:
        both = conjoin(own, condition)
        if both is not None:
            result.append((both, atom))
    return tuple(result)


def chosen_by(literal: int, value: Value, otherwise: Value) -> Value:
    """One value under an outcome, and another one under its opposite."""
    both = (*under(frozenset((literal,)), value), *under(frozenset((-literal,)), otherwise))
    return joined(both)


def mapped(value: Value, change: Callable[[Atom], Value]) -> Value:
    """Replace each atom by a value, keeping conditions."""
    if len(value) == 1 and not value[0][0]:
        return change(value[0][1])
    result: list[Alternative] = []
    for condition, atom in value:
        result.extend(under(condition, change(atom)))
    return joined(result)


def where_absent(value: Value, otherwise: Value) -> Value:
    """The value, or the other one where it is absent."""
    return mapped(value, lambda atom: otherwise if atom is ABSENT else just(atom))


def inner_values(atom: Atom) -> Iterable[Value]:
    """The values inside an atom itself, without what the state holds for it."""
    if isinstance(atom, Tuple):
        return atom.parts
    if isinstance(atom, Function):
        return (value for _, value in atom.defaults)
    if isinstance(atom, Class):
        return (value for _, value in atom.fields if value is not None)
    if isinstance(atom, Bound):
        return (just(atom.function), just(atom.receiver))
    if isinstance(atom, Partial):
        return (just(atom.callee), *atom.positional, *(value for _, value in atom.keywords))
    return ()


def paired(first: Value, second: Value, combine: Callable[[Atom, Atom], Value]) -> Value:
    """Combine every pair of alternatives that can hold together."""
    return mapped(first, lambda a: mapped(second, lambda b: combine(a, b)))


def without_absent(value: Value) -> Value:
    """The alternatives that are not absent."""
    for _, atom in value:
        if atom is ABSENT:
            return tuple(pair for pair in value if pair[1] is not ABSENT)
    return value
