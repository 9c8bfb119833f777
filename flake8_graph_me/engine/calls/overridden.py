"""Methods that stand for those of subclasses: their bodies do nothing but raise
``NotImplementedError``.
"""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Atom, Function, Value
from flake8_graph_me.engine.machine.branching import decision, each_alternative
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.unknown_calls import call_unknown

NOT_IMPLEMENTED = "NotImplementedError"


def is_left_to_others(function: Function, receiver: Atom | None) -> bool:
    """Whether a method is one that subclasses are to define."""
    node = function.node
    if receiver is None or not isinstance(node, cst.FunctionDef):
        return False
    small = [
        each
        for line in node.body.body
        for each in (line.body if isinstance(line, cst.SimpleStatementLine) else [line])
    ]
    if node.get_docstring() is not None:
        small = small[1:]
    raised = small[0].exc if len(small) == 1 and isinstance(small[0], cst.Raise) else None
    name = raised.func if isinstance(raised, cst.Call) else raised
    return isinstance(name, cst.Name) and name.value == NOT_IMPLEMENTED


def called_or_overridden(
    run: Run,
    receiver: Atom | None,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
    follow: Callable[[State], Value],
) -> Value:
    """A call of such a method on an object that is assumed: of what ``follow`` calls, or of a
    subclass that is not seen.
    """
    given = Arguments([just(receiver), *arguments.all_values()] if receiver is not None else [])

    def act(atom: Atom, at: State) -> Value:
        if atom == constant(True):
            return call_unknown(run, run.fresh(), given, node, frame, at)
        return follow(at)

    return each_alternative(run, decision(run, ("overridden", run.number())), state, act)
