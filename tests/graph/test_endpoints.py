"""What the package says about Graph's endpoints agrees with Microsoft's pages and data."""

from collections import Counter

import pytest

from flake8_graph_me.graph.endpoints import Endpoint, delegated, endpoint, nearest
from flake8_graph_me.graph.permission_rows import area
from flake8_graph_me.graph.remarks import REMARKS
from flake8_graph_me.graph.schemes import WORK
from flake8_graph_me.graph.written_calls import METHODS
from flake8_graph_me.terms.remarks import Overruling
from tests.support.known_endpoints import BOOK, CURE, DRIVES, NO_CURE, PAGES, SILENT
from tests.support.me_pairs import me_pairs

OF_USER = "/users/{user}"


def ask(call: str) -> Endpoint:
    method, _, path = call.partition(" ")
    return endpoint(method, path)


def in_table(method: str, path: str) -> str:
    """What the data alone say of the /users twin of a pair of /me."""
    users = area("users")
    assert users is not None
    node = users.children["{}"]
    for name in path.split("/")[2:]:
        if name not in node.children:
            return "absent"
        node = node.children[name]
    if not node.methods:
        return "absent"
    if method not in node.methods:
        return "other method"
    return "application" if node.grants()[method].application.permissions else "delegated only"


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
            assert found.app_only is (None if "workbook" in path else False), path
            overruled[next(name for name in ("onenote", "workbook", "drive") if name in path)] += 1
        if found.app_only is not True:
            assert not found.application.permissions, path
    assert overruled == {"onenote": 31, "workbook": 607, "drive": 2}


@pytest.mark.parametrize(("call", "least"), PAGES.items(), ids=PAGES)
def test_the_answer_is_that_of_the_page(call: str, least: str | None) -> None:
    found = ask(call)
    assert found.app_only is (least is not None)
    assert found.application.advised == (() if least is None else (least,))
    assert found.application.permissions[:1] == found.application.advised


@pytest.mark.parametrize("call", NO_CURE)
def test_the_rewrite_does_not_help(call: str) -> None:
    found = ask(call)
    assert found.app_only is False
    assert found.application.permissions == found.application.advised == ()
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
    assert found.application.permissions
    assert found.application.least == found.application.permissions[0]


@pytest.mark.parametrize("call", SILENT)
def test_what_the_data_do_not_say_is_not_said(call: str) -> None:
    found = ask(call)
    assert found.app_only is None
    assert found.application.permissions == found.application.advised == ()
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
        ("GET /me/drive/items/{id}/workbook/names", "reported to work with application permission"),
        ("POST /me/chats/{id}/messages", "is not supported for applications"),
        ("POST /chats/{id}/messages", "Teamwork.Migrate.All"),
        ("POST /teams/{id}/channels/{id}/messages/{id}/replies", "Teamwork.Migrate.All"),
        ("POST /me/getMemberGroups", "not the right permission"),
        ("PATCH /me/calendar/calendarPermissions/{id}", "not established"),
    ],
)
def test_notes(call: str, words: str) -> None:
    assert words in (ask(call).note or "")


def test_what_an_application_is_to_heed_is_not_said_where_none_is_let_in() -> None:
    assert ask("GET /me/onlineMeetings/{id}/aiInsights").note is None
    assert ask("GET /me/drive/items/{id}/media/reactions").note is None


@pytest.mark.parametrize("action", ["get", "check"])
@pytest.mark.parametrize("what", ["MemberGroups", "MemberObjects"])
def test_group_memberships_of_a_user_need_two_permissions(action: str, what: str) -> None:
    found = ask(f"POST /me/{action}{what}")
    assert found.app_only is True
    assert found.application.advised == ("User.ReadBasic.All", "GroupMember.Read.All")
    assert found.application.permissions[1:] == ("User.Read.All", "Directory.Read.All")
    # What the data say of a user's token is of the same making.
    assert delegated("POST", f"/me/{action}{what}")[WORK].permissions == ()


def test_a_drive_is_found_by_the_user_principal_name() -> None:
    assert ask("GET /me/drive").note is None
    assert ask("GET /me/drive/items/{id}").note is None


def test_a_path_for_me_only_has_no_twin() -> None:
    assert ask("POST /me/changePassword").twin is None
    assert ask("GET /me/extensions").twin == "/users/{user}/extensions"


class TestMethods:
    """Methods without a row, or that are not known."""

    def test_head_is_get(self) -> None:
        assert ask("head /me/photo").application == ask("GET /me/photo").application

    def test_an_unknown_one_is_answered_by_what_holds_for_all(self) -> None:
        found = endpoint("request to", "/me/messages")
        assert found.app_only is True
        assert found.application.permissions == ("Mail.ReadWrite",)
        assert endpoint("request to", "/me/photo").app_only is True
        assert endpoint("request to", "/me/planner/plans").app_only is False
        assert endpoint("request to", "/me/planner").app_only is None
        assert endpoint("request to", "/me/settings/shiftPreferences").app_only is None

    @pytest.mark.parametrize(
        ("call", "hint"),
        [
            ("POST /me/planner/plans", "GET /users/{}/planner/plans, takes delegated permissions"),
            ("GET /me/exportPersonalData", "POST /users/{}/exportpersonaldata, takes application"),
            ("DELETE /me/messages", "GET /users/{}/messages, takes application permission Mail"),
            ("GET /me/messages/1/sentences", "GET /users/{}/messages/{}, takes application"),
        ],
    )
    def test_other_methods_and_the_path_above_are_a_hint_and_no_answer(
        self, call: str, hint: str
    ) -> None:
        found = ask(call)
        assert found.app_only is None
        assert found.application.permissions == ()
        assert hint in (nearest(*call.split(" ", 1)) or "")

    def test_what_has_a_row_has_no_hint(self) -> None:
        assert nearest("GET", "/me/messages") is None
        assert nearest("GET", "/me/onenote/pages") is None

    @pytest.mark.parametrize("method", sorted(METHODS - {"HEAD"}))
    def test_each_has_rows(self, method: str) -> None:
        assert any(pair[0] == method for pair in me_pairs())


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
            ("GET /applications(appId='{id}')", None),
            ("GET /groups('x')/members", None),
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
    others = (
        "POST /me/getMemberObjects",
        "GET /me/settings/shiftPreferences",
        "POST /chats/{id}/messages",
        "POST /me/chats/{id}/markChatReadForUser",
        f"GET {BOOK}/names",
    )
    notes = {ask(call).note for call in (*NO_CURE, *CURE, *PAGES, *others)}
    assert notes >= {each.note for each in REMARKS}
    for each in REMARKS:
        assert bool(each.source) is (each.overrules is not None or bool(each.permissions))


@pytest.mark.parametrize("base", DRIVES)
def test_excel_is_found_below_each_name_of_a_file(base: str) -> None:
    found = endpoint("GET", f"{base}/workbook/worksheets")
    assert (found.app_only, found.unsafe, found.exact) == (None, True, False)


def test_a_remark_that_overrules_says_how() -> None:
    refused = [each for each in REMARKS if each.overrules is Overruling.REFUSED]
    assert len(refused) > 5
    assert not any(each.unsafe or each.permissions for each in refused)
