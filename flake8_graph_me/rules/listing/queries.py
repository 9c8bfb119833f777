"""The query of a request as it is shown, from the URL and from what a call is given beside it."""

from collections.abc import Iterator

from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Constant,
    DictSnapshot,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.rules.listing.alternatives import Alternative
from flake8_graph_me.rules.listing.names import PLAIN, Names, name_of, shown

_SEVERAL = "{query}"
"""Stands for a query that is one of several."""
_MORE = "{more}"
"""Stands for further parameters."""


def query_of(sink_call: SinkCall, one: Alternative, names: Names) -> str | None:
    """The query of one way of a request, with the names of what is not known of it in braces; None
    without one.
    """
    written = None if one.target is None else one.target.query
    found = [] if written is None else [shown(written, names)]
    if one.part is None:
        found += _given(sink_call, names)
    return "&".join(filter(None, found)) or None


def _given(sink_call: SinkCall, names: Names) -> Iterator[str]:
    """The parameters that a call is given beside the URL."""
    node = sink_call.nodes.get("query")
    name = (name_of(node) if node is not None else None) or PLAIN
    each = (_of_atom(atom, names, name) for _, atom in sink_call.parts.get("query", ()))
    several = dict.fromkeys(each)
    if len(several) > 1:
        yield _SEVERAL
    else:
        yield from several


def _of_atom(atom: Atom, names: Names, name: str) -> str:
    if atom == NONE:
        return ""
    if isinstance(atom, Text):
        return shown(atom, names).removeprefix("?")
    if isinstance(atom, DictSnapshot):
        items = [f"{_key(key)}={_value(value, names, _key(key))}" for key, value in atom.items]
        return "&".join((*items, *([_MORE] if atom.rest is not None else [])))
    return f"{{{(isinstance(atom, Unknown) and names.of_key(atom.key)) or name}}}"


def _key(key: object) -> str:
    return key if isinstance(key, str) else PLAIN


def _value(value: Value, names: Names, key: str) -> str:
    """The text of a parameter's value; of several, and of what is not known, a name in braces."""
    atom = value[0][1] if len(value) == 1 else None
    if isinstance(atom, Text):
        return shown(atom, names)
    if isinstance(atom, Constant):
        return str(atom.value)
    if isinstance(atom, Tuple) and atom.rest is None:
        return ",".join(_value(item, names, key) for item in atom.items)
    known = names.of_key(atom.key) if isinstance(atom, Unknown) else None
    return f"{{{known or key.lstrip('$') or PLAIN}}}"
