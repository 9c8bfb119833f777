"""The plugin of python-lsp-server: our fixes as code actions. Its flake8 shows the findings.

The only module that imports pylsp, which loads it.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from pylsp import hookimpl

from flake8_graph_me.frontends.editors import folders
from flake8_graph_me.frontends.editors.checking import check
from flake8_graph_me.frontends.editors.columns import UTF_16, Columns
from flake8_graph_me.frontends.editors.documents import DiskTexts, Document, on_disk
from flake8_graph_me.frontends.editors.fixable import fixable
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.findings import Applicability, Edit, Finding
from flake8_graph_me.terms.printable import printable

_SUFFIX = {Applicability.UNSAFE: " (unsafe)"}


class _PylspDocument(Protocol):
    uri: str
    path: str
    version: int | None
    source: str


class _PylspWorkspace(Protocol):
    root_path: str
    documents: Mapping[str, _PylspDocument]


@hookimpl
def pylsp_code_actions(
    workspace: _PylspWorkspace,
    document: _PylspDocument,
    range: Mapping[str, Any],  # noqa: A002 - as pylsp calls it
) -> list[dict[str, Any]]:
    """An action for each fix on the lines of the range, with the same edits as the command's."""
    before = os.getcwd()  # noqa: PTH109 - it is only put back
    try:
        return _actions(workspace, document, range)
    finally:
        # Other plugins count on it.
        os.chdir(before)


def _actions(
    workspace: _PylspWorkspace, document: _PylspDocument, lines: Mapping[str, Any]
) -> list[dict[str, Any]]:
    own = _taken(document)
    others = [_taken(each) for each in workspace.documents.values()]
    folder = folders.current(None, _root(workspace, own.path), {})
    found = check(own, DiskTexts().differing(own, others), folder, None)
    allowed = fixable(own, [own], {own.uri: found}, folder)
    first, last = lines["start"]["line"] + 1, lines["end"]["line"] + 1
    here = [
        each
        for each in allowed
        if each.place.span.start.line <= last and first <= each.place.span.end.line
    ]
    texts = {each.path: each.text for each in others}
    return [_action(each, texts) for each in here if each.fix is not None and each.fix.edits]


def _root(workspace: _PylspWorkspace, path: str) -> str:
    """The folder whose configuration counts: the workspace's, or that of a file outside it."""
    root = workspace.root_path
    return root if root and Path(path).is_relative_to(root) else str(Path(path).parent)


def _taken(document: _PylspDocument) -> Document:
    return Document(document.uri, absolute(document.path), document.version, document.source)


def _action(finding: Finding, texts: Mapping[str, str]) -> dict[str, Any]:
    fix = finding.fix
    assert fix is not None, "asked for findings with a fix only"
    title = printable(fix.message) + _SUFFIX.get(fix.applicability, "")
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        path = edit.place.path
        text = texts.get(path)
        columns = Columns((on_disk(path) or "") if text is None else text, UTF_16)
        changes.setdefault(Path(path).as_uri(), []).append(_edit(edit, columns))
    return {
        "title": title[:1].upper() + title[1:],
        "kind": "quickfix",
        "isPreferred": fix.applicability is Applicability.SAFE,
        "edit": {"changes": changes},
    }


def _edit(edit: Edit, columns: Columns) -> dict[str, Any]:
    (start_line, start), (end_line, end) = map(
        columns.of, (edit.place.span.start, edit.place.span.end)
    )
    return {
        "range": {
            "start": {"line": start_line, "character": start},
            "end": {"line": end_line, "character": end},
        },
        "newText": edit.content,
    }
