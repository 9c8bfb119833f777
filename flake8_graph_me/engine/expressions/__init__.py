"""Evaluation of expressions."""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Value
from flake8_graph_me.engine.expressions.choice import (
    evaluate_boolean,
    evaluate_conditional,
    evaluate_unary,
)
from flake8_graph_me.engine.expressions.comparison import evaluate_comparison
from flake8_graph_me.engine.expressions.comprehension import (
    evaluate_dict_comprehension,
    evaluate_list_comprehension,
)
from flake8_graph_me.engine.expressions.containers import (
    evaluate_dict,
    evaluate_list,
    evaluate_subscript,
    evaluate_tuple,
)
from flake8_graph_me.engine.expressions.generators import evaluate_yield
from flake8_graph_me.engine.expressions.names_and_calls import (
    evaluate_await,
    evaluate_chain,
    evaluate_lambda,
    evaluate_name,
    evaluate_named,
)
from flake8_graph_me.engine.expressions.operators import evaluate_binary
from flake8_graph_me.engine.expressions.strings import (
    evaluate_concatenated,
    evaluate_formatted,
    evaluate_number,
    evaluate_simple_string,
)
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.stack import in_thread

EVALUATORS: dict[type[cst.CSTNode], Callable[..., Value]] = {
    cst.Name: evaluate_name,
    cst.Attribute: evaluate_chain,
    cst.Call: evaluate_chain,
    cst.SimpleString: evaluate_simple_string,
    cst.ConcatenatedString: evaluate_concatenated,
    cst.FormattedString: evaluate_formatted,
    cst.BinaryOperation: evaluate_binary,
    cst.Integer: evaluate_number,
    cst.Float: evaluate_number,
    cst.Tuple: evaluate_tuple,
    cst.List: evaluate_list,
    cst.Set: evaluate_list,
    cst.Dict: evaluate_dict,
    cst.Subscript: evaluate_subscript,
    cst.Comparison: evaluate_comparison,
    cst.BooleanOperation: evaluate_boolean,
    cst.UnaryOperation: evaluate_unary,
    cst.IfExp: evaluate_conditional,
    cst.Lambda: evaluate_lambda,
    cst.Await: evaluate_await,
    cst.Yield: evaluate_yield,
    cst.NamedExpr: evaluate_named,
    cst.ListComp: evaluate_list_comprehension,
    cst.SetComp: evaluate_list_comprehension,
    cst.GeneratorExp: evaluate_list_comprehension,
    cst.DictComp: evaluate_dict_comprehension,
}


def evaluate(run: Run, node: cst.BaseExpression, frame: Frame, state: State) -> Value:
    """The value of an expression in a state; its effects are applied to the state."""
    evaluator = EVALUATORS.get(type(node))
    if evaluator is None:
        return run.unknown()
    if run.budget.exhausted():
        return just(run.beyond("MAX_STEPS"))
    if run.budget.deep():
        return just(run.beyond("MAX_NESTING"))
    run.budget.nesting += 1
    try:
        if run.budget.nesting > run.budget.room:
            return in_thread(run.budget, evaluator, run, node, frame, state)
        return evaluator(run, node, frame, state)
    finally:
        run.budget.nesting -= 1
