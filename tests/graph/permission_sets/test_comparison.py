"""What an app registration or a token holds beside what the requests of a program need."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.hosts import RESOURCE_ID
from flake8_graph_me.graph.permission_sets.comparison import Comparison, Difference, compared
from flake8_graph_me.graph.permission_sets.holdings import (
    LARGEST_REGISTRATION,
    Holdings,
    HoldingsError,
    holdings,
)
from flake8_graph_me.graph.permission_sets.minimal_permissions import minimal_permissions
from flake8_graph_me.graph.schemes import APPLICATION, WORK
from flake8_graph_me.terms.identity import Identity
from tests.graph.permission_sets.made_requests import graph_request
from tests.support.made_tokens import app_only, delegated, signed

READ, CHANGE = "GET /users/{id}/messages", "PATCH /users/{id}/messages/{message}"
OTHER_API = "00000002-0000-0ff1-ce00-000000000000"
OF_OTHERS: dict[str, object] = {
    "resourceAppId": OTHER_API,
    "resourceAccess": [{"id": "x", "type": "Role"}],
}
STRANGE = "11111111-2222-3333-4444-555555555555"


def identifier(name: str) -> str:
    about = granting(name, APPLICATION if name != "User.Read" else WORK)
    assert about is not None
    assert about.identifier is not None
    return about.identifier


def access(*entries: tuple[str, str]) -> list[dict[str, object]]:
    listed = [{"id": each, "type": kind} for each, kind in entries]
    return [{"resourceAppId": RESOURCE_ID, "resourceAccess": listed}, OF_OTHERS]


def against(held: Holdings, *calls: str, identity: Identity = Identity.APP_ONLY) -> Comparison:
    made = [graph_request(call, identity, line=line) for line, call in enumerate(calls)]
    return compared(minimal_permissions(made), held)


def names(differences: tuple[Difference, ...]) -> list[str]:
    return [each.name for each in differences]


def app(*names: str) -> Holdings:
    return Holdings(frozenset(names), None)


class TestReading:
    """What is read."""

    ROLES = access((identifier("Mail.Read"), "Role"), (identifier("User.Read").upper(), "Scope"))
    HELD = Holdings(frozenset({"Mail.Read"}), frozenset({"User.Read"}))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("whole", [True, False])
    def test_a_registration(self, encoding: str, whole: bool) -> None:
        document = {"appId": "x", "requiredResourceAccess": self.ROLES} if whole else self.ROLES
        assert holdings(json.dumps(document).encode(encoding)) == self.HELD

    def test_one_that_asks_for_nothing(self) -> None:
        assert holdings(b"[]") == Holdings(frozenset(), frozenset())

    def test_an_identifier_that_the_data_do_not_have(self) -> None:
        held = holdings(json.dumps(access((STRANGE, "Role"))).encode())
        assert held == Holdings(frozenset(), frozenset(), (STRANGE,))

    def test_a_token(self) -> None:
        own = signed(app_only(roles=["Mail.Read"])).encode()
        assert holdings(own) == app("Mail.Read")
        users = json.dumps({"access_token": signed(delegated(scp="Mail.Read User.Read"))}).encode()
        assert holdings(users) == Holdings(None, frozenset({"Mail.Read", "User.Read"}))

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "neither an app registration"),
            (b"{", "neither an app registration"),
            (b"{}", "neither an app registration"),
            (b"[1]", "neither an app registration"),
            (b"\xff\x00\xfe", "neither an app registration"),
            (b"[" * 100_000, "neither an app registration"),
            (b" " * (LARGEST_REGISTRATION + 1), "more than 2000000 bytes"),
            (b'{"requiredResourceAccess": 1}', "requiredResourceAccess is not an array"),
            (b'{"requiredResourceAccess": [1]}', "requiredResourceAccess is not an object"),
            (b'{"requiredResourceAccess": [{}]}', "no resourceAppId"),
            (f'[{{"resourceAppId": "{RESOURCE_ID}"}}]'.encode(), "resourceAccess is not an array"),
            (json.dumps(access(("x", "Role"))).encode(), "no identifier"),
            (json.dumps(access((STRANGE, "Group"))).encode(), "neither type Role nor Scope"),
            (signed(app_only(aud="https://vault.azure.net")).encode(), "not for Microsoft Graph"),
            (signed(app_only(idtyp=None, oid=None)).encode(), "app-only or delegated"),
        ],
    )
    def test_what_cannot_be_read(self, data: bytes, words: str) -> None:
        with pytest.raises(HoldingsError, match=words) as refusal:
            holdings(data)
        assert len(str(refusal.value).splitlines()) == 1
        assert "eyJ" not in str(refusal.value)


class TestComparing:
    """What differs."""

    def test_what_is_needed_is_held(self) -> None:
        assert against(app("Mail.Read"), READ) == Comparison((), (), (), (), (), complete=True)

    def test_missing(self) -> None:
        found = against(app(), READ, "GET /users")
        assert names(found.missing) == ["Mail.Read", "User.Read.All"]
        assert found.missing[0].identifier == identifier("Mail.Read")

    def test_a_higher_one_is_enough_though_the_data_do_not_name_it(self) -> None:
        found = against(app("Mail.ReadWrite"), READ)
        assert not found.missing
        (only,) = found.reducible
        assert (only.name, only.instead) == ("Mail.ReadWrite", ("Mail.Read",))

    def test_one_beside_another_that_is_needed_and_includes_it(self) -> None:
        found = against(app("Mail.Read", "Mail.ReadWrite"), READ, CHANGE)
        assert names(found.reducible) == ["Mail.Read"]
        assert found.reducible[0].instead == ("Mail.ReadWrite",)
        assert not found.missing + found.unused

    def test_what_is_for_a_part_is_no_less(self) -> None:
        found = against(app("Group.Read.All"), "GET /groups/{id}")
        assert (found.missing, found.unused, found.reducible) == ((), (), ())
        found = against(app("User-Phone.ReadWrite.All"), "PATCH /users/{id}")
        assert not found.missing, "whether more than the telephone is changed is not known"

    def test_what_is_for_oneself_is_not_enough_for_others(self) -> None:
        held = Holdings(None, frozenset({"User.Read"}))
        found = against(held, "GET /me", "GET /users/{id}", identity=Identity.DELEGATED)
        assert names(found.missing) == ["User.Read.All"]
        found = against(held, "GET /organization", identity=Identity.DELEGATED)
        assert names(found.missing) == []

    def test_unused(self) -> None:
        found = against(app("Mail.Read", "Sites.Read.All"), READ)
        assert names(found.unused) == ["Sites.Read.All"]
        assert not found.not_seen

    def test_not_seen_where_a_request_is_not_determined(self) -> None:
        found = against(app("Mail.Read", "Sites.Read.All"), READ, "GET /unheardOf")
        assert names(found.not_seen) == ["Sites.Read.All"]
        assert not found.unused

    def test_permissions_of_sign_in_are_never_unused(self) -> None:
        held = frozenset({"openid", "profile", "email", "offline_access", "Mail.Read"})
        found = against(Holdings(None, held), "GET /me/messages", identity=Identity.DELEGATED)
        assert found == Comparison((), (), (), (), (), complete=True)

    def test_a_scheme_of_which_nothing_is_said_is_passed_over(self) -> None:
        found = against(app(), "GET /me/messages", identity=Identity.DELEGATED)
        assert not found.missing

    @pytest.mark.parametrize(
        ("held", "missing"),
        [
            ((), ["Application.ReadWrite.OwnedBy", "User.Read.All"]),
            (("Application.ReadWrite.OwnedBy",), ["User.Read.All"]),
            (("Group.ReadWrite.All",), ["Application.ReadWrite.OwnedBy"]),
            (("Application.ReadWrite.OwnedBy", "Group.ReadWrite.All"), []),
        ],
    )
    def test_of_two_permissions_together(self, held: tuple[str, ...], missing: list[str]) -> None:
        found = against(app(*held), "POST /applications/{id}/sponsors")
        assert names(found.missing) == missing
        assert not found.unused


CALLS = (
    READ,
    CHANGE,
    "GET /users",
    "GET /groups",
    "GET /groups/{id}/members",
    "POST /applications/{id}/sponsors",
    "GET /sites/{id}",
    "GET /users/{id}/events?$select=subject",
    "PATCH /users/{id}",
)
HELD = (
    "Mail.Read",
    "Mail.ReadWrite",
    "User.Read.All",
    "User.ReadWrite.All",
    "Directory.Read.All",
    "Group.Read.All",
    "Sites.Read.All",
    "Calendars.ReadBasic.All",
    "Application.ReadWrite.All",
)


@given(st.lists(st.sampled_from(CALLS), unique=True), st.sets(st.sampled_from(HELD)))
def test_with_what_is_missing_nothing_is_missing(calls: list[str], held: set[str]) -> None:
    first = against(app(*held), *calls)
    granted = held | set(names(first.missing))
    second = against(app(*granted), *calls)
    assert not second.missing
    for each in second.unused:
        assert not against(app(*granted - {each.name}), *calls).missing
    for each in second.reducible:
        assert each.instead
        assert not against(app(*(granted - {each.name} | set(each.instead))), *calls).missing
