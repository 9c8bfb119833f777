"""The permissions for Terraform's provider azuread, by their names.

Source: the pages of azuread_application_api_access, azuread_app_role_assignment and
azuread_service_principal_delegated_permission_grant of hashicorp/terraform-provider-azuread.
"""

from collections.abc import Iterator

from flake8_graph_me.frontends.permission_runs.permission_report import (
    PermissionReport,
    nothing_to_grant,
    remarks,
)
from flake8_graph_me.graph.hosts import RESOURCE_ID
from flake8_graph_me.graph.schemes import APPLICATION, WORK

_GRAPH = "data.azuread_service_principal.msgraph"


def document(report: PermissionReport) -> str:
    """A module with two variables: the registration, and who gets the permissions."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: PermissionReport) -> Iterator[str]:
    yield from (f"# {line}" for line in remarks(report))
    roles = [each.name for each in report.of(APPLICATION)]
    scopes = [each.name for each in report.of(WORK)]
    if not (roles or scopes):
        yield f"# {nothing_to_grant(report)}"
        return
    yield from _variables()
    yield ""
    yield "# What the app registration asks for. A managed identity has none: leave this out."
    yield 'resource "azuread_application_api_access" "msgraph" {'
    yield "  application_id = var.application_id"
    yield f"  api_client_id  = {_GRAPH}.client_id"
    if roles:
        yield from _ids("role_ids", "app_role_ids", roles)
    if scopes:
        yield from _ids("scope_ids", "oauth2_permission_scope_ids", scopes)
    yield "}"
    if roles:
        yield from _role_assignments(roles)
    if scopes:
        yield from _grants(scopes)


def _variables() -> Iterator[str]:
    yield ""
    yield 'variable "application_id" {'
    yield "  type        = string"
    yield '  description = "Resource ID of the app registration: /applications/OBJECT-ID"'
    yield "}"
    yield ""
    yield 'variable "principal_object_id" {'
    yield "  type        = string"
    yield (
        '  description = "Object ID of the service principal of the application, or of the managed '
        'identity"'
    )
    yield "}"
    yield ""
    yield 'data "azuread_service_principal" "msgraph" {'
    yield f'  client_id = "{RESOURCE_ID}"'
    yield "}"


def _ids(argument: str, attribute: str, names: list[str]) -> Iterator[str]:
    yield ""
    yield f"  {argument} = ["
    yield from (f'    {_GRAPH}.{attribute}["{name}"],' for name in names)
    yield "  ]"


def _role_assignments(names: list[str]) -> Iterator[str]:
    yield ""
    yield "# The consent to the application permissions, also for managed identities."
    yield 'resource "azuread_app_role_assignment" "msgraph" {'
    yield "  for_each = toset(["
    yield from (f'    "{name}",' for name in names)
    yield "  ])"
    yield f"  app_role_id         = {_GRAPH}.app_role_ids[each.value]"
    yield "  principal_object_id = var.principal_object_id"
    yield f"  resource_object_id  = {_GRAPH}.object_id"
    yield "}"


def _grants(names: list[str]) -> Iterator[str]:
    yield ""
    yield "# The consent of an administrator to the delegated permissions, for all users."
    yield 'resource "azuread_service_principal_delegated_permission_grant" "msgraph" {'
    yield "  service_principal_object_id          = var.principal_object_id"
    yield f"  resource_service_principal_object_id = {_GRAPH}.object_id"
    yield "  claim_values = ["
    yield from (f'    "{name}",' for name in names)
    yield "  ]"
    yield "}"
