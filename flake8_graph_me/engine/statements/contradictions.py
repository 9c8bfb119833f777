"""Guards past which, by what earlier ones have said, nothing goes on.

What is read of something from outside counts as the same until the program sets it. Where code that
is not seen has changed it, a guard contradicts an earlier one, and what follows them seems to be
unreachable. Nobody writes what is never reached: the program goes on there.
"""

import builtins
from collections.abc import Iterator, Sequence

import libcst as cst

from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.expressions.targets import assign
from flake8_graph_me.engine.machine.branching import outcomes
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.special_methods import tested
from flake8_graph_me.syntax.walk import walk

TELLING = frozenset({"bool", "isinstance", "len", "list", "repr", "sorted", "str", "tuple", "type"})
"""Functions that tell something of their argument and change nothing."""
_PART = (cst.Attribute, cst.Subscript)
_ACTING = (cst.Call, cst.Await, cst.NamedExpr, cst.Yield, cst.Lambda, cst.BaseComp)


def goes_on(
    run: Run, body: Sequence[cst.CSTNode], index: int, frame: Frame, state: State, start: Condition
) -> bool:
    """Whether the statements behind one of a block are reached, although by what is known in the
    state before it they are not: it is a guard, code that is not seen may have changed what it
    tests, and only the guards of this block, which began under the condition ``start``, speak
    against it, or if it is the body of a loop those of earlier rounds. An assertion of what this
    block itself has set or asserted otherwise holds too: another name has led to it.
    """
    body, before, start = frame.blocks.get(body[0], (body, 0, start))
    index += before
    guard = _guard(body[index])
    first = frame.rounds.get(body[0], start)
    if guard is None or state.dead:
        return False
    asserts, last = not isinstance(body[index], cst.If), index + 1 == len(body)
    if not asserts and (state.condition == first or (last and first == start)):
        return False
    test, truthy = guard
    if any(isinstance(each, _ACTING) and not _only_tells(each) for each in walk(test)):
        return False
    others = body[:index] if first == start else body
    parts = _parts_asked(test)
    if not any(_may_change(each, parts, _names_compared(test)) for each in others):
        return False
    if asserts and not last and any(_settles(each, test) for each in body[:index]):
        return True
    if state.condition == first:
        return False
    free = state.child(run.numbers + 1)
    free.condition, free.choices = first, ()
    value = tested(run, run.evaluate(test, frame, free), test, frame, free)
    holds, fails = outcomes(run, value, free)
    return not free.dead and bool(holds if truthy else fails)


def left_by_call(
    run: Run,
    body: Sequence[cst.CSTNode],
    index: int,
    frame: Frame,
    state: State,
    start: Condition,
    known: Condition,
) -> State | None:
    """The state behind a statement of a block that, by what was ``known`` before it, never ends, if
    it may end where nothing is known of what earlier statements of the block have asked: they
    called code that may have changed that. What it gives is unknown then. None if it is no such
    statement.
    """
    body, before, start = frame.blocks.get(body[0], (body, 0, start))
    index += before
    first = frame.rounds.get(body[0], start)
    values = _values_of(body[index])
    if (
        values is None
        or known == first
        or not any(_acts(node) for each in body[:index] for node in walk(each))
    ):
        return None
    free = state.child(run.numbers + 1)
    free.condition, free.choices = first, ()
    happened, entered = run.events.counts(), dict(run.entered)
    ended = run.execute([body[index]], frame, free)
    if ended is None or ended.dead:
        run.events.cut_back(happened)
        run.entered = entered
        return None
    after = state.child(run.numbers + 1)
    after.condition = known
    for target in values:
        assign(run, target, run.unknown(), frame, after)
    return after


def _values_of(statement: cst.CSTNode) -> list[cst.BaseExpression] | None:
    """What a statement gives a value that is nothing but an expression or an assignment."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return None
    match statement.body[0]:
        case cst.Expr():
            return []
        case cst.Assign(targets=targets):
            return [each.target for each in targets]
        case cst.AnnAssign(target=target):
            return [target]
    return None


def _parts_asked(test: cst.BaseExpression) -> set[str]:
    """The names of the objects of which a test asks for a part, or what is in them."""
    found: set[str] = set()
    for node in walk(test):
        if isinstance(node, _PART):
            found.update(_roots(node))
        elif isinstance(node, cst.Comparison):
            for target in node.comparisons:
                if isinstance(target.operator, cst.In | cst.NotIn):
                    found.update(_roots(target.comparator))
    return found


def _names_compared(test: cst.BaseExpression) -> set[str]:
    """The names of what a test compares with each other."""
    found: set[str] = set()
    for node in walk(test):
        if isinstance(node, cst.Comparison):
            sides = [node.left, *(target.comparator for target in node.comparisons)]
            names = [each.value for each in sides if isinstance(each, cst.Name)]
            found.update(names if len(names) == len(sides) else ())
    return found


def _settles(statement: cst.CSTNode, test: cst.BaseExpression) -> bool:
    """Whether a statement sets or asserts a part of something that a test asks for."""
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    set_here = [
        target.target
        for small in statement.body
        for target in (small.targets if isinstance(small, cst.Assign) else ())
    ]
    asserted = [small.test for small in statement.body if isinstance(small, cst.Assert)]
    asked = [each for each in walk(test) if isinstance(each, _PART)]
    return any(
        isinstance(part, _PART) and part.deep_equals(each)
        for told in (*set_here, *asserted)
        for part in walk(told)
        for each in asked
    )


def _only_tells(node: cst.CSTNode) -> bool:
    """Whether a call only tells something of what it is handed."""
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Name)
        and node.func.value in TELLING
    )


def _guard(statement: cst.CSTNode) -> tuple[cst.BaseExpression, bool] | None:
    """The test of a guard, and what it must be for the program to go on."""
    if isinstance(statement, cst.If) and statement.orelse is None:
        return statement.test, False
    if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1:
        only = statement.body[0]
        return (only.test, True) if isinstance(only, cst.Assert) else None
    return None


def _roots(node: cst.CSTNode) -> Iterator[str]:
    """The name of what an expression is a part of."""
    while isinstance(node, _PART):
        node = node.value
    if isinstance(node, cst.Name):
        yield node.value


def _may_change(statement: cst.CSTNode, parts: set[str], names: set[str]) -> bool:
    """Whether a statement may change ``parts`` of objects, or what ``names`` stand for: it calls
    what is not Python's own, which may lead to all parts of objects from outside, or it hands out,
    sets or deletes a part of one of them.
    """
    if parts and any(map(_acts, walk(statement))):
        return True
    return not (parts | names).isdisjoint(_handed_out(statement))


def _acts(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and not (
        isinstance(node.func, cst.Name) and hasattr(builtins, node.func.value)
    )


def _handed_out(statement: cst.CSTNode) -> Iterator[str]:
    """The names of what a statement calls methods of, hands to calls, or sets or deletes a part
    of.
    """
    for each in walk(statement):
        if isinstance(each, cst.Call):
            yield from _roots(each.func)
            for arg in each.args:
                yield from _roots(arg.value)
        elif isinstance(each, cst.AssignTarget | cst.AugAssign | cst.Del) and isinstance(
            each.target, _PART
        ):
            yield from _roots(each.target)
