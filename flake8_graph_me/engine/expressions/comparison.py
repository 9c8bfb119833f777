"""Comparisons: decided if both sides are known, else a test whose outcome is a symbol."""

from collections.abc import Callable, Hashable
from operator import ge, gt, le, lt
from typing import Any

import libcst as cst

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import constant, joined, just, mapped, paired, under
from flake8_graph_me.engine.domain.conditions import bounded
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Alternative,
    Atom,
    Class,
    Constant,
    Dict,
    External,
    Instance,
    List,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.expressions.comparison_methods import (
    asks_for_more_than_truth,
    compared_by_method,
)
from flake8_graph_me.engine.machine.branching import (
    by_test,
    decision,
    negated,
    outcomes,
    subject_of,
    truth_value,
)
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import any_element, elements
from flake8_graph_me.engine.objects.elements.held import held_by
from flake8_graph_me.engine.objects.elements.item_keys import item_key, key_of
from flake8_graph_me.engine.objects.special_methods import inherited
from flake8_graph_me.engine.operations.comparing.compared_texts import note_compared
from flake8_graph_me.engine.operations.comparing.equality import equal, same
from flake8_graph_me.engine.operations.comparing.identity import asks_for_class
from flake8_graph_me.engine.operations.comparing.keys import has_unknown_key
from flake8_graph_me.engine.operations.containers.own_iterators import opened
from flake8_graph_me.terms.text import HOLE_MARK

ORDERS: dict[type[cst.BaseCompOp], Callable[[Any, Any], bool]] = {
    cst.LessThan: lt,
    cst.LessThanEqual: le,
    cst.GreaterThan: gt,
    cst.GreaterThanEqual: ge,
}


def evaluate_comparison(run: Run, node: cst.Comparison, frame: Frame, state: State) -> Value:
    """A chain of comparisons: all of them must hold."""
    left, left_node = run.evaluate(node.left, frame, state), node.left
    whole: Value | None = None
    for target in node.comparisons:
        right = run.evaluate(target.comparator, frame, state)
        if not _is_constant(left) and not _is_constant(right):
            note_compared(run, (left, right), node, state)
        if isinstance(target.operator, cst.In | cst.NotIn):
            one = _inside(run, target, left, right, frame, state)
        elif (
            _asks_for_nan(target, left_node, left)
            or asks_for_more_than_truth(left_node, left, right)
            or asks_for_more_than_truth(target.comparator, right, left)
        ) or (
            # Of an object that is assumed the class may be an heir that is not seen.
            frame.assumed and asks_for_class(left_node) and left == right
        ):
            one = run.unknown()
        else:
            own = compared_by_method(run, target, left, right, frame, state)
            one = compared(run, target.operator, left, right, state) if own is None else own
        whole = one if whole is None else both(run, whole, one, state)
        left, left_node = right, target.comparator
    return whole if whole is not None else run.unknown()


def _asks_for_nan(target: cst.ComparisonTarget, left: cst.BaseExpression, value: Value) -> bool:
    """Whether something that may be no number is compared with itself, as it then differs."""
    return (
        isinstance(target.operator, cst.Equal | cst.NotEqual)
        and any(isinstance(atom, Unknown | External) for _, atom in value)
        and target.comparator.deep_equals(left)
    )


def _inside(
    run: Run,
    target: cst.ComparisonTarget,
    left: Value,
    right: Value,
    frame: Frame,
    state: State,
) -> Value:
    """``in`` and ``not in``: objects of the program say by ``__contains__`` what they hold, or are
    iterated over.
    """
    atom = right[0][1] if len(right) == 1 else None
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        if inherited(atom.type, "__contains__", state) is not None:
            method = run.attribute(atom, "__contains__", target, frame, state)
            found = mapped(method, lambda m: run.call(m, Arguments([left]), target, frame, state))
            inside = truth_value(run, found, state)
            return inside if isinstance(target.operator, cst.In) else negated(run, inside, state)
        right = opened(run, right, target, frame, state)
    right = mapped(right, lambda each: held_by(run, each, state) or just(each))
    return compared(run, target.operator, left, right, state)


def _is_constant(value: Value) -> bool:
    """Whether a value is None or a number, which never equals or contains a text."""
    return all(isinstance(atom, Constant) for _, atom in value)


def both(run: Run, first: Value, second: Value, state: State) -> Value:
    """The truth value of two tests joined by ``and``."""
    holds, fails = outcomes(run, first, state)
    alternatives: list[Alternative] = [
        (bounded(condition, run.symbols), constant(value=False)) for condition in fails
    ]
    for condition in holds:
        alternatives.extend(under(bounded(condition, run.symbols), second))
    return joined(alternatives)


def compared(run: Run, operator: cst.BaseCompOp, left: Value, right: Value, state: State) -> Value:
    """The truth value of one comparison."""
    if isinstance(operator, cst.Equal):
        return paired(left, right, lambda a, b: equal(run, a, b))
    if isinstance(operator, cst.Is):
        return paired(left, right, lambda a, b: same(run, a, b))
    if isinstance(operator, cst.NotEqual):
        return negated(run, paired(left, right, lambda a, b: equal(run, a, b)), state)
    if isinstance(operator, cst.IsNot):
        return negated(run, paired(left, right, lambda a, b: same(run, a, b)), state)
    if isinstance(operator, cst.In):
        return paired(left, right, lambda a, b: _contained(run, a, b, state))
    if isinstance(operator, cst.NotIn):
        inside = paired(left, right, lambda a, b: _contained(run, a, b, state))
        return negated(run, inside, state)
    if type(operator) in ORDERS:
        return paired(left, right, lambda a, b: _ordered(run, operator, a, b))
    return truth_value(run, run.unknown(), state)


def _ordered(run: Run, operator: cst.BaseCompOp, first: Atom, second: Atom) -> Value:
    if isinstance(first, Constant) and isinstance(second, Constant):
        a, b = first.value, second.value
        if isinstance(a, int | float) and isinstance(b, int | float):
            return just(constant(value=ORDERS[type(operator)](a, b)))
    if isinstance(first, Text) and isinstance(second, Text):
        words = texts.known(first), texts.known(second)
        if words[0] is not None and words[1] is not None:
            return just(constant(value=ORDERS[type(operator)](*words)))
        return decision(run, ("order", run.number()))
    return run.unknown()


def _contained(run: Run, first: Atom, second: Atom, state: State) -> Value:
    key = key_of(first)
    if isinstance(second, Dict):
        key = item_key(state, first)
        if key is None:
            found = has_unknown_key(run, state, second.number, first)
            return decision(run, ("in", run.number())) if found is None else found
        return has_key(run, state, second.number, key)
    if isinstance(second, Text) and isinstance(first, Text):
        needle = texts.known(first)
        marks = texts.flat(second)
        if needle is not None and needle in marks:
            return just(constant(value=True))
        if needle is not None and HOLE_MARK not in marks:
            return just(constant(value=False))
        return decision(run, ("in", needle or run.number(), subject_of(run, second)))
    if isinstance(second, List) and second.once:
        # Looking for it takes what stands before it.
        some = any_element(run, state, second)
        state.write((second.number, "content"), just(Tuple((), some)))
        return decision(run, ("in", run.number()))
    if isinstance(second, Tuple | List):
        return _among(run, first, second, state)
    return decision(run, ("in", run.number() if key is None else key, subject_of(run, second)))


def has_key(run: Run, state: State, number: int, key: Hashable) -> Value:
    """Whether a dictionary has a key."""
    rest = state.read((number, REST))
    other = just(constant(value=False))
    if rest != NOTHING:
        other = mapped(
            rest, lambda a: other if a is ABSENT else decision(run, ("present", number, key))
        )
    stored = state.read((number, ("item", key)))
    return mapped(stored, lambda a: other if a is ABSENT else just(constant(value=True)))


def _among(run: Run, first: Atom, second: Tuple | List, state: State) -> Value:
    found = elements(state, second)
    if found is None:
        return decision(run, ("in", run.number()))
    result: Value = just(constant(value=False))
    for item in found:
        alike = mapped(item, lambda atom: equal(run, first, atom))
        result = by_test(run, alike, just(constant(value=True)), result, state)
    return result
