"""Minimal sets of permissions: which permissions, for which requests, and for which none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

import flake8_graph_me
from flake8_graph_me.graph.partial_permissions import is_basic
from flake8_graph_me.graph.permission_sets.minimal_permissions import (
    NeededPermission,
    minimal_permissions,
)
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.requests import (
    FURTHER_PARTS,
    UNKNOWN_PARTS,
    UNKNOWN_RESOURCE,
    GraphRequest,
)
from tests.graph.permission_sets.made_requests import graph_request

APP, USER, UNKNOWN = Identity.APP_ONLY, Identity.DELEGATED, Identity.UNKNOWN


def names(found: Sequence[NeededPermission]) -> tuple[str, ...]:
    return tuple(each.name for each in found)


def needs(*calls: str, identity: Identity = APP) -> tuple[str, ...]:
    found = minimal_permissions(
        graph_request(call, identity, line=line) for line, call in enumerate(calls, start=1)
    )
    assert found.determined == found.requests == len(calls)
    return names(found.application if identity is APP else found.delegated)


def test_the_least_privileged_of_each() -> None:
    assert needs("GET /users/{id}/messages", "GET /users/{id}") == ("Mail.Read", "User.Read.All")
    assert needs("GET /me/messages", identity=USER) == ("Mail.Read",)


@pytest.mark.parametrize(
    "user",
    ["{user}", "{user.id}", "{d['a/b']}", "{f(x, y=1)}", "{a if b else c}", "{x}@{y}", "{…}"],
)
def test_any_name_of_a_hole(user: str) -> None:
    assert needs(f"GET /users/{user}/messages") == ("Mail.Read",)
    assert needs(f"GET users/{user}/messages/{user}") == ("Mail.Read",)


def test_what_is_for_a_part_serves_nothing_else() -> None:
    intune = "GET /deviceManagement/deviceConfigurations"
    assert needs("GET /users", intune) == (
        "DeviceManagementConfiguration.Read.All",
        "User.Read.All",
    )
    assert needs("GET /groups", "PATCH /groups/{id}") == ("Group.ReadWrite.All",)


def test_what_is_for_oneself_serves_no_other() -> None:
    calls = ("GET /me", "GET /users/{id}")
    assert needs(*calls, identity=USER) == ("User.Read.All",)
    assert needs("GET /me", "PATCH /me", identity=USER) == ("User.ReadWrite",)


def test_a_permission_that_another_includes_is_left_out() -> None:
    found = needs("GET /users/{id}/messages", "PATCH /users/{id}/messages/{message}")
    assert found == ("Mail.ReadWrite",)


@pytest.mark.parametrize(
    ("call", "least"),
    [
        ("GET /users/{id}/messages?$select=subject", "Mail.ReadBasic"),
        ("GET /users/{id}/messages?$select=subject,body", "Mail.Read"),
        ("GET /users/{id}/messages?$select={fields}", "Mail.Read"),
        ("GET /users/{id}/messages?$select=subject&{rest}", "Mail.Read"),
        ("GET /users/{id}/messages?$select=subject&$filter={text}", "Mail.Read"),
        ("GET /users/{id}/messages?$select=subject&$top={n}", "Mail.ReadBasic"),
        ("GET /users/{id}/messages?$select=subject&$top={f(a & b)}", "Mail.Read"),
        ("GET /users/{id}/messages?$select={first},subject", "Mail.Read"),
        ("GET /users?$select=displayName", "User.ReadBasic.All"),
        ("GET /users", "User.Read.All"),
        ("HEAD /users/{id}", "User.Read.All"),
    ],
)
def test_a_basic_permission_is_named_only_where_it_is_enough(call: str, least: str) -> None:
    found = needs(call)
    assert found in ((least,), (f"{least}.All",))
    assert any(map(is_basic, found)) == ("Basic" in least)


def test_one_more_permission_is_the_one_that_is_chosen_anyway() -> None:
    alone = "POST /users/{id}/getMemberGroups"
    assert needs(alone) == ("GroupMember.Read.All", "User.ReadBasic.All")
    either = "POST /applications/{id}/sponsors"
    assert needs(either) == ("Application.ReadWrite.OwnedBy", "User.Read.All")
    found = needs(either, "GET /groups")
    assert found == ("Application.ReadWrite.OwnedBy", "Group.Read.All")


@pytest.mark.parametrize(
    ("request_", "gap", "words"),
    [
        (graph_request("GET /me/messages"), "cannot_work", "use /users/{user}/messages"),
        (graph_request("GET /users/me/messages"), "cannot_work", "needs Mail.Read"),
        (graph_request("POST /me/changePassword"), "cannot_work", "no other path"),
        (graph_request("GET /users/{id}/onenote/pages"), "cannot_work", "delegated"),
        (graph_request("GET /users", Identity.NONE), "cannot_work", "no token"),
        (graph_request("GET /users", verdict="GME003"), "cannot_work", "GME003"),
        (graph_request("GET /users", UNKNOWN, why="x.py"), "unknown_identity", "x.py; app-only it"),
        (graph_request("GET /users", Identity.HANDED), "unknown_identity", "User.Read"),
        (graph_request("GET /users", Identity.AMBIGUOUS), "unknown_identity", "User.Read"),
        (graph_request("GET /users/{id}/{what}"), "undetermined", "several endpoints"),
        (graph_request("GET /{what}"), "undetermined", "its path"),
        (graph_request("TRACE /users"), "undetermined", "TRACE"),
        (replace(graph_request("GET /users"), method=None), "undetermined", "method"),
        (replace(graph_request("GET /x"), path=None, why="a bound"), "undetermined", "a bound"),
        (replace(graph_request("GET /x", UNKNOWN), path=None), "undetermined", "told by the"),
        (replace(graph_request("GET /x", verdict="GME001"), path=None), "cannot_work", "GME001"),
        (graph_request("GET /unheardOf"), "no_data", "no row"),
        (graph_request("DELETE /users/{id}/calendarView"), "no_data", "this method"),
        (graph_request("GET /users/{id}/drive/items/{i}/workbook/names"), "no_data", "reported"),
        (graph_request("POST /me/getMemberGroups", USER), "no_data", ""),
    ],
)
def test_for_what_none_is_named_and_why(request_: GraphRequest, gap: str, words: str) -> None:
    found = minimal_permissions([request_])
    assert found.determined == 0
    assert not found.application + found.delegated
    (only,) = getattr(found, gap)
    assert only.request == request_
    assert words in only.reason


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (graph_request("GET /$metadata", Identity.NONE), "without a token"),
        (graph_request("HEAD /$metadata", APP), "without a token"),
        (graph_request("POST /$batch", APP), "of the requests in it"),
        (graph_request("POST /$batch", UNKNOWN), "of the requests in it"),
        (graph_request("POST /subscriptions", USER), "of what it watches"),
    ],
)
def test_what_needs_no_permission_of_its_own(request_: GraphRequest, words: str) -> None:
    found = minimal_permissions([request_, graph_request("GET /users", line=2)])
    (only,) = found.none_needed
    assert words in only.reason
    assert (found.determined, found.requests) == (2, 2)
    assert names(found.application) == ("User.Read.All",)


@pytest.mark.parametrize(
    ("call", "hidden"),
    [
        ("POST /$batch", UNKNOWN_PARTS),
        ("POST /$batch", FURTHER_PARTS),
        ("POST /subscriptions", UNKNOWN_RESOURCE),
    ],
)
def test_what_serves_requests_that_are_not_known(call: str, hidden: str) -> None:
    for identity in (APP, UNKNOWN):
        made = graph_request(call, identity, why=f"it is told by the client; {hidden}")
        found = minimal_permissions([made])
        assert [each.reason for each in found.undetermined] == [hidden]
        assert found.determined == 0


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_subscription_that_is_there_is_no_data(method: str) -> None:
    (only,) = minimal_permissions([graph_request(f"{method} /subscriptions/{{id}}")]).no_data
    assert only.reason == "the data have no row for it"


@pytest.mark.parametrize("call", ["GET /users", "POST /$batch", "POST /$metadata"])
def test_without_a_token_nothing_else_works(call: str) -> None:
    assert minimal_permissions([graph_request(call, Identity.NONE)]).cannot_work


def test_a_call_that_may_carry_a_token_is_not_counted_without_one() -> None:
    made = [graph_request("GET /me/messages", each) for each in (Identity.NONE, USER)]
    found = minimal_permissions(made)
    assert names(found.delegated) == ("Mail.Read",)
    assert (found.determined, found.requests, found.cannot_work) == (1, 1, ())
    elsewhere = graph_request("GET /me/messages", Identity.NONE, line=2)
    assert [each.request for each in minimal_permissions([*made, elsewhere]).cannot_work] == [
        elsewhere
    ]


def test_an_identity_that_is_not_known_counts_as_what_is_assumed() -> None:
    made = [graph_request("GET /users/{id}/messages", UNKNOWN), graph_request("GET /me", UNKNOWN)]
    app = minimal_permissions(made, assume=APP)
    assert names(app.application) == ("Mail.Read",)
    assert len(app.cannot_work) == 1
    user = minimal_permissions(made, assume=USER)
    assert names(user.delegated) == ("Mail.Read", "User.Read")
    assert not user.application
    with pytest.raises(ValueError, match="either app-only or delegated"):
        minimal_permissions(made, assume=UNKNOWN)


def test_it_says_of_which_day_the_data_are() -> None:
    found = flake8_graph_me.minimal_permissions([])
    assert isinstance(found, flake8_graph_me.MinimalPermissions)
    assert found.date == "2026-08-07"
    assert found.date in found.source
    assert (found.requests, found.determined) == (0, 0)
