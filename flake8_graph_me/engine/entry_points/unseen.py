"""Calls by code that is not seen: what a function does for them, whatever it is known to be called
with; and what a function of another module does by itself, whatever the checked module does.

They say nothing of what the program itself does, and leave no trace in the events of a run.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.entry_points.chained_writers import enter_on_each_other
from flake8_graph_me.engine.entry_points.entering import EntryPlan, enter_all
from flake8_graph_me.engine.entry_points.filling.methods import filling_methods, spread
from flake8_graph_me.engine.entry_points.needed import Needed
from flake8_graph_me.engine.entry_points.written import Written, with_written
from flake8_graph_me.engine.machine.events import Events, SinkCall
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.syntax.walk import walk


def seen_by_all(run: Run, node: cst.FunctionDef) -> bool:
    """Whether all calls of a function are seen: it is local, or its name or its class's is private.

    What a local function does for others is told with the function around it.
    """
    made = run.functions.get(node)
    if not made or made[-1].scope.module is not None:
        return True
    owner = made[-1].owner
    names = [node.name.value] if owner is None else [node.name.value, owner.name]
    return any(name.startswith("_") and not name.endswith("__") for name in names)


def calls_of_others(
    run: Run, nodes: Iterable[cst.FunctionDef]
) -> Iterator[tuple[cst.FunctionDef, list[SinkCall] | None]]:
    """For each function the sink calls that a call by unseen code may lead to; None if a bound cuts
    that short.
    """
    for node in nodes:
        world = _world(run, run.functions[node][-1].scope.file)
        yield node, None if world is None else _calls_of(run, node, *world, handed_in=True)


def calls_by_itself(
    run: Run, node: cst.FunctionDef, filled: dict[str, State]
) -> list[SinkCall] | None:
    """The sink calls that a function of another module leads to when its own module is checked;
    None if a bound cuts that short. ``filled`` keeps the states in which the functions of other
    modules are entered, by their files.
    """
    world = _world(run, run.functions[node][-1].scope.file)
    if world is None:
        return None
    frame, state = world
    file = frame.scope.file
    if file not in filled:
        run.summaries.clear()  # a run that is replayed does not say what it reached
        with _apart(run, handed_in=False):
            filled[file] = _filled(run, frame, state)
    return _calls_of(run, node, frame, filled[file], handed_in=False)


def _filled(run: Run, frame: Frame, state: State) -> State:
    """The state in which the functions of a module are entered when it is checked: methods may have
    filled the objects that they read.
    """
    tree = run.trees.get(frame.scope.file)
    names = {each.value for each in walk(tree.module) if isinstance(each, cst.Name)} if tree else ()
    found = filling_methods(run, frame, state, Needed(frozenset(names), frozenset()), own=True)
    written: Written = {}
    plan = EntryPlan(found.called, list(found.methods), filled=found.classes)
    entered = enter_all(run, plan, frame, state, written)
    enter_on_each_other(run, plan, frame, state, entered, written)
    spread(run, state, written, {one.node for one in entered})
    return with_written(run, state, written)


def _calls_of(
    run: Run, node: cst.FunctionDef, frame: Frame, state: State, *, handed_in: bool
) -> list[SinkCall] | None:
    with _apart(run, handed_in=handed_in):
        enter_all(run, EntryPlan(frozenset(), [node]), frame, state, {})
        return None if run.budget.cut else run.events.sink_calls


@contextmanager
def _apart(run: Run, *, handed_in: bool) -> Iterator[None]:
    """Leave no trace of what is run within."""
    events, entered, budget = run.events, run.entered, run.budget
    run.handed_in = handed_in
    run.events, run.entered = Events(), {}
    run.budget = replace(budget, until=budget.work.done, cut=set())
    run.budget.allot(budget.steps // 4)
    try:
        yield
    finally:
        run.events, run.entered, run.budget = events, entered, budget
        run.handed_in = False


def _world(run: Run, file: str) -> tuple[Frame, State] | None:
    """The frame of the module in a file, and the state in which its functions are called."""
    if run.left is not None and run.left[0].scope.file == file:
        return run.left
    for module in run.modules.values():
        if module.scope.file == file and run.base is not None:
            return Frame(module.scope), run.base
    return None
