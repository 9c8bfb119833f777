"""What Graph lets in and refuses by the table, called directly, without a network."""

import json
from collections.abc import Iterable

import pytest

from tests.cloud import Graph
from tests.cloud.messages import Request
from tests.cloud.permissions import REFERENCE, alternatives
from tests.cloud.tokens import Issuance, app_only_token, delegated_token

HOST = "graph.microsoft.com"
ISSUANCE = Issuance("contoso.example", "an app", f"https://{HOST}")
GRAPH = Graph(required_permissions=REFERENCE)
FORBIDDEN = 403
PAGES = (
    "https://learn.microsoft.com/graph/api/",
    "https://github.com/microsoftgraph/microsoft-graph-docs",
)
EVERYTHING = frozenset(
    name
    for row in REFERENCE.values()
    for alternative in (*(row.application or ()), *(row.delegated or ()))
    for name in alternative
)

each_endpoint = pytest.mark.parametrize(("method", "path"), REFERENCE, ids=lambda part: part)


def as_application(target: str, granted: Iterable[str], method: str = "GET") -> int:
    return status(method, target, app_only_token(ISSUANCE, sorted(granted)))


def as_user(target: str, granted: Iterable[str], method: str = "GET") -> int:
    return status(method, target, delegated_token(ISSUANCE, sorted(granted), "bob@contoso.example"))


def status(method: str, target: str, token: str) -> int:
    """What Graph answers; a refusal for want of a permission in Graph's own words."""
    headers = {"authorization": f"Bearer {token}"}
    answer, _ = GRAPH.answer(Request(method, HOST, f"/v1.0{target}", headers))
    if answer.status == FORBIDDEN:
        error = json.loads(answer.body)["error"]
        assert error["code"] == "Authorization_RequestDenied"
        assert error["message"] == "Insufficient privileges to complete the operation."
    return answer.status


def target_of(path: str) -> str:
    """A path that a row is for, and basic properties of what stands there."""
    return path.replace("{}", "some") + "?$select=id"


def enough_for(listed: Iterable[frozenset[str]]) -> set[str]:
    """The permissions that are listed, and those that include one of them."""
    names = {name for alternative in listed for name in alternative}
    return names | {name.replace("Read", "ReadWrite") for name in names if "ReadWrite" not in name}


def test_there_are_endpoints_of_many_kinds() -> None:
    assert len(REFERENCE) >= 50
    assert any(not row.application for row in REFERENCE.values())


@each_endpoint
def test_each_row_says_where_it_was_read(method: str, path: str) -> None:
    row = REFERENCE[method, path]
    assert row.page.startswith(PAGES)
    assert row.application is not None
    assert row.delegated is not None
    assert row.application or row.delegated


@each_endpoint
def test_an_application_needs_one_alternative(method: str, path: str) -> None:
    row = REFERENCE[method, path]
    assert row.application is not None
    if path.startswith("/me"):
        assert as_application(path, EVERYTHING, method) == 400
        return
    target = target_of(path)
    for alternative in row.application:
        assert as_application(target, alternative, method) < 400
    assert as_application(target, (), method) == FORBIDDEN
    others = EVERYTHING - enough_for(row.application)
    assert as_application(target, others, method) == FORBIDDEN


@each_endpoint
def test_a_user_needs_one_alternative(method: str, path: str) -> None:
    row = REFERENCE[method, path]
    assert row.delegated is not None
    target = target_of(path)
    for alternative in row.delegated:
        assert as_user(target, alternative, method) < 400
    assert as_user(target, (), method) == FORBIDDEN
    others = EVERYTHING - enough_for(row.delegated)
    assert as_user(target, others, method) == FORBIDDEN


def test_what_is_needed_together_is_not_enough_alone() -> None:
    target = "/users/adele@contoso.com/getMemberGroups"
    pair = {"User.Read.All", "GroupMember.Read.All"}
    assert as_application(target, pair, "POST") < 400
    for alone in (*pair, "Application.Read.All"):
        assert as_application(target, {alone}, "POST") == FORBIDDEN
    assert as_application(target, {"Directory.Read.All"}, "POST") < 400


@pytest.mark.parametrize(
    ("target", "granted", "expected"),
    [
        ("/me/messages", "Mail.Read", 200),
        ("/users/me/messages", "Mail.Read", 200),
        ("/me/messages", "Mail.Send", FORBIDDEN),
        ("/me", "User.Read", 200),
        ("/users/adele@contoso.com", "User.Read", FORBIDDEN),
        ("/me/authentication/methods", "UserAuthenticationMethod.Read", 200),
        ("/users/some/authentication/methods", "UserAuthenticationMethod.Read", FORBIDDEN),
        ("/me/joinedTeams", "Team.ReadBasic.All", 200),
        ("/users/some/joinedTeams", "Team.ReadBasic.All", FORBIDDEN),
        ("/me/onenote/notebooks", "Notes.Read", 200),
        ("/education/me", "Mail.Send", 200),
        ("/me/inferenceClassification", "Mail.Send", 200),
    ],
)
def test_the_signed_in_user(target: str, granted: str, expected: int) -> None:
    assert as_user(target, [granted]) == expected


def test_who_may_write_may_read() -> None:
    for asked in (as_application, as_user):
        assert asked("/users/some/messages/1", ["Mail.ReadWrite"]) == 200
        assert asked("/users/some/messages/1", ["Contacts.ReadWrite"]) == FORBIDDEN


def test_who_may_read_may_not_write() -> None:
    assert as_application("/users/some/messages/1", ["Mail.Read"], "PATCH") == FORBIDDEN
    assert as_application("/users/some/events", ["Calendars.Read"], "POST") == FORBIDDEN


MAIL = ("/users/some/messages", "/users/some/messages/1", "/users/some/mailFolders/inbox/messages")
EVENTS = ("/users/some/events", "/users/some/calendarView")
OPTIONS = {
    "": False,
    "?$top=5": False,
    "?$select=subject": True,
    "?%24select=subject,from&$orderby=subject desc": True,
    "?$select=Subject,start&$filter=contains(subject,'body')": True,
    "?select=id": True,
    "?$select=subject,body": False,
    "?$select=bodyPreview": False,
    "?$select=body/content": False,
    "?$select=*": False,
    "?$select=attachments": False,
    "?$select=subject&$expand=attachments": False,
    "?$select=subject&$expand=extensions($filter=id eq 'x')": False,
    "?$select=subject&$filter=contains(body/content,'x')": False,
    '?$select=subject&$search="hello"': False,
}


@pytest.mark.parametrize(("options", "basic"), OPTIONS.items())
@pytest.mark.parametrize("path", [*MAIL, *EVENTS])
def test_basic_permissions_of_a_mailbox(path: str, options: str, basic: bool) -> None:
    kind = "Mail" if path in MAIL else "Calendars"
    expected = 200 if basic else FORBIDDEN
    target = path + options
    assert as_application(target, [f"{kind}.ReadBasic.All"]) == expected
    assert as_application(target, [f"{kind}.ReadBasic.All", f"{kind}.Read"]) == 200
    assert as_application(target, [f"{kind}.Read"]) == 200
    assert as_user(target, [f"{kind}.ReadBasic"]) == expected
    assert as_user(target.replace("/users/some", "/me"), [f"{kind}.ReadBasic"]) == expected
    assert as_user(target, [f"{kind}.Read"]) == 200


def test_the_unique_body_is_not_basic() -> None:
    target = "/users/some/messages/1?$select=uniqueBody"
    assert as_application(target, ["Mail.ReadBasic.All"]) == FORBIDDEN


def test_folders_and_free_times_are_basic() -> None:
    assert as_application("/users/some/mailFolders", ["Mail.ReadBasic.All"]) == 200
    target = "/users/some/calendar/getSchedule"
    assert as_application(target, ["Calendars.ReadBasic.All"], "POST") < 400


@pytest.mark.parametrize(
    ("options", "basic"),
    [
        ("", False),
        ("?$select=id,displayName,givenName,surname,mail,userPrincipalName", True),
        ("?$select=displayName,jobTitle", False),
        ("?$select=displayName&$expand=manager", False),
        ("?$select=id&$filter=startswith(displayName,'jobTitle eq') and not (mail eq null)", True),
        ("?$select=id&$filter=companyName eq 'Contoso'", False),
        ("?$select=id&$orderby=department", False),
    ],
)
@pytest.mark.parametrize("path", ["/users", "/users/adele@contoso.com"])
def test_the_basic_profile(path: str, options: str, basic: bool) -> None:
    expected = 200 if basic else FORBIDDEN
    for asked in (as_application, as_user):
        assert asked(path + options, ["User.ReadBasic.All"]) == expected
        assert asked(path + options, ["User.Read.All"]) == 200
    assert as_user("/me" + options, ["User.ReadBasic.All"]) == 200


@pytest.mark.parametrize(
    ("listed", "read"),
    [
        ("", ()),
        ("Mail.Send", ({"Mail.Send"},)),
        ("Mail.Read, Mail.ReadWrite", ({"Mail.Read"}, {"Mail.ReadWrite"})),
        ("A.Read and B.Read, C.Read", ({"A.Read", "B.Read"}, {"C.Read"})),
    ],
)
def test_a_cell_of_a_page(listed: str, read: tuple[set[str], ...]) -> None:
    assert alternatives(listed) == read


def test_an_endpoint_without_a_row_is_open() -> None:
    assert as_application("/users/some/events/1", ()) == 200
    assert as_user("/users/some/events/1", ()) == 200
