"""Graph and login called directly, without a network: every refusal, and its absence."""

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import jwt
import pytest

from tests.cloud import Graph, Login
from tests.cloud.messages import Answer, Request
from tests.cloud.permissions import Required, alternatives
from tests.cloud.tokens import (
    GRAPH_APP_ID,
    Issuance,
    app_only_token,
    delegated_token,
    read_unverified,
)

HOST = "graph.microsoft.com"
ISSUANCE = Issuance("contoso.example", "an app", f"https://{HOST}")
APP_ONLY = app_only_token(ISSUANCE, ["Mail.Read", "User.Read.All"])
DELEGATED = delegated_token(ISSUANCE, ["User.Read"], "bob@contoso.example")


def ask(
    target: str,
    *,
    token: str = APP_ONLY,
    method: str = "GET",
    graph: Graph | None = None,
    body: bytes = b"",
) -> Answer:
    headers = {"authorization": f"Bearer {token}"}
    answer, _ = (graph or Graph()).answer(Request(method, HOST, target, headers, body))
    return answer


def error_of(answer: Answer) -> tuple[int, str, str]:
    error = json.loads(answer.body)["error"]
    return answer.status, error["code"], error["message"]


@pytest.mark.parametrize(
    "target",
    [
        "/v1.0/me",
        "/me/",
        "/v1.0/ME/Messages?$select=id",
        "/beta/%6De/drive",
        "/v1.0//me/messages",
        "/v1.0/users/me/messages",
        "/v1.0/users('me')",
        "/v1.0/Education/me/classes",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_the_signed_in_user_of_an_application_is_refused(target: str, method: str) -> None:
    assert error_of(ask(target, method=method)) == (
        400,
        "BadRequest",
        "/me request is only valid with delegated authentication flow.",
    )
    assert ask(target, method=method, token=DELEGATED).status < 300


@pytest.mark.parametrize(
    "target",
    ["/v1.0/users", "/v1.0/users/melissa@b", "/v1.0/meetings", "/v1.0/groups/me", "/v1.0?me"],
)
def test_what_only_looks_like_the_signed_in_user_is_fine(target: str) -> None:
    assert ask(target).status == 200


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/v1.0/users/a@b/messages", 200),
        ("GET", "/v1.0/Users('a@b')/Messages", 200),
        ("GET", "/v1.0/users(userPrincipalName='a@b')/messages/", 200),
        ("POST", "/v1.0/users/a@b/messages", 403),
        ("GET", "/v1.0/users/a@b/messages/1", 403),
        ("GET", "/v1.0/users/a@b/messages/delta", 200),
        ("GET", "/v1.0/users/a@b/people", 403),
        ("GET", "/v1.0/users/a@b/events", 200),
    ],
)
def test_required_permissions(method: str, target: str, status: int) -> None:
    graph = Graph(
        required_permissions={
            ("GET", "/users/{id}/messages"): Required(alternatives("Mail.Read, Mail.ReadWrite")),
            ("POST", "/users/{}/messages"): Required(alternatives("Mail.ReadWrite")),
            ("GET", "/users/{}/messages/{}"): Required(alternatives("Mail.ReadWrite")),
            ("GET", "/users/{}/messages/delta"): Required(alternatives("Mail.Read")),
            ("GET", "/users/{}/people"): Required(alternatives("")),
        }
    )
    answer = ask(target, method=method, graph=graph)
    assert answer.status == status
    if status == 403:
        assert error_of(answer)[1] == "Authorization_RequestDenied"
    assert ask(target, method=method, graph=graph, token=DELEGATED).status == 200


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/v1.0/users/Bob@b/events", 200),
        ("/v1.0/users/guest_b%23EXT%23@c", 200),
        ("/v1.0/users/guest_b", 404),
        ("/v1.0/users/$x@b", 400),
        ("/v1.0/users('$x@b')/events", 200),
        ("/v1.0/users/%24x@b", 400),
        ("/v1.0/users(%27%24x@b%27)/events", 200),
        ("/v1.0/users/$count", 200),
    ],
)
def test_users_that_exist(target: str, status: int) -> None:
    graph = Graph(users=["bob@b", "guest_b#EXT#@c", "$x@b"])
    assert ask(target, graph=graph).status == status


def test_a_foreign_token_counts_only_where_it_may() -> None:
    claims = {"aud": GRAPH_APP_ID, "exp": 1, "oid": "a", "sub": "a", "roles": ["Mail.Read"]}
    token = jwt.encode(claims, "k" * 32)
    assert error_of(ask("/v1.0/users", token=token))[:2] == (401, "InvalidAuthenticationToken")
    lenient = Graph(accept_foreign_tokens=True)
    assert ask("/v1.0/users", token=token, graph=lenient).status == 200
    assert ask("/v1.0/me", token=token, graph=lenient).status == 400
    assert ask("/v1.0/me", token="no.token", graph=lenient).status == 401


@pytest.mark.parametrize("body", [b"", b"[]", b'{"requests": [{"id": "1"}]}'])
def test_a_malformed_batch_is_refused(body: bytes) -> None:
    assert ask("/v1.0/$batch", method="POST", body=body).status == 400


@pytest.mark.parametrize(
    ("target", "many"),
    [
        ("/me/messages", True),
        ("/me/messages/1", False),
        ("/me/messages/delta", True),
        ("/me/mailFolders/inbox/messages", True),
        ("/me/drive/root/children", True),
        ("/me/people", True),
        ("/me/manager", False),
        ("/me/mailboxSettings", False),
    ],
)
def test_lists_carry_value(target: str, many: bool) -> None:
    assert ("value" in json.loads(ask(target, token=DELEGATED).body)) is many


@pytest.mark.parametrize(
    ("query", "length"),
    [("", 2), ("?$top=1", 1), ("?$top=9", 2), ("?$filter=isRead&$top=2", 1), ("?$top=x", 2)],
)
def test_filters_and_pages_are_heeded(query: str, length: int) -> None:
    assert len(json.loads(ask(f"/v1.0/users{query}").body)["value"]) == length


@pytest.mark.parametrize("token", [APP_ONLY, DELEGATED])
def test_what_only_a_user_has_is_not_found_at_the_root(token: str) -> None:
    for target in ("/v1.0/messages", "/beta/Calendar/events", "/sendMail"):
        status, code, message = error_of(ask(target, token=token))
        assert (status, code) == (400, "BadRequest")
        assert message.startswith("Resource not found for the segment")
    for target in ("/v1.0/contacts", "/v1.0/drive/root"):
        assert ask(target, token=token).status == 200


def acquire(
    path: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    login = Login(application_permissions=["Mail.Send"], delegated_permissions=["User.Read"])
    body = urlencode(form).encode()
    request = Request("POST", "login.microsoftonline.com", path, headers or {}, body)
    document: dict[str, Any] = json.loads(login.answer(request).body)
    return document


def test_claims_of_an_application() -> None:
    basic = base64.b64encode(b"my%20app:secret").decode()
    document = acquire(
        "/common/oauth2/v2.0/token",
        {"grant_type": "client_credentials", "scope": f"https://{HOST}/.default"},
        {"authorization": f"Basic {basic}"},
    )
    claims = read_unverified(document["access_token"])
    assert claims["idtyp"] == "app"
    assert claims["oid"] == claims["sub"]
    assert claims["roles"] == ["Mail.Send"]
    assert (claims["aud"], claims["appid"]) == (f"https://{HOST}", "my app")
    assert not {"scp", "upn", "name"} & set(claims)


def test_a_scope_without_a_resource_is_graphs() -> None:
    form = {"client_id": "my app", "client_secret": "x", "grant_type": "client_credentials"}
    document = acquire("/common/oauth2/v2.0/token", {**form, "scope": ".default"})
    assert read_unverified(document["access_token"])["aud"] == f"https://{HOST}"


def test_claims_of_a_user() -> None:
    document = acquire(
        "/common/oauth2/token",
        {
            "client_id": "my app",
            "grant_type": "password",
            "username": "bob@b",
            "password": "x",
            "resource": GRAPH_APP_ID,
        },
    )
    claims = read_unverified(document["access_token"])
    assert (claims["scp"], claims["upn"], claims["aud"]) == ("User.Read", "bob@b", GRAPH_APP_ID)
    assert claims["oid"] != claims["sub"]
    assert document["refresh_token"]


@pytest.mark.parametrize(
    ("scope", "number"),
    [
        ("User.Read", 1002012),
        (f"https://{HOST}/User.Read", 1002012),
        ("/.default", 1002012),
        (f"https://{HOST}/.default Mail.Send", 70011),
        ("", 900144),
    ],
)
def test_scopes_that_an_application_cannot_ask_for(scope: str, number: int) -> None:
    document = acquire(
        "/common/oauth2/v2.0/token",
        {
            "client_id": "my app",
            "client_secret": "x",
            "grant_type": "client_credentials",
            "scope": scope,
        },
    )
    assert document["error_codes"] == [number]
    assert document["error_description"].startswith(f"AADSTS{number}: ")


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ({"grant_type": "client_credentials", "scope": "x/.default"}, 7000218),
        ({"grant_type": "password", "username": "bob@b"}, 900144),
        ({"grant_type": "magic"}, 70003),
    ],
)
def test_incomplete_grants_are_refused(form: dict[str, str], number: int) -> None:
    document = acquire("/common/oauth2/v2.0/token", {"client_id": "my app"} | form)
    assert document["error_codes"] == [number]
