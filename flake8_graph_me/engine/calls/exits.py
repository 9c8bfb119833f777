"""The ways in which a function ends, told apart from each other.

Where a branch inside of another one returns, what is left of the condition of the rest is not that
it did not. So each way gets an outcome of its own: what two of them give, and leave, stays apart.
"""

from collections.abc import Sequence

from flake8_graph_me.engine.domain.conditions import conjoin
from flake8_graph_me.engine.domain.state import OPENED, State
from flake8_graph_me.engine.domain.values import Value
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.exceptions import RAISED, tells

APART = frozenset({OPENED, RAISED})
"""Locations that are of no interest by themselves where a function raises."""
Exit = tuple[State, Value]
MAX_TOLD_APART = 8
"""How many ends of a function are told apart that do not exclude each other. Past it what one of
them gives may go with what another one leaves.
"""


def told_apart(run: Run, exits: Sequence[Exit]) -> list[Exit]:
    """The ends of a function, each with what it returns, so that no two of them go together."""
    if not 1 < len(exits) <= MAX_TOLD_APART or _exclude_each_other(exits):
        return list(exits)
    found: list[Exit] = []
    before: frozenset[int] = frozenset()
    for end, value in exits[:-1]:
        symbol = run.symbols.number(("way", run.number()))
        found.append((end.child(run.numbers + 1, before | {symbol}), value))
        before |= {-symbol}
    end, value = exits[-1]
    return [*found, (end.child(run.numbers + 1, before), value)]


def _exclude_each_other(exits: Sequence[Exit]) -> bool:
    conditions = [end.condition for end, _ in exits]
    return all(
        conjoin(one, other) is None
        for index, one in enumerate(conditions)
        for other in conditions[index + 1 :]
    )


def left_by_raising(inner: Frame, overlay: State, first: int) -> list[State]:
    """The states in which a function raised that wrote what outlives its run; the numbers of what
    it made begin with ``first``.
    """
    raised = inner.raises.pop() if inner.raises else []
    return [
        state
        for state in raised
        if not state.dead
        and (
            tells(state, state.read(RAISED))
            or any(
                where[0] < first and where not in APART for where in state.written_since(overlay)
            )
        )
    ]
