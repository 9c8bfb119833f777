"""Rewriting a text with a user expression, following the code's own way of building text.

Templates have their own file.
"""

import re

import libcst as cst

from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.rewrite_bytes import as_bytes, encoding
from flake8_graph_me.fixes.rewrite_filled_later import kept_by_template
from flake8_graph_me.fixes.rewrite_format import with_format_argument
from flake8_graph_me.fixes.rewrite_percent import with_percent_argument
from flake8_graph_me.fixes.site import RewriteSite
from flake8_graph_me.fixes.templates import SEVERAL, other_fillings
from flake8_graph_me.fixes.user_expressions.expressions import Expression
from flake8_graph_me.fixes.user_expressions.imports import needed_imports
from flake8_graph_me.fixes.user_expressions.quoting import quoted
from flake8_graph_me.syntax.literals import (
    evaluated,
    replacement,
    source_offsets,
    source_range,
    style,
)
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.text import QUOTED

_PREFIX = re.compile(r"[A-Za-z]*")
_WORD = re.compile(r"\w")


def with_expression_user(site: RewriteSite, user: Expression, *, encode: bool) -> tuple[Edit, ...]:
    """The edits that replace the segment with the expression, and add the imports it needs.

    ``encode`` says that its value must be encoded for a path. Raises Refused if no way of writing
    it is correct.
    """
    if any(isinstance(each, cst.MatchPattern | cst.Annotation) for each in site.ancestors):
        raise Refused("only a literal is allowed there")
    own, further = quoted(site, user) if encode and not _is_quoted(site) else (user, ())
    return (*needed_imports(site, user, further), *_written(site, own))


def _written(site: RewriteSite, user: Expression) -> tuple[Edit, ...]:
    is_template = site.segment.template is not None and not _is_quoted(site)
    if not is_template and not any(True for _ in other_fillings(site)):
        return _as_text(site, user)
    try:
        return _as_argument(site, user)
    except Refused:
        return _as_text(site, kept_by_template(site, user))


def _is_quoted(site: RewriteSite) -> bool:
    template = site.segment.template
    return template is not None and template.kind == QUOTED


def _as_argument(site: RewriteSite, user: Expression) -> tuple[Edit, ...]:
    """The edits that make the user an argument of the operation that fills the template in
    place.
    """
    template = site.segment.template
    if template is None or any(True for _ in other_fillings(site)):
        raise Refused(SEVERAL)
    if template.kind == "percent":
        argument = as_bytes(user) if _is_bytes(site) else user
        return with_percent_argument(site, template.operation, argument)
    return with_format_argument(site, template.operation, user)


def _as_text(site: RewriteSite, user: Expression) -> tuple[Edit, ...]:
    """The edits that write the user into the text itself."""
    if isinstance(site.literal, cst.FormattedStringText):
        return site.edits([_hole(site, user)])
    own = as_bytes(user) if _is_bytes(site) else user
    if _is_alone(site) and not site.segment.before:
        return _in_its_place(site, own)
    if _is_alone(site) and (element := _joined_element(site)) is not None:
        return _two_elements(site, element, own)
    return _formatted(site, site.literal, user)


def _is_bytes(site: RewriteSite) -> bool:
    return isinstance(site.literal, cst.SimpleString) and style(site.literal).is_bytes


def _hole(site: RewriteSite, user: Expression) -> tuple[int, int, str]:
    """The change that replaces the segment by an f-string's replacement field."""
    segment = site.segment
    low, high = source_range(site.literal, segment.start, segment.end, site.enclosing)
    quote = style(site.literal, site.enclosing).quote
    return low, high, segment.before + user.as_hole((quote, *site.outer_quotes))


def _is_alone(site: RewriteSite) -> bool:
    """Whether the segment is the whole string."""
    segment = site.segment
    text = evaluated(site.literal, site.enclosing)
    return site.whole is site.literal and (segment.start, segment.end) == (0, len(text))


def _in_its_place(site: RewriteSite, user: Expression) -> tuple[Edit, ...]:
    before, behind = site.around_string()
    content = user.as_operand(site.outer_quotes)
    # Quotes may touch words, an expression may not.
    left = " " if _WORD.match(before) and _WORD.match(content) else ""
    right = " " if _WORD.match(behind) and _WORD.match(content[-1]) else ""
    return site.edits([(0, len(site.literal.value), left + content + right)])


def _joined_element(site: RewriteSite) -> cst.Element | None:
    """The string as an element of a list that is joined by slashes in place, if it is one."""
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


def _two_elements(site: RewriteSite, element: cst.Element, user: Expression) -> tuple[Edit, ...]:
    segment = site.segment
    collection = segment.before.rstrip("/")
    change = replacement(site.literal, segment.start, segment.end, collection, site.enclosing)
    end = site.spans([element])[element].end
    addition = site.insertion(end, ", " + user.as_argument(site.outer_quotes))
    return (*site.edits([change]), addition)


def _formatted(site: RewriteSite, node: cst.SimpleString, user: Expression) -> tuple[Edit, ...]:
    """The literal as an f-string: the prefix, its own braces doubled, and the replacement field."""
    braces = [
        (low, high, node.value[low:high] * 2)
        for low, high in source_offsets(node)
        # Braces that are written as escapes stand for themselves in f-strings too.
        if node.value[low:high] in ("{", "}")
    ]
    if _is_bytes(site):
        prefix, encoded = encoding(site, node)
        return (*site.edits([prefix, *braces, _hole(site, user)]), encoded)
    return site.edits([_prefix(site, node), *braces, _hole(site, user)])


def _prefix(site: RewriteSite, node: cst.SimpleString) -> tuple[int, int, str]:
    found = _PREFIX.match(node.value)
    prefix = found[0] if found else ""
    if prefix in ("u", "U"):
        return 0, 1, "f"
    before, _ = site.around_string()
    # A keyword may touch quotes, but not a prefix.
    space = " " if _WORD.match(before) else ""
    return len(prefix), len(prefix), space + "f"
