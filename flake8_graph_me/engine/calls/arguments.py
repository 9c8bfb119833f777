"""Binding the arguments of a call to the parameters of a function or a row."""

from flake8_graph_me.engine.domain.alternatives import chosen_by, just, mapped, where_absent
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    IMPOSSIBLE,
    NONE,
    Dict,
    Function,
    Partial,
    Scope,
    Step,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.descriptions import GIVEN
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.variables import write_name
from flake8_graph_me.engine.objects.attributes import get_attribute
from flake8_graph_me.engine.objects.containers import elements, get_item, item_of_any, new_dict
from flake8_graph_me.engine.objects.plain_attributes import DEFAULTS, NAMED_DEFAULTS
from flake8_graph_me.syntax.parameters import Parameter, parameters_of


def bind(run: Run, function: Function, arguments: Arguments, scope: Scope, state: State) -> None:
    """Write a function's parameters as a call binds them.

    A parameter that the call surely omits takes its default. One that unknown arguments may fill is
    its default or unknown.
    """
    defaults = dict(function.defaults)
    if function.number in run.patched:
        defaults = _patched_defaults(run, function, state)
    position = 0
    used: set[str] = set()
    for parameter in parameters_of(function.node):
        if parameter.kind == "args":
            rest = arguments.positional[position:]
            position = len(arguments.positional)
            value = just(Tuple(tuple(rest), arguments.more_positional))
        elif parameter.kind == "kwargs":
            extra = [(name, v) for name, v in arguments.keywords.items() if name not in used]
            more = arguments.more_keywords or NOTHING
            value = just(new_dict(run, state, extra, more))
        else:
            value = _argument(run, function, parameter, arguments, position, defaults)
            if parameter.named:
                used.add(parameter.name)
            if parameter.kind == "positional":
                position += 1
        write_name(state, scope, parameter.name, value)


def _patched_defaults(run: Run, function: Function, state: State) -> dict[str, Value]:
    """The defaults of a function to which others were given; what is not known of them is
    unknown.
    """
    parameters = parameters_of(function.node)
    names = [each.name for each in parameters if each.kind == "positional"]
    placed = get_attribute(run, function, DEFAULTS, function.node, Frame(function.scope), state)
    whole = elements(state, placed[0][1]) if len(placed) == 1 else None
    defaults = dict(function.defaults)
    if placed == just(NONE):
        whole = ()
    for name in names:
        defaults.pop(name, None)
    if whole is None:
        defaults.update((name, run.unknown()) for name in names)
    else:
        defaults.update(zip(names[len(names) - len(whole) :], whole, strict=False))
    named = state.read((function.number, NAMED_DEFAULTS))
    if named != NOTHING:
        known = named[0][1] if len(named) == 1 else NONE
        for each in parameters:
            if each.kind != "positional" and each.name in defaults:
                held = (
                    get_item(run, state, known.number, each.name) if isinstance(known, Dict) else ()
                )
                defaults[each.name] = held or run.unknown()
    return defaults


def _argument(
    run: Run,
    function: Function,
    parameter: Parameter,
    arguments: Arguments,
    position: int,
    defaults: dict[str, Value],
) -> Value:
    name = parameter.name
    key: int | str | None = None
    value: Value | None = None
    if parameter.kind == "positional" and position < len(arguments.positional):
        key, value = position, arguments.positional[position]
    elif parameter.named and name in arguments.keywords:
        key, value = name, arguments.keywords[name]
    if value is not None and any(atom is ABSENT for _, atom in value):
        value = where_absent(value, defaults.get(name, IMPOSSIBLE))
    if value is not None:
        node = arguments.nodes.get(key) if key is not None else None
        if node is None:
            return value
        return with_step(value, Step(node, f"passed as '{name}'"))
    unknown = None
    if parameter.kind == "positional" and arguments.more_positional:
        unknown = item_of_any(run, arguments.more_positional, position - len(arguments.positional))
    elif arguments.more_keywords:
        unknown = item_of_any(run, arguments.more_keywords, name)
    if unknown is None:
        return _handed_in(defaults.get(name) or run.unknown())
    if name not in defaults:
        return unknown
    # Whoever gives the unknown arguments decides, as a caller that is not seen does.
    symbol = run.symbols.default(("omitted", run.number()))
    return chosen_by(symbol, _handed_in(defaults[name]), unknown)


def _handed_in(default: Value) -> Value:
    """A default, or what a decorator hands in where nothing else is given."""
    return mapped(
        default,
        lambda atom: (
            atom.positional[0]
            if isinstance(atom, Partial) and atom.callee == GIVEN and atom.positional
            else just(atom)
        ),
    )
