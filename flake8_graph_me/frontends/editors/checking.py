"""One check of one document, in the thread of the work."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flake8_graph_me import api
from flake8_graph_me.frontends import failures, running
from flake8_graph_me.frontends.editors.cells import Cells
from flake8_graph_me.frontends.editors.documents import Document
from flake8_graph_me.frontends.editors.folders import Folder
from flake8_graph_me.frontends.running import FileText
from flake8_graph_me.syntax.python_tree import is_python
from flake8_graph_me.terms.findings import Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a document: the text that was checked last without a syntax error, and the
    findings in it. ``reached`` are the absolute paths of the files that it imports, and its own.
    ``version`` is that of the document as it was looked at, ``cells`` are those of the text.
    """

    version: int | None
    text: str
    findings: tuple[Finding, ...]
    reached: frozenset[str]
    cells: Cells | None = None


def check(
    document: Document, others: Mapping[str, str], folder: Folder, last: Checked | None
) -> Checked:
    """What is found in the document; never raises because of it. ``others`` are texts of other
    files, by absolute path, that replace those on disk.
    """
    own, cells = frozenset({document.path}), document.cells
    if folder.is_excluded(document.path):
        return Checked(document.version, document.text, (), own, cells)
    plan = running.renewed(folder.plan)
    found = _found(document, others, plan)
    reached = own
    if any(each.code == failures.CODE for each in found):
        if last is not None and last.findings and not _is_source(document):
            return replace(last, version=document.version)
    else:
        sources = {**others, document.path: document.text}
        for files in api.reached([document.path], options=plan.options, sources=sources):
            reached |= files
    return Checked(document.version, document.text, found, reached, cells)


def _found(
    document: Document, others: Mapping[str, str], plan: running.CheckPlan
) -> tuple[Finding, ...]:
    cells = document.cells
    if cells is not None and cells.problem is not None:
        return running.judged_failure(plan, document.path, f"the notebook {cells.problem}")
    notebook = None if cells is None else cells.notebook
    text = FileText(document.path, document.text, others, notebook)
    found = next(running.check_again(plan, [text]))
    if cells is None:
        return found
    return tuple(cells.fixable(each, document.path) for each in found)


def _is_source(document: Document) -> bool:
    cells = document.cells
    return (cells is None or cells.problem is None) and is_python(document.text)
