"""Which permission is enough for what a request reads, which are enough together, and how to narrow
them.
"""

import pytest

from flake8_graph_me.graph.endpoints import Permitted, delegated, endpoint
from flake8_graph_me.graph.narrowing import narrower
from flake8_graph_me.graph.partial_permissions import (
    covers,
    is_basic,
    properties_of,
    reading_all,
    written_query,
)
from flake8_graph_me.graph.satisfaction import basic_only, satisfying, upward
from flake8_graph_me.graph.schemes import PERSONAL, WORK

MAIL = "Mail.ReadBasic.All"


class TestProperties:
    """What a query reads."""

    @pytest.mark.parametrize(
        ("query", "properties"),
        [
            ("$select=subject", {"subject"}),
            ("$select=Subject, from&$top=5", {"subject", "from"}),
            ("$SELECT=subject", {"subject"}),
            ("%24select=subject%2Cfrom", {"subject", "from"}),
            (
                "$select=id&$filter=isRead eq false and startswith(subject,'a b')",
                {"id", "isread", "subject"},
            ),
            ("$select=id&$filter=from/emailAddress/address eq 'body@x'", {"id", "from"}),
            (
                "$select=id&$filter=receivedDateTime ge 2026-01-01T00:00:00Z",
                {"id", "receiveddatetime"},
            ),
            ("$select=id&$orderby=subject desc", {"id", "subject"}),
            ("$select=id&orderby=subject&filter=isRead eq true", {"id", "subject", "isread"}),
            ("$select=id&$count=true&startDateTime=2026-01-01", {"id"}),
        ],
    )
    def test_are_those_that_it_names(self, query: str, properties: set[str]) -> None:
        assert properties_of(written_query(f"/me/messages?{query}")) == frozenset(properties)

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "$top=5",
            "$select=",
            "$select=id&$expand=attachments",
            "$select=id&$search=x",
            "$select=id&$select=subject",
            "$select=id&expand=attachments",
            "select=id",
            "$filter=isRead eq false",
        ],
    )
    def test_are_all_or_not_known_otherwise(self, query: str) -> None:
        assert properties_of(written_query(f"/me/messages?{query}")) is None

    def test_that_are_not_known_are_none(self) -> None:
        assert properties_of([("$select", None)]) is None
        assert properties_of([("$select", "id"), ("$filter", None)]) is None
        assert properties_of([("$select", "id"), ("$top", None)]) == frozenset({"id"})


class TestBasicPermissions:
    """They are enough for basic properties."""

    @pytest.mark.parametrize(
        ("name", "properties", "enough"),
        [
            (MAIL, {"subject", "from"}, True),
            (MAIL, {"subject", "body"}, False),
            (MAIL, {"bodypreview"}, False),
            ("Mail.ReadBasic", {"isread"}, True),
            ("Calendars.ReadBasic.All", {"subject", "start"}, True),
            ("Calendars.ReadBasic", {"body"}, False),
            ("User.ReadBasic.All", {"displayname", "mail"}, True),
            ("User.ReadBasic.All", {"jobtitle"}, False),
            ("Team.ReadBasic.All", {"displayname"}, False),
        ],
    )
    def test_cover_some(self, name: str, properties: set[str], enough: bool) -> None:
        assert covers(name, frozenset(properties)) is enough

    def test_do_not_cover_what_is_not_known(self) -> None:
        assert not covers(MAIL, None)

    def test_stand_beside_one_that_reads_all(self) -> None:
        assert reading_all(MAIL) == reading_all("Mail.ReadBasic") == "Mail.Read"
        assert reading_all("Chat.ReadBasic") == "Chat.Read"
        assert reading_all("User.ReadBasic.All") == "User.Read.All"
        assert is_basic(MAIL)
        assert not is_basic("Mail.Read")

    @pytest.mark.parametrize(
        ("path", "advised", "basic"),
        [
            ("/me/messages", "Mail.Read", MAIL),
            ("/me/messages?$select=subject", MAIL, None),
            ("/me/messages?$select=subject,body", "Mail.Read", MAIL),
            ("/me", "User.Read.All", "User.ReadBasic.All"),
            ("/me?$select=displayName,mail", "User.ReadBasic.All", None),
            ("/users?$select=id&$filter=jobTitle eq 'x'", "User.Read.All", "User.ReadBasic.All"),
            # There is none to read all of it beside.
            ("/me/joinedTeams", "Team.ReadBasic.All", None),
        ],
    )
    def test_are_advised_where_they_are_enough(
        self, path: str, advised: str, basic: str | None
    ) -> None:
        found = endpoint("GET", path).application
        assert (found.advised, found.basic) == ((advised,), basic)

    def test_are_not_enough_where_another_is_marked_either(self) -> None:
        # The data have no identifier for this one, so that it is never the least privileged.
        found = endpoint("GET", "/me/calendarView").application
        assert (found.advised, found.basic) == (("Calendars.Read",), "Calendars.ReadBasic")
        assert satisfying(found, ["Calendars.ReadBasic"]) == ()
        less = endpoint("GET", "/me/calendarView?$select=subject").application
        assert satisfying(less, ["Calendars.ReadBasic"]) == ("Calendars.ReadBasic",)

    def test_are_enough_for_what_has_none_to_read_all(self) -> None:
        found = endpoint("GET", "/me/photo").application
        assert (found.advised, found.basic) == (("ProfilePhoto.Read.All",), None)
        assert satisfying(found, ["User.ReadBasic.All"]) == ("User.ReadBasic.All",)

    def test_of_users(self) -> None:
        found = delegated("GET", "/me/messages")
        assert found[WORK].advised == found[PERSONAL].advised == ("Mail.Read",)
        assert delegated("GET", "/me/messages?$select=id")[WORK].advised == ("Mail.ReadBasic",)


class TestSatisfaction:
    """A grant is closed upwards, which is never advice."""

    @pytest.mark.parametrize(
        ("name", "wider"),
        [
            ("Mail.Read", ["Mail.Read", "Mail.ReadWrite"]),
            ("User.Read.All", ["User.Read.All", "User.ReadWrite.All"]),
            ("Mail.Send", ["Mail.Send"]),
            ("Mail.ReadWrite", ["Mail.ReadWrite"]),
            ("Files.Read.Selected", ["Files.Read.Selected", "Files.ReadWrite.Selected"]),
            # There is no Mail.Read.All: Mail.Read is of all mailboxes.
            (MAIL, [MAIL, "Mail.Read", "Mail.ReadWrite"]),
            ("Mail.ReadBasic", ["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"]),
            # User.Read is of oneself.
            (
                "User.ReadBasic.All",
                ["User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All"],
            ),
        ],
    )
    def test_goes_from_basic_to_reading_to_writing(self, name: str, wider: list[str]) -> None:
        assert list(upward(name)) == wider

    def test_takes_one_that_is_enough(self) -> None:
        permitted = Permitted("Calendars.Read", ("Calendars.Read",))
        assert satisfying(permitted, ["Calendars.ReadWrite"]) == ("Calendars.ReadWrite",)
        assert satisfying(permitted, ["Calendars.ReadBasic", "Mail.Read"]) == ()
        assert satisfying(Permitted(), ["Mail.Read"]) == ()

    def test_takes_two_where_two_are_needed(self) -> None:
        permitted = endpoint("POST", "/me/getMemberGroups").application
        assert satisfying(permitted, ["User.Read.All"]) == ()
        both = ["GroupMember.Read.All", "User.Read.All"]
        assert satisfying(permitted, both) == ("User.Read.All", "GroupMember.Read.All")
        assert satisfying(permitted, ["Directory.Read.All"]) == ("Directory.Read.All",)

    def test_takes_for_all_none_for_oneself(self) -> None:
        permitted = delegated("GET", "/users?$select=displayName")[WORK]
        assert permitted.least == "User.ReadBasic.All"
        assert satisfying(permitted, ["User.Read"]) == ()
        assert satisfying(permitted, ["User.ReadWrite.All"]) == ("User.ReadWrite.All",)

    def test_takes_one_more_of_several(self) -> None:
        permitted = endpoint("POST", "/applications/{id}/tokenIssuancePolicies").application
        assert permitted.more("Policy.Read.All")[0] == "Application.ReadWrite.OwnedBy"
        for more in ("Application.ReadWrite.OwnedBy", "Application.ReadWrite.All"):
            both = {"Policy.Read.All", more}
            assert set(satisfying(permitted, both)) == both
        assert satisfying(permitted, ["Policy.Read.All"]) == ()

    def test_a_basic_one_does_where_it_is_enough_only(self) -> None:
        more = endpoint("GET", "/me/messages").application
        less = endpoint("GET", "/me/messages?$select=subject").application
        assert satisfying(more, [MAIL]) == ()
        assert basic_only(more, [MAIL]) == MAIL
        assert satisfying(less, [MAIL]) == (MAIL,)
        assert basic_only(less, [MAIL]) is None
        assert basic_only(more, ["Mail.Send"]) is None


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("Mail.Read", "RBAC for Applications in Exchange Online"),
        ("Calendars.ReadWrite", "RBAC for Applications in Exchange Online"),
        ("Sites.Read.All", "Sites.Selected"),
        ("Sites.Selected", None),
        ("User.Read.All", None),
    ],
)
def test_ways_to_narrow_a_permission(name: str, way: str | None) -> None:
    found = narrower(name)
    assert (found is None) is (way is None)
    assert way is None or way in (found or "")
