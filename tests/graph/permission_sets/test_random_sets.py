"""Sets for random requests of the table are enough by Microsoft's data, and none of it too many."""

import random
from collections.abc import Iterator, Sequence
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

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

APP, USER = Identity.APP_ONLY, Identity.DELEGATED
SCHEMES = {APP: APPLICATION, USER: WORK}
# On which remarks overrule the rows.
OVERRULED = ("onenote", "workbook", "getmember", "checkmember")
# The table has a row in the place of a user's name, where Graph reads the name of a user.
MISPLACED = ("/users/onpremisessyncbehavior",)


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
        if node.path not in MISPLACED and not any(word in node.path for word in OVERRULED)
    )


def names(found: Sequence[NeededPermission]) -> tuple[str, ...]:
    return tuple(each.name for each in found)


def lets_through(row: Alternatives, held: Sequence[str]) -> bool:
    """Whether the row itself accepts these permissions, however the package reads it."""
    return any(
        name in held and (not row.more(name) or not set(held).isdisjoint(row.more(name)))
        for name in row.permissions
    )


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
            # What serves a request in part alone, as some users, stands for nothing.
            assert not all(need.surely_served_by(left) for need in asked), name


def test_what_serves_users_in_part_alone_stands_for_nothing() -> None:
    paths = ("/users", "/users/{id}/mobileappintentandstates")
    found = minimal_permissions(
        graph_request(f"GET {path}", APP, line=line) for line, path in enumerate(paths, start=1)
    )
    assert names(found.application) == ("DeviceManagementManagedDevices.Read.All", "User.Read.All")


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
