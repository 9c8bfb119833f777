"""The place where a text is rewritten, and edits relative to it."""

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.user_expressions.modules import IsProjects
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.syntax.literals import span_of
from flake8_graph_me.syntax.module_index import ModuleIndex
from flake8_graph_me.syntax.parsing import AnalysisFailed
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Place, Position, Span

LiteralNode = cst.SimpleString | cst.FormattedStringText
StringExpression = cst.SimpleString | cst.FormattedString | cst.ConcatenatedString


@dataclass(frozen=True, slots=True)
class LocatedNode:
    """A node of the module at ``path`` with its ancestors, innermost first. ``is_projects`` tells
    what the file can import from its project.
    """

    module: ModuleIndex
    path: str
    node: cst.CSTNode
    ancestors: tuple[cst.CSTNode, ...]
    is_projects: IsProjects

    def spans(self, nodes: Sequence[cst.CSTNode]) -> dict[cst.CSTNode, Span]:
        """The spans of nodes of the module; raises Refused if they cannot be determined."""
        try:
            return self.module.spans(nodes)
        except AnalysisFailed as failure:
            raise Refused(failure.reason) from failure

    @property
    def lines(self) -> Lines:
        """The lines of the module's source."""
        return self.module.once(Lines, self.module.source)

    def insertion(self, position: Position, content: str) -> Edit:
        """The edit that writes ``content`` at a position of the source."""
        return Edit(Place(self.path, Span(position, position)), content)


@dataclass(frozen=True, slots=True)
class RewriteSite(LocatedNode):
    """A segment of a literal with its context.

    ``string`` is the literal or f-string that holds the segment, ``enclosing`` the same if it is an
    f-string. ``whole`` is the implicit concatenation that the string is part of, or the string
    itself.
    """

    segment: Segment
    literal: LiteralNode
    string: cst.SimpleString | cst.FormattedString
    enclosing: cst.FormattedString | None
    whole: StringExpression

    @property
    def outer_quotes(self) -> tuple[str, ...]:
        """The quotes of the f-strings whose replacement fields contain the whole string."""
        return tuple(
            each.quote
            for each in self.ancestors
            if isinstance(each, cst.FormattedString) and each is not self.enclosing
        )

    def edits(self, changes: Sequence[tuple[int, int, str]]) -> tuple[Edit, ...]:
        """Edits of the segment's node, each given by a range of its ``value``."""
        node = self.literal
        span = self.spans([node])[node]
        return tuple(
            Edit(Place(self.path, span_of(span, node.value, low, high)), content)
            for low, high, content in changes
        )

    def around_string(self) -> tuple[str, str]:
        """The source characters directly before and after the string, or nothing."""
        lines, span = self.lines, self.spans([self.string])[self.string]
        start, end = lines.index(span.start), lines.index(span.end)
        return self.module.source[max(start - 1, 0) : start], self.module.source[end : end + 1]


def spot_of(
    module: ModuleIndex, node: cst.CSTNode, path: str, is_projects: IsProjects
) -> LocatedNode:
    """A node of ``module``, which is the file at ``path``, with its ancestors.

    Raises ValueError for a node of another module.
    """
    return LocatedNode(module, path, node, module.ancestors(node), is_projects)


def site_of(
    module: ModuleIndex, segment: Segment, path: str, is_projects: IsProjects
) -> RewriteSite:
    """A segment of a literal of ``module``, which is the file at ``path``, with its context.

    Raises Refused for a text in a format specification or in no literal, ValueError for a node of
    another module.
    """
    node = segment.node
    above = module.ancestors(node)
    if isinstance(node, cst.SimpleString):
        literal: LiteralNode = node
        string: cst.SimpleString | cst.FormattedString = node
        enclosing = None
        holders = above
    elif isinstance(node, cst.FormattedStringText) and isinstance(above[0], cst.FormattedString):
        literal = node
        string = enclosing = above[0]
        holders = above[1:]
    else:
        raise Refused("the text is part of a format specification")
    whole: StringExpression = string
    for holder in holders:
        if not isinstance(holder, cst.ConcatenatedString):
            break
        whole = holder
    return RewriteSite(
        module, path, node, above, is_projects, segment, literal, string, enclosing, whole
    )
