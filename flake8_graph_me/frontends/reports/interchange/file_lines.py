"""Findings in notebooks as formats need them that know files and lines only."""

from collections.abc import Iterable
from dataclasses import replace

from flake8_graph_me.frontends.reports.texts import Texts
from flake8_graph_me.terms.findings import EvidenceStep, Finding
from flake8_graph_me.terms.places import Place, Position, Span


def in_file_lines(findings: Iterable[Finding], texts: Texts) -> list[Finding]:
    """The findings with places in cells at the lines of the notebook's own file. The cell goes into
    the message, and fixes inside cells are left out: their text is written otherwise in the file.
    """
    return [_finding(finding, texts) for finding in findings]


def _finding(finding: Finding, texts: Texts) -> Finding:
    places = [finding.place, *(step.place for step in finding.evidence)]
    fix = finding.fix
    if fix is not None and any(edit.place.cell for edit in fix.edits):
        fix = None
    if fix is finding.fix and not any(place.cell for place in places):
        return finding
    return replace(
        finding,
        message=_told(finding.place, finding.message),
        place=_in_file(finding.place, texts),
        evidence=tuple(
            EvidenceStep(_in_file(step.place, texts), _told(step.place, step.message))
            for step in finding.evidence
        ),
        fix=fix,
    )


def _told(place: Place, message: str) -> str:
    if not place.cell:
        return message
    start = place.span.start
    return f"cell {place.cell}:{start.line}:{start.column + 1}: {message}"


def _in_file(place: Place, texts: Texts) -> Place:
    if not place.cell:
        return place
    # The column in the line of JSON is another one, and no reader wants it.
    start = Position(texts.own_line(place), 0)
    return Place(place.path, Span(start, start))
