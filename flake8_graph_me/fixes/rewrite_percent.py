"""Rewriting the template of a ``%`` operation with a user expression.

The template gets one more conversion, and the operation one more argument; the others stay.
"""

import re
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.fixes.names_in_scope.scopes import scopes, visible_bindings
from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import RewriteSite
from flake8_graph_me.fixes.templates import field_edit, free_name, template_text
from flake8_graph_me.fixes.user_expressions.expressions import Expression
from flake8_graph_me.syntax.literals import style
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.text import HOLE_MARK

_CONVERSION = re.compile(
    r"%(?:\((?P<key>[^()]*)\))?[#0 +-]*(?P<width>\*|\d*)"
    r"(?:\.(?P<precision>\*|\d*))?[hlL]?(?P<type>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Conversions:
    """The conversions of a template: the number before the segment, the total number, and their
    keys if any.
    """

    before: int
    total: int
    keys: frozenset[str]


def with_percent_argument(
    site: RewriteSite, operation: object, user: Expression
) -> tuple[Edit, ...]:
    """The edits that replace the segment with a conversion, and add its argument.

    Raises Refused if ``operation`` does not fill this very string, or if its arguments are not
    written one by one.
    """
    if not isinstance(operation, cst.BinaryOperation) or operation.left is not site.whole:
        raise Refused("the text is a template that is filled in elsewhere")
    conversions = _conversions(site)
    right, written = operation.right, user.as_argument(site.outer_quotes)
    if isinstance(right, cst.Dict):
        return _with_key(site, conversions, right, written)
    if conversions.keys:
        raise Refused("the template takes a mapping that is not a dict display")
    if isinstance(right, cst.Tuple):
        return field_edit(site, "%s"), _in_tuple(site, conversions, right, written)
    return field_edit(site, "%s"), *_beside(site, conversions, right, written)


def _conversions(site: RewriteSite) -> _Conversions:
    text, at = template_text(site)
    if HOLE_MARK in text:
        raise Refused("the template is itself an f-string with replacement fields")
    taking = [found for found in _CONVERSION.finditer(text) if found["type"] != "%"]
    if any("*" in (found["width"], found["precision"]) for found in taking):
        raise Refused("the template takes a width or precision as an argument")
    keys = frozenset(found["key"] for found in taking if found["key"] is not None)
    if keys and any(found["key"] is None for found in taking):
        raise Refused("the template mixes conversions with and without keys")
    return _Conversions(sum(found.start() < at for found in taking), len(taking), keys)


def _with_key(
    site: RewriteSite, conversions: _Conversions, right: cst.Dict, written: str
) -> tuple[Edit, ...]:
    if not right.elements or (conversions.total and not conversions.keys):
        raise Refused("the template does not read its mapping by keys")
    key = free_name(conversions.keys)
    quote = style(site.literal, site.enclosing).quote[0]
    last = right.elements[-1]
    addition = f", {quote}{key}{quote}: {written}"
    return (
        field_edit(site, f"%({key})s"),
        site.insertion(site.spans([last])[last].end, addition),
    )


def _in_tuple(site: RewriteSite, conversions: _Conversions, right: cst.Tuple, written: str) -> Edit:
    elements = right.elements
    at = conversions.before
    starred = [each for each in elements if isinstance(each, cst.StarredElement)]
    if any(each in starred for each in elements[:at]):
        raise Refused("an argument before the user is unpacked with '*'")
    plain = len(elements) - len(starred)
    if plain > conversions.total or (plain < conversions.total and not starred):
        raise Refused("the template does not take as many arguments as it gets")
    if not elements:
        return site.insertion(site.spans([right])[right].start, f"{written},")
    if at < len(elements):
        return site.insertion(site.spans([elements[at]])[elements[at]].start, f"{written}, ")
    return site.insertion(site.spans([elements[-1]])[elements[-1]].end, f", {written}")


def _beside(
    site: RewriteSite, conversions: _Conversions, right: cst.BaseExpression, written: str
) -> tuple[Edit, ...]:
    """The edits that make a tuple of the only argument and the user."""
    if conversions.total != 1 or isinstance(right, cst.GeneratorExp | cst.Yield):
        raise Refused("the template's arguments are not written one by one")
    if isinstance(right, cst.Name) and _may_be_tuple(site, right.value):
        raise Refused(f"{right.value} may hold all arguments of the template")
    before, behind = ("", f", {written}") if conversions.before else (f"{written}, ", "")
    if not right.lpar:
        before, behind = "(" + before, behind + ")"
    span = site.spans([right])[right]
    additions = ((span.start, before), (span.end, behind))
    return tuple(site.insertion(position, text) for position, text in additions if text)


def _may_be_tuple(site: RewriteSite, name: str) -> bool:
    around = scopes(site.module, site.literal)
    return any(
        isinstance(binding.value, cst.Tuple)
        or (isinstance(binding.by, cst.Param) and binding.by.star == "*")
        for binding in visible_bindings(around, name)
    )
