"""What templates of ``%`` and ``format`` have in common."""

import itertools
from collections.abc import Collection, Iterator

import libcst as cst

from flake8_graph_me.fixes.site import RewriteSite, StringExpression
from flake8_graph_me.syntax.literals import evaluated, replacement
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.text import HOLE_MARK

ESCAPED = {"percent": "%", "dollar": "$"}
"""What begins a field in templates of these kinds, and stands for itself if it is doubled."""

SEVERAL = "another operation also uses the text as a template"
"""Why a text with ``other_fillings`` is left alone."""

# Through these a string stays a string that the operations around it work on.
_TEXT_HOLDERS = (
    *(cst.Attribute, cst.BinaryOperation, cst.Call),
    *(cst.ConcatenatedString, cst.FormattedString),
)


def other_fillings(site: RewriteSite) -> Iterator[cst.BinaryOperation | cst.Call]:
    """The enclosing operations that fill the string as a template, besides the segment's own."""
    template = site.segment.template
    own = None if template is None else template.operation
    for held, holder in itertools.pairwise((site.literal, *site.ancestors)):
        if not isinstance(holder, _TEXT_HOLDERS):
            return
        if holder is own:
            continue
        if isinstance(holder, cst.BinaryOperation):
            if isinstance(holder.operator, cst.Modulo) and holder.left is held:
                yield holder
        elif isinstance(holder, cst.Call) and _is_format(held):
            yield holder


def _is_format(function: cst.CSTNode) -> bool:
    return isinstance(function, cst.Attribute) and function.attr.value in ("format", "format_map")


def free_name(taken: Collection[str]) -> str:
    """A name for the user's field that is not taken."""
    names = ("user" + (str(number) if number > 1 else "") for number in itertools.count(1))
    return next(name for name in names if name not in taken)


def field_edit(site: RewriteSite, field: str) -> Edit:
    """The edit that replaces the segment with a field of the template."""
    segment = site.segment
    written = segment.before + field
    change = replacement(site.literal, segment.start, segment.end, written, site.enclosing)
    return site.edits([change])[0]


def template_text(site: RewriteSite) -> tuple[str, int]:
    """The text of the whole string, with a mark for each hole, and where in it the segment is."""
    text, at = "", 0
    for node, piece in _pieces(site.whole):
        if node is site.literal:
            at = len(text) + site.segment.start
        text += piece
    return text, at


def _pieces(whole: StringExpression) -> Iterator[tuple[cst.CSTNode, str]]:
    stack: list[cst.CSTNode] = [whole]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.ConcatenatedString):
            stack += (node.right, node.left)
        elif isinstance(node, cst.SimpleString):
            yield node, evaluated(node)
        elif isinstance(node, cst.FormattedString):
            for part in node.parts:
                if isinstance(part, cst.FormattedStringText):
                    yield part, evaluated(part, node)
                else:
                    yield part, HOLE_MARK
