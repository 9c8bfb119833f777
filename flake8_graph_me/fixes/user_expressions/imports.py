"""The imports that an expression needs at its place."""

import builtins
from collections.abc import Sequence

import libcst as cst

from flake8_graph_me.fixes.names_in_scope.scopes import Standing, scopes, standing
from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import LocatedNode
from flake8_graph_me.fixes.user_expressions.expressions import Expression
from flake8_graph_me.syntax.python_tree import PYTHONS_PARSER
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Position


def needed_imports(
    spot: LocatedNode, expression: Expression, further: Sequence[str] = ()
) -> tuple[Edit, ...]:
    """The edit that imports the unbound names that the expression reads, and adds ``further``
    import statements; none if nothing is missing. The imports go next to the others, after the
    docstring and ``__future__``.

    Raises Refused if a name may not be bound yet, or cannot be a module.
    """
    around = scopes(spot.module, spot.node)
    missing = []
    for root in expression.roots:
        found = standing(around, root)
        if found is Standing.UNSURE:
            raise Refused(f"{root} may not be defined there")
        if found is Standing.BOUND or (found is Standing.UNBOUND and hasattr(builtins, root)):
            continue
        if not expression.reads_only_attributes_of(root):
            raise Refused(f"{root} is not defined")
        missing.append(f"import {root}")
    statements = sorted({*missing, *further}, key=lambda each: (each.startswith("from"), each))
    return (_import_edit(spot, statements),) if statements else ()


def _import_edit(spot: LocatedNode, statements: list[str]) -> Edit:
    body = spot.module.module.body
    newline = spot.module.module.default_newline
    text = "".join(statement + newline for statement in statements)
    statement = (spot.node, *spot.ancestors)[-2]
    here = next(index for index, each in enumerate(body) if each is statement)
    first = next((index for index, each in enumerate(body) if not _leads(each, index)), len(body))
    if here < first:
        raise Refused(f"{statements[0]} would have to come before the first statement")
    imports = next((index for index in range(first, here + 1) if _is_import(body[index])), None)
    if imports is not None:
        line = _first_line(spot, body[imports])
    elif first:
        last = body[first - 1]
        line = spot.spans([last])[last].end.line + 1
        text = newline + text
        if spot.lines.line(line).strip():
            text += newline
    else:
        line = _below_header(spot, _first_line(spot, body[0]))
        text += newline
    return spot.insertion(Position(line, 0), text)


def _leads(statement: cst.CSTNode, index: int) -> bool:
    """Whether a statement must precede all imports."""
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    first = statement.body[0]
    if index == 0 and isinstance(first, cst.Expr):
        value = first.value
        with PYTHONS_PARSER:
            return isinstance(value, cst.SimpleString | cst.ConcatenatedString) and isinstance(
                value.evaluated_value, str
            )
    return any(isinstance(each, cst.ImportFrom) and _is_future(each) for each in statement.body)


def _is_future(statement: cst.ImportFrom) -> bool:
    module = statement.module
    return isinstance(module, cst.Name) and module.value == "__future__" and not statement.relative


def _is_import(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and isinstance(
        statement.body[0], cst.Import | cst.ImportFrom
    )


def _first_line(spot: LocatedNode, statement: cst.CSTNode) -> int:
    nodes = [statement, *getattr(statement, "decorators", ())]
    return min(span.start.line for span in spot.spans(nodes).values())


def _below_header(spot: LocatedNode, line: int) -> int:
    """The first line of the comments that belong to the statement on ``line``; those that begin the
    file belong to the file.
    """
    lines = spot.lines
    top = line
    while top > 1 and lines.line(top - 1).startswith("#"):
        top -= 1
    return line if top == 1 else top
