"""Rewriting a template with a user that an expression gives, before the template is filled.

The way where a field of its own cannot be added: the template is filled elsewhere, or by arguments
that are not written out.
"""

import libcst as cst

from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.site import RewriteSite
from flake8_graph_me.fixes.templates import ESCAPED, SEVERAL, other_fillings
from flake8_graph_me.fixes.user_expressions.expressions import Expression, expression


def kept_by_template(site: RewriteSite, user: Expression) -> Expression:
    """The expression whose value, put into the template, comes out of it as that of ``user``.

    A percent sign, as in a user that is encoded already, would begin a conversion, a dollar sign a
    field; braces have no place in a user's name or id, encoded or not (learn.microsoft.com,
    office/troubleshoot, "username contains special character"). Raises Refused where the text goes
    through more than one template whose fields have to be told from it.
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
