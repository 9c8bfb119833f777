"""The decorators of a function, by their names."""

import libcst as cst


def decorator_names(node: cst.FunctionDef | cst.Lambda) -> frozenset[str]:
    """The last names of a function's decorators, also of those that are called."""
    found = set()
    for each in node.decorators if isinstance(node, cst.FunctionDef) else ():
        made = each.decorator.func if isinstance(each.decorator, cst.Call) else each.decorator
        if isinstance(made, cst.Name):
            found.add(made.value)
        elif isinstance(made, cst.Attribute):
            found.add(made.attr.value)
    return frozenset(found)
