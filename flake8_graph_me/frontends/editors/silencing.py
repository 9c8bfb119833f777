"""What silences a finding in an editor: the comment that ``check --add-noqa`` would write."""

from collections.abc import Iterable

from flake8_graph_me.fixes.application import apply
from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.editors.documents import Document
from flake8_graph_me.frontends.editors.folders import Folder
from flake8_graph_me.frontends.flake8_judge import Judge
from flake8_graph_me.frontends.noqa_runs.changing import additions
from flake8_graph_me.frontends.noqa_runs.comment_edits import same_program
from flake8_graph_me.terms.findings import Edit, Finding


def silencing(
    document: Document, findings: Iterable[Finding], folder: Folder
) -> list[tuple[Finding, Edit]]:
    """Findings in a document, each with the edit that silences it; those that no comment can
    silence, or that say that nothing is known, are left out.
    """
    judge = Judge(folder.plan.namespace)
    found = []
    for finding in findings:
        if finding.code == failures.CODE:
            continue
        edits = additions(judge, document.path, document.text, [finding])
        cells = document.cells
        if cells is not None and cells.allows(edits) is not None:
            continue
        if edits and same_program(document.text, apply(document.text, edits)):
            found.append((finding, edits[0]))
    return found
