"""Writers that need what other writers leave: ``connect()`` signs a session with the token that
``login()`` has put into the object.

Each is entered first in the state that the module's body left, where the token is still ``None``;
so those that read what others have filled are entered again on that.
"""

from collections.abc import Iterable
from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import without_absent
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.entering import Entered, EntryPlan, enter_all
from flake8_graph_me.engine.entry_points.written import Written, with_written
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
        if not again or run.budget.spent():
            break
        known |= filled
        state = with_written(run, start, written)
        for one in again:
            _forget(one, written)
        nodes = [one.node for one in again]
        more = replace(
            plan, roots=nodes, tried=set(), worlds=[], inherited=plan.inherited | {*nodes}
        )
        outcomes |= {one.node: one for one in enter_all(run, more, frame, state, written)}
    return list(outcomes.values())


def _is_empty(start: State, where: Location) -> bool:
    """Whether a location holds nothing yet, or a placeholder."""
    value = without_absent(start.read(where))
    return not value or (len(value) == 1 and is_placeholder_value(value[0][1]))


def _reads_of_others(one: Entered, filled: set[Location], written: Written) -> bool:
    """Whether an entered function read one of these locations, of those that others wrote."""
    return any(
        any(index not in one.indices for index, _ in written[where]) for where in filled & one.reads
    )


def _forget(one: Entered, written: Written) -> None:
    """Forget what a function wrote."""
    for where in list(written):
        left = [(index, value) for index, value in written[where] if index not in one.indices]
        written[where] = left
        if not left:
            del written[where]
