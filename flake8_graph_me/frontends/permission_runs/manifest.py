"""The part of an app registration's manifest that asks for the permissions.

Source of the form: learn.microsoft.com/entra/identity-platform, the page
reference-microsoft-graph-app-manifest.
"""

from flake8_graph_me.frontends.permission_runs.permission_report import PermissionReport
from flake8_graph_me.frontends.reports.json_text import json_text
from flake8_graph_me.graph.hosts import RESOURCE_ID
from flake8_graph_me.graph.permission_sets.holdings import TYPES
from flake8_graph_me.graph.permission_sets.minimal_permissions import NeededPermission


def document(report: PermissionReport) -> str:
    """The JSON object, for which no comments are possible."""
    entries = [{"id": each.identifier, "type": kind} for kind, each in typed_permissions(report)]
    resources = [{"resourceAppId": RESOURCE_ID, "resourceAccess": entries}] if entries else []
    return json_text({"requiredResourceAccess": resources})


def typed_permissions(report: PermissionReport) -> list[tuple[str, NeededPermission]]:
    """All permissions, each with how a registration calls its scheme."""
    return [(kind, each) for scheme, kind in TYPES.items() for each in report.of(scheme)]
