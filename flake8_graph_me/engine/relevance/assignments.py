"""Which variables and attributes a module sets to more than a placeholder, told by names alone.

Must not know who asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.engine.relevance.effects import CHANGING_METHODS
from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.syntax.walk import children, walk

KEEPING = "set"
READING = frozenset(
    {
        *("all", "any", "bool", "dict", "enumerate", "filter", "frozenset", "isinstance", "iter"),
        *("len", "list", "map", "max", "min", "print", "repr", "reversed", "set", "sorted", "str"),
        *("sum", "tuple", "type", "zip"),
    }
)
"""Builtin functions that only read what they are handed."""
EMPTY_CALLS = frozenset({"dict", "frozenset", "list", "set", "tuple"})


@dataclass(slots=True)
class Assigned:
    """The names of variables and attributes that code sets to more than a placeholder, and those of
    containers that it fills or hands on to where they may be filled. ``kept`` are the names of what
    is given a value by ``set``.
    """

    names: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)

    def fills(self, name: str, *, container: bool) -> bool:
        """Whether a placeholder of this name is replaced or, being a container, filled."""
        return name in self.names or (container and name in self.filled)

    def keeps(self, name: str) -> bool:
        """Whether something of this name is given a value to keep."""
        return name in self.kept


def assigned_in(module: cst.Module) -> Assigned:
    """What the code of a module sets and fills."""
    found = Assigned()
    shared = {
        item.name.value
        for node in walk(module)
        if isinstance(node, cst.Global | cst.Nonlocal)
        for item in node.names
    }
    pending: list[tuple[cst.CSTNode, bool]] = [(statement, False) for statement in module.body]
    while pending:
        node, local = pending.pop()
        _note(node, found, shared, local=local)
        inside = local or isinstance(node, cst.FunctionDef | cst.Lambda)
        pending.extend((child, inside) for child in children(node))
    return found


def _note(node: cst.CSTNode, found: Assigned, shared: set[str], *, local: bool) -> None:
    match node:
        case cst.Assign(targets=targets, value=value):
            for target in targets:
                _note_target(target.target, value, found, shared, local=local)
            _note_handed(value, found)
        case cst.AnnAssign(target=target, value=value) if value is not None:
            _note_target(target, value, found, shared, local=local)
            _note_handed(value, found)
        case cst.AugAssign(target=target):
            _note_target(target, None, found, shared, local=local)
            _note_handed(target, found)
        case cst.NamedExpr(target=target) | cst.For(target=target):
            _note_target(target, None, found, shared, local=local)
        case cst.AsName(name=name):
            _note_target(name, None, found, shared, local=local)
        case cst.FunctionDef(name=name) | cst.ClassDef(name=name) if not local:
            found.names.add(name.value)
        case cst.ImportAlias(name=name, asname=None) if not local:
            found.names.add(last_name(name))
        case cst.Call():
            _note_call(node, found)
        case cst.Return(value=value) | cst.Element(value=value):
            _note_handed(value, found)
        case cst.DictElement(value=value) | cst.Yield(value=value):
            _note_handed(value, found)


def _note_target(
    target: cst.CSTNode,
    value: cst.BaseExpression | None,
    found: Assigned,
    shared: set[str],
    *,
    local: bool,
) -> None:
    """Note what an assignment sets; ``value`` is None if it is not a single expression."""
    if isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            _note_target(element.value, None, found, shared, local=local)
    elif isinstance(target, cst.Subscript):
        found.filled.add(last_name(target.value))
    elif value is not None and is_placeholder(value):
        return
    elif isinstance(target, cst.Attribute):
        found.names.add(target.attr.value)
    elif isinstance(target, cst.Name) and (not local or target.value in shared):
        found.names.add(target.value)


def is_placeholder(value: cst.BaseExpression) -> bool:
    """Whether an expression is None, an empty text or an empty container."""
    match value:
        case cst.Name(value="None"):
            return True
        case cst.SimpleString():
            return evaluated(value) == ""
        case cst.Dict(elements=elements) | cst.List(elements=elements):
            return not elements
        case cst.Tuple(elements=elements):
            return not elements
        case cst.Call(func=cst.Name(value=name), args=args):
            return name in EMPTY_CALLS and not args
    return False


def _note_call(node: cst.Call, found: Assigned) -> None:
    if not isinstance(node.func, cst.Name) or node.func.value not in READING:
        for arg in node.args:
            _note_handed(arg.value, found)
    if isinstance(node.func, cst.Attribute):
        if node.func.attr.value in CHANGING_METHODS:
            found.filled.add(last_name(node.func.value))
        if node.func.attr.value == KEEPING:
            found.kept.add(last_name(node.func.value))
    elif isinstance(node.func, cst.Name) and node.func.value == "setattr":
        names: Sequence[cst.BaseExpression] = [arg.value for arg in node.args[1:2]]
        found.names.update(evaluated(n) or "" for n in names if isinstance(n, cst.SimpleString))


def _note_handed(value: cst.CSTNode | None, found: Assigned) -> None:
    """A container that stands alone somewhere may be filled there under another name."""
    if isinstance(value, cst.Name | cst.Attribute):
        found.filled.add(last_name(value))


def last_name(node: cst.CSTNode) -> str:
    """The name by which something is got at last; empty if it has none."""
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""
