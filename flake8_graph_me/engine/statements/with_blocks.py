"""``with``: context managers, and those that let the program go on after an exception."""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Bound,
    Class,
    External,
    Function,
    Instance,
    List,
    Unknown,
    Value,
)
from flake8_graph_me.engine.expressions.targets import assign
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.exceptions import hand_on_raised
from flake8_graph_me.engine.operations.contexts.generators import (
    catches_in_generator,
    leave_generator,
)
from flake8_graph_me.engine.operations.contexts.managers import enter_context
from flake8_graph_me.engine.statements.exceptions import step_by_step
from flake8_graph_me.engine.statements.exits import leaving
from flake8_graph_me.engine.statements.failing_blocks import (
    FailingBlock,
    after_any,
    bound_last,
    write_left,
)
from flake8_graph_me.engine.statements.raising import before_raising
from flake8_graph_me.syntax.walk import walk

CATCHING = frozenset(
    {
        "assertRaises",
        "assertRaisesMessage",
        "assertRaisesRegex",
        "assert_raises",
        "assert_raises_regex",
        "raises",
        "suppress",
    }
)
"""The names of what gives context managers that let the program go on after an exception in their
block: those of the standard library and of libraries for tests.
"""


def execute_with(run: Run, node: cst.With, frame: Frame, state: State) -> State | None:
    """``with``: what is entered is bound, then the body runs, then what was entered is left."""
    return _entered(run, node, tuple(node.items), frame, state, [])


def _entered(
    run: Run,
    node: cst.With,
    items: tuple[cst.WithItem, ...],
    frame: Frame,
    state: State,
    reached: list[State],
) -> State | None:
    """Enter the items in turn and run the body; ``reached`` gets the states on its way."""
    if not items:
        return step_by_step(run, node.body.body, frame, state, reached)
    item, *others = items
    value = run.evaluate(item.item, frame, state)
    entered = () if state.dead else _enter(run, value, node, frame, state)
    if state.dead:
        return None
    if item.asname is not None:
        assign(run, item.asname.name, entered, frame, state)
    exits = _exits(run, value, node, frame, state)
    catches = any(catches_in_generator(atom, state) for _, atom in value)

    def leave(at: State, *, failed: bool = False) -> State | None:
        for _, atom in value:
            leave_generator(atom, at)
        given = [run.unknown() if failed else just(NONE) for _ in range(3)]
        for method in exits:
            run.call(method, Arguments(list(given)), node, frame, at)
        return None if at.dead else at

    def block(at: State) -> State | None:
        if not exits and not any(isinstance(atom, List) for _, atom in value):
            return _entered(run, node, tuple(others), frame, at, reached)
        inside = at.child(run.numbers + 1)
        return leaving(
            run,
            frame,
            at,
            lambda: _entered(run, node, tuple(others), frame, inside, reached),
            leave,
        )

    if _swallows(run, item.item, frame, state) or any(map(_may_swallow, exits)) or catches:
        return _perhaps_cut_short(run, node, frame, state, block, leave, reached)
    if all(isinstance(atom, Unknown) for _, atom in value) and not _has_exit(node.body):
        return _perhaps_cut_short(run, node, frame, state, block, leave, reached, needed=True)
    return block(state)


def _enter(run: Run, value: Value, node: cst.With, frame: Frame, state: State) -> Value:
    """What a context manager gives as it is entered; the state is dead if it raises."""
    return each_alternative(
        run, value, state, lambda atom, at: enter_context(run, atom, node, frame, at)
    )


def _exits(run: Run, value: Value, node: cst.CSTNode, frame: Frame, state: State) -> list[Bound]:
    """The methods that are called when the context managers exit: analysed ones, or of rows."""
    made = value[0][1] if len(value) == 1 else None
    if not isinstance(made, Instance):
        return []
    if isinstance(made.type, str):
        known = run.rows.method(made.type, "__exit__") is not None
        return [Bound(External(f"{made.type}.__exit__"), made)] if known else []
    names = ("__exit__", "__aexit__")
    found = (atom for n in names for _, atom in run.attribute(made, n, node, frame, state))
    return [a for a in found if isinstance(a, Bound) and isinstance(a.function, Function)][:1]


def _swallows(run: Run, node: cst.BaseExpression, frame: Frame, state: State) -> bool:
    """Whether an expression makes a context manager that suppresses exceptions."""
    if not isinstance(node, cst.Call) or not isinstance(node.func, cst.Name | cst.Attribute):
        return False
    callee = run.evaluate(node.func, frame, state)
    names = {node.func.attr.value if isinstance(node.func, cst.Attribute) else node.func.value}
    for _, atom in callee:
        if isinstance(atom, External):
            names.add(atom.name.rpartition(".")[2])
    return not names.isdisjoint(CATCHING) and not any(_is_own(atom) for _, atom in callee)


def _is_own(atom: Atom) -> bool:
    """Whether what is called is analysed code."""
    function = atom.function if isinstance(atom, Bound) else atom
    return isinstance(function, Function | Class)


def _has_exit(body: cst.BaseSuite) -> bool:
    """Whether a block may end by a statement that leaves the code around it."""
    return any(isinstance(node, cst.Return | cst.Break | cst.Continue) for node in walk(body))


def _may_swallow(method: Bound) -> bool:
    """Whether an ``__exit__`` may return a true value."""
    return isinstance(method.function, Function) and any(
        isinstance(inner, cst.Return)
        and inner.value is not None
        and not (isinstance(inner.value, cst.Name) and inner.value.value in ("None", "False"))
        for inner in walk(method.function.node)
    )


def _perhaps_cut_short(
    run: Run,
    node: cst.With,
    frame: Frame,
    state: State,
    block: Callable[[State], State | None],
    leave: Callable[..., State | None],
    reached: list[State],
    *,
    needed: bool = False,
) -> State | None:
    """Run a block that an exception ends without leaving the enclosing code; ``needed`` says that
    this is only so if nothing behind the block could be reached otherwise.
    """
    frame.kept += 1
    symbol = run.symbols.number(("raised", run.number()))
    body = state.child(run.numbers + 1, frozenset() if needed else frozenset((-symbol,)))
    frame.raises.append([])
    end = block(body)
    raised = frame.raises.pop()
    if needed and (end is not None or not raised):
        hand_on_raised(frame, raised)
        return end
    cut = state.child(run.numbers + 1, frozenset((symbol,)))
    surely = before_raising(node.body.body)[0]
    begun = run.execute(tuple(surely), frame, cut) if surely else cut
    if begun is None:
        return end
    last = bound_last(node.body.body, frame)
    write_left(run, state, begun, FailingBlock(body, end, reached, raised, last))
    left = leave(begun, failed=True)
    return after_any(run, state, [each for each in (end, left) if each is not None])
