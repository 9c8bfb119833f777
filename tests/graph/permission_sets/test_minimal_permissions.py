"""Minimal sets of permissions: enough by Microsoft's data, and none of it could be left out."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import flake8_graph_me
from flake8_graph_me.graph.basic_permissions import is_basic
from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.permission_rows import Alternatives, Node, area, areas
from flake8_graph_me.graph.permission_sets.minimal_permissions import (
    MinimalPermissions,
    NeededPermission,
    minimal_permissions,
)
from flake8_graph_me.graph.permission_sets.needs import Need, need_of
from flake8_graph_me.graph.schemes import APPLICATION, WORK, Scheme
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.requests import GraphRequest
from tests.graph.permission_sets.made_requests import graph_request

APP, USER, UNKNOWN = Identity.APP_ONLY, Identity.DELEGATED, Identity.UNKNOWN
SCHEMES = {APP: APPLICATION, USER: WORK}
# On which remarks overrule the rows.
OVERRULED = ("onenote", "workbook", "getmember", "checkmember")


def below(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children.values():
        yield from below(child)


@cache
def rows() -> tuple[tuple[str, str, Node], ...]:
    """All rows of the table as (method, path, node)."""
    return tuple(
        (method, node.path, node)
        for name in areas()
        if (root := area(name)) is not None
        for node in below(root)
        for method in sorted(node.methods)
        if not any(word in node.path for word in OVERRULED)
    )


def names(found: Sequence[NeededPermission]) -> tuple[str, ...]:
    return tuple(each.name for each in found)


def lets_through(row: Alternatives, held: Sequence[str]) -> bool:
    """Whether the row itself accepts these permissions, however the package reads it."""
    return any(
        name in held and (not row.more(name) or not set(held).isdisjoint(row.more(name)))
        for name in row.permissions
    )


def needs(*calls: str, identity: Identity = APP) -> tuple[str, ...]:
    found = minimal_permissions(
        graph_request(call, identity, line=line) for line, call in enumerate(calls, start=1)
    )
    assert found.determined == found.requests == len(calls)
    return names(found.application if identity is APP else found.delegated)


@st.composite
def requests(draw: st.DrawFn) -> list[tuple[GraphRequest, Node]]:
    # Of all rows, and of one area, where permissions overlap more.
    some = rows()
    if draw(st.booleans()):
        name = draw(st.sampled_from(("users", "groups", "teams", "chats", "identity", "devices")))
        some = tuple(each for each in some if each[1].startswith(f"/{name}"))
    chosen = draw(st.lists(st.sampled_from(some), max_size=14))
    queries = st.sampled_from(("", "?$select=id", "?$select=subject,body", "?$top=5"))
    return [
        (
            graph_request(
                f"{method} {path.replace('{}', '{id}')}{draw(queries)}",
                draw(st.sampled_from((APP, USER))),
                line=line,
            ),
            node,
        )
        for line, (method, path, node) in enumerate(chosen, start=1)
    ]


def served(found: MinimalPermissions, scheme: Scheme) -> set[GraphRequest]:
    every = found.application if scheme is APPLICATION else found.delegated
    return {request for permission in every for request in permission.requests}


@given(requests())
def test_a_set_is_enough_and_none_of_it_can_be_left_out(
    drawn: list[tuple[GraphRequest, Node]],
) -> None:
    found = minimal_permissions(request for request, _ in drawn)
    assert found.requests == len(drawn)
    for identity, scheme in SCHEMES.items():
        own = found.application if identity is APP else found.delegated
        held = names(own)
        rest = [
            (request, node)
            for request, node in drawn
            if request.identity is identity and request in served(found, scheme)
        ]
        for request, node in rest:
            assert request.method is not None
            assert lets_through(node.grants()[request.method].of(scheme), held)
        asked = [need for request, _ in rest if isinstance(need := need_of(request), Need)]
        assert len(asked) == len(rest)
        for name in held:
            left = [each for each in held if each != name]
            assert not all(need.served_by(left) for need in asked), name


@given(requests())
def test_each_request_is_counted_once_and_is_somewhere(
    drawn: list[tuple[GraphRequest, Node]],
) -> None:
    found = minimal_permissions(request for request, _ in drawn)
    gaps = (*found.cannot_work, *found.undetermined, *found.no_data)
    assert not found.unknown_identity
    determined = served(found, APPLICATION) | served(found, WORK)
    assert found.determined == len(determined)
    assert determined | {each.request for each in gaps} == {request for request, _ in drawn}
    assert found.determined + len(gaps) == len(drawn)


@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_requests_does_not_matter(
    drawn: list[tuple[GraphRequest, Node]], shuffling: random.Random
) -> None:
    inside = [request for request, _ in drawn]
    other = inside * 2
    shuffling.shuffle(other)
    assert minimal_permissions(other) == minimal_permissions(inside)


@given(requests())
def test_only_what_an_administrator_can_grant_is_named(
    drawn: list[tuple[GraphRequest, Node]],
) -> None:
    found = minimal_permissions(request for request, _ in drawn)
    for scheme, every in ((APPLICATION, found.application), (WORK, found.delegated)):
        for each in every:
            about = granting(each.name, scheme)
            assert about is not None
            assert about.grantable
            assert about.identifier == each.identifier
            assert each.requests


def dropped_without_another_look(every: Sequence[Need]) -> set[str]:
    """A set as it comes out if a request's own permission is dropped whenever the one of another
    request serves it too.
    """
    least = {need: way.name for need in every if (way := need.advised)}
    return {
        own
        for need, own in least.items()
        if not any(need.served_by([other]) for other in least.values() if other != own)
    }


FOUR = (
    "GET /groups",
    "GET /groups/{id}/memberOf",
    "DELETE /users/{id}/authentication/qrCodePinMethod",
    "PUT /users/{id}/authentication/qrCodePinMethod",
)


def test_four_requests_of_which_each_serves_another_are_not_left_without_any() -> None:
    made = [graph_request(call, line=line) for line, call in enumerate(FOUR)]
    asked = [need for request in made if isinstance(need := need_of(request), Need)]
    assert len(asked) == len(FOUR)
    assert dropped_without_another_look(asked) == set()
    held = names(minimal_permissions(made).application)
    assert held == ("GroupMember.Read.All", "UserAuthMethod-QR.ReadWrite.All")
    assert all(need.served_by(held) for need in asked)


def test_the_least_privileged_of_each() -> None:
    assert needs("GET /users/{id}/messages", "GET /users/{id}") == ("Mail.Read", "User.Read.All")
    assert needs("GET /me/messages", identity=USER) == ("Mail.Read",)


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
