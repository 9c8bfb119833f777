"""What is assumed of arguments and objects where no caller is known: nothing but defaults,
annotations and what a class's own ``__init__`` does.
"""

from flake8_graph_me.engine.alternatives import joined, just, under
from flake8_graph_me.engine.annotations import annotated_type, example
from flake8_graph_me.engine.attributes import lineage
from flake8_graph_me.engine.binding import parameters_of
from flake8_graph_me.engine.calls import instantiate
from flake8_graph_me.engine.run import Arguments, Frame, Run
from flake8_graph_me.engine.state import State
from flake8_graph_me.engine.values import Alternative, Class, Function, Instance, Opaque, Value


def build_examples(run: Run, frame: Frame, state: State) -> None:
    """An instance of each class, built by its own ``__init__`` from unknown arguments."""
    for node, cls in list(run.classes.items()):
        if cls.number in run.examples or cls.style == "enum":
            continue
        init = _initialiser(cls, state)
        arguments = (
            Arguments(more_keywords=run.unknown())
            if init is None
            else assumed(run, init, frame, state, skip=1)
        )
        inner = Frame(frame.scope, assumed=True)
        attempt = state.child(run.numbers + 1)
        value = instantiate(run, cls, arguments, node, inner, attempt)
        if attempt.dead or not value:
            attempt.dead = False
        for location in attempt.written_since(state):
            state.values[location] = attempt.read(location)
        state.keys.update(attempt.keys)
        for _, atom in value:
            if isinstance(atom, Instance):
                run.examples[cls.number] = atom


def _initialiser(cls: Class, state: State) -> Function | None:
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class):
            for _, atom in state.read((ancestor.number, "__init__")):
                if isinstance(atom, Function):
                    return atom
    return None


def assumed(run: Run, function: Function, frame: Frame, state: State, skip: int) -> Arguments:
    """Arguments of which nothing is known but what defaults and annotations say."""
    arguments = Arguments()
    defaults = dict(function.defaults)
    scope = Frame(function.scope)
    for parameter in parameters_of(function.node)[skip:]:
        if parameter.kind == "args":
            arguments.more_positional = run.unknown()
            continue
        if parameter.kind == "kwargs":
            arguments.more_keywords = run.unknown()
            continue
        kind = annotated_type(run, parameter.annotation, scope, state)
        value = example(run, kind, run.examples) or just(
            Opaque(run.key("parameter", run.number(), parameter.name))
        )
        if parameter.name in defaults:
            value = _defaulted(run, function, parameter.name, defaults[parameter.name], value)
        if parameter.kind == "positional":
            arguments.positional.append(value)
        else:
            arguments.keywords[parameter.name] = value
    return arguments


def _defaulted(run: Run, function: Function, name: str, default: Value, other: Value) -> Value:
    """A parameter that no caller is known to pass: its default, or anything."""
    symbol = run.symbols.default(("default", function.number, name))
    alternatives: list[Alternative] = [
        *under(frozenset((symbol,)), default),
        *under(frozenset((-symbol,)), other),
    ]
    return joined(alternatives)
