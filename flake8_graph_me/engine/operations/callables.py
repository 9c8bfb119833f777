"""Operations that make callables, or call them in other ways than by parentheses.

Must not know which libraries do so.
"""

from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import just, mapped, paired
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.texts import concatenated, known
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Bound,
    Class,
    Dict,
    External,
    Function,
    Instance,
    List,
    Partial,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.machine.kept_results import clear
from flake8_graph_me.engine.objects.may_change import open_held_mapping
from flake8_graph_me.engine.operations.containers.mappings import MAPPING_OPERATIONS
from flake8_graph_me.engine.operations.containers.sequences import subscripted
from flake8_graph_me.terms.rows import Keeps

TRANSPARENT = External("transparent")
"""A decorator that gives back what it is given."""
ITEMS, ATTRIBUTES, METHOD = External("items of"), External("attributes of"), External("method of")


def _decorator(call: Invocation) -> Value:
    """A decorator, or its result if it is applied to a function directly."""
    given = call.argument(0)
    if given and all(isinstance(a, Function | Bound | Class | Partial) for _, a in given):
        return given
    return just(TRANSPARENT)


def keeping(value: Value, keeps: Keeps) -> Value:
    """Functions, made to keep their results."""
    if keeps is Keeps.NOT:
        return value
    return tuple(
        (condition, replace(atom, keeps=keeps) if isinstance(atom, Function) else atom)
        for condition, atom in value
    )


def _keeping(call: Invocation) -> Value:
    """A function that keeps its results, or a decorator that makes one."""
    made = _decorator(call)
    return made if made == just(TRANSPARENT) else keeping(made, Keeps.ALWAYS)


def _cleared(call: Invocation) -> Value:
    """Forget the results that a function has kept."""
    for _, atom in call.receiver_value():
        if isinstance(atom, Function):
            clear(atom, call.state)
    return just(NONE)


def _first(call: Invocation) -> Value:
    return call.argument(0) or call.unknown()


def _apply(call: Invocation) -> Value:
    """Call the first argument with the others."""
    function = call.argument(0) or call.arguments.keywords.get("target")
    if function is None:
        return call.unknown()
    return call.call(function, call.arguments.after(1))


def _hand_on(call: Invocation) -> Value:
    """Call the first argument with what comes last, and with what hands that on."""
    handler, following, given = (call.argument(position) or () for position in range(3))
    return call.call(handler, Arguments([given, following]))


def _hand_on_open(call: Invocation) -> Value:
    """Call the first argument with the second, whose headers may have changed."""
    following, given = (call.argument(position) or () for position in range(2))
    open_held_mapping(call.run, call.state, given, "headers")
    return call.call(following, Arguments([given]))


def _getter(of: External) -> Implementation:
    """A callable bound to the arguments it was made with."""
    return lambda call: just(
        Partial(of, tuple(call.arguments.positional), tuple(call.arguments.keywords.items()))
    )


def _each_of(call: Invocation, get: Implementation) -> Value:
    """What each argument but the last reads from the last one."""
    if len(call.arguments.positional) < 2:
        return call.unknown()
    *names, owner = call.arguments.positional
    found = [
        mapped(
            owner,
            lambda atom, name=name: get(  # type: ignore[misc]  # mypy cannot infer a lambda with a default
                Invocation(call.run, atom, Arguments([name]), call.node, call.frame, call.state)
            ),
        )
        for name in names
    ]
    return found[0] if len(found) == 1 else just(Tuple(tuple(found)))


def _item(call: Invocation) -> Value:
    receiver, name = call.receiver, call.arguments.positional[0]
    if isinstance(receiver, Dict):
        return MAPPING_OPERATIONS["dict.__getitem__"](call)
    if isinstance(receiver, Tuple | List):
        return mapped(name, lambda atom: subscripted(call.run, call.state, receiver, atom))
    if isinstance(receiver, Instance) and isinstance(receiver.type, Class):
        return call.call(_attribute_of(call, just(receiver), "__getitem__"), Arguments([name]))
    if isinstance(receiver, Unknown):
        return just(call.run.derived(receiver, "item", _plain(name) or call.run.number()))
    return call.unknown()


def _item_of_first(call: Invocation) -> Value:
    """The item of the first argument under the key in the second."""
    owner, name = call.argument(0), call.argument(1)
    if owner is None or name is None:
        return call.unknown()
    return _each_of(replace(call, arguments=Arguments([name, owner])), _item)


def _attribute(call: Invocation) -> Value:
    name = _plain(call.arguments.positional[0])
    found = call.receiver_value()
    for part in (name or "").split("."):
        found = _attribute_of(call, found, part)
    return found if name else call.unknown()


def _attribute_of(call: Invocation, owner: Value, name: str) -> Value:
    return mapped(
        owner, lambda atom: call.run.attribute(atom, name, call.node, call.frame, call.state)
    )


def _method(call: Invocation) -> Value:
    """Call a named method of the last argument, with the arguments in between."""
    name = _plain(call.argument(0) or ())
    if name is None or len(call.arguments.positional) < 2:
        return call.unknown()
    _, *given, owner = call.arguments.positional
    arguments = Arguments(list(given), call.arguments.keywords)
    return call.call(_attribute_of(call, owner, name), arguments)


def _method_of_first(name: str, otherwise: Implementation | None = None) -> Implementation:
    """A function that does what a method of its first argument does."""

    def operation(call: Invocation) -> Value:
        owner, rest = call.argument(0), call.arguments.after(1)
        if owner is None:
            return call.unknown()

        def one(atom: Atom, at: State) -> Value:
            inner = replace(call, state=at)
            if otherwise is not None and not isinstance(atom, Dict | List | Instance):
                return otherwise(inner)
            return inner.call(_attribute_of(inner, just(atom), name), rest)

        return each_alternative(call.run, owner, call.state, one)

    return operation


def _add(call: Invocation) -> Value:
    first, second = call.argument(0), call.argument(1)
    if first is None or second is None:
        return call.unknown()
    return paired(first, second, lambda a, b: _sum(call, a, b))


def _sum(call: Invocation, first: Atom, second: Atom) -> Value:
    if isinstance(first, Text) or isinstance(second, Text):
        return just(concatenated([call.text(first), call.text(second)]))
    return call.unknown()


def _twice(call: Invocation) -> Value:
    """Two parts of a sequence; each may be the whole of it."""
    given = call.argument(0, "fs") or call.unknown()
    return just(Tuple((given, given)))


def _plain(value: Value) -> str | None:
    atom: Atom | None = value[0][1] if len(value) == 1 else None
    return known(atom) if isinstance(atom, Text) else None


CALLABLE_OPERATIONS: dict[str, Implementation] = {
    "add": _add,
    "add-in-place": _method_of_first("__iadd__", _add),
    "unite-in-place": _method_of_first("__ior__"),
    "set-item": _method_of_first("__setitem__"),
    "delete-item": _method_of_first("__delitem__"),
    "twice": _twice,
    "decorator": _decorator,
    "keeping-decorator": _keeping,
    "makes-decorator": lambda call: just(TRANSPARENT),
    TRANSPARENT.name: _first,
    "first": _first,
    "apply": _apply,
    "hand-on": _hand_on,
    "hand-on-open": _hand_on_open,
    "item-of-first": _item_of_first,
    "item-getter": _getter(ITEMS),
    "attribute-getter": _getter(ATTRIBUTES),
    "method-caller": _getter(METHOD),
    ITEMS.name: lambda call: _each_of(call, _item),
    ATTRIBUTES.name: lambda call: _each_of(call, _attribute),
    METHOD.name: _method,
    "function.__call__": lambda call: call.call(call.receiver_value(), call.arguments),
    "function.cache_clear": _cleared,
    "function.__get__": lambda call: call.receiver_value(),
}
