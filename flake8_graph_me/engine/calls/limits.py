"""How many calls may be under way, and how a recursion is made to end."""

from dataclasses import replace

from flake8_graph_me.engine.domain.values import Constant, Function, Value
from flake8_graph_me.engine.machine.budget import ROOM_FOR_A_CALL
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import (
    MAX_CLOSURES,
    MAX_DEEP_CALLS,
    MAX_DEPTH,
    MAX_RECURSION,
    USUAL_DEPTH,
    USUAL_NESTING,
    Run,
)


def exceeded(run: Run, frame: Frame, function: Function, busy: int) -> str | None:
    """The bound that one more call exceeds, which is noted; None if there is none."""
    if run.budget.exhausted():
        return "MAX_STEPS"
    if run.budget.deep(ROOM_FOR_A_CALL):
        return "MAX_NESTING"
    if len(frame.sites) >= MAX_DEPTH:
        run.budget.note_depth("MAX_DEPTH")
        return "MAX_DEPTH"
    alike = run.active.get(function.node, 0)
    if busy >= MAX_RECURSION or alike >= MAX_CLOSURES:
        run.budget.limited += 1
        return "MAX_RECURSION" if busy >= MAX_RECURSION else "MAX_CLOSURES"
    deep = len(frame.sites) >= USUAL_DEPTH or run.budget.nesting >= USUAL_NESTING
    if not deep and alike < MAX_RECURSION:
        return None
    # Of a function that got away only what it leaves counts, which needs no long chains.
    if run.escaped.nesting or run.budget.deep_calls >= MAX_DEEP_CALLS:
        run.budget.note_depth("MAX_DEEP_CALLS")
        return "MAX_DEEP_CALLS"
    run.budget.deep_calls += 1
    return None


def widened(run: Run, arguments: Arguments) -> Arguments:
    """The arguments with numbers made unknown, so that the last level of a recursion can end."""

    def wide(value: Value) -> Value:
        return tuple(
            (condition, run.fresh() if isinstance(atom, Constant) and _counts(atom) else atom)
            for condition, atom in value
        )

    return replace(
        arguments,
        positional=[wide(value) for value in arguments.positional],
        keywords={name: wide(value) for name, value in arguments.keywords.items()},
    )


def _counts(atom: Constant) -> bool:
    return isinstance(atom.value, int | float) and not isinstance(atom.value, bool)
