"""What is assumed about arguments and objects without a known caller: only defaults, annotations
and the effect of a class's own ``__init__``.
"""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.calls.generators import is_generator
from flake8_graph_me.engine.calls.instances import instantiate
from flake8_graph_me.engine.domain.alternatives import chosen_by, just, mapped
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Function,
    Instance,
    Partial,
    Value,
)
from flake8_graph_me.engine.entry_points.parameter_types import Asked, of_its_kind
from flake8_graph_me.engine.machine.descriptions import FIELD, GIVEN, INJECTED
from flake8_graph_me.engine.machine.events import LeftOut
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.results import made_by
from flake8_graph_me.engine.objects.annotations import (
    annotated_type,
    metadata,
)
from flake8_graph_me.engine.objects.modules import leave
from flake8_graph_me.engine.objects.records import default_of
from flake8_graph_me.engine.objects.special_methods import own_method
from flake8_graph_me.engine.operations.contexts.managers import enter_context
from flake8_graph_me.syntax.parameters import Parameter, parameters_of


def build_examples(
    run: Run, frame: Frame, state: State, needed: Callable[[Class], bool] | None = None
) -> None:
    """An instance of each ``needed`` class of the checked file (None needs all), built by its own
    ``__init__`` from unknown arguments.
    """
    for cls in list(run.classes.values()):
        if cls.node is None or cls.file != frame.scope.file:
            continue
        if needed is None or needed(cls):
            # What a bound cuts off here is no part of what was run before.
            run.budget.begin(cls.node)
            build_example(run, cls, frame, state)
            if run.budget.spent():
                run.events.left_out.append(LeftOut(cls.node, cls.file, (), "MAX_STEPS"))


def build_here(run: Run, cls: Class, frame: Frame) -> None:
    """Build an instance of a class in the state that its module's body left."""
    if run.begun is not None and cls.file == run.begun[0].scope.file:
        build_example(run, cls, *run.begun)
    elif run.base is not None:
        build_example(run, cls, Frame(frame.scope), run.base)


def build_example(run: Run, cls: Class, frame: Frame, state: State) -> None:
    """Build an instance of a class as far as possible, unless there is one already."""
    if cls.number in run.examples or cls.number in run.building:
        return
    if cls.style == "enum" or cls.node is None:
        return
    run.building.add(cls.number)
    try:
        _build_example(run, cls, cls.node, frame, state)
    finally:
        run.building.remove(cls.number)


def _build_example(run: Run, cls: Class, node: cst.ClassDef, frame: Frame, state: State) -> None:
    init = _initialiser(cls, state) or own_method(cls, "__new__", state)
    arguments = (
        Arguments(more_keywords=run.unknown())
        if init is None
        else assumed(run, init, frame, state, skip=1)
    )
    inner = Frame(frame.scope, assumed=True)
    attempt = state.child(run.numbers + 1)
    before, reached = len(run.events.sink_calls), dict(run.entered)
    value = instantiate(run, cls, arguments, node, inner, attempt)
    _may_be_first(run, value, attempt, state)
    leave(attempt, state)
    run.built[cls.number] = (
        tuple(run.events.sink_calls[before:]),
        frozenset(node for node, times in run.entered.items() if times > reached.get(node, 0)),
    )
    for _, atom in value:
        if isinstance(atom, Instance):
            run.examples[cls.number] = atom


def _may_be_first(run: Run, value: Value, attempt: State, before: State) -> None:
    """Where a class keeps the instance that is built, a caller that is seen may be the first: the
    attribute also has the value that it had before.
    """
    numbers = {
        atom.type.number
        for _, atom in value
        if isinstance(atom, Instance) and isinstance(atom.type, Class)
    }
    for location in attempt.written_since(before):
        new = attempt.read(location)
        kept = any(pair[1] in (atom for _, atom in new) for pair in value)
        if location[0] in numbers and kept:
            symbol = run.symbols.number(("first", location))
            old = before.read(location)
            attempt.values[location] = chosen_by(symbol, new, old)


def _initialiser(cls: Class, state: State) -> Function | None:
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class):
            for _, atom in state.read((ancestor.number, "__init__")):
                if isinstance(atom, Function):
                    return atom
                if isinstance(atom, Partial):
                    # A decorator has written it from the fields.
                    return None
    return None


def assumed(run: Run, function: Function, frame: Frame, state: State, skip: int) -> Arguments:
    """Arguments known only by their defaults and annotations."""
    arguments = Arguments()
    defaults = dict(function.defaults)
    scope = Frame(function.scope)
    asked = Asked(function, scope, state, lambda cls: build_here(run, cls, scope))
    for place, parameter in enumerate(parameters_of(function.node)):
        if parameter.kind == "args":
            arguments.more_positional = run.unknown()
            continue
        if parameter.kind == "kwargs":
            arguments.more_keywords = run.unknown()
            continue
        if place < skip:
            continue
        value = _of_framework(run, parameter, function, state)
        if value is None:
            value = _injected(run, parameter, defaults.get(parameter.name, ()), scope, state)
        if value is None:
            value = _filled(run, parameter, defaults.get(parameter.name, ()), scope, state)
            if value is None:
                value = of_its_kind(run, asked, parameter)
            default = default_of(run, defaults.get(parameter.name, ()), function.node, scope, state)
            if default:
                value = _defaulted(run, function, parameter.name, default, value)
        if parameter.kind == "positional":
            arguments.positional.append(value)
        else:
            arguments.keywords[parameter.name] = value
    return arguments


def _of_framework(run: Run, parameter: Parameter, function: Function, state: State) -> Value | None:
    """What a framework for tests hands in under this name, entered; None if there is no row."""
    row = run.rows.parameter(parameter.name)
    if row is None or parameter.default is not None:
        return None
    frame = Frame(function.scope)
    made = made_by(run, row.made, function.node, frame, state)
    return enter_context(run, made, function.node, frame, state)


def _filled(
    run: Run, parameter: Parameter, default: Value, scope: Frame, state: State
) -> Value | None:
    """What a framework hands in for a parameter that a description marks; None if none does."""
    for _, atom in (*default, *metadata(run, parameter.annotation, scope, state)):
        if isinstance(atom, Partial) and atom.callee == FIELD and atom.positional:
            return atom.positional[0]
    return None


def _injected(
    run: Run, parameter: Parameter, default: Value, scope: Frame, state: State
) -> Value | None:
    """What a framework injects for a parameter, by its default or annotation; None if nothing."""
    node = parameter.annotation if parameter.default is None else parameter.default
    for _, atom in (*default, *metadata(run, parameter.annotation, scope, state)):
        if isinstance(atom, Partial) and atom.callee == GIVEN:
            return atom.positional[0]
        if run.handed_in:
            continue
        if isinstance(atom, Partial) and atom.callee == INJECTED and node is not None:
            kind = annotated_type(run, parameter.annotation, scope, state)
            own = just(kind) if isinstance(kind, Class) else run.unknown()
            provider = atom.positional[0] if atom.positional else own
            return mapped(provider, lambda one: _provided(run, one, node, scope, state))
    return None


def _provided(run: Run, provider: Atom, node: cst.CSTNode, scope: Frame, state: State) -> Value:
    """The result of a provider, whose own arguments are injected in the same way."""
    function = _function_of(run, provider, node, scope, state)
    caller = Frame(scope.scope, assumed=True)
    if function is None:
        return run.call(provider, Arguments(), node, caller, state)
    body, skip = function.node, int(provider != function)
    if run.active.get(body, 0):
        return run.unknown()
    run.active[body] = 1
    try:
        arguments = assumed(run, function, scope, state, skip)
    finally:
        run.active[body] = 0
    if is_generator(run, function):
        # It waits until its caller has done what it needs the value for.
        arguments.sent = ()
    return run.call(provider, arguments, node, caller, state)


def _function_of(
    run: Run, provider: Atom, node: cst.CSTNode, scope: Frame, state: State
) -> Function | None:
    """The function that is run when a provider is called."""
    if isinstance(provider, Class):
        return _initialiser(provider, state)
    if isinstance(provider, Instance):
        method = run.attribute(provider, "__call__", node, scope, state)
        provider = method[0][1] if len(method) == 1 else provider
    function = provider.function if isinstance(provider, Bound) else provider
    return function if isinstance(function, Function) else None


def _defaulted(run: Run, function: Function, name: str, default: Value, other: Value) -> Value:
    """A parameter that no known caller passes: its default or anything."""
    symbol = run.symbols.default(("default", function.number, name))
    return chosen_by(symbol, default, other)
