"""The attributes of a function that say what a call of it does."""

from flake8_graph_me.engine.domain.values import Function, Value
from flake8_graph_me.syntax.parameters import parameters_of

DEFAULTS, NAMED_DEFAULTS, CODE = "__defaults__", "__kwdefaults__", "__code__"
PATCHES = frozenset({DEFAULTS, NAMED_DEFAULTS, CODE})
"""What changes all later calls of a function when it is set."""


def positional_defaults(function: Function) -> list[tuple[str, Value]]:
    """The defaults of a function's parameters that have a place, in order."""
    placed = {p.name for p in parameters_of(function.node) if p.kind == "positional"}
    return [(name, value) for name, value in function.defaults if name in placed]
