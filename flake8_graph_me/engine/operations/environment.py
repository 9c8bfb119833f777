"""The process environment: setting, reading and removing variables.

A variable that the program has not set is unknown, with one value for each name.
"""

from flake8_graph_me.engine.domain.alternatives import chosen_by, just, without_absent
from flake8_graph_me.engine.domain.state import NOTHING
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import NONE, Dict, External, Text, Unknown, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.branching import is_certain, subject_of
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import elements
from flake8_graph_me.engine.objects.elements.item_keys import key_value
from flake8_graph_me.engine.objects.outside import number_of_unknown

OBJECTS = (External("os.environ"), External("os.environb"))
"""What may be asked whether a variable is set."""


def _variable(call: Invocation, name: Value | None) -> Unknown:
    plain = _plain(name)
    if plain is None:
        return call.run.fresh()
    return Unknown(call.run.lasting_key("environment", plain))


def _place(variable: Unknown) -> Location:
    return (number_of_unknown(variable), "set")


def _plain(value: Value | None) -> str | None:
    if value is not None and len(value) == 1 and isinstance(value[0][1], Text):
        return known(value[0][1])
    return None


def _environment(call: Invocation) -> Value:
    """A variable: the value that the program set, else unknown or its default."""
    unknown = _variable(call, call.argument(0, "key"))
    stored = without_absent(call.state.read(_place(unknown)))
    if stored:
        return stored
    found = just(unknown)
    default = call.argument(1, "default")
    if default is None or all(atom == NONE for _, atom in default):
        return found
    key = _plain(call.argument(0, "key"))
    asked = [("true", unknown.key), *(("in", key, subject_of(call.run, each)) for each in OBJECTS)]
    if is_certain(call.run, asked, call.state):
        return found
    symbol = call.run.symbols.number(("set", unknown))
    return chosen_by(symbol, found, default)


def _set(call: Invocation) -> Value:
    """Set a variable by its known name."""
    name, value = call.argument(0, "key"), call.argument(1, "value")
    if value is not None:
        call.state.write(_place(_variable(call, name)), value)
    return just(NONE)


def _set_default(call: Invocation) -> Value:
    """Set a variable, unless it is already set."""
    value = _environment(call)
    call.state.write(_place(_variable(call, call.argument(0, "key"))), value)
    return value


def _update(call: Invocation) -> Value:
    """Set the variables named by a dictionary, pairs and keywords."""
    pairs = [(key_value(name), value) for name, value in call.arguments.keywords.items()]
    for _, atom in call.argument(0) or ():
        if isinstance(atom, Dict):
            number = atom.number
            pairs += [
                (key_value(key), call.state.read((number, ("item", key))))
                for key in call.state.keys_of(number)
            ]
        for pair in elements(call.state, atom) or ():
            parts = elements(call.state, pair[0][1]) if len(pair) == 1 else None
            pairs += [(parts[0], parts[1])] if parts is not None and len(parts) == 2 else []
    for name, value in pairs:
        place = _place(_variable(call, name))
        present = without_absent(value)
        call.state.write(place, present if present == value else call.unknown())
    return just(NONE)


def _removed(call: Invocation) -> Value:
    """Remove a variable; returns its value."""
    value = _environment(call)
    call.state.write(_place(_variable(call, call.argument(0, "key"))), NOTHING)
    return value


ENVIRONMENT_OPERATIONS: dict[str, Implementation] = {
    "environment": _environment,
    "set-environment": _set,
    "set-environment-default": _set_default,
    "update-environment": _update,
    "remove-environment": _removed,
}
