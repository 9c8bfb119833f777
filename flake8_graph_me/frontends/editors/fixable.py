"""Which fixes may be applied in an editor: those that the command would make, with the open
documents as its files.
"""

from collections.abc import Iterable, Mapping

from flake8_graph_me.fixes.application import target_of
from flake8_graph_me.fixes.writing import Source
from flake8_graph_me.frontends.editors.checking import Checked
from flake8_graph_me.frontends.editors.documents import Document
from flake8_graph_me.frontends.editors.folders import Folder
from flake8_graph_me.frontends.fix_runs.rounds import begin, withhold
from flake8_graph_me.frontends.running import Outcome, renewed
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.findings import Finding


def fixable(
    document: Document,
    documents: Iterable[Document],
    checked: Mapping[str, Checked],
    folder: Folder,
) -> tuple[Finding, ...]:
    """The findings in a document whose text is the one that was ``checked``; what must not be
    edited is without its fix.

    An edit may lie in another open document. A text that another one uses rightly is left alone.
    """
    found = checked[document.uri]
    edited = {
        absolute(target) for each in found.findings if (target := target_of(each)) is not None
    }
    if not edited:
        return found.findings
    outcomes = [
        Outcome(each.path, its.findings, its.findings, _source(each))
        for each in documents
        if (its := checked.get(each.uri)) is not None
        and its.text == each.text
        and (each == document or each.path in edited or not edited.isdisjoint(its.reached))
    ]
    rounds = begin(renewed(folder.plan), outcomes, None, ())
    withhold(rounds)
    return rounds.left[document.path]


def _source(document: Document) -> Source:
    """A text that is edited as a text: which bytes it will be in the file is up to the editor."""
    notebook = None if document.cells is None else document.cells.notebook
    text = document.text
    return Source(text.encode(errors="surrogatepass"), "utf-8", text, notebook)
