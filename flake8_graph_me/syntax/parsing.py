"""From source text to syntax trees, or one clear reason why not.

libcst's native parser can overflow the stack, which ends the process and cannot be caught, and it
can take exponential time. So Python's own parser runs first, and bounds on nesting are checked
between the two.
"""

import ast
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from types import EllipsisType, NoneType
from typing import TypeVar, cast

import libcst as cst

from flake8_graph_me.syntax.deep_trees import NoThread, in_own_thread
from flake8_graph_me.syntax.elif_chains import flattened
from flake8_graph_me.syntax.python_tree import BLOCKS, MAX_SOURCE_BYTES, python_tree

Made = TypeVar("Made")

USUAL_STACK_KB = 1700
"""How many KB of stack libcst may need: threads have 1953 KB on Windows, and more elsewhere. Past
it the file is parsed in a thread with as much stack as that needs.
"""

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

# How much larger than that a stack is made.
_SPARE = 1.3

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


class AnalysisFailed(Exception):  # noqa: N818 - named after the report that it leads to
    """A source that cannot be analysed. ``reason`` says why in one line."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ParsedModule:
    """A source with both its trees. ``source`` has no byte order mark, which neither tree counts as
    a column. In both trees the branches of a long chain of ``elif`` stand side by side; ``flat`` is
    then the text that was parsed, in which all has the same place.
    """

    source: str
    tree: ast.Module
    module: cst.Module
    flat: str | None = None
    _known: dict[Callable[[cst.Module], object], object] = field(
        default_factory=dict, repr=False, compare=False
    )

    def once(self, work: Callable[[cst.Module], Made]) -> Made:
        """What a function finds in the module, which is worked out when it is first asked for, and
        kept as long as the trees are.
        """
        found = self._known.get(work)
        if found is None:
            found = self._known[work] = work(self.module)
        return cast("Made", found)

    @property
    def as_parsed(self) -> str:
        """The text of which the trees are."""
        return self.source if self.flat is None else self.flat


def parse(source: str, tree: ast.Module | None = None) -> ParsedModule:
    """Parse ``source``; ``tree`` is its ``ast`` where the caller has it already.

    Raises AnalysisFailed if the source is too long, not valid Python, nested too deeply, or cannot
    be parsed by libcst.
    """
    source = source.removeprefix("\ufeff")
    _refuse_unreadable(source)
    if tree is None:
        tree = _python_tree(source)
    flat = flattened(source, tree)
    if flat is not source:
        tree = _python_tree(flat)
    module = _concrete_tree(flat, _needed_stack(flat, tree))
    return ParsedModule(source, tree, module, None if flat is source else flat)


def _refuse_unreadable(source: str) -> None:
    if "\0" in source:
        raise AnalysisFailed("the source contains a null character")
    try:
        size = len(source.encode())
    except UnicodeEncodeError as error:
        raise AnalysisFailed("the source contains a lone surrogate character") from error
    if size > MAX_SOURCE_BYTES:
        raise AnalysisFailed(f"the source is longer than {MAX_SOURCE_BYTES} bytes ({size})")


def _python_tree(source: str) -> ast.Module:
    try:
        return python_tree(source)
    except SyntaxError as error:
        # What is none in this version may be some in a later one.
        version = ".".join(map(str, sys.version_info[:2]))
        reason = f"not valid in Python {version}, on which this runs"
        raise AnalysisFailed(f"{reason}: {error.msg} (line {error.lineno})") from error
    except (RecursionError, MemoryError) as error:
        raise AnalysisFailed("the source is nested too deeply for Python's parser") from error


def _needed_stack(source: str, tree: ast.Module) -> float:
    """How many KB of stack libcst needs for a source; refuses what needs too much."""
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


def _concrete_tree(source: str, needed_stack: float) -> cst.Module:
    try:
        if needed_stack <= USUAL_STACK_KB:
            return cst.parse_module(source)
        return in_own_thread(lambda: cst.parse_module(source), int(needed_stack * _SPARE))
    except NoThread as error:
        raise AnalysisFailed("the source is nested too deeply for libcst's parser") from error
    except cst.ParserSyntaxError as error:
        line = error.raw_line
        reason = f"libcst cannot parse this, though Python can (line {line})"
        raise AnalysisFailed(reason) from error
    except BaseException as error:
        if not _is_panic(error):
            raise
        raise AnalysisFailed("libcst's parser panicked on this source") from error


def _is_panic(error: BaseException) -> bool:
    """Whether this is how PyO3 reports a panic: a BaseException whose class cannot be imported."""
    return (type(error).__module__, type(error).__name__) == ("pyo3_runtime", "PanicException")
