"""Findings as JSON, for programs: lines and columns from 1, ends exclusive."""

from collections.abc import Iterable

from flake8_graph_me.frontends.reports.json_text import json_line, json_text
from flake8_graph_me.frontends.reports.links import rule_url
from flake8_graph_me.terms.findings import Edit, EvidenceStep, Finding, Fix
from flake8_graph_me.terms.places import Place
from flake8_graph_me.terms.printable import printable


def document(findings: Iterable[Finding]) -> str:
    """The array with a final newline, in ASCII so that it works in any encoding."""
    return json_text([entry(finding) for finding in findings])


def lines(findings: Iterable[Finding]) -> str:
    """The entries of the array, each on a line of its own."""
    return "".join(json_line(entry(finding)) for finding in findings)


def entry(finding: Finding) -> dict[str, object]:
    """One finding as a JSON object."""
    return {
        "code": finding.code,
        "slug": finding.slug,
        "message": printable(finding.message),
        **_place(finding.place),
        "url": rule_url(finding.code),
        "evidence": [step_entry(step) for step in finding.evidence],
        "fix": None if finding.fix is None else _fix(finding.fix),
    }


def _place(place: Place) -> dict[str, object]:
    start, end = place.span.start, place.span.end
    return {
        "path": place.path,
        **({"cell": place.cell} if place.cell else {}),
        "line": start.line,
        "column": start.column + 1,
        "end_line": end.line,
        "end_column": end.column + 1,
    }


def step_entry(step: EvidenceStep) -> dict[str, object]:
    """One step of the evidence as a JSON object."""
    return {**_place(step.place), "message": printable(step.message)}


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "applicability": fix.applicability.value,
        "message": printable(fix.message),
        "edits": [_edit(edit) for edit in fix.edits],
    }


def _edit(edit: Edit) -> dict[str, object]:
    return {**_place(edit.place), "content": edit.content}
