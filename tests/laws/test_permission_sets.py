"""Programs of several requests run against the stand-in cloud with exactly the permissions that are
advised for all of them: then all requests go through, and without any one of the permissions that
no other includes Graph refuses some.

The stand-in's table is typed from Microsoft's reference pages, not taken from the package.
"""

from collections.abc import Collection
from pathlib import Path

import pytest

from flake8_graph_me.api import graph_requests
from flake8_graph_me.graph.permission_sets.minimal_permissions import minimal_permissions
from flake8_graph_me.graph.satisfaction import upward
from flake8_graph_me.terms.options import Options
from tests.cloud import Cloud, Graph, Login, Program, run_programs
from tests.cloud.permissions import REFERENCE

NAME = "program.py"
FORBIDDEN = 403
SOURCE = """\
import msal
import requests

app = msal.ConfidentialClientApplication(
    "client-id",
    client_credential="secret",
    authority="https://login.microsoftonline.com/contoso.onmicrosoft.com",
)
result = app.acquire_token_for_client(scopes=["https://graph.microsoft.com/.default"])
headers = {"Authorization": "Bearer " + result["access_token"]}
for method, path in CALLS:
    requests.request(method, "https://graph.microsoft.com/v1.0" + path, headers=headers)
"""
PROGRAMS: dict[str, tuple[str, ...]] = {
    "mail": ("GET /users/{}/messages", "POST /users/{}/sendMail", "GET /users/{}/mailFolders"),
    "changed mail": (
        "GET /users/{}/messages/{}",
        "PATCH /users/{}/messages/{}",
        "GET /users/{}/messages/{}/attachments",
        "DELETE /users/{}/messages/{}",
    ),
    "subjects": ("GET /users/{}/messages?$select=subject", "GET /users?$select=displayName"),
    "calendar": (
        "GET /users/{}/events",
        "POST /users/{}/events",
        "GET /users/{}/calendarView",
        "POST /users/{}/calendar/getSchedule",
    ),
    "people": ("GET /users", "GET /users/{}/manager", "GET /users/{}/directReports"),
    "changed people": ("GET /users/{}", "PATCH /users/{}", "GET /groups"),
    "memberships": (
        "GET /users/{}/memberOf",
        "POST /users/{}/getMemberGroups",
        "GET /users?$select=id",
        "GET /groups",
    ),
    "files": (
        "GET /users/{}/drive/root/children",
        "GET /users/{}/drive/items/{}/content",
        "GET /sites/{}",
    ),
    "settings": (
        "GET /users/{}/mailboxSettings",
        "PATCH /users/{}/mailboxSettings",
        "GET /users/{}/outlook/masterCategories",
        "GET /users/{}/contacts",
    ),
    "teams": (
        "GET /users/{}/joinedTeams",
        "GET /users/{}/chats",
        "POST /users/{}/presence/setPresence",
        "GET /users/{}/presence",
        "GET /users/{}/planner/tasks",
    ),
}


def source_of(calls: Collection[str]) -> str:
    """The program that makes these calls one after the other."""
    pairs = [tuple(call.replace("{}", "some").split(" ")) for call in calls]
    return SOURCE.replace("CALLS", repr(pairs))


def advised(calls: Collection[str], folder: Path) -> tuple[str, ...]:
    """The permissions for the program, of which all requests are determined."""
    file = folder / NAME
    file.write_text(source_of(calls))
    found = minimal_permissions(graph_requests([file], options=Options()))
    assert (found.determined, found.requests) == (len(calls), len(calls))
    assert found.delegated == ()
    return tuple(each.name for each in found.application)


def statuses(calls: Collection[str], granted: Collection[str]) -> list[int]:
    """What Graph answers to the calls of an application that has these permissions."""
    login = Login(application_permissions=sorted(granted))
    with Cloud(login=login, graph=Graph(required_permissions=REFERENCE)) as cloud:
        (outcome,) = run_programs([Program(NAME, {NAME: source_of(calls)}, NAME)], cloud)
    assert outcome.error is None, outcome.output
    return [each.status for each in outcome.exchanges]


@pytest.mark.parametrize("calls", PROGRAMS.values(), ids=PROGRAMS)
def test_the_set_is_enough_and_nothing_less_is(calls: tuple[str, ...], tmp_path: Path) -> None:
    for call in calls:
        method, _, path = call.partition("?")[0].partition(" ")
        assert (method, path) in REFERENCE
    names = advised(calls, tmp_path)
    answers = statuses(calls, names)
    assert len(answers) == len(calls)
    assert all(answer < 400 for answer in answers), (names, answers)
    for name in names:
        # Beside the permission to write, the one to read stays where the data do not say that the
        # former is enough. Graph lets it in.
        includes = not set(upward(name)).isdisjoint(set(names) - {name})
        refused = FORBIDDEN in statuses(calls, set(names) - {name})
        assert refused is not includes, (names, name)
