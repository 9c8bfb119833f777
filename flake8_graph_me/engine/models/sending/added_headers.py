"""Headers that a client adds to a request between the code of the program that gets it.

Must not know any particular library: it reads rows.
"""

from collections.abc import Sequence
from functools import partial

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, where_absent
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Atom,
    Class,
    Constant,
    Dict,
    External,
    Instance,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import resolve
from flake8_graph_me.engine.objects.containers import elements, get_item, set_item
from flake8_graph_me.engine.objects.may_change import open_held_mapping, open_mapping
from flake8_graph_me.terms.layers import Adding

Divided = tuple[list[Value], list[Value]]
"""What gets a request before something is added to it, and what gets it afterwards."""


def divided(call: Invocation, adding: Adding, handlers: Sequence[Value]) -> Divided | None:
    """The handlers in the order in which they get a request, divided at what adds the headers;
    None if that order is not known.
    """
    if not _adds(call, adding):
        return [], list(handlers)
    placed: list[tuple[int, Value]] = []
    own: int | None = None
    for handler in handlers:
        orders = {_order(call, adding, atom) for _, atom in handler}
        order = orders.pop() if len(orders) == 1 else None
        if order is None:
            return None
        if own is None and any(_is_adder(adding, atom) for _, atom in handler):
            own = order
            if any(other == order for other, _ in placed):
                # It may have come in the place of the one that is there first, or after that.
                return None
        placed.append((order, handler))
    placed.sort(key=lambda each: each[0])
    border = adding.usual if own is None else own
    early = [handler for order, handler in placed if order < border]
    return early, [handler for _, handler in placed[len(early) :]]


def _adds(call: Invocation, adding: Adding) -> bool:
    """Whether a client may have headers to add."""
    given = resolve(call, adding.path) or ()
    return any(atom is not ABSENT and elements(call.state, atom) != () for _, atom in given)


def _order(call: Invocation, adding: Adding, atom: Atom) -> int | None:
    """The number by which a handler stands among the others; None if it is not known."""
    if not isinstance(atom, Class) and not (
        isinstance(atom, Instance) and isinstance(atom.type, Class)
    ):
        return adding.usual
    found = call.run.attribute(atom, adding.order, call.node, call.frame, call.state)
    if all(own is ABSENT or isinstance(own, Unknown) for _, own in found):
        # An attribute that the program sets nowhere is the one of the library's base.
        return adding.usual
    only = found[0][1] if len(found) == 1 else ABSENT
    return only.value if isinstance(only, Constant) and isinstance(only.value, int) else None


def _is_adder(adding: Adding, atom: Atom) -> bool:
    if isinstance(atom, Instance):
        atom = External(atom.type) if isinstance(atom.type, str) else atom.type
    line = lineage(atom) if isinstance(atom, Class) else (atom,)
    return External(adding.by) in line


def add_headers(call: Invocation, adding: Adding, request: Value) -> None:
    """Add to a request the pairs that a client has, except those whose names it has already."""
    given = resolve(call, adding.path) or ()
    for _, atom in given:
        pairs = elements(call.state, atom) if atom is not ABSENT else ()
        if pairs is None or len(given) > 1:
            for name in adding.to:
                open_held_mapping(call.run, call.state, request, name)
            return
        for pair in pairs:
            _add(call, adding, request, pair)


def _add(call: Invocation, adding: Adding, request: Value, pair: Value) -> None:
    only = pair[0][1] if len(pair) == 1 else ABSENT
    name = None
    if isinstance(only, Tuple) and len(only.items) == 2 and only.rest is None:
        text = only.items[0][0][1] if len(only.items[0]) == 1 else ABSENT
        name = known(text) if isinstance(text, Text) else None
    for _, atom in request:
        held = _mappings(call, adding, atom)
        if name is None or not isinstance(only, Tuple):
            for mapping in held[:1]:
                open_mapping(call.run, call.state, mapping.number)
        elif held:
            _set_default(call, held, name, only.items[1])


def _mappings(call: Invocation, adding: Adding, atom: Atom) -> list[Dict]:
    found = [
        inner
        for name in adding.to
        for _, inner in call.run.attribute(atom, name, call.node, call.frame, call.state)
    ]
    return [each for each in found if isinstance(each, Dict)]


def _set_default(call: Invocation, held: list[Dict], name: str, value: Value) -> None:
    """Set an item of the first mapping, where none of them has one of this name."""
    new = value
    for mapping in held:
        new = mapped(_named(call, mapping, name), partial(_unless, new))
    number, key = held[0].number, _key(call, held[0], name)
    set_item(call.state, number, key, where_absent(call.state.read((number, ("item", key))), new))


def _unless(value: Value, atom: Atom) -> Value:
    """The value where an item is absent; either, where it is not known whether it is."""
    if atom is ABSENT:
        return value
    return joined([*just(ABSENT), *value]) if isinstance(atom, Unknown) else just(ABSENT)


def _named(call: Invocation, mapping: Dict, name: str) -> Value:
    found = get_item(call.run, call.state, mapping.number, _key(call, mapping, name))
    return found or NOTHING


def _key(call: Invocation, mapping: Dict, name: str) -> str:
    """The key by which a mapping has an item of this name, whatever its case."""
    keys = call.state.keys_of(mapping.number)
    same = [each for each in keys if isinstance(each, str) and each.lower() == name.lower()]
    return same[-1] if same else name.capitalize()
