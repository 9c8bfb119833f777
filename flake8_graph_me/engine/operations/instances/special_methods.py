"""What ``object`` and ``type`` do where methods of the analysed code pass on to them."""

from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import NOTHING
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Class,
    Dict,
    Function,
    Instance,
    Text,
    Value,
)
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.reaching import attribute_names
from flake8_graph_me.engine.objects.may_change import open_location
from flake8_graph_me.engine.objects.outside import set_attribute
from flake8_graph_me.engine.objects.special_methods import CREATING


def _given(call: Invocation) -> list[Value]:
    """Whose method it is, and the arguments."""
    own = [] if call.receiver is None else [just(call.receiver)]
    return [*own, *call.arguments.positional]


def _plain(value: Value) -> str | None:
    atom: Atom | None = value[0][1] if len(value) == 1 else None
    return known(atom) if isinstance(atom, Text) else None


def _set_plainly(call: Invocation) -> Value:
    """``object.__setattr__``: of an attribute whose name is not known any may be set."""
    given = _given(call)
    if len(given) != 3:
        return just(NONE)
    owner, name, value = given
    plain = _plain(name)
    if plain is not None:
        set_attribute(call.run, owner, plain, value, call.state)
        return just(NONE)
    for atom in (atom for _, atom in owner if isinstance(atom, Instance)):
        for each in attribute_names(call.run, atom):
            location = (atom.number, each)
            open_location(call.run, call.state, location, value)
    return just(NONE)


def _read_plainly(call: Invocation) -> Value:
    given = _given(call)
    plain = _plain(given[1]) if len(given) == 2 else None
    if plain is None:
        return call.unknown()
    name = plain
    return mapped(
        given[0],
        lambda atom: call.run.attribute(atom, name, call.node, call.frame, call.state),
    )


def made_of_own_class(call: Invocation) -> Value | None:
    """What the ``__new__`` of a library's class makes of a class of the analysed code: an instance
    of it, or the class under way if it is a metaclass; None if it gets no such class.
    """
    cls = _class_given(call)
    if cls is None:
        return None
    if call.state.read((cls.number, CREATING)) != NOTHING:
        return _new_class(call)
    return just(Instance(call.run.number(), cls))


def _class_given(call: Invocation) -> Class | None:
    """The class that ``__new__`` gets: it is given along, also where ``super()`` has one."""
    given = call.arguments.positional[:1] or ([just(call.receiver)] if call.receiver else [])
    atom = given[0][0][1] if given and len(given[0]) == 1 else None
    return atom if isinstance(atom, Class) else None


def _new_object(call: Invocation) -> Value:
    """``object.__new__(cls)``."""
    cls = _class_given(call)
    return call.unknown() if cls is None else just(Instance(call.run.number(), cls))


def _new_text(call: Invocation) -> Value:
    """``str.__new__(cls, value)``: an object of a class of texts is taken for its text."""
    given = call.argument(1)
    return just(Text(())) if given is None else mapped(given, lambda atom: just(call.text(atom)))


def _new_class(call: Invocation) -> Value:
    """``type.__new__``: the class under way, with what stands in the namespace by now."""
    given = call.arguments.positional
    meta = given[0][0][1] if given and len(given[0]) == 1 else call.receiver
    if not isinstance(meta, Class) or len(given) < 4:
        return call.unknown()
    made = call.state.read((meta.number, CREATING))
    for _, cls in made:
        for _, names in given[3] if isinstance(cls, Class) else ():
            if isinstance(names, Dict) and isinstance(cls, Class):
                for key in call.state.keys_of(names.number):
                    value = call.state.read((names.number, ("item", key)))
                    call.state.write((cls.number, key), value)
    return made


def _property(call: Invocation) -> Value:
    """``property(read)``: the function, which is called where it is read."""
    getter = call.argument(0, "fget")
    if getter is None or len(call.arguments.all_values()) > 1:
        return call.unknown()
    return _as(call, getter, "property")


def _as(call: Invocation, function: Value, kind: str) -> Value:
    return mapped(
        function,
        lambda atom: (
            just(replace(atom, number=call.run.number(), kind=kind))
            if isinstance(atom, Function)
            else call.unknown()
        ),
    )


SPECIAL_METHOD_OPERATIONS: dict[str, Implementation] = {
    "builtins.property": _property,
    "builtins.object.__setattr__": _set_plainly,
    "builtins.object.__getattribute__": _read_plainly,
    "builtins.object.__new__": _new_object,
    "builtins.str.__new__": _new_text,
    "builtins.type.__new__": _new_class,
    "builtins.type.__init__": lambda _: just(NONE),
}
