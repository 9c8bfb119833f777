"""Methods of objects that hold a list or a dictionary in one of their attributes.

What a method does goes through the object's own ``__getitem__`` and ``__setitem__`` where the
program has defined these. Must not know which libraries have such objects.
"""

from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import just, where_absent, without_absent
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    Dict,
    Instance,
    List,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.reaching import note_handed
from flake8_graph_me.engine.objects.containers import new_dict, new_list
from flake8_graph_me.engine.objects.elements.held import defines, holding
from flake8_graph_me.engine.objects.elements.updates import update
from flake8_graph_me.engine.operations.containers.lists import LIST_OPERATIONS
from flake8_graph_me.engine.operations.containers.mappings import (
    MAPPING_OPERATIONS,
    item_or,
    missing,
)
from flake8_graph_me.engine.operations.containers.own_iterators import iterated_by
from flake8_graph_me.engine.operations.containers.sequences import concatenated, subscripted

GET, SET, UPDATE = "__getitem__", "__setitem__", "update"
BY_GET = ("get", "items", "pop", "popitem", "setdefault", "values")
"""Methods of a dictionary that read items."""
BY_SET = ("setdefault", "update", "__ior__")
"""Those that set items."""
OF_DICTIONARIES, OF_LISTS = (
    tuple(name.removeprefix(kind) for name in operations if name.startswith(kind))
    for kind, operations in (("dict.", MAPPING_OPERATIONS), ("list.", LIST_OPERATIONS))
)


def _each_held(call: Invocation, act: Implementation) -> Value:
    """Do something with each container that the receiver may hold. Not all that such an object
    does with its items is followed, so that no fix is made in their texts.
    """
    _note_items(call)
    attribute = holding(call.run, call.receiver) if call.receiver is not None else ""
    if call.receiver is None or not attribute:
        return call.unknown()
    held = call.run.attribute(call.receiver, attribute, call.node, call.frame, call.state)

    def one(atom: Atom, at: State) -> Value:
        return act(replace(call, receiver=atom, state=at))

    return each_alternative(call.run, held, call.state, one)


def _note_items(call: Invocation) -> None:
    note_handed(call.run, call.arguments.all_values(), call.node, call.state)


def _of_list(name: str) -> Implementation:
    operation = LIST_OPERATIONS[f"list.{name}"]

    def one(call: Invocation) -> Value:
        return operation(call) if isinstance(call.receiver, List) else call.unknown()

    def method(call: Invocation) -> Value:
        given = _each_held(call, one)
        return call.receiver_value() if name == "__iadd__" else given

    return method


def _of_dictionary(name: str) -> Implementation:
    operation = MAPPING_OPERATIONS[f"dict.{name}"]

    def one(call: Invocation) -> Value:
        return operation(call) if isinstance(call.receiver, Dict) else call.unknown()

    def method(call: Invocation) -> Value:
        receiver = call.receiver
        if receiver is not None and name in BY_SET and defines(receiver, SET, call.state):
            return _by_own_setter(call, name)
        if receiver is not None and name in BY_GET and defines(receiver, GET, call.state):
            return _by_own_getter(call, name)
        given = _each_held(call, one)
        return call.receiver_value() if name == "__ior__" else given

    return method


def _own(call: Invocation, name: str, *arguments: Value) -> Value:
    """Call a method that the receiver's class has defined."""
    assert call.receiver is not None
    method = call.run.attribute(call.receiver, name, call.node, call.frame, call.state)
    return call.call(method, Arguments(list(arguments)))


def _by_own_setter(call: Invocation, name: str) -> Value:
    """Let the receiver's ``__setitem__`` set each of the items."""
    if name == "setdefault":
        _own(call, SET, call.argument(0) or call.unknown(), call.argument(1) or just(NONE))
        return call.unknown()
    given = new_dict(call.run, call.state)
    MAPPING_OPERATIONS["dict.update"](replace(call, receiver=given))
    pairs = MAPPING_OPERATIONS["dict.items"](replace(call, receiver=given))
    for _, atom in pairs:
        parts = atom.parts if isinstance(atom, Tuple) else ()
        for _, pair in (found for part in parts for found in part):
            if isinstance(pair, Tuple):
                _own(call, SET, *pair.items)
    return call.receiver_value() if name == "__ior__" else just(NONE)


def _by_own_getter(call: Invocation, name: str) -> Value:
    """What the receiver's ``__getitem__`` gives for a key; of several keys that is not known."""
    given = call.unknown()
    if name in ("get", "pop") and call.argument(0) is not None:
        given = _own(call, GET, call.argument(0) or given)
    if name not in ("get", "items", "values"):
        _each_held(call, _taken_out)
    return given


def _taken_out(call: Invocation) -> Value:
    if isinstance(call.receiver, Dict):
        update(call.run, call.state, call.receiver.number, call.unknown())
    return just(NONE)


def _item(call: Invocation) -> Value:
    """``holder[key]``."""
    key = call.argument(0) or call.unknown()

    def one(inner: Invocation) -> Value:
        atom = inner.receiver
        if isinstance(atom, Dict):
            return item_or(inner, key, just(ABSENT))
        if isinstance(atom, List | Tuple) and len(key) == 1:
            return subscripted(inner.run, inner.state, atom, key[0][1])
        return inner.unknown()

    found = _each_held(call, one)
    if any(atom is ABSENT for _, atom in found):
        found = where_absent(found, missing(call))
    return without_absent(found)


def _new_dictionary(call: Invocation) -> Value:
    """The dictionary that a new object holds; its items are set by the object's own ``update``."""
    _note_items(call)
    receiver, arguments = call.receiver, call.arguments
    if arguments.positional and arguments.positional[0] == just(NONE):
        call = replace(call, arguments=arguments.after(1))
    held = new_dict(call.run, call.state)
    if isinstance(receiver, Instance) and defines(receiver, UPDATE, call.state):
        call.state.write((receiver.number, holding(call.run, receiver)), just(held))
        _own(call, UPDATE, *call.arguments.positional)
        return call.unknown() if call.arguments.keywords else just(held)
    if isinstance(receiver, Instance) and defines(receiver, SET, call.state):
        location = (receiver.number, holding(call.run, receiver))
        call.state.write(location, just(held))
        _by_own_setter(call, "update")
        return call.state.read(location)
    MAPPING_OPERATIONS["dict.update"](replace(call, receiver=held))
    return just(held)


def _new_list(call: Invocation) -> Value:
    """The list that a new object holds."""
    _note_items(call)
    return LIST_OPERATIONS["builtins.list"](call)


def _copied(call: Invocation) -> Value:
    """A new object that holds a copy; of a class of the program it may have more, so it is not
    known.
    """
    if not isinstance(call.receiver, Instance) or not isinstance(call.receiver.type, str):
        return call.unknown()
    made = Instance(call.run.number(), call.receiver.type)

    def copy(inner: Invocation) -> Value:
        if isinstance(inner.receiver, Dict):
            return MAPPING_OPERATIONS["dict.copy"](inner)
        known = isinstance(inner.receiver, List)
        return LIST_OPERATIONS["list.copy"](inner) if known else inner.unknown()

    held = _each_held(call, copy)
    call.state.write((made.number, holding(call.run, made)), held)
    return just(made)


def _with_more(call: Invocation) -> Value:
    """``holder + elements``."""
    if not isinstance(call.receiver, Instance) or not isinstance(call.receiver.type, str):
        return call.unknown()
    more = iterated_by(call, call.argument(0) or call.unknown())
    whole = concatenated(iterated_by(call, call.receiver_value()), more)
    held = new_list(call.run, call.state, ())
    call.state.write((held.number, "content"), whole)
    made = Instance(call.run.number(), call.receiver.type)
    call.state.write((made.number, holding(call.run, made)), just(held))
    return just(made)


HOLDER_OPERATIONS: dict[str, Implementation] = {
    "held-dictionary": _new_dictionary,
    "held-list": _new_list,
    "held-item": _item,
    "copy-of-holder": _copied,
    "holder-with-more": _with_more,
    **{f"held-dictionary.{name}": _of_dictionary(name) for name in OF_DICTIONARIES},
    **{f"held-list.{name}": _of_list(name) for name in OF_LISTS},
}
