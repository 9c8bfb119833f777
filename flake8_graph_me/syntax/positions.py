"""Positions of nodes in the source, computed only for the requested nodes.

libcst's PositionProvider costs twice as much as parsing, because it generates the whole module.
This module generates only the top-level statements that contain requested nodes, each from its
starting line in ``ast``. libcst does not keep every character (a form feed before a statement, a
lone carriage return), so its output is compared with the source, and positions are mapped where the
two differ.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar, cast

import libcst as cst
from libcst.metadata import (
    CodePosition,
    CodeRange,
    MetadataWrapper,
    PositionProvider,
    position_provider,
)

from flake8_graph_me.syntax.parsing import AnalysisFailed, ParsedModule
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.places import Position, Span

_LINE_END = re.compile(r"\r\n?|\n")
_LINE_ENDS = ("", "\n", "\r\n", "\r")
_NEWLINES = frozenset("\r\n")
_NOT_KEPT = re.compile(r"\\(?:\r\n|\r|\n)|[\f \t]")

_Ranges = Mapping[cst.CSTNode, CodeRange]
_Written = tuple[str, _Ranges]
_Result = TypeVar("_Result")


class _NotByStatement(Exception):  # noqa: N818 - no error, but a reason to go the slower way
    """Positions cannot be computed from single statements."""


def spans(module: ParsedModule, nodes: Iterable[cst.CSTNode]) -> dict[cst.CSTNode, Span]:
    """The span in ``module.source`` of each node, as libcst's PositionProvider reports it: without
    enclosing parentheses, surrounding layout and leading comments.

    Each call walks the module, so request many nodes at once. Raises KeyError for a node of another
    module, and AnalysisFailed if the positions cannot be determined.
    """
    wanted = {id(node): node for node in nodes}
    if not wanted:
        return {}
    try:
        return _spans_by_statement(module, wanted)
    except _NotByStatement:
        return _spans_by_module(module, wanted.values())


def _spans_by_statement(
    module: ParsedModule, wanted: Mapping[int, cst.CSTNode]
) -> dict[cst.CSTNode, Span]:
    lines = _start_lines(module)
    line_offsets = _line_offsets(module.source)
    found: dict[cst.CSTNode, Span] = {}
    for index, nodes in _holders(module.module, wanted).items():
        line = lines[index]
        text, ranges = _bounded(partial(_written, module.module, module.module.body[index], line))
        if not 0 < line <= len(line_offsets):
            raise _NotByStatement
        if not _stands_at(text, module.source, line_offsets[line - 1]):
            raise _NotByStatement
        for node in nodes:
            found[node] = _span(ranges[node])
    return found


def _holders(module: cst.Module, wanted: Mapping[int, cst.CSTNode]) -> dict[int, list[cst.CSTNode]]:
    """The wanted nodes by the index of the top-level statement that holds them."""
    holders: dict[int, list[cst.CSTNode]] = {}
    missing = len(wanted)
    for index, statement in enumerate(module.body):
        held = [node for node in walk(statement) if id(node) in wanted]
        if held:
            holders[index] = held
            missing -= len(held)
            if not missing:
                return holders
    # The module itself, or layout, which the walk leaves out.
    raise _NotByStatement


def _start_lines(module: ParsedModule) -> list[int]:
    """The line on which each top-level statement begins, including its leading lines."""
    lines: list[int] = []
    position = 0
    for statement in module.module.body:
        if position >= len(module.tree.body):
            raise _NotByStatement
        first = module.tree.body[position]
        decorators = getattr(first, "decorator_list", ())
        line = min([first.lineno, *(decorator.lineno for decorator in decorators)])
        lines.append(line - len(statement.leading_lines))
        # Only statements joined by semicolons are several in ast.
        position += len(statement.body) if isinstance(statement, cst.SimpleStatementLine) else 1
    if position != len(module.tree.body):
        raise _NotByStatement
    return lines


def _written(module: cst.Module, statement: cst.CSTNode, line: int) -> _Written:
    """The statement, which starts on ``line``, as libcst writes it, and the ranges of its nodes.

    Relies on undocumented names of libcst; a test pins them.
    """
    provider = PositionProvider()
    try:
        state = position_provider.PositionProvidingCodegenState(
            default_indent=module.default_indent,
            default_newline=module.default_newline,
            provider=provider,
            line=line,
            column=0,
        )
        statement._codegen(state)  # noqa: SLF001 - there is no public way
        ranges = cast("_Ranges", provider._computed)  # noqa: SLF001 - the same
    except (AttributeError, TypeError) as error:
        raise _NotByStatement from error
    return "".join(state.tokens), ranges


def _stands_at(text: str, source: str, offset: int) -> bool:
    if offset + len(text) <= len(source):
        return source.startswith(text, offset)
    rest = source[offset:]
    return text.startswith(rest) and text[len(rest) :] in _LINE_ENDS


def _spans_by_module(module: ParsedModule, nodes: Iterable[cst.CSTNode]) -> dict[cst.CSTNode, Span]:
    text, ranges = _bounded(partial(_written_module, module.module))
    if text == module.source:
        return {node: _span(ranges[node]) for node in nodes}
    carry = _carrier(text, module.source)
    return {node: carry(ranges[node]) for node in nodes}


def _written_module(module: cst.Module) -> _Written:
    # The parser makes every node anew, so that there is no need to copy them.
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    return module.code, wrapper.resolve(PositionProvider)


def _carrier(text: str, source: str) -> Callable[[CodeRange], Span]:
    """A function from ranges in libcst's output to spans in the source."""
    origins = _origins(text, source)
    text_lines, source_lines = _line_offsets(text), _line_offsets(source)

    def offset_of(position: CodePosition) -> int:
        return text_lines[position.line - 1] + position.column

    def position_of(offset: int) -> Position:
        line = bisect_right(source_lines, offset)
        return Position(line, offset - source_lines[line - 1])

    def carry(code_range: CodeRange) -> Span:
        start, end = offset_of(code_range.start), offset_of(code_range.end)
        first = position_of(origins[start])
        return Span(first, position_of(origins[end - 1] + 1) if end > start else first)

    return carry


def _origins(text: str, source: str) -> list[int]:
    """The source position of each character of ``text``, and the end of the source.

    Raises AnalysisFailed if they differ in more than the layout that libcst drops.
    """
    origins: list[int] = []
    at = 0
    for character in text:
        while not _same(character, source[at : at + 1]):
            skipped = _NOT_KEPT.match(source, at)
            if character == "\f" or (skipped is None and character in " \t"):
                # The usual indentation of the file, where the source has another.
                origins.append(at)
                break
            if skipped is None:
                raise AnalysisFailed("libcst reads other text than the source holds")
            at = skipped.end()
        else:
            origins.append(at)
            at += 1
    origins.append(len(source))
    return origins


def _same(written: str, character: str) -> bool:
    return written == character or (written in _NEWLINES and character in _NEWLINES)


def _line_offsets(text: str) -> list[int]:
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def _span(code_range: CodeRange) -> Span:
    start, end = code_range.start, code_range.end
    return Span(Position(start.line, start.column), Position(end.line, end.column))


def _bounded(write: Callable[[], _Result]) -> _Result:
    """Let libcst generate code, which it does recursively.

    The recursion limit stays unchanged: all threads share it, and CPython ends the process if it is
    lowered again while another thread is deeper.
    """
    try:
        return write()
    # While a RecursionError passes, libcst looks for a range that is not there yet.
    except (RecursionError, KeyError) as error:
        raise AnalysisFailed("a statement is nested too deeply to tell positions in it") from error
