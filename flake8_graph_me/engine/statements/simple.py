"""Statements of one line: assignments, returns, raises, and so on."""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.conditions import conjoin
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Class,
    Dict,
    External,
    Instance,
    List,
    Names,
    Step,
    Tuple,
    Value,
)
from flake8_graph_me.engine.expressions.operators import operated
from flake8_graph_me.engine.expressions.targets import assign, evaluate_bounds, evaluate_index
from flake8_graph_me.engine.machine.branching import branch_conditions, each_alternative
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.variables import declare_global, declare_nonlocal, unbind_name
from flake8_graph_me.engine.models.exceptions import RAISED, is_exception
from flake8_graph_me.engine.objects.containers import content
from flake8_graph_me.engine.objects.elements.list_changes import (
    delete_element,
    delete_slice,
    scrambled,
)
from flake8_graph_me.engine.objects.elements.updates import remove_at, update
from flake8_graph_me.engine.objects.namespaces import bind
from flake8_graph_me.engine.objects.outside import set_attribute
from flake8_graph_me.engine.objects.special_methods import tested
from flake8_graph_me.engine.operations.containers.own_iterators import opened
from flake8_graph_me.engine.operations.containers.sequences import concatenated, iterated

IN_PLACE = (
    cst.AddAssign
    | cst.MultiplyAssign
    | cst.BitOrAssign
    | cst.BitAndAssign
    | cst.BitXorAssign
    | cst.SubtractAssign
)
"""The operators that change a list or set itself."""


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
    if any(_may_change_in_place(atom, node.operator) for _, atom in old):
        _change_in_place(run, old, new, node, frame, state)
        return state
    if isinstance(node.operator, cst.BitOrAssign) and _updated(run, old, new, node, frame, state):
        return state
    value = operated(run, node.operator, old, new, node, frame, state)
    value = with_step(value, Step(node, "part of this value", frame.scope.file))
    assign(run, node.target, value, frame, state)
    return state


def _may_change_in_place(atom: Atom, operator: cst.BaseAugOp) -> bool:
    """Whether an operator changes a list or dictionary itself."""
    if isinstance(atom, List):
        return isinstance(operator, IN_PLACE)
    return isinstance(atom, Dict) and isinstance(operator, cst.BitOrAssign)


def _change_in_place(
    run: Run, old: Value, new: Value, node: cst.AugAssign, frame: Frame, state: State
) -> None:
    """Do what an operator does to lists and dictionaries themselves; what is neither is bound
    anew.
    """

    def repeated(found: Atom, at: State) -> Value:
        made = operated(run, node.operator, just(found), new, node, frame, at)
        return mapped(made, lambda one: _content_of(run, one, at))

    def act(atom: Atom, at: State) -> Value:
        if isinstance(atom, Dict) and isinstance(node.operator, cst.BitOrAssign):
            update(run, at, atom.number, new)
            return just(atom)
        if not isinstance(atom, List) or not _may_change_in_place(atom, node.operator):
            return operated(run, node.operator, just(atom), new, node, frame, at)
        location = (atom.number, "content")
        if isinstance(node.operator, cst.MultiplyAssign):
            at.write(location, mapped(at.read(location), lambda one: repeated(one, at)))
            return just(atom)
        more = iterated(run, at, opened(run, new, node, frame, at))
        both = concatenated(at.read(location), more)
        if isinstance(node.operator, cst.SubtractAssign | cst.BitAndAssign | cst.BitXorAssign):
            both = mapped(both, lambda one: just(_in_any_order(run, one)))
        at.write(location, both)
        return just(atom)

    value = each_alternative(run, old, state, act)
    if len(old) > 1 and not state.dead:
        assign(run, node.target, value, frame, state)


def _in_any_order(run: Run, atom: Atom) -> Atom:
    return scrambled(run, atom, always=True) if isinstance(atom, Tuple) else atom


def _content_of(run: Run, atom: Atom, state: State) -> Value:
    if isinstance(atom, Tuple | List):
        return content(state, atom)
    return iterated(run, state, run.unknown())


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
        exception = run.evaluate(node.exc, frame, state)
        made = _made(run, exception, node.exc, frame, state)
        if node.cause is not None:
            cause = run.evaluate(node.cause.item, frame, state)
            set_attribute(run, made, "__cause__", cause, state)
        state.write(RAISED, made)
    if frame.raises:
        frame.raises[-1].append(state)
        frame.kept += 1


def _made(run: Run, exception: Value, node: cst.CSTNode, frame: Frame, state: State) -> Value:
    """The exception that is raised: a class stands for an object of it."""

    def act(atom: Atom, at: State) -> Value:
        if isinstance(atom, Class) or (isinstance(atom, External) and is_exception(atom.name)):
            return run.call(atom, Arguments(), node, frame, at)
        return just(atom)

    return each_alternative(run, exception, state, act)


def _break(_run: Run, _node: cst.Break, frame: Frame, state: State) -> None:
    if frame.breaks:
        frame.breaks[-1].append(state)
        frame.kept += 1


def _continue(_run: Run, _node: cst.Continue, frame: Frame, state: State) -> None:
    if frame.continues:
        frame.continues[-1].append(state)
        frame.kept += 1


def _assert(run: Run, node: cst.Assert, frame: Frame, state: State) -> State | None:
    test = tested(run, run.evaluate(node.test, frame, state), node.test, frame, state)
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
        elif isinstance(target, cst.Subscript):
            _delete_item(run, target, frame, state)
        elif isinstance(target, cst.Attribute):
            assign(run, target, NOTHING, frame, state)
    return state


def _delete_item(run: Run, target: cst.Subscript, frame: Frame, state: State) -> None:
    owner = run.evaluate(target.value, frame, state)
    bounds = evaluate_bounds(run, target, frame, state)
    index = evaluate_index(run, target, frame, state) if bounds is None else run.unknown()
    method = _method_of_external(run, owner, "__delitem__")
    if method is not None:
        run.call(method, Arguments([index]), target, frame, state)

    def act(atom: Atom, at: State) -> Value:
        if isinstance(atom, Dict):
            remove_at(run, at, atom.number, index)
        elif isinstance(atom, Names):
            bind(run, at, atom.number, index, NOTHING)
        elif isinstance(atom, List) and bounds is not None:
            delete_slice(run, at, atom.number, bounds)
        elif isinstance(atom, List):
            delete_element(run, at, atom.number, index)
        elif isinstance(atom, Instance):
            method = run.attribute(atom, "__delitem__", target, frame, at)
            for _, found in method:
                run.call(found, Arguments([index]), target, frame, at)
        return just(NONE)

    each_alternative(run, owner, state, act)


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
