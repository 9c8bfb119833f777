"""Rewriting the ``me`` of a path to a user: picks the way that suits the kind of user."""

from flake8_graph_me.fixes import rewrite_spelled
from flake8_graph_me.fixes.refusal import Refused
from flake8_graph_me.fixes.rewrite_expression import with_expression_user
from flake8_graph_me.fixes.rewrite_literal import with_literal_user
from flake8_graph_me.fixes.site import site_of, spot_of
from flake8_graph_me.fixes.user_expressions.expressions import expression
from flake8_graph_me.fixes.user_expressions.modules import IsProjects
from flake8_graph_me.fixes.users import User, encoded_user
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.syntax.module_index import ModuleIndex
from flake8_graph_me.terms.findings import Edit

__all__ = ["Refused", "description", "rewritten"]


def description(segment: Segment, user: User) -> str:
    """What the edits do, in one line."""
    if segment.spelling is not None:
        return rewrite_spelled.description(segment.spelling, user)
    return f"Replace `me` with `{_written(segment.before, user)}`"


def _written(before: str, user: User) -> str:
    """The user in a path; what an expression gives is in braces, however the code puts it in."""
    match user.kind:
        case "literal":
            text = encoded_user(user.text)
            return f"{before.removesuffix('/')}{text}" if text.startswith("(") else before + text
        case "placeholder":
            return before + user.text
        case "expression" | "name":
            return f"{before}{{{user.text}}}"


def rewritten(
    module: ModuleIndex, segment: Segment, user: User, path: str, is_projects: IsProjects
) -> tuple[Edit, ...]:
    """The edits that turn ``segment`` of ``module`` into the path of ``user``, in order of place.

    ``path`` is the name of the file in the edits, and ``is_projects`` tells what it can import
    from its project. The edits belong together and may include an import.
    Raises Refused, with the reason, if no rewriting is correct, and ValueError if the segment is
    not in this module.
    """
    if segment.spelling is not None:
        spot = spot_of(module, segment.node, path, is_projects)
        return tuple(sorted(rewrite_spelled.with_spelled_user(spot, segment.spelling, user)))
    site = site_of(module, segment, path, is_projects)
    match user.kind:
        case "literal":
            edits = with_literal_user(site, encoded_user(user.text))
        case "placeholder":
            edits = with_literal_user(site, user.text)
        case "expression" | "name":
            edits = with_expression_user(site, expression(user.text), encode=user.encode)
    return tuple(sorted(edits))
