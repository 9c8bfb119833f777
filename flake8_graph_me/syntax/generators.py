"""Which functions are generators, told by their syntax."""

import functools

import libcst as cst

from flake8_graph_me.syntax.walk import children

MAX_KNOWN = 4_096
"""For how many functions it is kept whether they are generators. Past it that is told again."""


# The same functions are asked for at each of their calls.
@functools.lru_cache(maxsize=MAX_KNOWN)
def is_generator(function: cst.FunctionDef | cst.Lambda) -> bool:
    """Whether a function has a ``yield`` of its own."""
    pending: list[cst.CSTNode] = list(children(function.body))
    while pending:
        node = pending.pop()
        if isinstance(node, cst.Yield):
            return True
        if not isinstance(node, cst.FunctionDef | cst.ClassDef | cst.Lambda):
            pending.extend(children(node))
    return False
