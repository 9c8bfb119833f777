"""Findings as the protocol's code actions: the same edits as the command makes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lsprotocol import types

from flake8_graph_me.fixes import application
from flake8_graph_me.frontends.editors.documents import Document
from flake8_graph_me.frontends.server.diagnostics import SOURCE, diagnostic
from flake8_graph_me.frontends.server.texts import Texts
from flake8_graph_me.terms.findings import Applicability, Edit, Finding, Fix
from flake8_graph_me.terms.printable import printable

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
"""The kind of the action that applies all safe fixes of a document."""
PLACEHOLDER = "<upn>"
"""What stands for the user in a fix that is only shown."""
_SPECIAL = re.compile(r"[$}\\]")
_SUFFIX = {Applicability.SAFE: "", Applicability.UNSAFE: " (unsafe)", Applicability.DISPLAY: ""}


@dataclass(frozen=True, slots=True)
class Client:
    """What a client can take: related information, edits with the versions of documents, and such
    with places for the cursor.
    """

    related: bool
    versions: bool
    snippets: bool


def quick_fixes(
    findings: Iterable[Finding], texts: Texts, documents: Sequence[Document], client: Client
) -> list[types.CodeAction]:
    """An action for each fix; several findings with the same fix share one."""
    by_fix: dict[Fix, list[Finding]] = {}
    for finding in findings:
        if finding.fix is not None and finding.fix.edits:
            by_fix.setdefault(finding.fix, []).append(finding)
    return [
        types.CodeAction(
            title=f"{_capital(printable(fix.message))}{_SUFFIX[fix.applicability]}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(each, texts, related=client.related) for each in same],
            is_preferred=fix.applicability is Applicability.SAFE,
            edit=workspace_edit(fix.edits, texts, documents, client, snippets=_is_shown_only(fix)),
        )
        for fix, same in by_fix.items()
    ]


def silencers(
    found: Iterable[tuple[Finding, Edit]],
    texts: Texts,
    documents: Sequence[Document],
    client: Client,
) -> list[types.CodeAction]:
    """An action for each finding that a comment can silence."""
    return [
        types.CodeAction(
            title=f"Silence {finding.code} on this line (# noqa)",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(finding, texts, related=client.related)],
            edit=workspace_edit([edit], texts, documents, client, snippets=False),
        )
        for finding, edit in found
    ]


def fix_all(
    findings: Iterable[Finding],
    texts: Texts,
    document: Document,
    documents: Sequence[Document],
    client: Client,
) -> list[types.CodeAction]:
    """The action that applies all safe fixes inside the document, if there is one."""
    chosen = application.choose(findings, unsafe=False, path=document.path)
    if not chosen.edits:
        return []
    edit = workspace_edit(chosen.edits, texts, documents, client, snippets=False)
    title = "Apply all safe fixes for Microsoft Graph /me requests"
    return [types.CodeAction(title=title, kind=FIX_ALL, edit=edit)]


def workspace_edit(
    edits: Iterable[Edit],
    texts: Texts,
    documents: Sequence[Document],
    client: Client,
    *,
    snippets: bool,
) -> types.WorkspaceEdit:
    """The edits by document, in the form that the client takes. With ``snippets`` the cursor comes
    to the placeholder if the client can do that.
    """
    as_snippets = snippets and client.snippets
    by_uri: dict[str, list[types.TextEdit | types.SnippetTextEdit]] = {}
    for edit in sorted(set(edits)):
        uri, place = texts.located(edit.place)
        by_uri.setdefault(uri, []).append(
            types.SnippetTextEdit(place, types.StringValue(_snippet(edit.content)))
            if as_snippets
            else types.TextEdit(place, edit.content)
        )
    if not client.versions:
        plain = {
            uri: [each for each in same if isinstance(each, types.TextEdit)]
            for uri, same in by_uri.items()
        }
        return types.WorkspaceEdit(changes=plain)
    versions = {each.uri: each.version for each in documents}
    for each in documents:
        cells = () if each.cells is None else each.cells.all
        versions.update((cell.uri, cell.version) for cell in cells)
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri, versions.get(uri)), same
            )
            for uri, same in by_uri.items()
        ]
    )


def is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a client that asks only for some kinds wants an action of a kind."""
    return only is None or any(kind == each or kind.startswith(f"{each}.") for each in only)


def overlap(one: types.Range, other: types.Range) -> bool:
    """Whether two ranges have a character or an end in common; whole lines count for a cursor in
    one of them.
    """
    return one.start.line <= other.end.line and other.start.line <= one.end.line


def _is_shown_only(fix: Fix) -> bool:
    return fix.applicability is Applicability.DISPLAY


def _snippet(content: str) -> str:
    """The content with the placeholder as the place of the cursor."""
    pieces = [_SPECIAL.sub(r"\\\g<0>", piece) for piece in content.split(PLACEHOLDER)]
    return f"${{1:{PLACEHOLDER}}}".join(pieces)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
