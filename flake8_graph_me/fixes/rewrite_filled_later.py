"""Rewriting a template with a user expression before the template is filled.

Used if no separate field can be added: the template is filled elsewhere, or by arguments that are
not written one by one.
"""

import libcst as cst

from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import RewriteSite
from flake8_graph_me.fixes.templates import ESCAPED, SEVERAL, other_fillings
from flake8_graph_me.fixes.user_expressions.expressions import Expression, expression


def kept_by_template(site: RewriteSite, user: Expression) -> Expression:
    """The expression whose value, written into the template, results in that of ``user``.

    A percent sign, as in an encoded user, would begin a conversion, and a dollar sign a field.
    Braces cannot occur in a user's name or ID, encoded or not (learn.microsoft.com,
    office/troubleshoot, "username contains special character"). Raises Refused if the text goes
    through several templates that would need escaping.
    """
    template = site.segment.template
    others = any(isinstance(each, cst.BinaryOperation) for each in other_fillings(site))
    kinds = ["percent"] if others else []
    if template is not None and template.kind in ESCAPED:
        kinds.append(template.kind)
    if len(kinds) > 1:
        raise Refused(SEVERAL)
    if not kinds:
        return user
    mark = ESCAPED[kinds[0]]
    return expression(f'str({user.as_argument()}).replace("{mark}", "{mark * 2}")')
