"""Which statements can raise, told by their syntax.

A plain assignment of literals, names and displays of them cannot; that a name is not bound is left
out of account. Whatever calls, reads attributes or items, or computes can.
"""

from collections.abc import Sequence

import libcst as cst


def before_raising(
    body: Sequence[cst.CSTNode],
) -> tuple[Sequence[cst.CSTNode], Sequence[cst.CSTNode]]:
    """The statements that come before the first one that can raise, and the others."""
    for index, statement in enumerate(body):
        if can_raise(statement):
            return body[:index], body[index:]
    return body, ()


def can_raise(statement: cst.CSTNode) -> bool:
    """Whether running a statement can raise an exception."""
    match statement:
        case cst.SimpleStatementLine(body=body):
            return any(map(can_raise, body))
        case cst.Pass() | cst.Global() | cst.Nonlocal():
            return False
        case cst.Expr(value=value):
            return not _is_plain(value)
        case cst.Assign(targets=targets, value=value):
            names = all(isinstance(target.target, cst.Name) for target in targets)
            return not names or not _is_plain(value)
        case cst.AnnAssign(target=cst.Name(), value=value):
            return value is not None and not _is_plain(value)
        case cst.FunctionDef(decorators=decorators, params=params):
            defaults = [each.default for each in (*params.params, *params.kwonly_params)]
            return bool(decorators) or not all(d is None or _is_plain(d) for d in defaults)
    return True


def only_raises(body: Sequence[cst.CSTNode]) -> bool:
    """Whether a block does nothing but raise an exception that is named, or made of what cannot
    raise.
    """
    line = body[0] if len(body) == 1 else None
    small = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
    made = small.exc if isinstance(small, cst.Raise) and small.cause is None else None
    if isinstance(made, cst.Call):
        plain = all(not arg.star and _is_plain(arg.value) for arg in made.args)
        return plain and isinstance(made.func, cst.Name)
    return isinstance(made, cst.Name)


def _is_plain(value: cst.BaseExpression) -> bool:
    match value:
        case cst.Name() | cst.SimpleString() | cst.Integer() | cst.Float() | cst.Ellipsis():
            return True
        case cst.ConcatenatedString(left=left, right=right):
            return _is_plain(left) and _is_plain(right)
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            return all(isinstance(each, cst.Element) and _is_plain(each.value) for each in elements)
        case cst.Dict(elements=elements):
            return all(
                isinstance(each, cst.DictElement)
                and isinstance(each.key, cst.Name | cst.SimpleString | cst.Integer)
                and _is_plain(each.value)
                for each in elements
            )
        case cst.UnaryOperation(expression=expression):
            return isinstance(expression, cst.Integer | cst.Float)
    return False
