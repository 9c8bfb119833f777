"""Findings as the protocol's diagnostics."""

from collections.abc import Iterable
from typing import Any

from lsprotocol import types

from flake8_graph_me.frontends.reports.interchange.severity import Severity, severity
from flake8_graph_me.frontends.reports.links import rule_url
from flake8_graph_me.frontends.server.texts import Texts
from flake8_graph_me.terms.findings import Edit, Finding
from flake8_graph_me.terms.printable import printable

SOURCE = "flake8-graph-me"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def diagnostics(
    findings: Iterable[Finding], texts: Texts, cell: str | None, *, related: bool
) -> list[types.Diagnostic]:
    """A diagnostic for each finding, of a notebook for those in the ``cell`` with this URI; with
    ``related``, the evidence goes with it.
    """
    return [
        diagnostic(finding, texts, related=related)
        for finding in findings
        if cell is None or texts.located(finding.place)[0] == cell
    ]


def diagnostic(finding: Finding, texts: Texts, *, related: bool) -> types.Diagnostic:
    """One finding; its ``data`` hold what a client needs to apply the fix by itself."""
    return types.Diagnostic(
        range=texts.located(finding.place)[1],
        message=printable(finding.message),
        severity=_SEVERITIES[severity(finding.code)],
        code=finding.code,
        code_description=types.CodeDescription(rule_url(finding.code)),
        source=SOURCE,
        related_information=_evidence(finding, texts) if related and finding.evidence else None,
        data=_data(finding, texts),
    )


def _evidence(finding: Finding, texts: Texts) -> list[types.DiagnosticRelatedInformation]:
    return [
        types.DiagnosticRelatedInformation(
            types.Location(*texts.located(step.place)),
            printable(step.message),
        )
        for step in finding.evidence
    ]


def _data(finding: Finding, texts: Texts) -> dict[str, Any]:
    fix = finding.fix
    if fix is None:
        return {"slug": finding.slug, "fix": None}
    return {
        "slug": finding.slug,
        "fix": {
            "applicability": fix.applicability.value,
            "message": printable(fix.message),
            "edits": [_edit(edit, texts) for edit in fix.edits],
        },
    }


def _edit(edit: Edit, texts: Texts) -> dict[str, Any]:
    uri, found = texts.located(edit.place)
    return {
        "uri": uri,
        "range": {
            "start": {"line": found.start.line, "character": found.start.character},
            "end": {"line": found.end.line, "character": found.end.character},
        },
        "newText": edit.content,
    }
