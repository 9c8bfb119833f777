"""Programs run against the stand-in cloud with permission checks: the permission that a finding
advises is enough, and without it the fixed program is refused.

The stand-in's table is taken from Microsoft's reference pages, not from the package.
"""

import re
from collections.abc import Mapping, Sequence

import pytest

from flake8_graph_me.api import check_source
from flake8_graph_me.fixes.application import apply, choose
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.cloud import Cloud, Graph, Login, Program, run_programs

USER = "adele@contoso.com"
NAME = "program.py"
FORBIDDEN = 403

REQUIRED: Mapping[tuple[str, str], Sequence[str]] = {
    ("GET", "/users/{}/messages"): ("Mail.ReadBasic.All", "Mail.Read", "Mail.ReadWrite"),
    ("POST", "/users/{}/sendMail"): ("Mail.Send",),
    ("GET", "/users/{}/people"): ("People.Read.All",),
    ("GET", "/users/{}/presence"): ("Presence.Read.All", "Presence.ReadWrite.All"),
    ("GET", "/users/{}/planner/tasks"): ("Tasks.Read.All", "Tasks.ReadWrite.All"),
    ("GET", "/users/{}/onenote/notebooks"): (),
    ("POST", "/users/{}/findMeetingTimes"): (),
}
"""The application permissions of which one is asked; none of them where there is no such."""

PROGRAM = """\
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
ADVICE = re.compile(r"with application permission (?P<name>[\w.]+)")


def program(method: str, path: str) -> str:
    """A program that sends one request to a path below /me."""
    return PROGRAM.replace("{method}", method).replace("{path}", path.removeprefix("/users/{}"))


def finding(source: str) -> Finding:
    """The one finding in a program."""
    (found,) = check_source(source, NAME, options=Options(upn=USER))
    return found


def status(source: str, *granted: str) -> int:
    """What Graph answers to a program whose application has these permissions."""
    login, graph = (
        Login(application_permissions=granted),
        Graph(required_permissions=REQUIRED),
    )
    with Cloud(login=login, graph=graph) as cloud:
        (outcome,) = run_programs([Program(NAME, {NAME: source}, NAME)], cloud)
    assert outcome.error is None, outcome.output
    (exchange,) = outcome.exchanges
    return exchange.status


@pytest.mark.parametrize(
    ("method", "path"), [key for key, names in REQUIRED.items() if names], ids=" ".join
)
def test_the_advised_permission_is_enough(method: str, path: str) -> None:
    source = program(method, path)
    found = finding(source)
    assert found.code == "GME001"
    advised = ADVICE.search(found.message)
    assert advised is not None, found.message
    mended = apply(source, choose([found], unsafe=False).edits)
    assert status(mended) == FORBIDDEN
    assert status(mended, advised["name"]) < FORBIDDEN


@pytest.mark.parametrize(
    ("method", "path"), [key for key, names in REQUIRED.items() if not names], ids=" ".join
)
def test_no_fix_is_offered_where_no_permission_helps(method: str, path: str) -> None:
    source = program(method, path)
    found = finding(source)
    assert found.code == "GME003"
    assert found.fix is None
    rewritten = source.replace("/me/", f"/users/{USER}/")
    everything = sorted({name for names in REQUIRED.values() for name in names})
    assert status(rewritten, *everything) == FORBIDDEN
