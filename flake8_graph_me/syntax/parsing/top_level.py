"""Where lines begin, and where the statements at the top level of a module stand by its ``ast``."""

import ast
import re

import libcst as cst

_LINE_END = re.compile(r"\r\n?|\n")


def line_offsets(text: str) -> list[int]:
    """Where the lines of a text begin, as Python counts lines, in characters from 0."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def start_lines(tree: ast.Module, module: cst.Module) -> list[int] | None:
    """The line on which each top-level statement of a module begins, its leading lines included;
    None if the two trees do not agree.
    """
    lines: list[int] = []
    position = 0
    for statement in module.body:
        if position >= len(tree.body):
            return None
        lines.append(_first_line(tree.body[position]) - len(statement.leading_lines))
        # Only statements joined by semicolons are several in ast.
        position += len(statement.body) if isinstance(statement, cst.SimpleStatementLine) else 1
    return lines if position == len(tree.body) else None


def _first_line(statement: ast.stmt) -> int:
    """The line on which a statement begins, its decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])
