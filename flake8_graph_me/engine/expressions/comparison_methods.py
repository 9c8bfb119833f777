"""Comparisons that objects of the analysed code do by methods of their own, which may give anything
and not only a truth value.
"""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Constant,
    External,
    Function,
    Instance,
    Value,
)
from flake8_graph_me.engine.machine.branching import decision, negated
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.special_methods import own_method

METHODS: dict[type[cst.BaseCompOp], tuple[str, str]] = {
    cst.Equal: ("__eq__", "__eq__"),
    cst.NotEqual: ("__ne__", "__ne__"),
    cst.LessThan: ("__lt__", "__gt__"),
    cst.LessThanEqual: ("__le__", "__ge__"),
    cst.GreaterThan: ("__gt__", "__lt__"),
    cst.GreaterThanEqual: ("__ge__", "__le__"),
}
"""The method that does what an operator does, and the one that does it for the other side."""
NOT_IMPLEMENTED = External("builtins.NotImplemented")


def compared_by_method(
    run: Run,
    target: cst.ComparisonTarget,
    left: Value,
    right: Value,
    frame: Frame,
    state: State,
) -> Value | None:
    """What a comparison gives if one of its sides does it; None if neither has a method for it.

    Where a method says that it cannot tell, the outcome is unknown.
    """
    names = METHODS.get(type(target.operator))
    if names is None:
        return None
    for value, other, name in ((left, right, names[0]), (right, left, names[1])):
        found = _method(value, name, state)
        turned = found is None and name == "__ne__"
        if turned:
            found = _method(value, "__eq__", state)
        if found is None:
            continue
        given = run.call(found, Arguments([other]), target, frame, state)
        told = mapped(given, lambda atom: _told(run, atom))
        return negated(run, told, state) if turned else told
    return None


def _method(value: Value, name: str, state: State) -> Bound | None:
    """The method by which the one object that a value is compares itself."""
    atom = value[0][1] if len(value) == 1 else None
    if not isinstance(atom, Instance) or not isinstance(atom.type, Class):
        return None
    method = own_method(atom.type, name, state)
    return Bound(method, atom) if isinstance(method, Function) else None


def _told(run: Run, atom: Atom) -> Value:
    return decision(run, ("compared", run.number())) if atom == NOT_IMPLEMENTED else just(atom)


def asks_for_more_than_truth(node: cst.BaseExpression, value: Value, other: Value) -> bool:
    """Whether the outcome of a comparison that is not known is compared with what is no truth
    value: it may then be none, either.
    """
    return (
        isinstance(node, cst.Comparison)
        and any(type(each.operator) in METHODS for each in node.comparisons)
        and len(value) > 1
        and not all(isinstance(atom, Constant) and atom.kind == "bool" for _, atom in other)
    )
