"""One check of one document, in the thread of the work."""

from collections.abc import Mapping
from dataclasses import dataclass

from flake8_graph_me import api
from flake8_graph_me.frontends import failures, running
from flake8_graph_me.frontends.editors.documents import Document
from flake8_graph_me.frontends.editors.folders import Folder
from flake8_graph_me.frontends.running import FileText
from flake8_graph_me.syntax.python_tree import is_python
from flake8_graph_me.terms.findings import Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a document: the text that was checked last without a syntax error, and the
    findings in it. ``reached`` are the absolute paths of the files that it imports, and its own.
    ``version`` is that of the document as it was looked at.
    """

    version: int | None
    text: str
    findings: tuple[Finding, ...]
    reached: frozenset[str]


def check(
    document: Document, others: Mapping[str, str], folder: Folder, last: Checked | None
) -> Checked:
    """What is found in the document; never raises because of it. ``others`` are texts of other
    files, by absolute path, that replace those on disk.
    """
    if folder.is_excluded(document.path):
        return Checked(document.version, document.text, (), frozenset({document.path}))
    plan = running.renewed(folder.plan)
    text = FileText(document.path, document.text, others)
    found = next(running.check_again(plan, [text]))
    reached = frozenset({document.path})
    if any(each.code == failures.CODE for each in found):
        if last is not None and last.findings and not is_python(document.text):
            return Checked(document.version, last.text, last.findings, last.reached)
    else:
        sources = {**others, document.path: document.text}
        for files in api.reached([document.path], options=plan.options, sources=sources):
            reached |= files
    return Checked(document.version, document.text, found, reached)
