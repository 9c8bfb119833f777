"""Operators that an object's own methods carry out."""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Atom, Bound, Class, Instance, Value
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.held import holding

METHODS: dict[type[cst.CSTNode], tuple[str, ...]] = {
    cst.Add: ("__add__",),
    cst.AddAssign: ("__iadd__", "__add__"),
    cst.Modulo: ("__mod__",),
    cst.ModuloAssign: ("__imod__", "__mod__"),
    cst.Divide: ("__truediv__",),
    cst.DivideAssign: ("__itruediv__", "__truediv__"),
    cst.BitOr: ("__or__",),
    cst.BitOrAssign: ("__ior__", "__or__"),
    cst.BitAnd: ("__and__",),
    cst.BitAndAssign: ("__iand__", "__and__"),
    cst.BitXor: ("__xor__",),
    cst.FloorDivide: ("__floordiv__",),
    cst.LeftShift: ("__lshift__",),
    cst.LeftShiftAssign: ("__ilshift__", "__lshift__"),
    cst.MatrixMultiply: ("__matmul__",),
    cst.Multiply: ("__mul__",),
    cst.MultiplyAssign: ("__imul__", "__mul__"),
    cst.Power: ("__pow__",),
    cst.RightShift: ("__rshift__",),
    cst.RightShiftAssign: ("__irshift__", "__rshift__"),
    cst.Subtract: ("__sub__",),
    cst.SubtractAssign: ("__isub__", "__sub__"),
}
"""The methods that do what an operator does; the first one that there is counts."""


def has_operators(run: Run, operator: cst.CSTNode, atom: Instance) -> bool:
    """Whether a method of the object's own does what the operator does."""
    if isinstance(atom.type, Class) or holding(run, atom):
        return True
    names = METHODS.get(type(operator), ())
    return any(run.rows.method(atom.type, name) is not None for name in names)


def own_operator(
    run: Run,
    operator: cst.CSTNode,
    first: Instance,
    second: Atom,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> Value:
    """The result of an object's own operator method."""
    for name in METHODS.get(type(operator), ()):
        method = run.attribute(first, name, node, frame, state)
        if len(method) == 1 and isinstance(method[0][1], Bound):
            return run.call(method[0][1], Arguments([just(second)]), node, frame, state)
    return run.unknown()
