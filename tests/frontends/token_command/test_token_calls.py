"""The command ``token --call`` with the shipped data: one call of each kind, and each answer."""

import json

import pytest

from tests.support.made_tokens import app_only, delegated, signed
from tests.support.token_runs import refused, run

PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The tenant of personal accounts."""
WORKBOOK = "/drive/root:/a.xlsx:/workbook/names"
OWN = signed(app_only())


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        ("GET /me/messages", 1, "use '/users/{user}/messages', for which the token has Mail.Read"),
        ("GET /me/events", 1, "needs application permission Calendars.Read"),
        ("POST /me/findMeetingTimes", 1, "getSchedule"),
        ("GET /users/a@b.c/messages", 0, "the token has Mail.Read"),
        ("GET /users/a@b.c/events", 1, "an administrator grant"),
        ("GET /users/a@b.c/onenote/pages", 1, "accepts delegated permissions only"),
        ("GET /me/unheard-of", 1, "the data do not say"),
    ],
)
def test_a_call_by_the_shipped_data(asked: str, code: int, told: str) -> None:
    done = run("--call", asked, stdin=OWN)
    assert done[0] == code
    assert told in done[1]


@pytest.mark.parametrize(
    ("roles", "asked", "code", "told"),
    [
        (["Mail.ReadBasic.All"], "GET /users/a/messages", 0, "read basic properties only"),
        (["Mail.ReadBasic.All"], "GET /users/a/messages?$select=subject", 0, ": yes"),
        (["Mail.ReadWrite"], "GET /users/a/messages", 0, "the token has Mail.ReadWrite"),
        (["User.Read.All"], "POST /users/a/getMemberGroups", 1, "grant them to the application"),
        (["Directory.Read.All"], "POST /users/a/getMemberGroups", 0, ": yes"),
        (["Mail.Read"], "DELETE /users/a/messages", 0, "the nearest row, GET /users/{}/messages"),
        (["Files.ReadWrite.All"], f"GET /users/a{WORKBOOK}", 0, "reported to work"),
        (["Files.ReadWrite.All"], f"GET /me{WORKBOOK}", 1, f"use '/users/{{user}}{WORKBOOK}'"),
        (["Chat.ReadWrite.All"], "POST /chats/x/messages", 1, "delegated permissions only"),
        (["Sites.ReadWrite.All"], "GET /sites/x/lists", 0, ": yes"),
    ],
)
def test_of_an_application(roles: list[str], asked: str, code: int, told: str) -> None:
    done = run("--call", asked, stdin=signed(app_only(roles=roles)))
    assert done[0] == code
    assert told in done[1]


@pytest.mark.parametrize(
    ("scopes", "asked", "code", "told"),
    [
        ("Mail.Read", "/me/messages", 0, ": yes"),
        ("Mail.ReadWrite", "GET /users/a@b.c/messages", 0, "the token has Mail.ReadWrite"),
        ("User.Read", "GET /me/messages", 1, "it needs Mail.Read: get a new token with that scope"),
        ("Mail.ReadBasic", "GET /me/messages", 0, "Mail.Read lets it read all"),
        ("Mail.ReadBasic", "GET /me/messages?$select=subject,from", 0, ": yes"),
        ("User.Read", "GET /users?$select=displayName", 1, "it needs User.ReadBasic.All"),
        ("Files.ReadWrite", f"GET /me{WORKBOOK}", 0, ": yes"),
        ("Mail.Read", "GET /me/nothing", 0, "the data do not say which delegated permission"),
        ("Mail.Read", "DELETE /me/messages", 0, ": perhaps"),
        ("Application.ReadWrite.All", "POST /applications/x/tokenIssuancePolicies", 1, "these"),
        ("ChatMessage.Send", "POST /chats/x/messages", 0, ": yes"),
    ],
)
def test_of_a_user(scopes: str, asked: str, code: int, told: str) -> None:
    done = run("--call", asked, stdin=signed(delegated(scp=scopes)))
    assert done[0] == code
    assert told in done[1]


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        ("GET /me/messages", 0, ": yes"),
        ("GET /me/events", 1, "it needs Calendars.Read"),
        ("GET /groups/x/members", 0, "no permission of personal accounts for '/groups/x/members'"),
        ("GET /me/nothing", 0, "the data do not say which delegated permission"),
    ],
)
def test_of_a_user_with_a_personal_account(asked: str, code: int, told: str) -> None:
    done = run("--call", asked, stdin=signed(delegated(tid=PERSONAL)))
    assert done[0] == code
    assert told in done[1]


@pytest.mark.parametrize(
    ("claims", "permissions"),
    [
        ({"roles": ["Mail.Read"]}, "Mail.Read (application permissions, or roles of a user)"),
        ({}, "none"),
        ({"idtyp": "new", "scp": "Mail.Read"}, "Mail.Read (delegated)"),
    ],
)
def test_permissions_of_an_unknown_kind(claims: dict[str, object], permissions: str) -> None:
    shown = run(stdin=signed({"aud": "https://graph.microsoft.com", **claims}))[1]
    assert "kind         unknown (app-only or delegated)\n" in shown
    assert f"\npermissions  {permissions}\ntenant" in shown


def test_a_path_alone_is_read() -> None:
    token = signed(delegated())
    assert run("--call", "/me", stdin=token) == run("--call", "GET /me", stdin=token)
    shown = json.loads(run("--call", "/me", "--output-format", "json", stdin=token)[1])
    assert (shown["call"]["method"], shown["call"]["can"]) == ("GET", True)
    assert shown["call"]["permissions"][0] == "User.Read"


@pytest.mark.parametrize(
    ("token", "permission"),
    [
        (app_only(), "application permission Mail.Send"),
        (delegated(), "delegated permission Mail.Send"),
        ({"aud": "https://graph.microsoft.com", "roles": ["Mail.Read"]}, "application permission"),
    ],
    ids=["app-only", "delegated", "unknown"],
)
@pytest.mark.parametrize("path", ["/me/sendMail", "/users/a@b.c/sendMail"])
def test_the_nearest_row_is_named_where_there_is_none(
    token: dict[str, object], permission: str, path: str
) -> None:
    hint = f"  the nearest row, POST /users/{{}}/sendmail, takes {permission}"
    assert hint in run("--call", path, stdin=signed(token))[1]
    assert "nearest row" not in run("--call", f"POST {path}", stdin=signed(token))[1]


@pytest.mark.parametrize("asked", ["FETCH /me", "OPTIONS /me", "me", "GET", "GET ftp://x/me"])
def test_what_is_no_call_is_refused(asked: str) -> None:
    line = refused(run("--call", asked, stdin=OWN))
    assert "--call takes a method and a path or URL of Microsoft Graph" in line
