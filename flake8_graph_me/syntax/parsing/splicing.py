"""libcst's tree of a text that differs in a few statements from one whose tree is there.

Only these statements are parsed, and stand in the new tree between the nodes of the old one. The
tree is the same as if the whole text had been parsed: what cannot be told to be so is parsed whole.
"""

import ast
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.syntax.parsing.concrete import concrete_tree
from flake8_graph_me.syntax.parsing.failure import AnalysisFailed
from flake8_graph_me.syntax.parsing.top_level import line_offsets, start_lines
from flake8_graph_me.syntax.python_tree import python_tree
from flake8_graph_me.syntax.walk import walk_to

# A line without code right before the end, be it in a text of several lines.
_LAYOUT_AT_END = re.compile(r"(?:^|[\r\n])[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n)\Z")
_NEWLINES = frozenset("\r\n")

MAX_PART = 0.5
"""The part of a text that may be parsed anew. Past it all of it is: a splice would save little."""

_Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text with both its trees."""

    text: str
    tree: ast.Module
    module: cst.Module


@dataclass(frozen=True, slots=True)
class _Change:
    """What of a text was replaced: the statements from ``first`` up to ``end``, by index, which are
    ``text`` now.
    """

    first: int
    end: int
    text: str


def spliced(before: Parsed, text: str, tree: ast.Module) -> cst.Module | None:
    """The tree of a text, whose ``ast`` is ``tree``, made of that of an earlier text; None if it
    has to be parsed whole.
    """
    change = _change(before, text)
    if change is None or len(change.text) > MAX_PART * len(text):
        return None
    part = _parsed_alone(change.text)
    old = before.module
    if part is None or not _fits(part, old, change):
        return None
    head, *rest = part.body
    leading = (*part.header, *head.leading_lines)
    body = (
        *old.body[: change.first],
        head.with_changes(leading_lines=leading) if part.header else head,
        *rest,
        *old.body[change.end :],
    )
    at_end = part if change.end == len(old.body) else old
    made = old.with_changes(
        body=body, footer=at_end.footer, has_trailing_newline=at_end.has_trailing_newline
    )
    return made if start_lines(tree, made) is not None else None


def _parsed_alone(text: str) -> cst.Module | None:
    try:
        part = concrete_tree(text, python_tree(text))
    except (AnalysisFailed, SyntaxError, RecursionError, MemoryError):
        return None
    # libcst drops some comments at the end of a text.
    return part if part.body and part.code == text else None


def _fits(part: cst.Module, old: cst.Module, change: _Change) -> bool:
    """Whether statements that were parsed alone are as they would be in the whole text."""
    if part.default_newline != old.default_newline:
        return False
    if part.footer and change.end < len(old.body):
        return False
    if _holds_block(part):
        return part.default_indent == old.default_indent
    # The first block of a text tells its usual indentation.
    told_before = any(map(_begins_block, old.body[: change.first]))
    return told_before or not any(map(_holds_block, old.body[change.first : change.end]))


def _begins_block(statement: _Statement) -> bool:
    # A match statement has no body of its own.
    return isinstance(getattr(statement, "body", None), cst.IndentedBlock)


def _holds_block(node: cst.CSTNode) -> bool:
    return any(True for _ in walk_to(node, cst.IndentedBlock))


def _change(before: Parsed, text: str) -> _Change | None:
    """What changed, in whole statements; None if the first one did, or if that cannot be told."""
    starts = start_lines(before.tree, before.module)
    if starts is None:
        return None
    body, old = before.module.body, before.text
    lines = line_offsets(old)
    changed, end_line = _changed(old, text, lines)
    # What stands right before a statement tells what the block above it holds.
    own = (line + len(each.leading_lines) for line, each in zip(starts, body, strict=True))
    first = sum(lines[line - 1] < changed for line in own) - 1
    if first < 1:
        return None
    begin = lines[starts[first] - 1]
    for index in range(first + 1, len(body)):
        if starts[index] >= end_line and not _has_indented_lines(body[index]):
            stop = len(text) - (len(old) - lines[starts[index] - 1])
            if _LAYOUT_AT_END.search(text, begin, stop) is None:
                return _Change(first, index, text[begin:stop])
    return _Change(first, len(body), text[begin:])


def _has_indented_lines(statement: _Statement) -> bool:
    """Whether a line that leads up to a statement may belong to a block above it."""
    return any(line.whitespace.value for line in statement.leading_lines)


def _changed(old: str, new: str, lines: Sequence[int]) -> tuple[int, int]:
    """Where in the old text the change begins, and the first line behind it."""
    same = _common_length(old, new)
    tail = _common_length(old[same:][::-1], new[same:][::-1])
    end, new_end = len(old) - tail, len(new) - tail
    line = bisect_right(lines, end)
    begins = lines[line - 1] == end and new[new_end - 1 : new_end] in _NEWLINES
    # One of two characters that end a line together may have changed.
    return same - (old[same - 1 : same] == "\r"), line if begins else line + 1


def _common_length(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low
