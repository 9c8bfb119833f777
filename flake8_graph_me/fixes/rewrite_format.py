"""Rewriting the template of a ``format`` call with a user expression.

The template gets a named field, and the call a keyword argument, so that automatic and numbered
fields stay unchanged.
"""

import re

import libcst as cst

from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import RewriteSite
from flake8_graph_me.fixes.templates import field_edit, free_name, template_text
from flake8_graph_me.fixes.user_expressions.expressions import Expression
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Position

# Also takes what is no field, behind an escaped brace: such names are merely not used.
_FIELD = re.compile(r"\{(\w+)")


def with_format_argument(
    site: RewriteSite, operation: object, user: Expression
) -> tuple[Edit, ...]:
    """The edits that replace the segment with a field, and add a keyword argument for it.

    Raises Refused if ``operation`` does not fill this very string, or if it unpacks a mapping.
    """
    if not isinstance(operation, cst.Call) or not _fills(operation, site):
        raise Refused("the text is a template that is filled in elsewhere")
    if any(argument.star == "**" for argument in operation.args):
        raise Refused("the template gets its arguments from an unpacked mapping")
    taken = {each.keyword.value for each in operation.args if each.keyword is not None}
    name = free_name(taken.union(_FIELD.findall(template_text(site)[0])))
    written = f"{name}={user.as_argument(site.outer_quotes)}"
    return field_edit(site, f"{{{name}}}"), _argument(site, operation, written)


def _fills(call: cst.Call, site: RewriteSite) -> bool:
    function = call.func
    return (
        isinstance(function, cst.Attribute)
        and function.attr.value == "format"
        and function.value is site.whole
    )


def _argument(site: RewriteSite, call: cst.Call, written: str) -> Edit:
    if not call.args:
        end = site.spans([call])[call].end
        return site.insertion(Position(end.line, end.column - 1), written)
    last = call.args[-1]
    if isinstance(last.value, cst.GeneratorExp) and not last.value.lpar:
        raise Refused("the template's only argument is a generator expression")
    return site.insertion(site.spans([last])[last].end, f", {written}")
