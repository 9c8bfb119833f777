"""What the package says about Graph's endpoints agrees with Microsoft's pages and data."""

from collections import Counter

import pytest

from flake8_graph_me.graph.endpoint_rows import table
from flake8_graph_me.graph.endpoints import METHODS, Endpoint, endpoint
from flake8_graph_me.graph.remarks import REMARKS
from tests.support.known_endpoints import BOOK, CURE, DRIVES, NO_CURE, PAGES, SILENT
from tests.support.me_pairs import me_pairs

OF_USER = "/users/{user}"


def ask(call: str) -> Endpoint:
    method, _, path = call.partition(" ")
    return endpoint(method, path)


def in_table(method: str, path: str) -> str:
    """What the data alone say of the /users twin of a pair of /me."""
    node = table().root.children["users"].children["{}"]
    for name in path.split("/")[2:]:
        if name not in node.children:
            return "absent"
        node = node.children[name]
    if not node.methods:
        return "absent"
    if method not in node.methods:
        return "other method"
    return "application" if node.methods[method].permissions else "delegated only"


def test_the_pairs_of_me_have_the_twins_that_were_counted() -> None:
    counts = Counter(in_table(*pair) for pair in me_pairs())
    assert counts == {"application": 683, "delegated only": 721, "absent": 22, "other method": 2}
    # Two of the file's 1,018 are other spellings: root:/foldera/fileb.txt:/content, …Stream.
    assert len({path for _, path in me_pairs()}) == 1016


def test_without_excel_and_onenote_most_pairs_of_me_have_a_cure() -> None:
    other = [pair for pair in me_pairs() if "workbook" not in pair[1] and "onenote" not in pair[1]]
    counts = Counter(in_table(*pair) for pair in other)
    assert counts == {"application": 642, "delegated only": 124, "absent": 21, "other method": 2}


def test_each_pair_of_me_is_answered_as_its_row_or_overruled() -> None:
    expected = {"application": True, "delegated only": False}
    overruled = Counter[str]()
    for method, path in me_pairs():
        found, row = endpoint(method, path), in_table(method, path)
        assert found.twin in (OF_USER + path.removeprefix("/me"), None)
        if row in expected and found.app_only is not expected[row]:
            assert found.app_only is False, path
            overruled[next(name for name in ("onenote", "workbook", "drive") if name in path)] += 1
        if found.app_only is False:
            assert not found.permissions, path
    assert overruled == {"onenote": 31, "workbook": 10, "drive": 2}


@pytest.mark.parametrize(("call", "least"), PAGES.items(), ids=PAGES)
def test_the_answer_is_that_of_the_page(call: str, least: str | None) -> None:
    found = ask(call)
    assert found.app_only is (least is not None)
    assert found.least_privileged == (() if least is None else (least,))
    assert found.permissions[:1] == found.least_privileged


@pytest.mark.parametrize("call", NO_CURE)
def test_the_rewrite_does_not_help(call: str) -> None:
    found = ask(call)
    assert found.app_only is False
    assert found.permissions == found.least_privileged == ()
    assert found.source


@pytest.mark.parametrize("call", [call for call in NO_CURE if " /me/" in call])
def test_nor_does_the_path_of_a_user(call: str) -> None:
    found = ask(call.replace(" /me/", " /users/adele@contoso.com/"))
    assert found.app_only is False
    assert found.note == ask(call).note


@pytest.mark.parametrize("call", CURE)
def test_the_rewrite_helps(call: str) -> None:
    found = ask(call)
    assert found.app_only is True
    assert found.permissions
    assert set(found.least_privileged) <= set(found.permissions)


@pytest.mark.parametrize("call", SILENT)
def test_what_the_data_do_not_say_is_not_said(call: str) -> None:
    found = ask(call)
    assert found.app_only is None
    assert found.permissions == found.least_privileged == ()
    assert found.note is None


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("POST /me/findMeetingTimes", "POST /users/{user}/calendar/getSchedule"),
        ("POST /me/changePassword", "PATCH /users/{user} and a passwordProfile"),
        ("GET /me/onenote/pages", "OneNote has refused app-only tokens"),
        ("GET /me/drive/recent", "deprecated"),
        ("GET /me/drive/sharedWithMe", "deprecated"),
        ("GET /me/outlook/tasks", "withdrawn"),
        ("GET /me/onlineMeetings", "object ID"),
        ("GET /me/onlineMeetings", "application access policy"),
        ("GET /me/presence", "not established"),
        ("PATCH /me/calendar/calendarPermissions/{id}", "not established"),
    ],
)
def test_notes(call: str, words: str) -> None:
    assert words in (ask(call).note or "")


def test_what_an_application_is_to_heed_is_not_said_where_none_is_let_in() -> None:
    assert ask("GET /me/onlineMeetings/{id}/aiInsights").note is None
    assert ask("GET /me/drive/items/{id}/media/reactions").note is None


def test_a_path_for_me_only_has_no_twin() -> None:
    assert ask("POST /me/changePassword").twin is None
    assert ask("GET /me/extensions").twin == "/users/{user}/extensions"


class TestMethods:
    """Methods without a row, or that are not known."""

    def test_head_is_get(self) -> None:
        assert ask("head /me/photo").permissions == ask("GET /me/photo").permissions

    def test_an_unknown_one_is_answered_by_what_holds_for_all(self) -> None:
        found = endpoint("request to", "/me/messages")
        assert found.app_only is True
        assert found.permissions == ("Mail.ReadWrite",)
        assert found.least_privileged == ()
        assert endpoint("request to", "/me/photo").app_only is True
        assert endpoint("request to", "/me/planner/plans").app_only is False
        assert endpoint("request to", "/me/planner").app_only is None
        assert endpoint("request to", "/me/settings/shiftPreferences").app_only is None

    def test_others_of_the_path_speak_for_one_without_a_row(self) -> None:
        assert ask("POST /me/planner/plans").app_only is False
        found = ask("POST /me/exportPersonalData")
        assert found.app_only is True
        assert ask("GET /me/exportPersonalData").app_only is True
        assert ask("GET /me/exportPersonalData").permissions == ()

    def test_but_not_against_the_row_above(self) -> None:
        assert ask("POST /me/onlineMeetings/{id}/aiInsights").app_only is None

    @pytest.mark.parametrize("method", sorted(METHODS))
    def test_each_has_rows(self, method: str) -> None:
        assert any(pair[0] == method for pair in me_pairs())


class TestHoles:
    """Texts that are not known, as in f-strings."""

    @pytest.mark.parametrize(
        "path",
        ["/me/messages/{…}", "/me/messages/{id}", "/me/messages('{…}')", "/me/messages/A{…}"],
    )
    def test_a_hole_is_an_identifier_where_there_is_one(self, path: str) -> None:
        assert endpoint("GET", path).permissions == ("Mail.Read", "Mail.ReadBasic.All")

    @pytest.mark.parametrize("path", ["/me/{…}", "/me/{…}/messages", "/me/drive/{…}", "/me/c{…}"])
    def test_nothing_is_claimed_where_it_may_be_any_name(self, path: str) -> None:
        found = endpoint("GET", path)
        assert found.app_only is None
        assert found.permissions == ()

    def test_what_holds_for_all_that_it_may_be_is_claimed(self) -> None:
        assert endpoint("GET", "/me/todo/{…}").app_only is True
        assert endpoint("GET", "/me/onenote/{…}").app_only is False
        assert endpoint("GET", "/me/onenote{…}").app_only is False
        assert endpoint("GET", f"{BOOK}/{{…}}").app_only is False
        assert endpoint("POST", "/me/findMeetingTimes{…}").app_only is False

    def test_a_query_in_a_hole_leaves_what_is_enough_for_all(self) -> None:
        found = endpoint("GET", "/me/messages{…}")
        assert found.app_only is True
        assert found.permissions == ("Mail.Read",)
        assert found.least_privileged == ()

    def test_a_well_known_name_may_be_in_a_hole(self) -> None:
        found = endpoint("GET", "/me/mailFolders/{…}/messageRules")
        assert found.least_privileged == ("MailboxSettings.Read",)


class TestUsersAndEducation:
    """Paths that name no signed-in user."""

    @pytest.mark.parametrize(
        ("call", "twin"),
        [
            ("GET /users/adele@contoso.com/messages", "/users/{user}/messages"),
            ("GET /users/{…}/messages", "/users/{user}/messages"),
            ("GET users('adele@contoso.com')/messages", "/users/{user}/messages"),
            ("GET /users(userPrincipalName='a@b.c')", "/users/{user}"),
            ("GET /users/a%23EXT%23@b.c", "/users/{user}"),
            ("GET /education/users/{id}/classes", "/education/users/{user}/classes"),
            ("GET /education/me/classes", "/education/users/{user}/classes"),
            ("GET /users/me/messages", "/users/{user}/messages"),
            ("GET /users", None),
            ("GET /users/delta", None),
            ("GET /users/$count", None),
            ("GET /education/classes/{id}", None),
        ],
    )
    def test_they_are_answered_themselves(self, call: str, twin: str | None) -> None:
        found = ask(call)
        assert found.app_only is True
        assert found.twin == twin

    def test_an_endpoint_of_education_for_users_only(self) -> None:
        assert ask("POST /education/classes/{id}/assignmentCategories").app_only is False


def test_each_remark_is_somebodys() -> None:
    notes = {ask(call).note for call in (*NO_CURE, *CURE, *PAGES, "GET /me/getMemberObjects")}
    notes.add(ask("GET /me/settings/shiftPreferences").note)
    assert notes >= {each.note for each in REMARKS}
    for each in REMARKS:
        assert bool(each.source) is (each.app_only is not None)


@pytest.mark.parametrize("base", DRIVES)
def test_excel_is_found_below_each_name_of_a_file(base: str) -> None:
    assert endpoint("GET", f"{base}/workbook/worksheets").app_only is False
