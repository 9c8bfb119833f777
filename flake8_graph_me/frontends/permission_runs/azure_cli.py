"""The commands of the Azure CLI that ask for the permissions, and grant them.

Source: learn.microsoft.com/cli/azure/ad/app/permission; for managed identities,
learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments.
"""

from collections.abc import Iterator

from flake8_graph_me.frontends.permission_runs.manifest import typed_permissions
from flake8_graph_me.frontends.permission_runs.permission_report import (
    PermissionReport,
    needs_administrator,
    nothing_to_grant,
    remarks,
)
from flake8_graph_me.graph.hosts import RESOURCE_ID
from flake8_graph_me.graph.schemes import APPLICATION, WORK

_ASSIGNMENTS = "https://graph.microsoft.com/v1.0/servicePrincipals/$PRINCIPAL_ID/appRoleAssignments"


def document(report: PermissionReport) -> str:
    """A shell script; what is for managed identities stands in comments."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: PermissionReport) -> Iterator[str]:
    yield from (f"# {line}" for line in remarks(report))
    permissions = typed_permissions(report)
    if not permissions:
        yield f"# {nothing_to_grant(report)}"
        return
    yield ""
    yield "APP_ID='<application (client) ID of the app registration>'"
    yield from (f"# {each.identifier}={kind} is {each.name}" for kind, each in permissions)
    asked = " ".join(f"{each.identifier}={kind}" for kind, each in permissions)
    yield f'az ad app permission add --id "$APP_ID" --api {RESOURCE_ID} --api-permissions {asked}'
    yield "# The above asks for them; this is the consent of an administrator, which grants them."
    consented = report.of(APPLICATION) or any(
        needs_administrator(each.name, WORK) for each in report.of(WORK)
    )
    optional = "" if consented else "# (not needed where users consent themselves) "
    yield f'{optional}az ad app permission admin-consent --id "$APP_ID"'
    if report.of(APPLICATION):
        yield ""
        yield from (f"# {line}" for line in _assignments(report))


def _assignments(report: PermissionReport) -> Iterator[str]:
    yield "A managed identity has no app registration: in place of all above, assign the roles."
    yield "PRINCIPAL_ID='<object (principal) ID of the managed identity>'"
    yield f"GRAPH_ID=$(az ad sp show --id {RESOURCE_ID} --query id --output tsv)"
    for each in report.of(APPLICATION):
        body = (
            r'"{\"principalId\": \"$PRINCIPAL_ID\", \"resourceId\": \"$GRAPH_ID\", '
            rf'\"appRoleId\": \"{each.identifier}\"}}"'
        )
        yield f'az rest --method POST --uri "{_ASSIGNMENTS}" --body {body}'
