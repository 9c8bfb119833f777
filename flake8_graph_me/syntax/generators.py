"""Which functions are generators, and which of these get something when they are resumed, told by
their syntax.
"""

from collections.abc import Iterator

import libcst as cst

from flake8_graph_me.syntax.walk import children


def is_generator(function: cst.FunctionDef | cst.Lambda) -> bool:
    """Whether a function has a ``yield`` of its own."""
    return any(isinstance(node, cst.Yield) for node in _own_nodes(function))


def takes_values(function: cst.FunctionDef | cst.Lambda) -> bool:
    """Whether a generator uses what it is sent, the value of a ``yield`` of its own, or may catch
    what is thrown into it.
    """
    if any(isinstance(node, cst.Try | cst.TryStar) for node in _own_nodes(function)):
        return True
    found = {node for node in _own_nodes(function) if isinstance(node, cst.Yield)}
    unused = {node.value for node in _own_nodes(function) if isinstance(node, cst.Expr)}
    return not found <= unused


def _own_nodes(function: cst.FunctionDef | cst.Lambda) -> Iterator[cst.CSTNode]:
    """The nodes of a function's body without those of functions and classes in it."""
    pending: list[cst.CSTNode] = [function.body]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, cst.FunctionDef | cst.ClassDef | cst.Lambda):
            pending.extend(children(node))
