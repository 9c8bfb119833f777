"""Statements of one line: assignments, returns, raises, and so on."""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import conjoin
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import NONE, Atom, Dict, External, List, Step, Value
from flake8_graph_me.engine.expressions.operators import operated
from flake8_graph_me.engine.expressions.targets import assign
from flake8_graph_me.engine.machine.branching import branch_conditions
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.variables import declare_global, declare_nonlocal, unbind_name
from flake8_graph_me.engine.objects.containers import key_of, removed, update_from
from flake8_graph_me.engine.operations.containers.sequences import (
    concatenated,
    delete_index,
    iterated,
)


def _expression(run: Run, node: cst.Expr, frame: Frame, state: State) -> State:
    run.evaluate(node.value, frame, state)
    return state


def _assign(run: Run, node: cst.Assign, frame: Frame, state: State) -> State:
    value = run.evaluate(node.value, frame, state)
    for target in node.targets:
        assign(run, target.target, value, frame, state)
    return state


def _annotated(run: Run, node: cst.AnnAssign, frame: Frame, state: State) -> State:
    if node.value is not None:
        assign(run, node.target, run.evaluate(node.value, frame, state), frame, state)
    return state


def _augmented(run: Run, node: cst.AugAssign, frame: Frame, state: State) -> State:
    old = run.evaluate(node.target, frame, state)
    new = run.evaluate(node.value, frame, state)
    if len(old) == 1 and _changed_in_place(run, old[0][1], node.operator, new, state):
        return state
    if isinstance(node.operator, cst.BitOrAssign) and _updated(run, old, new, node, frame, state):
        return state
    value = operated(run, node.operator, old, new, node, frame, state)
    value = with_step(value, Step(node, "part of this value", frame.scope.file))
    assign(run, node.target, value, frame, state)
    return state


def _changed_in_place(
    run: Run, atom: Atom, operator: cst.BaseAugOp, new: Value, state: State
) -> bool:
    """Apply an operator in place to a list or dictionary; False if it does not change it."""
    if isinstance(atom, List) and isinstance(operator, cst.AddAssign):
        more = iterated(run, state, new)
        location = (atom.number, "content")
        state.write(location, concatenated(state.read(location), more))
        return True
    if isinstance(atom, Dict) and isinstance(operator, cst.BitOrAssign) and len(new) == 1:
        update_from(run, state, atom.number, new[0][1])
        return True
    return False


def _updated(
    run: Run, old: Value, new: Value, node: cst.AugAssign, frame: Frame, state: State
) -> bool:
    """``value |= new`` for objects that a row says how to update; False for any other."""
    method = _method_of_external(run, old, "update")
    if method is not None:
        run.call(method, Arguments([new]), node, frame, state)
    return method is not None


def _method_of_external(run: Run, owner: Value, name: str) -> External | None:
    """The row of a method of an object from outside the analysed code."""
    for _, atom in owner:
        if isinstance(atom, External) and run.rows.call(f"{atom.name}.{name}") is not None:
            return External(f"{atom.name}.{name}")
    return None


def _return(run: Run, node: cst.Return, frame: Frame, state: State) -> None:
    value: Value = just(NONE)
    if node.value is not None:
        value = run.evaluate(node.value, frame, state)
    if not state.dead:
        frame.returns.append((state, value))
        frame.kept += 1


def _raise(run: Run, node: cst.Raise, frame: Frame, state: State) -> None:
    if node.exc is not None:
        run.evaluate(node.exc, frame, state)
    if frame.raises:
        frame.raises[-1].append(state)
        frame.kept += 1


def _break(_run: Run, _node: cst.Break, frame: Frame, state: State) -> None:
    if frame.breaks:
        frame.breaks[-1].append(state)
        frame.kept += 1


def _continue(_run: Run, _node: cst.Continue, frame: Frame, state: State) -> None:
    if frame.continues:
        frame.continues[-1].append(state)
        frame.kept += 1


def _assert(run: Run, node: cst.Assert, frame: Frame, state: State) -> State | None:
    test = run.evaluate(node.test, frame, state)
    holds, _ = branch_conditions(run, test, state)
    if holds is None:
        return None
    both = conjoin(state.condition, holds)
    if both is not None:
        state.condition = both
    return state


def _global(_run: Run, node: cst.Global, frame: Frame, state: State) -> State:
    for name in node.names:
        declare_global(frame.scope, name.name.value)
    return state


def _nonlocal(_run: Run, node: cst.Nonlocal, frame: Frame, state: State) -> State:
    for name in node.names:
        declare_nonlocal(state, frame.scope, name.name.value)
    return state


def _delete(run: Run, node: cst.Del, frame: Frame, state: State) -> State:
    targets = (
        [e.value for e in node.target.elements]
        if isinstance(node.target, cst.Tuple)
        else [node.target]
    )
    for target in targets:
        if isinstance(target, cst.Name):
            unbind_name(state, frame.scope, target.value)
        elif isinstance(target, cst.Subscript) and len(target.slice) == 1:
            _delete_item(run, target, frame, state)
        elif isinstance(target, cst.Attribute):
            assign(run, target, NOTHING, frame, state)
    return state


def _delete_item(run: Run, target: cst.Subscript, frame: Frame, state: State) -> None:
    owner = run.evaluate(target.value, frame, state)
    part = target.slice[0].slice
    if not isinstance(part, cst.Index):
        return
    index = run.evaluate(part.value, frame, state)
    key = key_of(index[0][1]) if len(index) == 1 else None
    method = _method_of_external(run, owner, "__delitem__")
    if method is not None:
        run.call(method, Arguments([index]), target, frame, state)
    for _, atom in owner:
        if isinstance(atom, Dict) and key is not None:
            removed(state, atom.number, key)
        elif isinstance(atom, List):
            delete_index(run, state, atom, index)


def _nothing(_run: Run, _node: cst.CSTNode, _frame: Frame, state: State) -> State:
    return state


SIMPLE: dict[type[cst.CSTNode], Callable[..., State | None]] = {
    cst.Expr: _expression,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.Assert: _assert,
    cst.Global: _global,
    cst.Nonlocal: _nonlocal,
    cst.Del: _delete,
    cst.Pass: _nothing,
}
