"""Fixes as a program may apply them."""

from flake8_graph_me.terms.findings import Finding, Fix
from flake8_graph_me.terms.printable import without_tokens


def exact_fix(finding: Finding) -> Fix | None:
    """The finding's fix, with its edits, if it can be told as it is: hiding a token in it would
    make it another one.
    """
    fix = finding.fix
    if fix is None or any(without_tokens(edit.content) != edit.content for edit in fix.edits):
        return None
    return fix if fix.edits else None
