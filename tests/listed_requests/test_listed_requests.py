"""A sample of the programs: all that the cloud has seen of them is listed, but for known limits."""

import zlib
from collections.abc import Iterator

import pytest

from flake8_graph_me import GraphRequest, Identity
from flake8_graph_me.terms.places import Place, Position, Span
from tests.listed_requests.comparing import LISTED, Seen, listed_of, outcome_of, seen_of
from tests.running.case_runs import PROGRAMS, Runs
from tests.specification.pages import Case

EVERY = 24
PAGES = ("batch", "subscriptions")
SAMPLE = [
    case
    for case in PROGRAMS
    if zlib.crc32(str(case).encode()) % EVERY == 0 or case.page.stem in PAGES
]
"""Chosen by their names, so that a new program changes nothing for the others."""
_LATER = "method unknown"
LIMITS = {
    # A line for a shell in which options are put in may send anything, or nothing.
    "commands": ("identity unknown: not analysed because of the bound a line for a shell",),
    # A token that a web framework hands in may be anybody's.
    "libraries_between": ("identity unknown: handed in by the program",),
    # The method is told when a described request is sent, or when the library's object is asked.
    "msgraph": (_LATER,),
    "msgraph_rows": (_LATER,),
    "o365": (_LATER, "not listed"),
    "office365": (_LATER,),
    # Options do not name the methods of request functions, and some tokens come from elsewhere. An
    # adapter that is not followed counts as one that signs nothing.
    "own_names": (_LATER, "identity unknown: what … gives, …, is not known", "another identity"),
}
"""What may be said on a page instead: the beginnings of reasons."""


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    with Runs() as entered:
        yield entered


@pytest.mark.parametrize("case", SAMPLE, ids=str)
def test_what_the_cloud_saw_is_listed(case: Case, runs: Runs) -> None:
    listed = listed_of(case)
    seen = seen_of(runs.before(case).exchanges)
    outcomes = {each: outcome_of(each, listed) for each in seen}
    allowed = (LISTED, *LIMITS.get(case.page.stem, ()))
    assert all(said.startswith(allowed) for said in outcomes.values()), outcomes


def request(method: str | None, path: str | None, identity: Identity) -> GraphRequest:
    place = Place("a.py", Span(Position(1, 0), Position(1, 1)))
    return GraphRequest(method, path, None, "", identity, "argument 'x' of f()", None, place)


A, D, U = Identity.APP_ONLY, Identity.DELEGATED, Identity.UNKNOWN


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [
        (request("GET", "/users/{id}/messages", A), LISTED),
        (request("GET", "/USERS/a%40b.c/messages", A), LISTED),
        (request("GET", "/users/{id}", A), LISTED),
        (request("GET", "/users", A), "not listed"),
        (request("POST", "/users/{id}/messages", A), "not listed"),
        (request(None, "/users/{id}/messages", A), "method unknown"),
        (request("GET", None, A), "path unknown"),
        (request("GET", "/users/{id}/messages", D), "another identity"),
        (request("GET", "/users/{id}/messages", U), "identity unknown: argument … of …"),
    ],
)
def test_the_comparison(listed: GraphRequest, outcome: str) -> None:
    seen = Seen("GET", "/users/a@b.c/messages", "app-only")
    assert outcome_of(seen, [listed]) == outcome
    assert outcome_of(seen, [listed, request("GET", "/{path}", A)]) == LISTED
