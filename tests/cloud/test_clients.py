"""The stand-in cloud with the real client libraries: what it refuses, grants and records.

Must not know the analysis: only Microsoft's platform decides what is right here.
"""

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest

from tests.cloud import Cloud, Exchange, Program, ProgramOutcome, run_programs

MSAL = """
import os
import msal
import requests

GRAPH = "https://graph.microsoft.com/v1.0"
SCOPES = ["https://graph.microsoft.com/.default"]

def confidential(authority=os.environ["AUTHORITY"]):
    return msal.ConfidentialClientApplication(
        os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"], authority=authority
    )

def public():
    return msal.PublicClientApplication(os.environ["CLIENT_ID"], authority=os.environ["AUTHORITY"])

def headers(result):
    return {"Authorization": "Bearer " + result["access_token"]}

def get(path, result):
    return requests.get(GRAPH + path, headers=headers(result), timeout=9)

app_only = lambda: confidential().acquire_token_for_client(SCOPES)
"""

RAW = """
import json, os, urllib.parse, urllib.request

def post(url, **form):
    data = urllib.parse.urlencode({"client_id": os.environ["CLIENT_ID"], **form}).encode()
    with urllib.request.urlopen(url, data) as answer:
        return json.load(answer)["access_token"]

def app_token(login, graph):
    return post(
        f"https://{login}/common/oauth2/v2.0/token", grant_type="client_credentials",
        client_secret="x", scope=f"https://{graph}/.default",
    )

def user_token(login):
    return post(
        f"https://{login}/common/oauth2/token", grant_type="password",
        username="a@b", password="x",
    )
"""


class Case(NamedTuple):
    """A program, and a line ``identity method path status`` for each request it sends to Graph."""

    name: str
    prelude: str
    code: str
    requests: Sequence[str]


CASES = [
    Case(
        "app-only",
        MSAL,
        """
        token = app_only()
        assert get("/me/messages", token).json()["error"]["code"] == "BadRequest"
        assert len(get("/users/a@b/messages?$top=2", token).json()["value"]) == 2
        assert get("/users/a@b", token).json()["id"]
        """,
        [
            "app-only GET /v1.0/me/messages 400",
            "app-only GET /v1.0/users/a@b/messages?$top=2 200",
            "app-only GET /v1.0/users/a@b 200",
        ],
    ),
    Case(
        "username and password",
        MSAL,
        """
        app = public()
        token = app.acquire_token_by_username_password("bob@b", "x", scopes=["User.Read"])
        get("/me", token)
        [account] = app.get_accounts()
        assert account["username"] == "bob@b"
        get("/me/events", app.acquire_token_silent(["User.Read"], account))
        """,
        ["delegated GET /v1.0/me 200", "delegated GET /v1.0/me/events 200"],
    ),
    Case(
        "device code",
        MSAL,
        """
        app = public()
        flow = app.initiate_device_flow(scopes=["User.Read"])
        get("/me", app.acquire_token_by_device_flow(flow))
        [account] = app.get_accounts()
        get("/me", app.acquire_token_silent(["Mail.Read"], account))
        """,
        ["delegated GET /v1.0/me 200"] * 2,
    ),
    Case(
        "authorization code",
        MSAL,
        """
        app = confidential()
        flow = app.initiate_auth_code_flow(["User.Read"], redirect_uri="http://localhost:8400")
        redirect = requests.get(flow["auth_uri"], allow_redirects=False).headers["Location"]
        from urllib.parse import parse_qsl, urlsplit
        answer = dict(parse_qsl(urlsplit(redirect).query))
        get("/me", app.acquire_token_by_auth_code_flow(flow, answer))
        get("/me", app.acquire_token_by_authorization_code("any code", ["User.Read"]))
        """,
        ["delegated GET /v1.0/me 200"] * 2,
    ),
    Case(
        "on behalf of, and refresh token",
        MSAL,
        """
        app = confidential()
        get("/me", app.acquire_token_on_behalf_of(os.environ["USER_ASSERTION"], ["User.Read"]))
        get("/me", app.acquire_token_by_refresh_token(os.environ["REFRESH_TOKEN"], ["User.Read"]))
        """,
        ["delegated GET /v1.0/me 200"] * 2,
    ),
    Case(
        "managed identity",
        MSAL,
        """
        resource = "https://graph.microsoft.com"
        machine = msal.ManagedIdentityClient(
            msal.SystemAssignedManagedIdentity(), http_client=requests.Session()
        )
        get("/me", machine.acquire_token_for_client(resource=resource))
        get("/users", requests.get(
            "http://169.254.169.254/metadata/identity/oauth2/token",
            params={"resource": resource}, headers={"Metadata": "true"},
        ).json())
        """,
        ["app-only GET /v1.0/me 400", "app-only GET /v1.0/users 200"],
    ),
    Case(
        "wrong scopes of an application",
        MSAL,
        """
        for scopes, number in [
            (["User.Read"], "AADSTS1002012"), (["User.Read", "Mail.Send"], "AADSTS70011"),
        ]:
            result = confidential().acquire_token_for_client(scopes)
            assert "access_token" not in result and number in result["error_description"], result
        """,
        [],
    ),
    Case(
        "httpx",
        MSAL,
        """
        import asyncio, httpx
        auth = headers(app_only())
        httpx.delete(GRAPH + "/me/events/1", headers=auth)
        with httpx.Client(base_url=GRAPH, headers=auth) as client:
            client.post("/users/a@b/sendMail", json={"message": {}})

        async def main():
            async with httpx.AsyncClient(base_url=GRAPH, headers=auth) as client:
                await asyncio.gather(client.get("/Me"), client.get("/Me"))
                await client.patch("/users/a@b", json={})

        asyncio.run(main())
        """,
        [
            "app-only DELETE /v1.0/me/events/1 400",
            "app-only POST /v1.0/users/a@b/sendMail 202",
            *["app-only GET /v1.0/Me 400"] * 2,
            "app-only PATCH /v1.0/users/a@b 200",
        ],
    ),
    Case(
        "asyncio streams",
        MSAL,
        """
        import asyncio, ssl

        async def main():
            context = ssl.create_default_context()
            reader, writer = await asyncio.open_connection("graph.microsoft.com", 443, ssl=context)
            writer.write(b"GET /v1.0/me HTTP/1.1\\r\\nHost: graph.microsoft.com\\r\\n\\r\\n")
            assert b"401" in await reader.readline()
            writer.close()

        asyncio.run(main())
        """,
        ["none GET /v1.0/me 401"],
    ),
    Case(
        "no token, and broken ones",
        MSAL,
        """
        head, claims, signature = app_only()["access_token"].split(".")
        requests.get(GRAPH + "/users")
        for token in ["nonsense", f"{head}.{claims}.{signature[::-1]}"]:
            get("/users", {"access_token": token})
        other = confidential().acquire_token_for_client(["https://management.azure.com/.default"])
        answer = get("/users", other)
        assert answer.json()["error"]["code"] == "InvalidAuthenticationToken"
        """,
        ["none GET /v1.0/users 401"] * 4,
    ),
    Case(
        "batch",
        MSAL,
        """
        items = [
            {"id": "1", "method": "GET", "url": "/me/memberOf"},
            {"id": "2", "method": "GET", "url": "users?$top=1"},
        ]
        answer = requests.post(
            GRAPH + "/$batch", json={"requests": items}, headers=headers(app_only())
        )
        parts = answer.json()["responses"]
        assert [(part["id"], part["status"]) for part in parts] == [("1", 400), ("2", 200)]
        assert parts[0]["body"]["error"]["code"] == "BadRequest" and parts[1]["body"]["value"]
        """,
        [
            "app-only POST /v1.0/$batch 200",
            "app-only GET /me/memberOf 400",
            "app-only GET users?$top=1 200",
        ],
    ),
    *(
        Case(
            f"urllib at {graph}",
            RAW,
            f"""
            for token in app_token("{login}", "{graph}"), user_token("{login}"):
                request = urllib.request.Request("https://{graph}/beta/me")
                request.add_header("Authorization", "Bearer " + token)
                try:
                    urllib.request.urlopen(request).close()
                except urllib.error.HTTPError as refused:
                    assert "delegated authentication flow" in refused.read().decode()
            """,
            ["app-only GET /beta/me 400", "delegated GET /beta/me 200"],
        )
        for login, graph in [
            ("login.microsoftonline.com", "graph.microsoft.com"),
            ("contoso.ciamlogin.com", "graph.microsoft.com"),
            ("login.microsoftonline.us", "graph.microsoft.us"),
            ("login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn"),
            ("login.microsoftonline.de", "graph.microsoft.de"),
            ("login.sovcloud-identity.fr", "graph.svc.sovcloud.fr"),
        ]
    ),
]


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with Cloud() as entered:
        yield entered


@pytest.fixture(scope="module")
def outcomes(cloud: Cloud) -> dict[str, ProgramOutcome]:
    programs = [
        Program(case.name, {"main.py": case.prelude + textwrap.dedent(case.code)}, "main.py")
        for case in CASES
    ]
    return {outcome.name: outcome for outcome in run_programs(programs, cloud)}


def summary(exchanges: Sequence[Exchange]) -> list[str]:
    return [f"{seen.identity} {seen.method} {seen.path} {seen.status}" for seen in exchanges]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_flow(case: Case, outcomes: dict[str, ProgramOutcome]) -> None:
    outcome = outcomes[case.name]
    assert outcome.error is None, outcome.output
    assert summary(outcome.exchanges) == list(case.requests)
    assert {seen.program for seen in outcome.exchanges} <= {case.name}
