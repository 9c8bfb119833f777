"""Generators: what a call of one gives, and how it can be called again when it is sent a value."""

from flake8_graph_me.engine.domain.alternatives import joined, just
from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Atom, Bound, Function, List, Partial, Tuple, Value
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import BEGUN, RETURNED, new_iterator
from flake8_graph_me.syntax import generators


def is_generator(run: Run, function: Function) -> bool:
    """Whether a call of a function gives a generator."""
    return _known(run, function)[0]


def takes_values(run: Run, function: Function) -> bool:
    """Whether a generator uses what it is sent, or may catch what is thrown into it."""
    return _known(run, function)[1]


def _known(run: Run, function: Function) -> tuple[bool, bool]:
    node = function.node
    known = run.generators.get(node)
    if known is None:
        known = generators.is_generator(node), generators.takes_values(node)
        run.generators[node] = known
    return known


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
    callee = function if receiver is None else Bound(function, receiver)
    given = tuple(arguments.positional[receiver is not None :])
    call = Partial(callee, given, tuple(arguments.keywords.items()))
    state.write((atom.number, BEGUN), just(call))
