"""Long chains of ``elif``, which nest in a syntax tree as deep as they are long.

The source is parsed with each ``elif`` of such a chain written as an ``if`` of the same width and
with a mark behind it, so that the branches stand side by side and every place stays where it is.
Whoever runs statements puts the branches together again.
"""

import ast
import re
from collections.abc import Iterator, Sequence

import libcst as cst

from flake8_graph_me.syntax.python_tree import statements

LONGEST_NESTED = 100
"""How many branches of a chain may nest. Past it the branches are parsed side by side."""
_ELIF, _MARK = "elif", "\f\f"
# Form feeds are white space that nobody writes between a keyword and a test.
_IF = f"if{_MARK}"
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")


def flattened(source: str, tree: ast.Module) -> str:
    """The source as it is parsed; the same if it has no long chain."""
    starts = [start for chain in _chains(tree) for start in chain]
    if not starts:
        return source
    lines = [match.start() for match in _LINE.finditer(source)]
    parts: list[str] = []
    end = 0
    for line, column in sorted(starts):
        at = lines[line - 1] + column
        if source.startswith(_ELIF, at):
            parts += [source[end:at], _IF]
            end = at + len(_ELIF)
    return "".join((*parts, source[end:]))


def _chains(tree: ast.Module) -> Iterator[list[tuple[int, int]]]:
    """The lines and columns of the ``elif`` of each long chain."""
    inner: set[ast.AST] = set()
    for node in statements(tree):
        if not isinstance(node, ast.If) or node in inner:
            continue
        found: list[tuple[int, int]] = []
        part = node
        while _is_chained(part):
            (following,) = part.orelse
            assert isinstance(following, ast.If)
            found.append((following.lineno, following.col_offset))
            inner.add(following)
            part = following
        if len(found) > LONGEST_NESTED:
            yield found


def _is_chained(node: ast.If) -> bool:
    """Whether another test follows; an ``if`` that is alone in an ``else`` stands further right."""
    return (
        len(node.orelse) == 1
        and isinstance(node.orelse[0], ast.If)
        and node.orelse[0].col_offset == node.col_offset
    )


def is_continuation(node: cst.If) -> bool:
    """Whether an ``if`` is a branch of the chain that the statement above it begins."""
    whitespace = node.whitespace_before_test
    return isinstance(whitespace, cst.SimpleWhitespace) and whitespace.value.startswith(_MARK)


def continuations(body: Sequence[cst.CSTNode], index: int) -> list[cst.If]:
    """The further branches of the chain that begins at an index of a block."""
    found: list[cst.If] = []
    for statement in body[index + 1 :]:
        if not isinstance(statement, cst.If) or not is_continuation(statement):
            break
        found.append(statement)
    return found


def grouped(body: Sequence[cst.CSTNode]) -> Iterator[tuple[cst.CSTNode, ...]]:
    """The statements of a block, each chain together."""
    for index, statement in enumerate(body):
        if not isinstance(statement, cst.If):
            yield (statement,)
        elif not is_continuation(statement):
            yield (statement, *continuations(body, index))
