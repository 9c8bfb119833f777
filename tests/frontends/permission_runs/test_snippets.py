"""What people paste: the manifest, the Azure CLI's commands, Terraform and Bicep."""

import json
import re
import shlex
from collections.abc import Callable
from uuid import UUID

import hcl2
import pytest

from flake8_graph_me.frontends.permission_runs import (
    azure_cli,
    bicep,
    manifest,
    page,
    permission_text,
    terraform,
)
from flake8_graph_me.frontends.permission_runs.permission_report import PermissionReport
from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.hosts import RESOURCE_ID
from flake8_graph_me.graph.permission_sets.minimal_permissions import minimal_permissions
from flake8_graph_me.graph.schemes import APPLICATION, WORK
from flake8_graph_me.terms.identity import Identity
from tests.graph.permission_sets.made_requests import graph_request

HOSTILE = "/users/{id}/messages/\x1b[2J\n\"'$(touch x)`touch y`"
ROLES = ("Mail.Read", "Sites.Read.All", "User.Read.All")
SCOPES = ("Mail.Read", "User.Read")


def report(*kinds: Identity) -> PermissionReport:
    calls = {
        Identity.APP_ONLY: (f"GET {HOSTILE}", "GET /users", "GET /sites/{id}"),
        Identity.DELEGATED: ("GET /me/messages", "GET /me"),
    }
    made = [
        graph_request(call, kind, line=line)
        for kind in kinds
        for line, call in enumerate(calls[kind], start=1)
    ]
    return PermissionReport(minimal_permissions(made))


BOTH = report(Identity.APP_ONLY, Identity.DELEGATED)
OWN, USERS = report(Identity.APP_ONLY), report(Identity.DELEGATED)


def identifiers() -> dict[str, str]:
    """What stands for each permission, from identifier to type."""
    found = {}
    for names, scheme, kind in ((ROLES, APPLICATION, "Role"), (SCOPES, WORK, "Scope")):
        for name in names:
            about = granting(name, scheme)
            assert about is not None
            assert about.identifier is not None
            assert UUID(about.identifier)
            found[about.identifier] = kind
    return found


def test_the_reports_need_what_they_are_made_for() -> None:
    assert tuple(each.name for each in BOTH.found.application) == ROLES
    assert tuple(each.name for each in BOTH.found.delegated) == SCOPES


def test_a_permission_beside_one_that_includes_it_is_explained() -> None:
    calls = ("GET /users/{id}/messages/{m}/attachments", "PATCH /users/{id}/messages/{m}")
    made = [graph_request(call, line=line) for line, call in enumerate(calls)]
    found = PermissionReport(minimal_permissions(made))
    assert [each.name for each in found.found.application] == ["Mail.Read", "Mail.ReadWrite"]
    said = "Mail.ReadWrite includes Mail.Read, but the data do not name it for all requests"
    for document in (permission_text.document, page.document, terraform.document):
        assert said in document(found)
        assert said not in document(BOTH)


def test_the_manifest() -> None:
    (resource,) = json.loads(manifest.document(BOTH))["requiredResourceAccess"]
    assert set(resource) == {"resourceAppId", "resourceAccess"}
    assert resource["resourceAppId"] == RESOURCE_ID
    entries = resource["resourceAccess"]
    assert all(set(each) == {"id", "type"} for each in entries)
    assert {each["id"]: each["type"] for each in entries} == identifiers()
    assert len(entries) == len(ROLES) + len(SCOPES)


def commands(text: str) -> list[list[str]]:
    split = (shlex.split(line, comments=True) for line in text.splitlines())
    return [words for words in split if words]


def test_the_azure_cli() -> None:
    assignment, add, consent = commands(azure_cli.document(BOTH))
    assert assignment == ["APP_ID=<application (client) ID of the app registration>"]
    head = ["az", "ad", "app", "permission", "add", "--id", "$APP_ID", "--api", RESOURCE_ID]
    assert add[: len(head) + 1] == [*head, "--api-permissions"]
    asked = dict(each.split("=") for each in add[len(head) + 1 :])
    assert asked == identifiers()
    assert consent == ["az", "ad", "app", "permission", "admin-consent", "--id", "$APP_ID"]


def test_a_managed_identity_is_assigned_the_roles() -> None:
    _, _, block = azure_cli.document(BOTH).partition("# A managed identity has no app registration")
    lines = block.splitlines()[1:]
    assert all(line.startswith("# ") for line in lines)
    principal, graph, *rest = commands("\n".join(line.removeprefix("# ") for line in lines))
    assert principal[0].startswith("PRINCIPAL_ID=")
    assert graph[0].startswith("GRAPH_ID=$(az")
    bodies = [json.loads(words[words.index("--body") + 1]) for words in rest]
    roles = {key for key, kind in identifiers().items() if kind == "Role"}
    assert {body.pop("appRoleId") for body in bodies} == roles
    assert all(
        body == {"principalId": "$PRINCIPAL_ID", "resourceId": "$GRAPH_ID"} for body in bodies
    )
    assert "managed identity" not in azure_cli.document(USERS)


def test_no_administrator_where_users_consent() -> None:
    assert [words[4] for words in commands(azure_cli.document(USERS))[1:]] == ["add"]


@pytest.mark.parametrize("wanted", [BOTH, OWN, USERS])
def test_terraform(wanted: PermissionReport) -> None:
    text = terraform.document(wanted)
    roles = [each.name for each in wanted.found.application]
    scopes = [each.name for each in wanted.found.delegated]
    assert re.findall(r'app_role_ids\["(.*?)"\]', text) == roles
    assert re.findall(r'scope_ids\["(.*?)"\]', text) == scopes
    assert text.count("{") == text.count("}")
    assert ("azuread_app_role_assignment" in text) == bool(roles)
    assert ("delegated_permission_grant" in text) == bool(scopes)


@pytest.mark.parametrize("wanted", [BOTH, OWN, USERS])
def test_terraform_is_read_by_a_parser(wanted: PermissionReport) -> None:
    found = hcl2.loads(terraform.document(wanted))
    assert {"variable", "data", "resource"} <= set(found)


@pytest.mark.parametrize("wanted", [BOTH, OWN, USERS])
def test_bicep(wanted: PermissionReport) -> None:
    text = bicep.document(wanted)
    for opening, closing in ("{}", "[]", "()"):
        assert text.count(opening) == text.count(closing)
    entries = re.findall(r"\{ id: '(.*?)', type: '(.*?)' \} // (\S+)$", text, re.MULTILINE)
    assert [each[2] for each in entries] == [
        *(each.name for each in wanted.found.application),
        *(each.name for each in wanted.found.delegated),
    ]
    for identifier, kind, _ in entries:
        assert identifiers()[identifier] == kind


@pytest.mark.parametrize(
    "document", [manifest.document, azure_cli.document, terraform.document, bicep.document]
)
def test_nothing_of_the_analysed_code_is_in_a_snippet(
    document: Callable[[PermissionReport], str],
) -> None:
    text = document(BOTH)
    assert "touch" not in text
    assert "app.py" not in text
    assert "\x1b" not in text
