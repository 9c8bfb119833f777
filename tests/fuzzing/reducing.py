"""The smallest program that has the same fault, found by leaving parts out."""

import ast
import copy
from collections.abc import Callable, Iterator

TRIES = 400
"""How many smaller programs are tried."""


def reduced(program: str, is_faulty: Callable[[str], bool], tries: int = TRIES) -> str:
    """A program that cannot be made smaller in one step, or the last one that was tried."""
    left = [tries]
    smaller: str | None = program
    while smaller is not None:
        program = smaller
        smaller = next((each for each in _limited(program, left) if is_faulty(each)), None)
    return program


def _limited(program: str, left: list[int]) -> Iterator[str]:
    seen = {program}
    for candidate in _smaller(program):
        if left[0] <= 0:
            return
        if candidate not in seen and len(candidate) < len(program):
            seen.add(candidate)
            left[0] -= 1
            yield candidate


def _smaller(program: str) -> Iterator[str]:
    """Programs with one thing less: statements, lines, expressions, characters of texts."""
    yield from _with_less_statements(program)
    lines = program.splitlines(keepends=True)
    for size in (8, 4, 2, 1):
        for start in range(0, len(lines), size):
            yield "".join(lines[:start] + lines[start + size :])
    try:
        tree = ast.parse(program)
    except (SyntaxError, ValueError):
        return
    for place, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.expr):
            for change in _changes(node):
                changed = _changed(tree, place, change)
                if changed is not None:
                    yield changed


def _with_less_statements(program: str) -> Iterator[str]:
    """Programs without one statement, or with its blocks in its place, the longest first."""
    try:
        tree = ast.parse(program)
    except (SyntaxError, ValueError):
        return
    lines = program.splitlines(keepends=True)
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    for node in sorted(statements, key=lambda each: each.lineno - (each.end_lineno or each.lineno)):
        first, last = node.lineno - 1, node.end_lineno or node.lineno
        before, after = "".join(lines[:first]), "".join(lines[last:])
        yield before + after
        yield f"{before}{' ' * node.col_offset}pass\n{after}"
        for block in _blocks(node):
            start, end = block[0].lineno - 1, block[-1].end_lineno or block[-1].lineno
            shift = block[0].col_offset - node.col_offset
            if shift > 0:
                yield before + "".join(line[shift:] for line in lines[start:end]) + after


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for _, field in ast.iter_fields(node):
        if isinstance(field, list) and field and isinstance(field[0], ast.stmt):
            yield field


def _changes(node: ast.expr) -> Iterator[ast.expr]:
    """What may stand in the place of an expression: a part of it, or less of its text."""
    yield from (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        yield from map(ast.Constant, _shorter(node.value))


def _shorter(text: str | bytes) -> Iterator[str | bytes]:
    size = len(text)
    for length in sorted({size // 2, size // 4, 1} - {0}, reverse=True):
        for start in range(0, size, length):
            parts = text[:start], text[start + length :]
            yield type(text)().join(parts)  # type: ignore[arg-type]  # both are of the text's type


def _changed(tree: ast.Module, place: int, change: ast.expr) -> str | None:
    """The source of the tree with another expression at a place in the order of a walk."""
    other = copy.deepcopy(tree)
    target = next(node for number, node in enumerate(ast.walk(other)) if number == place)
    for parent in ast.walk(other):
        for name, field in ast.iter_fields(parent):
            if field is target:
                setattr(parent, name, change)
            elif isinstance(field, list) and any(each is target for each in field):
                setattr(parent, name, [change if each is target else each for each in field])
    try:
        return ast.unparse(ast.fix_missing_locations(other)) + "\n"
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
