"""Writers that need what other writers leave: ``connect()`` signs a session with the token that
``login()`` has put into the object.

Each is entered first in the state that the module's body left, where the token is still ``None``
and the flag that ``enable()`` sets still ``False``; so those that read what others have filled are
entered again on that.
"""

from collections.abc import Iterable, Set
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import without_absent
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import Dict, List, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.entering import Entered, EntryPlan, enter_all
from flake8_graph_me.engine.entry_points.methods import leading_to
from flake8_graph_me.engine.entry_points.written import Written, forget, with_written
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.placeholders import is_empty, is_flag, is_placeholder

MAX_CHAINED = 3
"""How many writers, one after the other, may need what the one before has left. Past it what
further ones write is unknown.
"""


def enter_on_each_other(
    run: Run,
    plan: EntryPlan,
    frame: Frame,
    start: State,
    entered: Iterable[Entered],
    written: Written,
) -> list[Entered]:
    """Enter writers again that read what others have filled since ``start``, and note in
    ``written`` what they write now in the place of what they wrote; returns the outcomes of all.
    """
    outcomes = {one.node: one for one in entered}
    known: set[Location] = set()
    for times in range(MAX_CHAINED + 1):
        filled = {where for where in written if where not in known and _is_open(start, where)}
        again = [one for one in outcomes.values() if _reads_of_others(one, filled, written)]
        if not again:
            break
        if times == MAX_CHAINED:
            # Whatever these would write is unknown, or fill for which there is nothing yet.
            fillers = outcomes.keys() & _fillers(run, _names_left(run, start, written))
            for node in {one.node for one in again} | fillers:
                run.budget.leave_out(node, "MAX_CHAINED")
            break
        known |= filled
        state = with_written(run, start, written)
        nodes = [one.node for one in again]
        more = replace(
            plan, roots=nodes, tried=set(), worlds=[], inherited=plan.inherited | {*nodes}
        )
        now: Written = {}
        found = {one.node: one for one in enter_all(run, more, frame, state, now)}
        for node, one in found.items():
            forget(written, outcomes[node].indices)
            outcomes[node] = one
        for where, writers in now.items():
            written.setdefault(where, []).extend(writers)
        for node in nodes:
            if node not in found:
                run.budget.leave_out(node)
    return list(outcomes.values())


def _is_open(start: State, where: Location) -> bool:
    """Whether an attribute, variable or item holds nothing yet, or nothing but constants, on which
    code may wait for another one.
    """
    if where[0] == 0:
        return False  # what happens, and no thing
    return all(is_flag(atom) for _, atom in start.read(where)) or is_placeholder(
        without_absent(start.read(where))
    )


def _names_left(run: Run, start: State, written: Written) -> set[str]:
    """The names of the attributes and variables that are still to be filled: those that hold a
    placeholder, and those that hold a container into which nothing has been put.
    """
    filled = {name for _, name in written}
    classes = {cls.number for cls in run.classes.values()}
    put_into = {where[0] for where, writers in written.items() if not _says_nothing(writers)}
    return {
        name
        for (number, name), value in start.written_since(None).items()
        if isinstance(name, str)
        and (
            (name not in filled if number in classes else (number, name) not in written)
            if is_placeholder(value)
            else _is_empty_container(value, start, put_into)
        )
    }


def _says_nothing(writers: list[tuple[int, Value]]) -> bool:
    return all(value == NOTHING for _, value in writers)


def _is_empty_container(value: Value, start: State, put_into: Set[int]) -> bool:
    """Whether all that a value may be are containers that were empty, and still are."""
    return bool(value) and all(
        isinstance(atom, Dict | List) and atom.number not in put_into and is_empty(atom, start)
        for _, atom in value
    )


def _fillers(run: Run, names: Set[str]) -> set[cst.FunctionDef]:
    """The functions that may change something with one of these names, directly or through
    another.
    """
    effects = {
        node: run.escaped.effects_of(node)
        for node in run.functions
        if isinstance(node, cst.FunctionDef)
    }
    changing = {node for node, each in effects.items() if not each.changed.isdisjoint(names)}
    return leading_to(changing, {node: each.called for node, each in effects.items()})


def _reads_of_others(one: Entered, filled: set[Location], written: Written) -> bool:
    """Whether an entered function read one of these locations, and only others wrote it: who keeps
    a token for later gets one where there is none.
    """
    return any(
        all(index not in one.indices for index, _ in written[where]) for where in filled & one.reads
    )
