"""The permissions for Bicep's extension for Microsoft Graph.

Source: learn.microsoft.com/graph/templates/bicep, the types applications, servicePrincipals,
appRoleAssignedTo and oauth2PermissionGrants.
"""

from collections.abc import Iterator

from flake8_graph_me.frontends.permission_runs.manifest import typed_permissions
from flake8_graph_me.frontends.permission_runs.permission_report import (
    PermissionReport,
    nothing_to_grant,
    remarks,
)
from flake8_graph_me.graph.hosts import RESOURCE_ID
from flake8_graph_me.graph.schemes import APPLICATION, WORK


def document(report: PermissionReport) -> str:
    """A file that declares an app registration with the permissions, and grants them."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: PermissionReport) -> Iterator[str]:
    yield from (f"// {line}" for line in remarks(report))
    permissions = typed_permissions(report)
    if not permissions:
        yield f"// {nothing_to_grant(report)}"
        return
    yield "// The extension is the one that bicepconfig.json names so."
    yield "extension microsoftGraphV1"
    yield ""
    yield "@description('Unique name of the app registration')"
    yield "param applicationName string"
    yield ""
    yield "resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {"
    yield f"  appId: '{RESOURCE_ID}'"
    yield "}"
    yield ""
    yield "// What the app registration asks for. A managed identity has none."
    yield "resource application 'Microsoft.Graph/applications@v1.0' = {"
    yield "  uniqueName: applicationName"
    yield "  displayName: applicationName"
    yield "  requiredResourceAccess: ["
    yield "    {"
    yield f"      resourceAppId: '{RESOURCE_ID}'"
    yield "      resourceAccess: ["
    for kind, each in permissions:
        yield f"        {{ id: '{each.identifier}', type: '{kind}' }} // {each.name}"
    yield "      ]"
    yield "    }"
    yield "  ]"
    yield "}"
    yield ""
    yield "resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {"
    yield "  appId: application.appId"
    yield "}"
    yield from _consent(report)


def _consent(report: PermissionReport) -> Iterator[str]:
    if roles := report.of(APPLICATION):
        yield ""
        yield "var roles = ["
        yield from (f"  '{each.identifier}' // {each.name}" for each in roles)
        yield "]"
        yield ""
        yield "// The consent to the application permissions. For a managed identity leave out"
        yield "// application and principal, and take its principalId in place of principal.id."
        kind = "Microsoft.Graph/appRoleAssignedTo@v1.0"
        yield f"resource assignments '{kind}' = [for role in roles: {{"
        yield "  appRoleId: role"
        yield "  principalId: principal.id"
        yield "  resourceId: graph.id"
        yield "}]"
    if scopes := report.of(WORK):
        yield ""
        yield "// The consent of an administrator to the delegated permissions, for all users."
        yield "resource grant 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {"
        yield "  clientId: principal.id"
        yield "  consentType: 'AllPrincipals'"
        yield "  resourceId: graph.id"
        yield f"  scope: '{' '.join(each.name for each in scopes)}'"
        yield "}"
