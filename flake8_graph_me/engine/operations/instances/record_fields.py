"""What is made for records by their fields: the ``__init__`` that a class decorator writes, the
dictionary of a record, and a record from a dictionary.
"""

from collections.abc import Mapping

from flake8_graph_me.engine.domain.alternatives import just, mapped, without_absent
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.values import NONE, Atom, Class, Dict, Instance, Value
from flake8_graph_me.engine.machine.descriptions import FILLING
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import new_dict
from flake8_graph_me.engine.objects.records import all_fields, fill_fields
from flake8_graph_me.syntax.checked_fields import computes_fields

SELECTING = frozenset(
    {
        *("by_alias", "exclude", "exclude_defaults", "exclude_none", "exclude_unset", "filter"),
        *("include", "value_serializer"),
    }
)
"""Arguments that say which fields are wanted, or under which names."""
MAX_DEPTH = 12
"""How deep records in records are followed. Past it what they hold is unknown."""


def _fill(call: Invocation) -> Value:
    """``__init__(cls, self, …)``: the class whose fields they are, and the object."""
    given = call.arguments.positional
    if len(given) < 2 or len(given[0]) != 1 or not isinstance(given[0][0][1], Class):
        return call.unknown()
    cls = given[0][0][1]
    for _, atom in given[1]:
        if isinstance(atom, Instance) and isinstance(atom.type, Class):
            rest = call.arguments.after(2)
            fill_fields(call.run, cls, atom, rest, call.node, call.frame, call.state)
    return just(NONE)


def _as_dictionary(call: Invocation) -> Value:
    """The fields of a record, the receiver or the first argument, as a dictionary; so are records
    in them. Unknown where it is asked for some of them.
    """
    given = call.argument(0, "obj") or call.argument(0, "inst")
    owner = call.receiver_value() if isinstance(call.receiver, Instance) else given
    if owner is None or not SELECTING.isdisjoint(call.arguments.keywords):
        return call.unknown()
    return mapped(owner, lambda atom: _dictionary(call, atom, 0))


def _dictionary(call: Invocation, atom: Atom, depth: int) -> Value:
    if not isinstance(atom, Instance) or not isinstance(atom.type, Class):
        return just(atom) if depth else call.unknown()
    if depth > MAX_DEPTH:
        return just(call.run.beyond("MAX_DEPTH"))
    fields = all_fields(atom.type)
    if not fields:
        return just(atom) if depth else call.unknown()
    items = [
        (name, mapped(value, lambda inner: _dictionary(call, inner, depth + 1)))
        for name in fields
        if (value := without_absent(call.state.read((atom.number, name))))
    ]
    nodes = [each.node for each in lineage(atom.type) if isinstance(each, Class)]
    computed = any(node is not None and computes_fields(node) for node in nodes)
    rest = call.unknown() if computed else NOTHING
    return just(new_dict(call.run, call.state, items, rest))


def _from_dictionary(call: Invocation) -> Value:
    """A record of the receiver, a class, with the items of a dictionary as its fields."""
    given, cls = call.argument(0, "obj"), call.receiver
    if given is None or not isinstance(cls, Class):
        return call.unknown()

    def one(atom: Atom) -> Value:
        if not isinstance(atom, Dict):
            return call.call(just(cls), Arguments(more_keywords=call.unknown()))
        rest = without_absent(call.state.read((atom.number, REST)))
        keywords = {
            key: value
            for key in call.state.keys_of(atom.number)
            if isinstance(key, str)
            and (value := without_absent(call.state.read((atom.number, ("item", key)))))
        }
        return call.call(just(cls), Arguments(keywords=keywords, more_keywords=rest or None))

    return mapped(given, one)


RECORD_OPERATIONS: Mapping[str, Implementation] = {
    FILLING.name: _fill,
    "record-as-dictionary": _as_dictionary,
    "record-from-dictionary": _from_dictionary,
}
