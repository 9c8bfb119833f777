"""Builtins that get at variables and attributes by names, and the mappings of them.

Must not know syntax.
"""

from collections.abc import Callable
from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import NONE, Atom, Names, Text, Value
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import new_dict
from flake8_graph_me.engine.objects.modules import module_of
from flake8_graph_me.engine.objects.namespaces import (
    bind,
    names_of,
    read_item,
    set_by_name,
    snapshot,
    update_names,
)
from flake8_graph_me.engine.objects.outside import set_attribute
from flake8_graph_me.engine.objects.special_methods import is_property, set_by_hook
from flake8_graph_me.engine.operations.containers.mappings import MAPPING_OPERATIONS
from flake8_graph_me.engine.operations.instances.objects import note_put_together

OWN_NAME = "__name__"
READERS = ("copy", "items", "keys", "values")


def _globals(call: Invocation) -> Value:
    scope = call.frame.scope
    return just(Names((scope.module or scope).number))


def _locals(call: Invocation) -> Value:
    """The variables of the scope around; those of a function as a dictionary of its own."""
    scope = call.frame.scope
    names = Names(scope.number)
    if scope.module is None or scope.is_class:
        return just(names)
    return just(snapshot(call.run, call.state, names))


def _vars(call: Invocation) -> Value:
    given = call.argument(0)
    if given is None:
        return _locals(call)

    def one(atom: Atom) -> Value:
        names = names_of(call.run, atom)
        if names is not None:
            return just(names)
        return call.run.attribute(atom, "__dict__", call.node, call.frame, call.state)

    return mapped(given, one)


def _set(call: Invocation, owner: Value | None, name: Value | None, value: Value | None) -> Value:
    if owner is None or value is None:
        return just(NONE)

    def act(atom: Atom, at: State) -> Value:
        text = known(atom) if isinstance(atom, Text) else None
        if text is None or any(isinstance(one, Names) for _, one in owner):
            set_by_name(call.run, at, owner, just(atom), value)
        elif any(is_property(call.run, one, text) for _, one in owner):
            each_alternative(call.run, owner, at, lambda one, here: by_hook(one, text, here))
        else:
            set_attribute(call.run, owner, text, value, at)
        return just(NONE)

    def by_hook(atom: Atom, text: str, at: State) -> Value:
        if not set_by_hook(call.run, atom, text, value, call.node, call.frame, at):
            set_attribute(call.run, just(atom), text, value, at)
        return just(NONE)

    return each_alternative(call.run, name or call.unknown(), call.state, act)


def _setattr(call: Invocation) -> Value:
    note_put_together(call, call.argument(1) or ())
    return _set(call, call.argument(0), call.argument(1), call.argument(2))


def _delattr(call: Invocation) -> Value:
    return _set(call, call.argument(0), call.argument(1), NOTHING)


def _own_setattr(call: Invocation) -> Value:
    """``object.__setattr__``, also of a receiver."""
    if call.receiver is None:
        return _setattr(call)
    return _set(call, call.receiver_value(), call.argument(0), call.argument(1))


def _own_delattr(call: Invocation) -> Value:
    if call.receiver is None:
        return _delattr(call)
    return _set(call, call.receiver_value(), call.argument(0), NOTHING)


def _on_names(operation: Callable[[Invocation, Names], Value]) -> Implementation:
    def guarded(call: Invocation) -> Value:
        return (
            operation(call, call.receiver) if isinstance(call.receiver, Names) else call.unknown()
        )

    return guarded


def _get(call: Invocation, names: Names) -> Value:
    default = call.argument(1, "default") or just(NONE)
    key = call.argument(0) or call.unknown()
    return mapped(key, lambda atom: read_item(call.run, call.state, names, atom, default))


def _get_item(call: Invocation, names: Names) -> Value:
    key = call.argument(0) or call.unknown()
    return mapped(key, lambda atom: read_item(call.run, call.state, names, atom, call.unknown()))


def _set_item(call: Invocation, names: Names) -> Value:
    name, value = call.argument(0) or call.unknown(), call.argument(1) or call.unknown()
    bind(call.run, call.state, names.number, name, value)
    return just(NONE)


def _delete_item(call: Invocation, names: Names) -> Value:
    bind(call.run, call.state, names.number, call.argument(0) or call.unknown(), NOTHING)
    return just(NONE)


def _pop(call: Invocation, names: Names) -> Value:
    found = _get(call, names)
    _delete_item(call, names)
    return found


def _set_default(call: Invocation, names: Names) -> Value:
    found = _get(call, names)
    bind(call.run, call.state, names.number, call.argument(0) or call.unknown(), found)
    return found


def _update(call: Invocation, names: Names) -> Value:
    given = new_dict(call.run, call.state)
    MAPPING_OPERATIONS["dict.update"](replace(call, receiver=given))
    rest = call.state.read((given.number, REST))
    update_names(call.run, call.state, names, given, rest)
    return just(NONE)


def _reader(method: str) -> Implementation:
    """A method that reads all names."""

    def read(call: Invocation, names: Names) -> Value:
        held = snapshot(call.run, call.state, names)
        return MAPPING_OPERATIONS[f"dict.{method}"](replace(call, receiver=held))

    return _on_names(read)


def _module_by_name(call: Invocation) -> Value:
    """The module of a name, also the one that asks."""
    scope = call.frame.scope
    module = (scope.module or scope).number
    name = call.argument(0) or call.unknown()
    own = call.state.read((module, OWN_NAME))

    def one(atom: Atom) -> Value:
        text = known(atom) if isinstance(atom, Text) else None
        if just(atom) == own or text == "__main__":
            return just(Names(module, as_module=True))
        found = None if text is None else module_of(call.run, scope.file, text)
        return call.unknown() if found is None else just(found)

    return mapped(name, one)


def _in_place(call: Invocation, names: Names) -> Value:
    _update(replace(call, arguments=Arguments(call.arguments.positional)), names)
    return just(names)


NAME_OPERATIONS: dict[str, Implementation] = {
    "builtins.globals": _globals,
    "builtins.locals": _locals,
    "builtins.vars": _vars,
    "builtins.setattr": _setattr,
    "builtins.delattr": _delattr,
    "builtins.object.__setattr__": _own_setattr,
    "builtins.object.__delattr__": _own_delattr,
    "builtins.type.__setattr__": _own_setattr,
    "names.get": _on_names(_get),
    "names.__getitem__": _on_names(_get_item),
    "names.__setitem__": _on_names(_set_item),
    "names.__delitem__": _on_names(_delete_item),
    "names.pop": _on_names(_pop),
    "names.setdefault": _on_names(_set_default),
    "names.update": _on_names(_update),
    "names.__ior__": _on_names(_in_place),
    "module-by-name": _module_by_name,
    **{f"names.{method}": _reader(method) for method in READERS},
}
