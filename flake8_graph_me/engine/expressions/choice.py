"""Expressions that choose: ``and``, ``or``, ``not``, ``x if test else y``."""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, joined, just, under
from flake8_graph_me.engine.domain.conditions import conjoin
from flake8_graph_me.engine.domain.merging import merge
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Alternative, Constant, Value
from flake8_graph_me.engine.machine.branching import either_way, negated, truth, truth_conditions
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.special_methods import tested

FEW_ALTERNATIVES = 8
"""How many alternatives a choice gives at no further cost. Past it each costs as much as two
expressions.
"""


def by_truth(run: Run, value: Value, state: State) -> tuple[Value, Value]:
    """The truthy alternatives of a value, and the falsy ones."""
    true: list[Alternative] = []
    false: list[Alternative] = []
    for condition, atom in value:
        known = truth(run, atom, state)
        if known is None:
            holds, fails = truth_conditions(run, atom)
            true.extend(under(condition, ((holds, atom),)))
            false.extend(under(condition, ((fails, atom),)))
        else:
            (true if known else false).append((condition, atom))
    return joined(true), joined(false)


def evaluate_boolean(run: Run, node: cst.BooleanOperation, frame: Frame, state: State) -> Value:
    """``a and b``, ``a or b``: the second is evaluated if the first does not decide."""
    chain: list[cst.BooleanOperation] = []
    current: cst.BaseExpression = node
    while isinstance(current, cst.BooleanOperation):
        chain.append(current)
        current = current.left
    value = run.evaluate(current, frame, state)
    for operation in reversed(chain):
        value = _second(run, operation, value, frame, state)
    return value


def _second(
    run: Run, operation: cst.BooleanOperation, first: Value, frame: Frame, state: State
) -> Value:
    either = isinstance(operation.operator, cst.Or)
    true, false = by_truth(run, first, state)
    decided = true if either else false
    results: list[Alternative] = list(decided)
    branches: list[State] = []
    test = tested(run, first, operation, frame, state)
    for outcome, branch in either_way(run, test, state):
        if outcome is not either:
            value = run.evaluate(operation.right, frame, branch)
            if not branch.dead:
                results.extend(under(branch.condition - state.condition, value))
        branches.append(branch)
    if branches:
        merge(state, branches)
    return joined(results)


def evaluate_unary(run: Run, node: cst.UnaryOperation, frame: Frame, state: State) -> Value:
    """``not x``, ``-x``."""
    value = run.evaluate(node.expression, frame, state)
    if isinstance(node.operator, cst.Not):
        return negated(run, tested(run, value, node, frame, state), state)
    if isinstance(node.operator, cst.Minus) and len(value) == 1:
        atom = value[0][1]
        if isinstance(atom, Constant) and isinstance(atom.value, int | float):
            return just(constant(-atom.value))
    return run.unknown()


def evaluate_conditional(run: Run, node: cst.IfExp, frame: Frame, state: State) -> Value:
    """``body if test else orelse``."""
    test = tested(run, run.evaluate(node.test, frame, state), node.test, frame, state)
    results: list[Alternative] = []
    branches: list[State] = []
    for outcome, branch in either_way(run, test, state):
        value = run.evaluate(node.body if outcome else node.orelse, frame, branch)
        if not branch.dead:
            own = branch.condition - state.condition
            results.extend(pair for pair in under(own, value) if conjoin(pair[0], own) is not None)
        branches.append(branch)
    run.budget.work.done += 2 * max(len(results) - FEW_ALTERNATIVES, 0)
    if branches:
        merge(state, branches)
    return joined(results)
