"""Methods that stand for those of subclasses: their bodies do nothing but raise, and what they
raise says that the method is abstract, or they have no body to speak of.
"""

import re
from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import chosen_by, constant, just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import NONE, Atom, Function, Value
from flake8_graph_me.engine.machine.branching import decision, each_alternative
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.syntax.decorators import decorator_names
from flake8_graph_me.syntax.walk import walk

_LEFT_TO_OTHERS = re.compile(
    r"abstract|not.?implemented|unimplemented|sub-?class|derived.class"
    r"|(must|should).(be.)?(implement|overrid)",
    re.I,
)
"""What a method says that is left to others, by the name of an exception or in its text."""
_REFUSING = re.compile(r"abstract|not_?implemented|unimplemented|must_?(override|implement)", re.I)
"""The name of a function that does nothing but raise for methods which are left to others."""


def perhaps_overridden(
    run: Run,
    function: Function,
    receiver: Atom | None,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
    follow: Callable[[State], Value],
) -> Value:
    """A call of a function, which ``follow`` runs, on an object that is assumed: where the function
    is a method that is there for subclasses, it may be that of one that is not seen.
    """
    if _is_empty(function, receiver):
        return _given_or_nothing(run)
    if _is_left_to_others(function, receiver):
        return _called_or_overridden(run, receiver, arguments, node, frame, state, follow)
    return follow(state)


def _is_left_to_others(function: Function, receiver: Atom | None) -> bool:
    """Whether a method is one that subclasses are to define."""
    node = function.node
    called_on_object = receiver is not None or function.kind == "static"
    if not called_on_object or not isinstance(node, cst.FunctionDef):
        return False
    last = _only_raises(node)
    if last is None:
        return False
    abstract = any(name.startswith("abstract") for name in decorator_names(node))
    if isinstance(last, cst.Expr):
        return any(_REFUSING.search(name) for name in _called(last))
    return abstract or any(_LEFT_TO_OTHERS.search(word) for word in _words(last))


def _plain_statements(node: cst.FunctionDef) -> list[cst.BaseSmallStatement] | None:
    """The statements of a function's body; None if any holds others."""
    found: list[cst.BaseSmallStatement] = []
    for line in node.body.body:
        if isinstance(line, cst.SimpleStatementLine):
            found += line.body
        elif isinstance(line, cst.BaseSmallStatement):
            found.append(line)
        else:
            return None
    return found


def _only_raises(node: cst.FunctionDef) -> cst.BaseSmallStatement | None:
    """What a function ends with if that raises, and nothing before it returns."""
    if any(isinstance(each, cst.Return | cst.Yield) for each in walk(node.body)):
        return None
    end = node.body.body[-1]
    last = end.body[-1] if isinstance(end, cst.SimpleStatementLine) else end
    if isinstance(last, cst.Raise) and last.exc is not None:
        return last
    if isinstance(last, cst.Assert) and isinstance(last.test, cst.Name | cst.Integer):
        return last if last.test.value in ("False", "0") else None
    if not isinstance(last, cst.Expr) or not isinstance(last.value, cst.Call):
        return None
    whole = _plain_statements(node) or []
    return last if len(whole) - (node.get_docstring() is not None) == 1 else None


def _called(statement: cst.Expr) -> list[str]:
    """The names by which a statement calls something."""
    called = statement.value.func if isinstance(statement.value, cst.Call) else statement.value
    return [node.value for node in walk(called) if isinstance(node, cst.Name)]


def _words(statement: cst.BaseSmallStatement) -> list[str]:
    """The names and texts in a statement."""
    return [
        node.value
        for node in walk(statement)
        if isinstance(node, cst.Name | cst.SimpleString | cst.FormattedStringText)
    ]


def _is_empty(function: Function, receiver: Atom | None) -> bool:
    """Whether a method has no body to speak of, so that subclasses may give it one."""
    node = function.node
    if receiver is None or not isinstance(node, cst.FunctionDef) or node.name.value[:2] == "__":
        return False
    small = _plain_statements(node)
    return small is not None and all(
        isinstance(each, cst.Pass)
        or (isinstance(each, cst.Expr) and isinstance(each.value, cst.BaseString | cst.Ellipsis))
        for each in small
    )


def _given_or_nothing(run: Run) -> Value:
    """What a method without a body gives on an object that is assumed: None, or what that of a
    subclass gives that is not seen.
    """
    symbol = run.symbols.number(("overridden", run.number()))
    return chosen_by(-symbol, just(NONE), run.unknown())


def _called_or_overridden(
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
