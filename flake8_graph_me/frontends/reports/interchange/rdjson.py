"""Reviewdog's diagnostic format (github.com/reviewdog/reviewdog, proto/rdf): columns count the
bytes of UTF-8 from 1, ends are exclusive.
"""

from collections.abc import Iterable
from pathlib import PurePath

from flake8_graph_me.frontends.reports.interchange.exact_fixes import exact_fix
from flake8_graph_me.frontends.reports.interchange.file_names import slashed
from flake8_graph_me.frontends.reports.interchange.severity import Severity, severity
from flake8_graph_me.frontends.reports.json_text import json_text
from flake8_graph_me.frontends.reports.links import PROJECT_URL, rule_url
from flake8_graph_me.frontends.reports.texts import Texts
from flake8_graph_me.terms.findings import Applicability, Finding
from flake8_graph_me.terms.places import Place, Position
from flake8_graph_me.terms.printable import printable

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
Object = dict[str, object]


def document(findings: Iterable[Finding], texts: Texts, root: PurePath) -> str:
    """The object with a final newline, in ASCII. ``texts`` are the very sources: a column depends
    on each character before it.
    """
    return json_text(
        {
            "source": {"name": "flake8-graph-me", "url": PROJECT_URL},
            "diagnostics": [_diagnostic(finding, texts, root) for finding in findings],
        }
    )


def _diagnostic(finding: Finding, texts: Texts, root: PurePath) -> Object:
    return {
        "message": printable(finding.message),
        "location": _location(finding.place, texts, root),
        "severity": _SEVERITIES[severity(finding.code)],
        "code": {"value": finding.code, "url": rule_url(finding.code)},
        "suggestions": _suggestions(finding, texts),
        "related_locations": [
            {
                "message": printable(step.message),
                "location": _location(step.place, texts, root),
            }
            for step in finding.evidence
        ],
    }


def _suggestions(finding: Finding, texts: Texts) -> list[Object]:
    """The edits of the fix; none if a part of it is in another file, which the format cannot say,
    or if it holds a placeholder: reviewers commit suggestions as they stand.
    """
    fix, path = exact_fix(finding), finding.place.path
    if fix is None or fix.applicability is Applicability.DISPLAY:
        return []
    if any(edit.place.path != path for edit in fix.edits):
        return []
    return [{"range": _range(edit.place, texts), "text": edit.content} for edit in fix.edits]


def _location(place: Place, texts: Texts, root: PurePath) -> Object:
    return {"path": slashed(place.path, root), "range": _range(place, texts)}


def _range(place: Place, texts: Texts) -> Object:
    span = place.span
    return {
        "start": _position(place, span.start, texts),
        "end": _position(place, span.end, texts),
    }


def _position(place: Place, position: Position, texts: Texts) -> Object:
    lines = texts.lines(place)
    if lines is None:
        # The column is known in characters only.
        return {"line": position.line}
    before = lines.line(position.line)[: position.column]
    return {"line": position.line, "column": len(before.encode(errors="surrogatepass")) + 1}
