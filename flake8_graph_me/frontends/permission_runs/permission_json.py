"""The permissions as JSON, for programs."""

from collections.abc import Iterable

from flake8_graph_me.frontends.permission_runs.permission_report import (
    PermissionReport,
    provenance,
)
from flake8_graph_me.frontends.reports.json_text import json_text
from flake8_graph_me.frontends.request_runs import request_json
from flake8_graph_me.graph.permission_sets.comparison import Difference
from flake8_graph_me.graph.permission_sets.holdings import TYPES
from flake8_graph_me.graph.permission_sets.minimal_permissions import NeededPermission
from flake8_graph_me.graph.permission_sets.needs import Unserved
from flake8_graph_me.terms.requests import GraphRequest


def document(report: PermissionReport) -> str:
    """One object with a final newline, in ASCII so that it works in any encoding."""
    found = report.found
    known: dict[str, object] = {
        "application": _permissions(found.application),
        "delegated": _permissions(found.delegated),
        "cannot_work": _unserved(found.cannot_work),
        "unknown_identity": _unserved(found.unknown_identity),
        "undetermined": _unserved(found.undetermined),
        "no_data": _unserved(found.no_data),
        "none_needed": _unserved(found.none_needed),
        "determined": found.determined,
        "requests": found.requests,
        "source": provenance(report),
        "date": found.date,
    }
    if report.shard is not None:
        known["shard"] = str(report.shard)
    if (compared := report.comparison) is not None:
        known |= {
            "missing": _differences(compared.missing),
            "unused": _differences(compared.unused),
            "not_seen": _differences(compared.not_seen),
            "reducible": _differences(compared.reducible),
        }
    return json_text(known)


def _permissions(needed: Iterable[NeededPermission]) -> list[dict[str, object]]:
    return [
        {
            "name": each.name,
            "id": each.identifier,
            "requests": [_request(request) for request in each.requests],
        }
        for each in needed
    ]


def _request(request: GraphRequest) -> dict[str, object]:
    place = request.place
    return {
        "file": place.path,
        **({"cell": place.cell} if place.cell else {}),
        "line": place.span.start.line,
        "method": request.method,
        "path": request.path,
    }


def _unserved(unserved: Iterable[Unserved]) -> list[dict[str, object]]:
    return [{**request_json.entry(each.request), "reason": each.reason} for each in unserved]


def _differences(differences: Iterable[Difference]) -> list[dict[str, object]]:
    return [
        {
            "name": each.name,
            "type": TYPES[each.scheme],
            "id": each.identifier,
            "instead": list(each.instead),
        }
        for each in differences
    ]
