"""Permissions that the data name for a request, but that are for a part of what it names."""

import pytest

from flake8_graph_me.graph.endpoints import delegated, endpoint
from flake8_graph_me.graph.partial_permissions import is_partial
from flake8_graph_me.graph.schemes import WORK

USERS, USER, GROUP = ("users",), ("users", "{}"), ("groups", "{}")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("User-Phone.ReadWrite.All", USER),
        ("User.EnableDisableAccount.All", USER),
        ("AgentIdUser.ReadWrite.All", USER),
        ("DeviceManagementApps.Read.All", USERS),
        ("Group-NestingSupport.ReadWrite.All", GROUP),
        ("Group.ManageProtection.All", GROUP),
    ],
)
def test_what_is_for_a_part(name: str, key: tuple[str, ...]) -> None:
    assert is_partial(name, key)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("User.ReadWrite.All", USER),
        ("Directory.Read.All", USERS),
        ("Group-NestingSupport.ReadWrite.All", USER),
        ("DeviceManagementManagedDevices.Read.All", (*USER, "manageddevices")),
        ("UserAuthMethod-Passkey.Read.All", (*USER, "authentication", "fido2methods")),
        ("DeviceManagementApps.Read.All", ("devicemanagement", "mobileapps")),
        ("Group.Read.All", GROUP),
        ("User.Read.All", ()),
    ],
)
def test_what_is_for_the_whole(name: str, key: tuple[str, ...]) -> None:
    assert not is_partial(name, key)


@pytest.mark.parametrize(
    ("call", "least"),
    [
        ("GET /groups/{id}", "Group.Read.All"),
        ("PATCH /groups/{id}", "Group.ReadWrite.All"),
        ("GET /users/{id}", "User.Read.All"),
        ("PATCH /users/{id}", "User.ReadWrite.All"),
        ("DELETE /users/{id}", "User.DeleteRestore.All"),
    ],
)
def test_none_of_them_is_advised(call: str, least: str) -> None:
    method, path = call.split()
    found = endpoint(method, path).application
    assert found.least == least
    assert least not in found.partial
    assert found.partial
    assert set(found.partial) < set(found.permissions)


@pytest.mark.parametrize(
    ("call", "least"),
    [
        ("PATCH /me", "User.ReadWrite"),
        ("GET /me", "User.Read"),
        ("PATCH /users/{id}", "User.ReadWrite.All"),
        ("GET /users/{id}", "User.Read.All"),
    ],
)
def test_what_is_for_oneself(call: str, least: str) -> None:
    method, path = call.split()
    found = delegated(method, path)[WORK]
    assert found.least == least
    own = {"User.Read", "User.ReadWrite"} & set(found.permissions)
    assert own
    assert own.isdisjoint(found.partial) is path.startswith("/me")


def test_what_nobody_can_grant_is_not_advised() -> None:
    found = endpoint("DELETE", "/servicePrincipals/microsoft.graph.agentIdentity/{id}").application
    assert found.permissions
    assert found.least is None
