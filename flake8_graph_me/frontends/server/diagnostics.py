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
    findings: Iterable[Finding], texts: Texts, *, related: bool
) -> list[types.Diagnostic]:
    """A diagnostic for each finding; with ``related``, the evidence goes with it."""
    return [diagnostic(finding, texts, related=related) for finding in findings]


def diagnostic(finding: Finding, texts: Texts, *, related: bool) -> types.Diagnostic:
    """One finding; its ``data`` hold what a client needs to apply the fix by itself."""
    place = finding.place
    return types.Diagnostic(
        range=texts.positions(place.path).range_of(place.span),
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
            types.Location(
                texts.uri(step.place.path),
                texts.positions(step.place.path).range_of(step.place.span),
            ),
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
    found = texts.positions(edit.place.path).range_of(edit.place.span)
    return {
        "uri": texts.uri(edit.place.path),
        "range": {
            "start": {"line": found.start.line, "character": found.start.character},
            "end": {"line": found.end.line, "character": found.end.character},
        },
        "newText": edit.content,
    }
