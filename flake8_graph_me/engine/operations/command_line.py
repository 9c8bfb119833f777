"""Parsers of a command line: what an option is if nobody gives it.

A parser keeps the values of its options in the dictionary ``options``.
"""

from collections.abc import Iterator
from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import chosen_by, just, without_absent
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Constant,
    Dict,
    External,
    Function,
    Instance,
    Partial,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.reaching import NAMESPACE
from flake8_graph_me.engine.objects.containers import elements, get_item, new_dict, set_item
from flake8_graph_me.engine.operations.descriptions import parameter_name

PARSER = "argparse.ArgumentParser"
COMMANDS, CHOSEN = ("commands",), ("chosen",)
"""The locations of the commands of a parser, and of the name under which the chosen one is."""
MAX_NESTED = 5
"""How deep commands of commands are followed. Past it what they set is unknown."""
COMMAND = Function | Bound | Partial | Class | Unknown
"""What a command may set so that it is called."""


def _options(call: Invocation) -> Dict | None:
    """The dictionary of the parser's options."""
    if not isinstance(call.receiver, Instance):
        return None
    found = call.state.read((call.receiver.number, "options"))
    held = found[0][1] if len(found) == 1 else None
    return held if isinstance(held, Dict) else None


def _add(call: Invocation) -> Value:
    """Add an option: it is its default, or something unknown where it is given."""
    options = _options(call)
    given = call.arguments.keywords
    name = _name(call)
    if options is not None and name:
        call.run.events.note_escapes(call.arguments.positional, call.node)
        set_item(call.state, options.number, name, _either(call, _default(call, given)))
    return call.unknown()


def _name(call: Invocation) -> str:
    """The attribute that an option becomes: the one that is named, or the first long spelling."""
    named = call.arguments.keywords.get("dest")
    values = [named] if named is not None else call.arguments.positional
    texts = [v[0][1] for v in values if len(v) == 1]
    spellings = [known(text) or "" for text in texts if isinstance(text, Text)]
    long = [text for text in spellings if text.startswith("--")]
    return parameter_name(long[:1] or spellings[:1], lower=False)


def _default(call: Invocation, given: dict[str, Value]) -> Value | None:
    """The default of an option; None if it is not known."""
    default, kind = given.get("default"), given.get("type")
    if default is None or not _may_be_omitted(call, given):
        return None
    plain = kind is None or kind == just(External("builtins.str"))
    # A text is converted as one that is given.
    return default if plain or not any(isinstance(atom, Text) for _, atom in default) else None


def _may_be_omitted(call: Invocation, given: dict[str, Value]) -> bool:
    required = given.get("required")
    if required is not None:
        atom = required[0][1]
        return len(required) == 1 and isinstance(atom, Constant) and not atom.value
    first = call.argument(0)
    text = known(first[0][1]) if first and isinstance(first[0][1], Text) else None
    return (text or "-").startswith("-") or "nargs" in given


def _either(call: Invocation, default: Value | None) -> Value:
    if default is None:
        return call.unknown()
    symbol = call.run.symbols.default(("default", call.run.number()))
    return chosen_by(symbol, default, call.unknown())


def _set_defaults(call: Invocation) -> Value:
    """Set what an option is if nobody gives it, or what a command sets that somebody chooses."""
    options = _options(call)
    if options is not None:
        for name, value in call.arguments.keywords.items():
            commands = all(isinstance(atom, COMMAND) for _, atom in value)
            own = value if commands else _either(call, value)
            set_item(call.state, options.number, name, own)
    return call.unknown()


def _add_command(call: Invocation) -> Value:
    """A parser of its own for a command, which somebody may choose."""
    made = Instance(call.run.number(), PARSER)
    options = new_dict(call.run, call.state)
    call.state.write((made.number, "options"), just(options))
    if call.arguments.keywords.get("parents"):
        call.state.write((made.number, "parents"), call.arguments.keywords["parents"])
    if isinstance(call.receiver, Instance):
        place = (call.receiver.number, COMMANDS)
        held = without_absent(call.state.read(place))
        before = held[0][1].items if len(held) == 1 and isinstance(held[0][1], Tuple) else ()
        pair = Tuple((call.argument(0, "name") or call.unknown(), just(made)))
        call.state.write(place, just(Tuple((*before, just(pair)))))
    return just(made)


def _commands_under(call: Invocation) -> Value:
    """What commands are added to: the parser, which keeps under which name the chosen one is."""
    dest = call.arguments.keywords.get("dest")
    if dest is not None and isinstance(call.receiver, Instance):
        call.state.write((call.receiver.number, CHOSEN), dest)
    return call.receiver_value()


def _parsed(call: Invocation) -> Value:
    """An object that has the options as attributes."""
    made = Instance(call.run.number(), NAMESPACE)
    for name, value in _attributes(call, call.receiver, MAX_NESTED).items():
        call.state.write((made.number, name), value)
    return just(made)


def _attributes(call: Invocation, parser: Atom | None, depth: int) -> dict[str, Value]:
    """What the options of a parser are, and those of its commands: each where it is chosen."""
    inner = replace(call, receiver=parser)
    found: dict[str, Value] = {}
    for options in filter(None, (*_options_of_parents(inner), _options(inner))):
        for name in call.state.keys_of(options.number):
            if isinstance(name, str):
                found[name] = get_item(call.run, call.state, options.number, name)
    if not isinstance(parser, Instance) or depth == 0:
        return found
    dest = without_absent(call.state.read((parser.number, CHOSEN)))
    named = known(dest[0][1]) if len(dest) == 1 and isinstance(dest[0][1], Text) else None
    for name, below in _commands(call, parser):
        symbol = call.run.symbols.number(("chosen", below))
        own = _attributes(call, below, depth - 1)
        if named:
            own[named] = name
        for each, value in own.items():
            found[each] = chosen_by(symbol, value, found.get(each) or call.unknown())
    return found


def _commands(call: Invocation, parser: Instance) -> Iterator[tuple[Value, Atom]]:
    """The names of the commands of a parser, and their parsers."""
    for _, held in without_absent(call.state.read((parser.number, COMMANDS))):
        for value in held.items if isinstance(held, Tuple) else ():
            for _, pair in value:
                if isinstance(pair, Tuple) and len(pair.items) == 2:
                    yield pair.items[0], pair.items[1][0][1]


def _options_of_parents(call: Invocation) -> Iterator[Dict]:
    """The options that a parser takes over from those that it was made with."""
    parser = call.receiver
    held = call.state.read((parser.number, "parents")) if isinstance(parser, Instance) else ()
    for _, atom in without_absent(held):
        for value in elements(call.state, atom) or ():
            for _, parent in value:
                options = _options(replace(call, receiver=parent))
                if options is not None:
                    yield options


def _partly_parsed(call: Invocation) -> Value:
    return just(Tuple((_parsed(call), call.unknown())))


COMMAND_LINE_OPERATIONS: dict[str, Implementation] = {
    "add-option": _add,
    "add-command": _add_command,
    "add-commands": _commands_under,
    "set-defaults": _set_defaults,
    "parse-options": _parsed,
    "parse-some-options": _partly_parsed,
}
