"""What names refer to in a state: texts, functions, classes, and containers of these."""

from collections.abc import Iterable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import inner_values, just
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Partial,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.relevance.mention_index import note_value
from flake8_graph_me.engine.relevance.mentions import MentionIndex, Mentions, Pair
from flake8_graph_me.terms.text import Literal

ENVIRONMENT = frozenset({"environ", "getenv"})
"""The names by which the variables of the environment are read."""


def heap_mentions(index: MentionIndex, locations: Iterable[tuple[Location, Value]]) -> list[Pair]:
    """Names, each with what it refers to; an unnamed container gets a name of its own."""
    found: list[Pair] = []
    for (number, key), value in locations:
        held = Mentions()
        _note_value(index, value, held)
        if held.sought or held.telling or held.free:
            found.append((_names(number, key), held))
    return found


def _names(number: int, key: object) -> set[str]:
    """The names by which code can reach a location."""
    if number < 0:
        return set(ENVIRONMENT)
    # What is in a list has a name too.
    return {key, _container(number)} if isinstance(key, str) else {_container(number)}


def _container(number: int) -> str:
    return f"#{number}"


def _note_value(index: MentionIndex, value: Value, held: Mentions) -> None:
    pending = [value]
    while pending:
        for _, atom in pending.pop():
            pending.extend(_note_atom(index, atom, held))


def _note_atom(index: MentionIndex, atom: Atom, held: Mentions) -> Iterable[Value]:
    """Note what an atom itself is; returns the values inside it."""
    if isinstance(atom, Text):
        _note_text(index, atom, held)
    elif isinstance(atom, Function):
        if isinstance(atom.node, cst.Lambda):
            note_value(index, atom.node, held)
        else:
            held.free.add(index.called(atom.node))
    elif isinstance(atom, Class):
        held.free.add(atom.name)
    elif isinstance(atom, Instance):
        if isinstance(atom.type, Class):
            held.free.add(atom.type.name)
    elif isinstance(atom, Dict | List):
        held.free.add(_container(atom.number))
    elif isinstance(atom, Bound):
        return (just(atom.function),)
    elif isinstance(atom, Tuple | Partial):
        return inner_values(atom)
    return ()


def _note_text(index: MentionIndex, text: Text, held: Mentions) -> None:
    for piece in text.pieces:
        if isinstance(piece, Literal):
            held.sought = held.sought or index.interest.sought(piece.text)
            held.telling = held.telling or index.interest.telling(piece.text)
