"""Writers that need what other writers leave: ``connect()`` signs a session with the token that
``login()`` has put into the object.

Each is entered first in the state that the module's body left, where the token is still ``None``;
so those that read what others have filled are entered again on that: if a label is about all of
them, otherwise those that may fill what is still empty.
"""

from collections.abc import Iterable, Set
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import without_absent
from flake8_graph_me.engine.domain.provenance import labels_of
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.entering import Entered, EntryPlan, enter_all
from flake8_graph_me.engine.entry_points.written import Written, forget, with_written
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.placeholders import is_placeholder_value

MAX_CHAINED = 3
"""How many writers, one after the other, may need what the one before has left. Past it what
further ones would write is not seen.
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
    for _ in range(MAX_CHAINED):
        filled = {where for where in written if where not in known and _is_empty(start, where)}
        again = [one for one in outcomes.values() if _reads_of_others(one, filled, written)]
        if not any(map(_is_labelled, written.values())):
            left = _names_left(run, start, written)
            again = [one for one in again if _may_change(run, one.node, left)]
        if not again or run.budget.spent():
            break
        known |= filled
        state = with_written(run, start, written)
        for one in again:
            forget(written, one.indices)
        nodes = [one.node for one in again]
        more = replace(
            plan, roots=nodes, tried=set(), worlds=[], inherited=plan.inherited | {*nodes}
        )
        outcomes |= {one.node: one for one in enter_all(run, more, frame, state, written)}
    return list(outcomes.values())


def _is_empty(start: State, where: Location) -> bool:
    """Whether an attribute, variable or item holds nothing yet, or a placeholder."""
    if where[0] == 0:
        return False  # what happens, and no thing
    value = without_absent(start.read(where))
    return not value or (len(value) == 1 and is_placeholder_value(value[0][1]))


def _is_labelled(writers: list[tuple[int, Value]]) -> bool:
    return any(labels_of(atom) for _, value in writers for _, atom in value)


def _names_left(run: Run, start: State, written: Written) -> set[str]:
    """The names of the attributes and variables that are still to be filled."""
    filled = {name for _, name in written}
    classes = {cls.number for cls in run.classes.values()}
    return {
        name
        for (number, name), value in start.written_since(None).items()
        if isinstance(name, str)
        and len(value) == 1
        and is_placeholder_value(value[0][1])
        and (name not in filled if number in classes else (number, name) not in written)
    }


def _may_change(run: Run, node: cst.FunctionDef, names: Set[str]) -> bool:
    """Whether a function, or one that it leads to, may change something with one of these names."""
    named: dict[str, list[cst.FunctionDef]] = {}
    for each in run.functions:
        if isinstance(each, cst.FunctionDef):
            named.setdefault(each.name.value, []).append(each)
    seen, pending = {node}, [node]
    while pending:
        effects = run.escaped.effects_of(pending.pop())
        if not effects.changed.isdisjoint(names):
            return True
        more = {each for name in effects.called for each in named.get(name, ())} - seen
        seen |= more
        pending.extend(more)
    return False


def _reads_of_others(one: Entered, filled: set[Location], written: Written) -> bool:
    """Whether an entered function read one of these locations, and only others wrote it: who keeps
    a token for later gets one where there is none.
    """
    return any(
        all(index not in one.indices for index, _ in written[where]) for where in filled & one.reads
    )
