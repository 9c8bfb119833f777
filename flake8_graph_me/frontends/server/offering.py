"""What is offered at a place of a document: code actions, all from one state of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from lsprotocol import types

from flake8_graph_me.frontends.editors.checking import Checked
from flake8_graph_me.frontends.editors.documents import Document
from flake8_graph_me.frontends.editors.fixable import fixable
from flake8_graph_me.frontends.editors.folders import Folder
from flake8_graph_me.frontends.editors.silencing import silencing
from flake8_graph_me.frontends.server import actions
from flake8_graph_me.frontends.server.actions import FIX_ALL, Client
from flake8_graph_me.frontends.server.texts import Texts
from flake8_graph_me.terms.findings import Edit, Finding


@dataclass(frozen=True, slots=True)
class Asked:
    """A state of the open documents, in which actions are asked for in one of them: its text is the
    one that was checked.
    """

    document: Document
    documents: tuple[Document, ...]
    checked: Mapping[str, Checked]
    texts: Texts
    params: types.CodeActionParams

    def wants(self, kind: str) -> bool:
        """Whether the client wants actions of a kind."""
        only = self.params.context.only
        return actions.is_wanted(kind, None if only is None else [str(each) for each in only])

    def is_here(self, finding: Finding) -> bool:
        """Whether a finding is on the lines for which actions are asked."""
        uri, found = self.texts.located(finding.place)
        asked = self.params
        is_elsewhere = self.document.cells is not None and uri != asked.text_document.uri
        return not is_elsewhere and actions.overlap(found, asked.range)


@dataclass(frozen=True, slots=True)
class Found:
    """The findings in the document with the fixes that may be applied, and those on the lines that
    a comment can silence.
    """

    findings: tuple[Finding, ...]
    silenced: list[tuple[Finding, Edit]]


def found_for(asked: Asked, folder: Folder) -> Found:
    """What actions can be made of. It runs in the thread of the work."""
    findings = fixable(asked.document, asked.documents, asked.checked, folder)
    here = tuple(filter(asked.is_here, findings))
    quick = asked.wants(types.CodeActionKind.QuickFix.value)
    return Found(findings, silencing(asked.document, here, folder) if quick else [])


def offered(asked: Asked, found: Found, client: Client) -> list[types.CodeAction]:
    """The actions that the client wants."""
    offers: list[types.CodeAction] = []
    documents = asked.documents
    if asked.wants(types.CodeActionKind.QuickFix.value):
        here = filter(asked.is_here, found.findings)
        offers += actions.quick_fixes(here, asked.texts, documents, client)
        offers += actions.silencers(found.silenced, asked.texts, documents, client)
    if asked.wants(FIX_ALL):
        offers += actions.fix_all(found.findings, asked.texts, asked.document, documents, client)
    return offers
