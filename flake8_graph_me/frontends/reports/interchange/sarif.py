"""SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0): one run of one tool.

Must not know whose findings they are: our command's and those of flake8's other plugins come out
alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from flake8_graph_me.frontends.reports.interchange.exact_fixes import exact_fix
from flake8_graph_me.frontends.reports.interchange.file_names import folder_uri, uri
from flake8_graph_me.frontends.reports.interchange.severity import Severity, severity
from flake8_graph_me.frontends.reports.json_text import json_text
from flake8_graph_me.terms.findings import Edit, EvidenceStep, Finding, Fix
from flake8_graph_me.terms.places import Place, Span
from flake8_graph_me.terms.printable import printable

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "SRCROOT"
_FINGERPRINT = "findingHash/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
Object = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rule:
    """What readers are told of a code: its name, a line, a paragraph, a page in Markdown, and where
    that page is, each empty if there is none.
    """

    code: str
    name: str = ""
    summary: str = ""
    description: str = ""
    page: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """What ran: its name, its version, and its web page."""

    name: str
    version: str
    url: str


def document(
    tool: Tool,
    rules: Sequence[Rule],
    findings: Sequence[Finding],
    fingerprints: Sequence[str],
    root: PurePath,
) -> str:
    """The log with a final newline, in ASCII. ``fingerprints`` has one for each finding; ``rules``
    may lack some of their codes.
    """
    known = {rule.code for rule in rules}
    others = sorted({finding.code for finding in findings} - known)
    rules = (*rules, *map(Rule, others))
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": tool.name,
                "version": tool.version,
                "informationUri": tool.url,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "originalUriBaseIds": {_ROOT: {"uri": folder_uri(root)}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [
            _result(finding, indexes[finding.code], fingerprint, root)
            for finding, fingerprint in zip(findings, fingerprints, strict=True)
        ],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> Object:
    summary = rule.summary or rule.code
    page = rule.page or summary
    told: dict[str, object] = {"id": rule.code}
    if rule.name:
        told["name"] = rule.name
    told |= {
        "shortDescription": {"text": summary},
        "fullDescription": {"text": rule.description or summary},
        "help": {"text": page, "markdown": page},
    }
    if rule.url:
        told["helpUri"] = rule.url
    return told | {"defaultConfiguration": {"level": _level(rule.code)}}


def _level(code: str) -> str:
    return _LEVELS[severity(code)]


def _result(finding: Finding, rule: int, fingerprint: str, root: PurePath) -> Object:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _level(finding.code),
        "message": _message(finding.message),
        "locations": [_location(finding.place, root)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if finding.evidence:
        steps = [_step(step, root) for step in finding.evidence]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    fix = exact_fix(finding)
    if fix is not None:
        result["fixes"] = [_fix(fix, root)]
    return result


def _message(text: str) -> Object:
    # A brace is written twice (section 3.11.5), since "{0}" stands for an argument.
    return {"text": printable(text).replace("{", "{{").replace("}", "}}")}


def _step(step: EvidenceStep, root: PurePath) -> Object:
    return {"location": {**_location(step.place, root), "message": _message(step.message)}}


def _location(place: Place, root: PurePath) -> Mapping[str, object]:
    physical = {"artifactLocation": _artifact(place.path, root), "region": _region(place.span)}
    return {"physicalLocation": physical}


def _artifact(path: str, root: PurePath) -> Object:
    reference, relative = uri(path, root)
    return {"uri": reference, "uriBaseId": _ROOT} if relative else {"uri": reference}


def _region(span: Span) -> Object:
    """Without an end the region goes on to the end of its line."""
    start = {"startLine": span.start.line, "startColumn": span.start.column + 1}
    return start if span.start == span.end else start | _end(span)


def _end(span: Span) -> dict[str, int]:
    return {"endLine": span.end.line, "endColumn": span.end.column + 1}


def _fix(fix: Fix, root: PurePath) -> Object:
    """All changes of a fix, those of each file together."""
    by_path = groupby(sorted(fix.edits), key=lambda edit: edit.place.path)
    return {
        "description": _message(fix.message),
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path, root),
                "replacements": [_replacement(edit) for edit in edits],
            }
            for path, edits in by_path
        ],
        "properties": {"applicability": fix.applicability.value},
    }


def _replacement(edit: Edit) -> Object:
    start = edit.place.span.start
    return {
        "deletedRegion": {
            "startLine": start.line,
            "startColumn": start.column + 1,
            **_end(edit.place.span),
        },
        "insertedContent": {"text": edit.content},
    }
