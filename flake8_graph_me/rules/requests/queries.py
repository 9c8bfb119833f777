"""Which properties a request reads, by its query.

A query stands in the URL, or in the part ``query`` of the sink call.
"""

from collections.abc import Iterator
from urllib.parse import parse_qsl

from flake8_graph_me.engine.domain.texts import flat
from flake8_graph_me.engine.domain.values import NONE, Atom, DictSnapshot, Text, Value
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.graph.partial_permissions import properties_of
from flake8_graph_me.terms.text import HOLE_MARK

_MORE = "$expand"
"""Stands for parameters that are not known: they may ask for anything."""

Parameter = tuple[str, str | None]


def properties_read(sink_call: SinkCall, url: Text) -> frozenset[str] | None:
    """The properties that a request to a URL reads, in lower case; None if it reads all, or they
    are not known.
    """
    marks = flat(url).partition("#")[0]
    query = [*_written(marks.partition("?")[2]), *_given(sink_call.parts.get("query", ()))]
    return properties_of(query)


def _written(text: str) -> Iterator[Parameter]:
    """The parameters in a text; what is not known of it makes a value unknown, or more."""
    for name, value in parse_qsl(text, keep_blank_values=True):
        if HOLE_MARK in name:
            yield _MORE, None
        else:
            yield name, None if HOLE_MARK in value else value


def _given(value: Value) -> Iterator[Parameter]:
    """The parameters that a call is given."""
    atoms = [atom for _, atom in value if atom != NONE]
    if len(atoms) > 1:
        yield _MORE, None
        return
    for atom in atoms:
        yield from _of_atom(atom)


def _of_atom(atom: Atom) -> Iterator[Parameter]:
    if isinstance(atom, Text):
        yield from _written(flat(atom).removeprefix("?"))
    elif isinstance(atom, DictSnapshot) and atom.rest is None:
        for name, value in atom.items:
            yield (name, _text(value)) if isinstance(name, str) else (_MORE, None)
    else:
        yield _MORE, None


def _text(value: Value) -> str | None:
    """A value as text; None if it is not known."""
    if len(value) != 1 or not isinstance(value[0][1], Text):
        return None
    text = flat(value[0][1])
    return None if HOLE_MARK in text else text
