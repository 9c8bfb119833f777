"""Rewriting a text with a user that an expression gives, by the code's own way of building text.

Templates have a file of their own. Must not know how the user was found.
"""

import re

import libcst as cst

from flake8_graph_me.engine.literals import (
    evaluated,
    replacement,
    source_offsets,
    source_range,
    style,
)
from flake8_graph_me.fixes.expressions import Expression
from flake8_graph_me.fixes.format_user import with_format_argument
from flake8_graph_me.fixes.imports import needed_imports
from flake8_graph_me.fixes.percent_user import with_percent_argument
from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import Site
from flake8_graph_me.fixes.templates import SEVERAL, other_fillings
from flake8_graph_me.terms.findings import Edit

_PREFIX = re.compile(r"[A-Za-z]*")
_WORD = re.compile(r"\w")


def with_expression_user(site: Site, user: Expression) -> tuple[Edit, ...]:
    """The edits that write the expression in place of the segment, and the imports it needs.

    Raises Refused where no way of writing it means what it should.
    """
    _refuse_constant(site)
    if any(True for _ in other_fillings(site)):
        raise Refused(SEVERAL)
    imports = needed_imports(site, user)
    template = site.segment.template
    if template is not None and template.kind == "percent":
        written = with_percent_argument(site, template.operation, user)
    elif template is not None:
        written = with_format_argument(site, template.operation, user)
    elif isinstance(site.literal, cst.FormattedStringText):
        written = site.edits([_hole(site, user)])
    elif _is_alone(site) and not site.segment.before:
        written = _in_its_place(site, user)
    elif _is_alone(site) and (element := _joined_element(site)) is not None:
        written = _two_elements(site, element, user)
    else:
        written = _formatted(site, site.literal, user)
    return (*imports, *written)


def _refuse_constant(site: Site) -> None:
    node = site.literal
    if isinstance(node, cst.SimpleString) and style(node).is_bytes:
        raise Refused("bytes cannot hold an expression")
    if any(isinstance(each, cst.MatchPattern | cst.Annotation) for each in site.ancestors):
        raise Refused("only a literal can stand there")


def _hole(site: Site, user: Expression) -> tuple[int, int, str]:
    """The change of the segment's node by which a hole of an f-string takes its place."""
    segment = site.segment
    low, high = source_range(site.literal, segment.start, segment.end, site.enclosing)
    quote = style(site.literal, site.enclosing).quote
    return low, high, segment.before + user.as_hole((quote, *site.outer_quotes))


def _is_alone(site: Site) -> bool:
    """Whether the segment is all that there is of the string."""
    segment = site.segment
    text = evaluated(site.literal, site.enclosing)
    return site.whole is site.literal and (segment.start, segment.end) == (0, len(text))


def _in_its_place(site: Site, user: Expression) -> tuple[Edit, ...]:
    before, behind = site.around_string()
    content = user.as_operand(site.outer_quotes)
    # Quotes may touch words, an expression may not.
    left = " " if _WORD.match(before) and _WORD.match(content) else ""
    right = " " if _WORD.match(behind) and _WORD.match(content[-1]) else ""
    return site.edits([(0, len(site.literal.value), left + content + right)])


def _joined_element(site: Site) -> cst.Element | None:
    """The element that the string is of a list which is joined by slashes on the spot, if so."""
    match site.ancestors:
        case (
            cst.Element() as element,
            cst.List() | cst.Tuple(),
            cst.Arg(keyword=None),
            cst.Call(func=cst.Attribute(value=cst.SimpleString() as separator, attr=name)),
            *_,
        ) if name.value == "join" and evaluated(separator) == "/":
            return element
    return None


def _two_elements(site: Site, element: cst.Element, user: Expression) -> tuple[Edit, ...]:
    segment = site.segment
    collection = segment.before.rstrip("/")
    change = replacement(site.literal, segment.start, segment.end, collection, site.enclosing)
    end = site.spans([element])[element].end
    addition = site.insertion(end, ", " + user.as_argument(site.outer_quotes))
    return (*site.edits([change]), addition)


def _formatted(site: Site, node: cst.SimpleString, user: Expression) -> tuple[Edit, ...]:
    """The literal as an f-string with a hole: the prefix, its own braces doubled, and the hole."""
    braces = [
        (low, high, node.value[low:high] * 2)
        for low, high in source_offsets(node)
        # Braces that are written as escapes stand for themselves in f-strings too.
        if node.value[low:high] in ("{", "}")
    ]
    return site.edits([_prefix(site, node), *braces, _hole(site, user)])


def _prefix(site: Site, node: cst.SimpleString) -> tuple[int, int, str]:
    found = _PREFIX.match(node.value)
    prefix = found[0] if found else ""
    if prefix in ("u", "U"):
        return 0, 1, "f"
    before, _ = site.around_string()
    # A keyword may touch quotes, but not a prefix.
    space = " " if _WORD.match(before) else ""
    return len(prefix), len(prefix), space + "f"
