"""Which functions are generators, and which of these get something when they are resumed, told by
their syntax.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.syntax.walk import children


@dataclass(frozen=True, slots=True)
class Generating:
    """Whether a function has a ``yield`` of its own, and whether it uses what it is sent, the value
    of such a ``yield``, or may catch what is thrown into it.
    """

    yields: bool
    takes_values: bool


def generating(function: cst.FunctionDef | cst.Lambda) -> Generating:
    """What a function's own statements say about it as a generator."""
    yields: set[cst.CSTNode] = set()
    unused: set[cst.CSTNode] = set()
    catches = False
    for node in _own_nodes(function):
        if isinstance(node, cst.Yield):
            yields.add(node)
        elif isinstance(node, cst.Expr):
            unused.add(node.value)
        elif isinstance(node, cst.Try | cst.TryStar):
            catches = True
    return Generating(bool(yields), catches or not yields <= unused)


def _own_nodes(function: cst.FunctionDef | cst.Lambda) -> Iterator[cst.CSTNode]:
    """The nodes of a function's body without those of functions and classes in it."""
    pending: list[cst.CSTNode] = [function.body]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, cst.FunctionDef | cst.ClassDef | cst.Lambda):
            pending.extend(children(node))
