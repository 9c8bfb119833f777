"""Methods of records that check fields, and may give them other values; and those that stand for
further fields. Known by the names of their decorators.
"""

from collections.abc import Iterator

import libcst as cst

from flake8_graph_me.syntax.literals import evaluated

CHECKING = frozenset({"field_validator", "validator"})
"""Decorators of what checks the fields that they name."""
CHECKING_ALL = frozenset({"model_validator", "root_validator"})
"""Decorators of what checks all fields."""
COMPUTING = frozenset({"computed_field"})
"""Decorators of what counts as a field where a record becomes a dictionary."""
ALL = "*"


def checked_fields(node: cst.ClassDef) -> frozenset[str]:
    """The names of the fields that methods of a class check; ``*`` stands for all."""
    found: set[str] = set()
    for name, texts in _decorators(node):
        if name in CHECKING_ALL:
            found.add(ALL)
        elif name in CHECKING:
            found |= texts
    return frozenset(found)


def computes_fields(node: cst.ClassDef) -> bool:
    """Whether methods of a class stand for further fields."""
    return any(name in COMPUTING for name, _ in _decorators(node))


def _decorators(node: cst.ClassDef) -> Iterator[tuple[str, set[str]]]:
    """The names of the decorators in a class, each with the texts that it is given."""
    for method in node.body.body:
        for each in method.decorators if isinstance(method, cst.FunctionDef) else ():
            call = each.decorator
            function = call.func if isinstance(call, cst.Call) else call
            name = function.attr if isinstance(function, cst.Attribute) else function
            given = call.args if isinstance(call, cst.Call) else ()
            texts = [arg.value for arg in given if isinstance(arg.value, cst.SimpleString)]
            if isinstance(name, cst.Name):
                yield name.value, {str(evaluated(text)) for text in texts}
