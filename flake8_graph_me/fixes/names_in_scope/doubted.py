"""The names that code itself takes to be perhaps empty, since it tests whether they are."""

from collections.abc import Iterator, Sequence

import libcst as cst

from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.syntax.walk import walk

_LEAVING = (cst.Return, cst.Continue, cst.Break)
_ENDING = frozenset({"exit", "_exit", "error"})
"""Functions that end a program, as ``sys.exit`` and the error of an argument parser do."""


def doubted(code: cst.CSTNode) -> frozenset[str]:
    """The names, and attributes of names in dotted form, that ``code`` tests anywhere for being
    None, empty or ``me``. A guard that leaves if they are is no such test: behind it they are not.
    """
    guards = {part for node in walk(code) for part in _guarding(node)}
    return frozenset(
        name
        for node in walk(code)
        for test in _tests(node)
        if test not in guards
        for name in _tested(test)
    )


def _tests(node: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    """The expressions that a node takes as true or false, or compares."""
    match node:
        case cst.If() | cst.IfExp() | cst.While() | cst.Assert() | cst.CompIf():
            yield node.test
        case cst.BooleanOperation():
            yield node.left
            yield node.right
        case cst.UnaryOperation(operator=cst.Not()):
            yield node.expression
        case cst.Comparison():
            yield node
        case cst.Match():
            yield node.subject


def _guarding(node: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    """The tests of a guard, if that is what a node is: those of an assertion, and those of an
    ``if`` without ``else`` that leaves where something is empty.
    """
    if isinstance(node, cst.Assert):
        yield from _parts(node.test, joins=cst.And, empty=False)
    elif isinstance(node, cst.If) and node.orelse is None and _leaves(node.body):
        yield from _parts(node.test, joins=cst.Or, empty=True)


def _parts(
    test: cst.BaseExpression, joins: type[cst.BaseBooleanOp], *, empty: bool
) -> Iterator[cst.BaseExpression]:
    """The parts of a test that each say whether something is empty."""
    if isinstance(test, cst.BooleanOperation) and isinstance(test.operator, joins):
        yield from _parts(test.left, joins, empty=empty)
        yield from _parts(test.right, joins, empty=empty)
    elif isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        if empty:
            yield test
            yield test.expression
    elif isinstance(test, cst.Comparison):
        if len(test.comparisons) == 1 and _says_empty(test.comparisons[0].operator) == empty:
            yield test
    elif not empty:
        yield test


def _says_empty(operator: cst.BaseCompOp) -> bool | None:
    if isinstance(operator, cst.Is | cst.Equal | cst.In):
        return True
    return False if isinstance(operator, cst.IsNot | cst.NotEqual | cst.NotIn) else None


def _leaves(body: cst.BaseSuite) -> bool:
    """Whether a block ends in an error, or does nothing but leave what is around it."""
    small = [part for line in body.body for part in _statements(line)]
    last = small[-1] if small else None
    if isinstance(last, cst.Expr) and isinstance(last.value, cst.Call):
        return _dotted(last.value.func).rpartition(".")[2] in _ENDING
    alone = len(small) == 1 and not any(isinstance(each, cst.Call) for each in walk(small[0]))
    return isinstance(last, cst.Raise) or (alone and isinstance(last, _LEAVING))


def _statements(line: cst.BaseStatement | cst.BaseSmallStatement) -> Sequence[cst.CSTNode]:
    return line.body if isinstance(line, cst.SimpleStatementLine) else (line,)


def _tested(test: cst.BaseExpression) -> Iterator[str]:
    """The names of which a test asks whether they are empty."""
    if not isinstance(test, cst.Comparison):
        yield _dotted(test)
    elif any(is_no_user(each) for target in test.comparisons for each in walk(target.comparator)):
        yield _dotted(test.left)


def _dotted(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def is_no_user(node: cst.CSTNode) -> bool:
    """Whether this, anywhere in a value, means that the value may be None or the signed-in user."""
    if isinstance(node, cst.Name):
        return node.value in ("None", "True", "False")
    return isinstance(node, cst.SimpleString) and evaluated(node).strip().lower() in ("", "me")
