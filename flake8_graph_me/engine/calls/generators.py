"""Generators: what a call of one gives, and how it can be called again when it is sent a value."""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just
from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Atom, Bound, Function, List, Partial, Tuple, Value
from flake8_graph_me.engine.machine.endless import endless_loops
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.escape import open_written
from flake8_graph_me.engine.objects.containers import BEGUN, RETURNED, WAITING, new_iterator
from flake8_graph_me.syntax.decorators import decorator_names
from flake8_graph_me.syntax.generators import Generating, generating

CONTEXTS = frozenset({"asynccontextmanager", "contextmanager"})
"""The decorators that make context managers of generators."""


def is_generator(run: Run, function: Function) -> bool:
    """Whether a call of a function gives a generator."""
    return _known(run, function).yields


def takes_values(run: Run, function: Function) -> bool:
    """Whether a generator uses what it is sent, or may catch what is thrown into it."""
    return _known(run, function).takes_values


def _known(run: Run, function: Function) -> Generating:
    node = function.node
    known = run.generators.get(node)
    if known is None:
        known = run.generators[node] = generating(node)
    return known


def run_at_once(
    run: Run, function: Function, frame: Frame, state: State, follow: Callable[[State], Value]
) -> Value:
    """What a call of a function gives, which ``follow`` runs. If that never comes to its end, and
    the call gives a coroutine or a generator, that is so only for who waits for it.
    """
    node = function.node
    later = isinstance(node, cst.FunctionDef) and node.asynchronous is not None
    if not later and not is_generator(run, function):
        return follow(state)
    starved, mark = run.starved, run.numbers + 1
    within = state.child(mark)
    with endless_loops(run) as endless:
        value = follow(within)
    if later and run.starved > starved:
        frame.again.append(lambda end: follow(end.child(run.numbers + 1)))
    if within.dead:
        for left in endless:
            open_written(run, left, state, mark)
        return just(run.failing())
    state.take_over(within)
    return value


def generated(run: Run, frame: Frame, before: Condition, returned: Value, state: State) -> Value:
    """The generator that one run of a function has made."""
    iterator = new_iterator(run, state, just(_content(frame.yields, before)))
    state.write((iterator.number, RETURNED), returned)
    return just(iterator)


def _content(yields: list[tuple[Condition, Value]], before: Condition) -> Tuple:
    """What a generator yields: its elements if each surely occurs once, else any number of any of
    them.
    """
    items = tuple(value for _, value in yields)
    if all(condition <= before for condition, _ in yields):
        return Tuple(items)
    return Tuple((), joined(pair for item in items for pair in item))


def is_context(run: Run, function: Function, arguments: Arguments, frame: Frame) -> bool:
    """Whether a call gives a context manager that is a generator, so that nothing of it runs
    before it is entered.
    """
    return (
        is_generator(run, function)
        and arguments.sent is None
        and frame.answering is not function.node
        and not CONTEXTS.isdisjoint(decorator_names(function.node))
    )


def not_entered(
    run: Run, function: Function, receiver: Atom | None, arguments: Arguments, state: State
) -> Value:
    """The context manager that such a call gives."""
    generator = new_iterator(run, state, just(Tuple((), run.unknown())))
    more = Tuple((arguments.more_positional or (), arguments.more_keywords or ()))
    state.write((generator.number, BEGUN), just(_call(function, receiver, arguments)))
    state.write((generator.number, WAITING), just(more))
    return just(generator)


def begun(
    generator: Value,
    function: Function,
    receiver: Atom | None,
    arguments: Arguments,
    state: State,
) -> None:
    """Keep with a generator how it was called."""
    atom = generator[0][1] if len(generator) == 1 else None
    if not isinstance(atom, List) or arguments.more_positional or arguments.more_keywords:
        return
    state.write((atom.number, BEGUN), just(_call(function, receiver, arguments)))


def _call(function: Function, receiver: Atom | None, arguments: Arguments) -> Partial:
    callee = function if receiver is None else Bound(function, receiver)
    given = tuple(arguments.positional[receiver is not None :])
    return Partial(callee, given, tuple(arguments.keywords.items()))
