"""Operations of every object, and ``dict`` and other constructors called by name."""

from flake8_graph_me.engine.domain.alternatives import chosen_by, just, mapped, paired
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Class,
    Dict,
    External,
    Instance,
    Partial,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.reaching import note_handed
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.engine.objects.containers import elements, new_dict
from flake8_graph_me.engine.objects.elements.updates import update
from flake8_graph_me.engine.objects.placeholders import Holder, with_placeholder
from flake8_graph_me.engine.operations.containers.own_iterators import mapping_by

REQUEST = "request"
"""What functions of clients are called that take any method of HTTP."""

SHOWN = frozenset({"sys.stderr", "sys.stdout"})
"""Files in which people read what is printed."""


def _dict(call: Invocation) -> Value:
    mapping = new_dict(call.run, call.state)
    for source in call.every_argument()[:1]:
        update(call.run, call.state, mapping.number, mapping_by(call, source))
    for name, value in call.arguments.keywords.items():
        update_from_keyword(call, mapping, name, value)
    if call.arguments.more_keywords:
        update(call.run, call.state, mapping.number, call.arguments.more_keywords)
    return just(mapping)


def update_from_keyword(call: Invocation, mapping: Dict, name: str, value: Value) -> None:
    """Set the item from a keyword argument of ``dict``."""
    call.state.add_key(mapping.number, name)
    call.state.write((mapping.number, ("item", name)), value)


def _name(call: Invocation, position: int) -> str | None:
    value = call.argument(position)
    if value is not None and len(value) == 1 and isinstance(value[0][1], Text):
        return known(value[0][1])
    return None


def note_put_together(call: Invocation, names: Value) -> None:
    """Note that names of attributes are made of texts, of which an edit would give others."""
    made = [just(a) for _, a in names if isinstance(a, Text) and len(a.pieces) > 1]
    call.run.events.note_escapes(made, call.node)


def _getattr(call: Invocation) -> Value:
    """The attribute, or those of all names that it may have."""
    target, names = call.argument(0), call.argument(1)
    if target is None or names is None:
        return call.unknown()
    note_put_together(call, names)
    found = paired(target, names, lambda atom, name: _attribute(call, atom, name))
    default = call.argument(2)
    if default is None or not any(isinstance(atom, Unknown) for _, atom in found):
        return found
    symbol = call.run.symbols.number(("getattr", call.run.number()))
    return chosen_by(symbol, found, default)


def _attribute(call: Invocation, atom: Atom, name: Atom) -> Value:
    text = known(name) if isinstance(name, Text) else None
    if text is not None:
        return call.run.attribute(atom, text, call.node, call.frame, call.state)
    if not _requests(call, atom):
        return call.unknown()
    # Methods that are chosen by their names are those of HTTP, which this one takes as an argument.
    symbol = call.run.symbols.number(("getattr", call.run.number()))
    general = call.run.attribute(atom, REQUEST, call.node, call.frame, call.state)
    chosen = mapped(general, lambda each: just(Partial(each, (just(name),), ())))
    return chosen_by(symbol, chosen, call.unknown())


def _requests(call: Invocation, atom: Atom) -> bool:
    """Whether a module or an object of a library has a function for a request by any method."""
    if isinstance(atom, External):
        row = call.run.rows.call(f"{atom.name}.{REQUEST}")
    elif isinstance(atom, Instance) and isinstance(atom.type, str):
        row = call.run.rows.method(atom.type, REQUEST)
    else:
        return False
    return row is not None and row.sink is not None and row.parameters[:2] == ("method", "url")


def _namespace(call: Invocation) -> Value:
    """An object whose attributes are its keyword arguments."""
    instance = Instance(call.run.number(), "types.Namespace")
    holder = Holder(instance.number)
    for name, value in call.arguments.keywords.items():
        held = with_placeholder(call.run, holder, name, value, call.state)
        call.state.write((instance.number, name), held)
    return just(instance)


def _replaced(call: Invocation) -> Value:
    """A copy of an instance, with the given fields replaced."""
    given = call.argument(0)
    if given is None or len(given) != 1:
        return call.unknown()
    atom = given[0][1]
    if not isinstance(atom, Instance) or not isinstance(atom.type, Class):
        return call.unknown()
    copy = Instance(call.run.number(), atom.type)
    for ancestor in lineage(atom.type):
        for name, _ in ancestor.fields if isinstance(ancestor, Class) else ():
            old = call.state.read((atom.number, name))
            given = call.arguments.keywords.get(name) or _or_given(call, name, old)
            call.state.write((copy.number, name), given)
    return just(copy)


def _or_given(call: Invocation, name: str, old: Value) -> Value:
    """The value of a field, or what an unknown dictionary of fields has in its place."""
    more = call.arguments.more_keywords
    if more is None:
        return old
    symbol = call.run.symbols.number(("field", name, call.run.number()))
    return chosen_by(symbol, call.unknown(), old)


def _named_tuple(call: Invocation) -> Value:
    """A class whose instances are tuples with named elements."""
    name, given = _name(call, 0), call.argument(1, "field_names")
    if name is None or given is None or len(given) != 1:
        return call.unknown()
    plain = known(given[0][1]) if isinstance(given[0][1], Text) else None
    parts = elements(call.state, given[0][1]) or ()
    texts = [known(v[0][1]) for v in parts if len(v) == 1 and isinstance(v[0][1], Text)]
    names = texts if plain is None else list(plain.replace(",", " ").split())
    fields = _with_defaults(call, [field for field in names if field])
    base = External("typing.NamedTuple")
    return just(Class(call.run.number(), name, None, (base,), "record", fields))


def _with_defaults(call: Invocation, names: list[str]) -> tuple[tuple[str, Value | None], ...]:
    """Fields, with the defaults that the last of them have."""
    given = call.arguments.keywords.get("defaults")
    if given is None or all(atom == NONE for _, atom in given):
        return tuple((name, None) for name in names)
    values = elements(call.state, given[0][1]) if len(given) == 1 else None
    if values is None:
        return tuple((name, call.unknown()) for name in names)
    last: list[Value | None] = [None] * (len(names) - len(values)) + list(values)
    return tuple(zip(names, last, strict=False))


def _unknown_object(call: Invocation) -> Value:
    """An object of which a row says where it is kept, and nothing else."""
    return call_unknown(call.run, None, call.arguments, call.node, call.frame, call.state)


def _none(call: Invocation) -> Value:
    return just(NONE)


def _printed(call: Invocation) -> Value:
    """Printing shows texts, unless a ``file`` of the program's own keeps them."""
    file = call.arguments.keywords.get("file", ())
    if any(not (isinstance(atom, External) and atom.name in SHOWN) for _, atom in file):
        note_handed(call.run, call.arguments.all_values(), call.node, call.state)
    return just(NONE)


OBJECT_OPERATIONS: dict[str, Implementation] = {
    "builtins.dict": _dict,
    "builtins.getattr": _getattr,
    "builtins.object": lambda call: call.unknown(),
    "builtins.object.__init__": _none,
    "builtins.object.__init_subclass__": _none,
    "builtins.print": _printed,
    "namespace": _namespace,
    "collections.namedtuple": _named_tuple,
    "dataclasses.replace": _replaced,
    "none": _none,
    "unknown-object": _unknown_object,
}
