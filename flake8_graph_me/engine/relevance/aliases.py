"""Which parts of an expression may give an object that others hold too, judged by syntax alone."""

from collections.abc import Iterator, Sequence

import libcst as cst

MAKING_ANEW = frozenset(
    {
        "bytes",
        "copy",
        "deepcopy",
        "dict",
        "float",
        "int",
        "len",
        "list",
        "open",
        "set",
        "sorted",
        "str",
        "sum",
        "tuple",
    }
)
"""Functions that make what they give anew."""
RECEIVERS = frozenset({"self", "cls"})


def shared_parts(
    node: cst.BaseExpression | None, parameters: Sequence[str]
) -> Iterator[cst.BaseExpression]:
    """The parts of an expression that may be its value, as far as others may hold that too:
    attributes, items, other variables, and what methods and functions of the program may give.
    """
    if isinstance(node, cst.Attribute | cst.Subscript | cst.Name):
        yield node
    elif isinstance(node, cst.Tuple):
        for element in node.elements:
            yield from shared_parts(element.value, parameters)
    elif isinstance(node, cst.Await):
        yield from shared_parts(node.expression, parameters)
    elif isinstance(node, cst.BooleanOperation):
        yield from shared_parts(node.left, parameters)
        yield from shared_parts(node.right, parameters)
    elif isinstance(node, cst.IfExp):
        yield from shared_parts(node.body, parameters)
        yield from shared_parts(node.orelse, parameters)
    elif isinstance(node, cst.NamedExpr):
        yield from shared_parts(node.value, parameters)
    elif isinstance(node, cst.Call) and _may_give_shared(node.func, parameters):
        yield node


def _may_give_shared(called: cst.BaseExpression, parameters: Sequence[str]) -> bool:
    """Whether a call may give something that is not new: of a function in lower case, or of a
    method of the own object or of an argument. What modules of libraries give is theirs.
    """
    if isinstance(called, cst.Name):
        return called.value not in MAKING_ANEW and not called.value[0].isupper()
    if not isinstance(called, cst.Attribute) or called.attr.value[0].isupper():
        return False
    root: cst.BaseExpression = called.value
    while isinstance(root, cst.Attribute | cst.Subscript | cst.Call):
        root = root.func if isinstance(root, cst.Call) else root.value
    return isinstance(root, cst.Name) and root.value in {*RECEIVERS, *parameters}
