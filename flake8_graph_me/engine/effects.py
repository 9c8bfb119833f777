"""Which functions may leave something behind, told by their syntax alone.

A function leaves something if it assigns to an attribute or item of what is not its own local,
declares a name global, calls a method that changes its receiver, or calls such a function by name.
It may be said of too many functions, never of too few.
"""

from collections.abc import Iterable

import libcst as cst

from flake8_graph_me.engine.syntax_walk import walk

CHANGING_METHODS = frozenset(
    {
        "add",
        "add_header",
        "append",
        "appendleft",
        "clear",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "setdefault",
        "update",
        "__setattr__",
        "__setitem__",
    }
)
CHANGING_FUNCTIONS = frozenset({"setattr", "delattr"})


def leaving_something(functions: Iterable[cst.FunctionDef]) -> frozenset[cst.FunctionDef]:
    """The functions among the given ones that may change something which outlives their run."""
    calls: dict[cst.FunctionDef, set[str]] = {}
    found: set[cst.FunctionDef] = set()
    for function in functions:
        names, writes = _examined(function)
        calls[function] = names
        if writes:
            found.add(function)
    changed = True
    while changed:
        known = {function.name.value for function in found}
        more = {f for f, names in calls.items() if f not in found and names & known}
        found |= more
        changed = bool(more)
    return frozenset(found)


def _examined(function: cst.FunctionDef) -> tuple[set[str], bool]:
    """The names that a function calls, and whether it changes what is not its own."""
    called: set[str] = set()
    written: list[str] = []
    own: set[str] = set()
    declared = False
    for node in walk(function.body):
        if isinstance(node, cst.Call):
            name = _called_name(node.func)
            called.add(name)
            if name in CHANGING_METHODS and isinstance(node.func, cst.Attribute):
                written.append(_root(node.func.value))
            elif name in CHANGING_FUNCTIONS:
                declared = True
        elif isinstance(node, cst.AssignTarget | cst.AnnAssign | cst.AugAssign):
            _note_target(node.target, own, written)
        elif isinstance(node, cst.Global | cst.Nonlocal):
            declared = True
    return called, declared or any(name not in own for name in written)


def _called_name(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def _note_target(target: cst.BaseExpression, own: set[str], written: list[str]) -> None:
    if isinstance(target, cst.Name):
        own.add(target.value)
    elif isinstance(target, cst.Attribute | cst.Subscript):
        written.append(_root(target.value))
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            _note_target(element.value, own, written)


def _root(node: cst.BaseExpression) -> str:
    """The name at which a chain of attributes, items and calls begins."""
    while True:
        if isinstance(node, cst.Attribute | cst.Subscript):
            node = node.value
        elif isinstance(node, cst.Call):
            node = node.func
        else:
            return node.value if isinstance(node, cst.Name) else ""
