"""Programs run against the stand-in cloud with permission checks: the permission that a finding
advises is enough, and without it the fixed program is refused.

The stand-in's table is typed from Microsoft's reference pages, not taken from the package.
"""

import re
from collections.abc import Collection

import pytest

from flake8_graph_me.api import check_source
from flake8_graph_me.fixes.application import apply, choose
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.cloud import Cloud, Graph, Login, Program, run_programs
from tests.cloud.permissions import REFERENCE

USER = "adele@contoso.com"
NAME = "program.py"
FORBIDDEN = 403

OF_USERS = {key: row for key, row in REFERENCE.items() if key[1].startswith("/users/{}")}
FOR_APPLICATIONS = [key for key, row in OF_USERS.items() if row.application]
FOR_USERS_ONLY = [key for key, row in OF_USERS.items() if not row.application]

SELECTIONS = (
    ("GET", "/users/{}?$select=displayName,mail"),
    ("GET", "/users/{}?$select=displayName,jobTitle"),
    ("GET", "/users/{}/messages?$select=subject"),
    ("GET", "/users/{}/messages?$select=subject,from&$orderby=subject"),
    ("GET", "/users/{}/messages?$select=subject,body"),
    ("GET", "/users/{}/messages?$select=subject&$expand=attachments"),
    ("GET", "/users/{}/messages/{}?$select=subject"),
    ("GET", "/users/{}/mailFolders/{}/messages?$select=id"),
    ("GET", "/users/{}/events?$select=subject,start"),
    ("GET", "/users/{}/events?$select=subject,body"),
    ("GET", "/users/{}/calendarView?$select=subject"),
)
"""Requests that say what they read, on which it depends whether a basic permission is enough."""

BY_REQUESTS = """\
import msal
import requests

app = msal.ConfidentialClientApplication(
    "client-id",
    client_credential="secret",
    authority="https://login.microsoftonline.com/contoso.onmicrosoft.com",
)
result = app.acquire_token_for_client(scopes=["https://graph.microsoft.com/.default"])
headers = {"Authorization": "Bearer " + result["access_token"]}
requests.request("{method}", "https://graph.microsoft.com/v1.0/me{path}", headers=headers)
"""

BY_SDK = """\
import asyncio

from azure.identity import ClientSecretCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphServiceClient
from msgraph.generated.users.item.messages.messages_request_builder import MessagesRequestBuilder

client = GraphServiceClient(
    ClientSecretCredential("contoso.onmicrosoft.com", "client-id", "secret")
)
subjects = RequestConfiguration(
    query_parameters=MessagesRequestBuilder.MessagesRequestBuilderGetQueryParameters(
        select=["subject"]
    )
)


async def main():
    await client.me.{call}


asyncio.run(main())
"""
CALLS = (
    "messages.get()",
    "messages.get(request_configuration=subjects)",
    'messages.by_message_id("1").delete()',
    "people.get()",
    "todo.lists.get()",
)

ADVICE = re.compile(
    r"with application permissions? (?P<names>\w+(?:\.\w+)+(?:(?:, | and )\w+(?:\.\w+)+)*)"
)


def program(method: str, path: str) -> str:
    """A program that sends one request to a path below /me."""
    below = path.removeprefix("/users/{}").replace("{}", "some")
    return BY_REQUESTS.replace("{method}", method).replace("{path}", below)


def finding(source: str) -> Finding:
    """The one finding in a program."""
    (found,) = check_source(source, NAME, options=Options(upn=USER))
    return found


def advised(found: Finding) -> list[str]:
    """The permissions that a finding advises to grant together."""
    advice = ADVICE.search(found.message)
    assert advice is not None, found.message
    return re.split(", | and ", advice["names"])


def status(source: str, granted: Collection[str]) -> int:
    """What Graph answers to a program whose application has these permissions."""
    login = Login(application_permissions=sorted(granted))
    with Cloud(login=login, graph=Graph(required_permissions=REFERENCE)) as cloud:
        (outcome,) = run_programs([Program(NAME, {NAME: source}, NAME)], cloud)
    (exchange,) = outcome.exchanges
    # The SDK raises what Graph refuses.
    assert outcome.error is None or exchange.status == FORBIDDEN, outcome.output
    return exchange.status


def check_advice(source: str) -> None:
    """What is advised is enough for the mended program, and nothing less is."""
    found = finding(source)
    assert found.code == "GME001"
    names = advised(found)
    mended = apply(source, choose([found], unsafe="the fix is unsafe" in found.message).edits)
    assert status(mended, names) < 400, found.message
    for name in names:
        assert status(mended, set(names) - {name}) == FORBIDDEN


@pytest.mark.parametrize(("method", "path"), FOR_APPLICATIONS, ids=str)
def test_the_advised_permission_is_enough(method: str, path: str) -> None:
    check_advice(program(method, path))


@pytest.mark.parametrize(("method", "path"), SELECTIONS, ids=str)
def test_the_advised_permission_is_enough_for_what_is_read(method: str, path: str) -> None:
    check_advice(program(method, path))


@pytest.mark.parametrize("call", CALLS)
def test_the_advised_permission_is_enough_for_the_sdk(call: str) -> None:
    check_advice(BY_SDK.replace("{call}", call))


@pytest.mark.parametrize(("method", "path"), FOR_USERS_ONLY, ids=str)
def test_no_fix_is_offered_where_no_permission_helps(method: str, path: str) -> None:
    source = program(method, path)
    found = finding(source)
    assert found.code == "GME003"
    assert found.fix is None
    rewritten = source.replace("/me/", f"/users/{USER}/")
    everything = {
        name
        for row in REFERENCE.values()
        for alternative in row.application or ()
        for name in alternative
    }
    assert status(rewritten, everything) == FORBIDDEN
