"""Methods of dictionaries."""

from collections.abc import Hashable
from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import (
    just,
    mapped,
    where_absent,
    without_absent,
)
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    Class,
    Dict,
    External,
    Instance,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.sending.prefixes import mounted_at
from flake8_graph_me.engine.objects.containers import (
    FACTORY,
    any_element,
    copied,
    elements,
    get_item,
    new_dict,
    removed,
    set_item,
)
from flake8_graph_me.engine.objects.elements.item_keys import item_key, key_among, key_value
from flake8_graph_me.engine.objects.elements.mapping_items import items_of
from flake8_graph_me.engine.objects.elements.updates import (
    any_further_item,
    remove_at,
    set_at,
    set_unknown_item,
    update,
)
from flake8_graph_me.engine.objects.special_methods import inherited
from flake8_graph_me.engine.operations.comparing.keys import item_by_unknown_key
from flake8_graph_me.engine.operations.containers.own_iterators import mapping_by
from flake8_graph_me.engine.operations.text.strings import noting_needle


def _number(call: Invocation) -> int:
    assert isinstance(call.receiver, Dict | Instance)
    return call.receiver.number


def _key(call: Invocation, value: Value | None) -> Hashable | None:
    return key_among(call.state, value)


def _get(call: Invocation) -> Value:
    name = call.argument(0)
    default = call.argument(1, "default") or just(NONE)
    return item_or(call, name, default)


def item_or(call: Invocation, name: Value | None, default: Value) -> Value:
    """An item, or a default where it is missing."""
    if name is None:
        return call.unknown()
    number = _number(call)

    def one(atom: Atom) -> Value:
        key = item_key(call.state, atom)
        if key is None:
            return item_by_unknown_key(call.run, call.state, number, atom, default)
        return where_absent(get_item(call.run, call.state, number, key), default)

    return mapped(name, one)


def _getitem(call: Invocation) -> Value:
    found = item_or(call, call.argument(0), just(ABSENT))
    factory = without_absent(call.state.read((_number(call), FACTORY)))
    key = _key(call, call.argument(0))
    if factory and any(atom is ABSENT for _, atom in found):
        made = call.call(factory, Arguments())
        found = where_absent(found, made)
        if key is None:
            set_unknown_item(call.run, call.state, _number(call), made)
        else:
            set_item(call.state, _number(call), key, found)
    if any(atom is ABSENT for _, atom in found):
        found = where_absent(found, missing(call))
    return without_absent(found)


def missing(call: Invocation) -> Value:
    """What the receiver's own ``__missing__`` gives for the key."""
    receiver, key = call.receiver, call.argument(0)
    if not isinstance(receiver, Instance) or not isinstance(receiver.type, Class) or key is None:
        return NOTHING
    if inherited(receiver.type, "__missing__", call.state) is None:
        return NOTHING
    method = call.run.attribute(receiver, "__missing__", call.node, call.frame, call.state)
    return call.call(method, Arguments([key]))


def _with_factory(call: Invocation) -> Value:
    """A dictionary that makes missing items when they are read."""
    mapping = new_dict(call.run, call.state)
    factory = call.argument(0, "default_factory")
    if factory is not None and factory != just(NONE):
        call.state.write((mapping.number, FACTORY), factory)
    _update(replace(call, receiver=mapping, arguments=call.arguments.after(1)))
    return just(mapping)


def _of_lists(call: Invocation) -> Value:
    """A dictionary in which each item that is missing is an empty list; unknown if what it is made
    of is.
    """
    factory = just(External("builtins.list"))

    def one(atom: Atom) -> Value:
        if isinstance(atom, Unknown):
            return just(atom)
        given = [just(atom)] if isinstance(atom, Dict) else []
        return _with_factory(replace(call, arguments=Arguments([factory, *given])))

    return mapped(call.argument(0) or just(NONE), one)


def _set_item_of(attribute: str) -> Implementation:
    """A method that sets an item of an attribute of its receiver."""

    def operation(call: Invocation) -> Value:
        if call.receiver is None:
            return just(NONE)
        held = call.run.attribute(call.receiver, attribute, call.node, call.frame, call.state)
        for _, atom in held:
            if isinstance(atom, Dict):
                _setitem(replace(call, receiver=atom))
        return just(NONE)

    return operation


def _add_to(attribute: str) -> Implementation:
    """A method that adds its argument to the elements of an attribute of its receiver."""

    def operation(call: Invocation) -> Value:
        if isinstance(call.receiver, Instance):
            location = (call.receiver.number, attribute)
            held = elements(call.state, _first_of(call.state.read(location))) or ()
            given = call.argument(0) or call.unknown()
            call.state.write(location, just(Tuple((*held, given))))
        return just(NONE)

    return operation


def _first_of(value: Value) -> Atom:
    return value[0][1] if len(value) == 1 else ABSENT


def _setitem(call: Invocation) -> Value:
    key, value = call.argument(0), call.argument(1) or call.unknown()
    if key is None:
        set_unknown_item(call.run, call.state, _number(call), value)
    else:
        set_at(call.run, call.state, _number(call), key, value)
    return just(NONE)


def _delitem(call: Invocation) -> Value:
    remove_at(call.run, call.state, _number(call), call.argument(0) or call.unknown())
    return just(NONE)


def _update(call: Invocation) -> Value:
    number = _number(call)
    for source in call.arguments.positional:
        update(call.run, call.state, number, mapping_by(call, source))
    for more in (call.arguments.more_positional, call.arguments.more_keywords):
        if more:
            update(call.run, call.state, number, more)
    for name, value in call.arguments.keywords.items():
        set_item(call.state, number, name, value)
    return just(NONE)


def _setdefault(call: Invocation) -> Value:
    """The item, or the default, which is the item from then on."""
    name, value = call.argument(0) or call.unknown(), call.argument(1, "default") or just(NONE)

    def act(atom: Atom, at: State) -> Value:
        inner = replace(call, state=at)
        found = item_key(at, atom)
        call.run.events.note_key(atom, found)
        result = item_or(inner, just(atom), value)
        if found is None:
            set_unknown_item(call.run, at, _number(call), value)
        else:
            set_item(at, _number(call), found, result)
        return result

    return each_alternative(call.run, name, call.state, act)


def _pop(call: Invocation) -> Value:
    name = call.argument(0) or call.unknown()
    result = item_or(call, name, call.argument(1) or just(ABSENT))
    remove_at(call.run, call.state, _number(call), name)
    return without_absent(result)


def _popitem(call: Invocation) -> Value:
    """The last item, if it is known which one that is; else any of them."""
    number = _number(call)
    keys = call.state.keys_of(number)
    last = call.state.read((number, ("item", keys[-1]))) if keys else NOTHING
    if call.state.read((number, REST)) == NOTHING and without_absent(last) == last and keys:
        removed(call.state, number, keys[-1])
        return just(Tuple((key_value(keys[-1]), last)))
    pairs = mapped(_listed(call, "items"), lambda atom: any_element(call.run, call.state, atom))
    remove_at(call.run, call.state, number, call.unknown())
    return pairs


def _copy(call: Invocation) -> Value:
    return just(copied(call.run, call.state, _number(call)))


def _clear(call: Invocation) -> Value:
    for key in call.state.keys_of(_number(call)):
        removed(call.state, _number(call), key)
    call.state.write((_number(call), REST), NOTHING)
    return just(NONE)


def _listed(call: Invocation, make: str) -> Value:
    return items_of(
        call.run,
        call.state,
        _number(call),
        lambda name, value: _shown(make, name, value),
        lambda rest: any_further_item(call.run, rest),
    )


def _shown(make: str, name: Value, value: Value) -> Value:
    if make == "values":
        return value
    return name if make == "keys" else just(Tuple((name, value)))


def _fromkeys(call: Invocation) -> Value:
    value = call.argument(1) or just(NONE)
    given = call.argument(0)
    names = elements(call.state, given[0][1]) if given and len(given) == 1 else None
    keys = [_key(call, name) for name in names or ()]
    if names is None or None in keys:
        return just(new_dict(call.run, call.state, rest=value))
    return just(new_dict(call.run, call.state, ((key, value) for key in keys)))


MAPPING_OPERATIONS: dict[str, Implementation] = {
    "dict.get": noting_needle(_get),
    "dict.__getitem__": noting_needle(_getitem),
    "dict.__setitem__": _setitem,
    "dict.update": _update,
    "dict.setdefault": _setdefault,
    "dict.pop": noting_needle(_pop),
    "dict.popitem": _popitem,
    "dict.__delitem__": _delitem,
    "dict.__ior__": lambda call: (_update(call), call.receiver_value())[1],
    "dict.copy": _copy,
    # What is dumped as JSON stays the dictionary that it was, also when it is encoded.
    "dict.encode": lambda call: call.receiver_value(),
    # A task is taken for its result.
    "dict.result": lambda call: call.receiver_value(),
    "dict.clear": _clear,
    "dict.items": lambda call: _listed(call, "items"),
    "dict.values": lambda call: _listed(call, "values"),
    "dict.keys": lambda call: _listed(call, "keys"),
    "dict.fromkeys": _fromkeys,
    "builtins.dict.fromkeys": _fromkeys,
    "collections.defaultdict": _with_factory,
    "mapping-of-lists": _of_lists,
    "add-handler": _add_to("handlers"),
    "mount": _set_item_of("adapters"),
    "mounted-at": mounted_at,
    "set-header": _set_item_of("headers"),
    "set-unredirected-header": _set_item_of("unredirected_hdrs"),
}
