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
from functools import cached_property, partial
from typing import TypeVar, cast

import libcst as cst
from libcst.metadata import (
    CodePosition,
    CodeRange,
    MetadataWrapper,
    PositionProvider,
    position_provider,
)

from flake8_graph_me.syntax.deep_trees import NoThread, writable
from flake8_graph_me.syntax.parsing import AnalysisFailed, ParsedModule
from flake8_graph_me.syntax.parsing.top_level import line_offsets, start_lines
from flake8_graph_me.syntax.walk import children
from flake8_graph_me.terms.places import Position, Span

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

    Each call walks the module, so request many nodes at once, or keep the ``Positions``. Raises
    KeyError for a node of another module, and AnalysisFailed if the positions cannot be determined.
    """
    return Positions(module).spans(nodes)


class Positions:
    """Where the nodes of one module stand.

    However often nodes are requested, a statement that holds some is generated once.
    """

    def __init__(self, module: ParsedModule) -> None:
        self._module = module
        self._by_statement: dict[int, _Ranges] = {}
        self._by_module: Callable[[cst.CSTNode], Span] | None = None

    def spans(self, nodes: Iterable[cst.CSTNode]) -> dict[cst.CSTNode, Span]:
        """The spans of nodes; see the function of that name."""
        wanted = list(nodes)
        if not wanted:
            return {}
        if self._by_module is None:
            try:
                return {node: self._span_in_statement(node) for node in wanted}
            except _NotByStatement:
                self._by_module = _spans_by_module(self._module)
        span = self._by_module
        return {node: span(node) for node in wanted}

    def _span_in_statement(self, node: cst.CSTNode) -> Span:
        """The span of a node, told by the top-level statement that holds it."""
        known = self._known.get(id(node))
        if known is not None:
            index, inside = known
            return _moved(inside, self._starts[index])
        index = self._holder(node)
        if index not in self._by_statement:
            self._by_statement[index] = self._generated(index)
        span = _span(self._by_statement[index][node])
        # The statement may stand elsewhere in a later text.
        self._noted[index][id(node)] = _moved(span, -self._starts[index])
        return span

    @cached_property
    def _noted(self) -> list[dict[int, Span]]:
        return self._module.notes(_moved)

    @cached_property
    def _known(self) -> Mapping[int, tuple[int, Span]]:
        """The spans that are known from an earlier text, each with the index of its statement."""
        return {
            node: (index, span)
            for index, noted in enumerate(self._noted)
            for node, span in noted.items()
        }

    def _generated(self, index: int) -> _Ranges:
        module, line = self._module, self._starts[index]
        text, ranges = _bounded(partial(_written, module.module, module.module.body[index], line))
        if not 0 < line <= len(self._offsets):
            raise _NotByStatement
        if not _stands_at(text, module.as_parsed, self._offsets[line - 1]):
            raise _NotByStatement
        return ranges

    def _holder(self, node: cst.CSTNode) -> int:
        """The index of the top-level statement that holds a node."""
        while (index := self._indexes.get(id(node))) is None:
            parent = self.parents.get(id(node))
            if parent is None:
                # The module itself, or layout, which a walk leaves out.
                raise _NotByStatement
            node = parent
        return index

    @cached_property
    def _indexes(self) -> Mapping[int, int]:
        return {id(statement): n for n, statement in enumerate(self._module.module.body)}

    @cached_property
    def parents(self) -> Mapping[int, cst.CSTNode]:
        """The node around each node but layout, by the node's identity."""
        parents: dict[int, cst.CSTNode] = {}
        stack: list[cst.CSTNode] = [self._module.module]
        while stack:
            current = stack.pop()
            below = children(current)
            for child in below:
                parents[id(child)] = current
            stack += below
        return parents

    @cached_property
    def _starts(self) -> list[int]:
        lines = start_lines(self._module.tree, self._module.module)
        if lines is None:
            raise _NotByStatement
        return lines

    @cached_property
    def _offsets(self) -> list[int]:
        return line_offsets(self._module.as_parsed)


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
        with writable(statement):
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


def _spans_by_module(module: ParsedModule) -> Callable[[cst.CSTNode], Span]:
    text, ranges = _bounded(partial(_written_module, module.module))
    if text == module.as_parsed:
        return lambda node: _span(ranges[node])
    carry = _carrier(text, module.as_parsed)
    return lambda node: carry(ranges[node])


def _written_module(module: cst.Module) -> _Written:
    # The parser makes every node anew, so that there is no need to copy them.
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    return module.code, wrapper.resolve(PositionProvider)


def _carrier(text: str, source: str) -> Callable[[CodeRange], Span]:
    """A function from ranges in libcst's output to spans in the source."""
    origins = _origins(text, source)
    text_lines, source_lines = line_offsets(text), line_offsets(source)

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


def _moved(span: Span, lines: int) -> Span:
    start, end = span.start, span.end
    return Span(Position(start.line + lines, start.column), Position(end.line + lines, end.column))


def _span(code_range: CodeRange) -> Span:
    start, end = code_range.start, code_range.end
    return Span(Position(start.line, start.column), Position(end.line, end.column))


def _bounded(write: Callable[[], _Result]) -> _Result:
    """Let libcst generate code, which it does recursively."""
    try:
        return write()
    # While a RecursionError passes, libcst looks for a range that is not there yet.
    except (RecursionError, KeyError, NoThread) as error:
        raise AnalysisFailed("a statement is nested too deeply to tell positions in it") from error
