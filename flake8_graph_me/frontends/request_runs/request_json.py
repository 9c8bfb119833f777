"""Requests as JSON, for programs: lines and columns from 1, ends exclusive."""

from collections.abc import Iterable

from flake8_graph_me.frontends.reports.json_report import step_entry
from flake8_graph_me.frontends.reports.json_text import json_text
from flake8_graph_me.terms.requests import GraphRequest


def document(requests: Iterable[GraphRequest]) -> str:
    """The array with a final newline, in ASCII so that it works in any encoding."""
    return json_text([entry(request) for request in requests])


def entry(request: GraphRequest) -> dict[str, object]:
    """One request as a JSON object."""
    place = request.place
    return {
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "client": request.client,
        "identity": request.identity.value,
        "why": request.why,
        "verdict": request.verdict,
        "file": place.path,
        **({"cell": place.cell} if place.cell else {}),
        "line": place.span.start.line,
        "column": place.span.start.column + 1,
        "evidence": [step_entry(step) for step in request.evidence],
    }
