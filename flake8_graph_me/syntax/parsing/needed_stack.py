"""How much stack libcst's parser needs for a source, which tells what it must not be given."""

import ast
import re
from types import EllipsisType, NoneType

from flake8_graph_me.syntax.parsing.failure import AnalysisFailed
from flake8_graph_me.syntax.python_tree import BLOCKS

MAX_STACK_KB = 64 * 1024
"""How many KB of stack libcst may need in such a thread. Past it the file is not analysed: GME900
says why.
"""

MAX_PATTERN_BRACKETS = 8
"""Nesting of brackets in a ``case`` pattern, for which libcst takes up to four times as long at
each level (a tenth of a second at this one). Past it the file is not analysed: GME900 says why.
"""

# KB of stack that libcst 1.9 needs for each level, measured as the depth at which it overflows a
# stack of 1 MB, with the most expensive construct of its kind.
_KB_PER_BLOCK = 25.0
_KB_PER_BRACKET = 7.0
_KB_PER_AST_LEVEL = 2.4
_KB_PER_JOINED_STRING = 0.85

_LINE_END = re.compile(r"\r\n?|\n")
_LEXICAL = re.compile(
    r"""\#[^\r\n]*
    |\"{3}(?:\\.|[^\\])*?\"{3}
    |'{3}(?:\\.|[^\\])*?'{3}
    |"(?:\\.|[^"\\\r\n])*"
    |'(?:\\.|[^'\\\r\n])*'
    |[()\[\]{}]""",
    re.VERBOSE | re.DOTALL,
)
# What may stand between two strings that are joined: layout, and the prefix of the second.
_JOINING = " \t\f\r\n\\bBfFrRuU"

# Their parts stand side by side in ast, but nest in libcst.
_NESTING = frozenset({ast.BoolOp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp})
_LEAVES = frozenset(
    {
        *(bool, bytes, complex, float, int, str, NoneType, EllipsisType),
        *(ast.Load, ast.Store, ast.Del),
        *ast.boolop.__subclasses__(),
        *ast.cmpop.__subclasses__(),
        *ast.operator.__subclasses__(),
        *ast.unaryop.__subclasses__(),
    }
)


def needed_stack(source: str, tree: ast.Module) -> float:
    """How many KB of stack libcst needs for a source, whose ``ast`` is ``tree``.

    Raises AnalysisFailed if that is too much, or if a pattern would take too long.
    """
    blocks, matches = _blocks(tree)
    brackets, joined = _lexical_depth(source)
    needed = (
        blocks * _KB_PER_BLOCK
        + brackets * _KB_PER_BRACKET
        + _tree_depth(tree) * _KB_PER_AST_LEVEL
        + joined * _KB_PER_JOINED_STRING
    )
    if needed > MAX_STACK_KB:
        raise AnalysisFailed("the source is nested too deeply for libcst's parser")
    if matches:
        _refuse_deep_patterns(source, matches)
    return needed


def _blocks(tree: ast.Module) -> tuple[int, list[ast.Match]]:
    """How deeply blocks of statements are nested, and all ``match`` statements."""
    deepest = 0
    matches: list[ast.Match] = []
    stack: list[tuple[ast.AST, int]] = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        if isinstance(node, ast.Match):
            matches.append(node)
        for name in BLOCKS:
            inner = getattr(node, name, None)
            if isinstance(inner, list):
                # An elif is a statement in the orelse of its if, but no deeper block.
                deeper = depth + (not _is_elif(node, name, inner))
                stack += [(statement, deeper) for statement in inner]
    return deepest, matches


def _is_elif(node: ast.AST, field: str, inner: list[ast.AST]) -> bool:
    return (
        field == "orelse"
        and isinstance(node, ast.If)
        and len(inner) == 1
        and isinstance(inner[0], ast.If)
        and inner[0].col_offset == node.col_offset
    )


def _tree_depth(tree: ast.Module) -> int:
    """An upper bound of the depth of libcst's tree, derived from ``tree``."""
    depth, widest = 0, 0
    level: list[ast.AST] = [tree]
    while level:
        depth += 1
        below: list[ast.AST] = []
        # With ast.iter_child_nodes this loop would take three times as long.
        for node in level:
            kind = type(node)
            if kind in _LEAVES:
                continue
            for value in vars(node).values():
                value_kind = type(value)
                if value_kind is list:
                    below += value
                    if len(value) > widest and kind in _NESTING:
                        widest = len(value)
                elif value_kind not in _LEAVES:
                    below.append(value)
        level = below
    return depth + widest


def _lexical_depth(source: str) -> tuple[int, int]:
    """How deeply brackets are nested outside of strings and comments, and the largest number of
    adjacent strings; ``ast`` shows neither.
    """
    depth = deepest = run = longest = 0
    end = 0
    for found in _LEXICAL.finditer(source):
        lexeme = found[0]
        if lexeme in "([{":
            depth, run = depth + 1, 0
            deepest = max(deepest, depth)
        elif lexeme in ")]}":
            depth, run = depth - 1, 0
        elif not lexeme.startswith("#"):
            joins = not source[end : found.start()].strip(_JOINING)
            run = run + 1 if joins else 1
            longest = max(longest, run)
        elif source[end : found.start()].strip(_JOINING):
            run = 0
        end = found.end()
    return deepest, longest


def _refuse_deep_patterns(source: str, matches: list[ast.Match]) -> None:
    lines = _LINE_END.split(source)
    for match in matches:
        before: ast.expr | ast.stmt = match.subject
        for case in match.cases:
            # Parentheses around a pattern are no part of it in ast: take all up to the body.
            first = case.body[0]
            head = lines[before.end_lineno or 0 : first.lineno - 1]
            head.append(lines[first.lineno - 1].encode()[: first.col_offset].decode())
            if _lexical_depth("\n".join(head))[0] > MAX_PATTERN_BRACKETS:
                line = case.pattern.lineno
                reason = f"a pattern is nested too deeply for libcst's parser (line {line})"
                raise AnalysisFailed(reason)
            before = case.body[-1]
