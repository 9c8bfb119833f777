"""What is said of paths with texts that are not known, as in f-strings."""

import pytest

from flake8_graph_me.graph.endpoints import endpoint
from tests.support.known_endpoints import BOOK


@pytest.mark.parametrize(
    "path",
    ["/me/messages/{…}", "/me/messages/{id}", "/me/messages('{…}')", "/me/messages/A{…}"],
)
def test_a_hole_is_an_identifier_where_there_is_one(path: str) -> None:
    assert endpoint("GET", path).application.permissions == ("Mail.Read", "Mail.ReadBasic.All")


@pytest.mark.parametrize("path", ["/me/{…}", "/me/{…}/messages", "/me/drive/{…}", "/me/c{…}"])
def test_nothing_is_claimed_where_it_may_be_any_name(path: str) -> None:
    found = endpoint("GET", path)
    assert found.app_only is None
    assert found.application.permissions == ()


@pytest.mark.parametrize(
    "call",
    [
        "POST /{…}/sendMail",
        "GET /{…}/planner/plans",
        "GET /{…}/drive/root:/a:/workbook/names",
        "GET {…}/outlook/masterCategories",
        "GET /{…}",
        "GET /gro{…}",
    ],
)
def test_nothing_is_claimed_where_it_is_not_even_known_whose_it_is(call: str) -> None:
    # Of these the data have but the path of /me, and it may be that of a user.
    method, _, path = call.partition(" ")
    found = endpoint(method, path)
    assert found.app_only is None
    assert found.application.advised == ()


def test_what_holds_for_all_that_it_may_be_is_claimed() -> None:
    assert endpoint("GET", "/me/todo/{…}").app_only is True
    assert endpoint("GET", "/me/onenote/{…}").app_only is False
    assert endpoint("GET", "/me/onenote{…}").app_only is False
    assert endpoint("GET", f"{BOOK}/{{…}}").app_only is None
    assert endpoint("POST", "/me/findMeetingTimes{…}").app_only is False


def test_a_query_in_a_hole_leaves_what_is_enough_for_all() -> None:
    found = endpoint("GET", "/me/messages{…}")
    assert found.app_only is True
    assert found.application.permissions == ("Mail.Read",)


@pytest.mark.parametrize(
    ("path", "exact"),
    [
        ("/chats/{…}/messages", True),
        ("/chats/19:{…}/messages", True),
        ("/chats/{id}/pinnedM{…}", False),
        ("/chats/{id}/{…}", False),
        ("/applications(appId='{…}')", True),
        ("/me/drive/items/{id}/{…}", False),
    ],
)
def test_an_answer_is_exact_where_holes_stand_for_identifiers(path: str, *, exact: bool) -> None:
    assert endpoint("GET", path).exact is exact


def test_a_well_known_name_may_be_in_a_hole() -> None:
    found = endpoint("GET", "/me/mailFolders/{…}/messageRules")
    assert found.application.advised == ("MailboxSettings.Read",)
