"""A sample of the programs: all that the cloud has seen of them is listed, but for known limits."""

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
    case for number, case in enumerate(PROGRAMS) if number % EVERY == 0 or case.page.stem in PAGES
]
# The library decides the method when the described request is sent, or the object asked further.
METHODS_OF_LIBRARIES = ("msgraph_rows", "o365", "office365", "own_names")


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    with Runs() as entered:
        yield entered


@pytest.mark.parametrize("case", SAMPLE, ids=str)
def test_what_the_cloud_saw_is_listed(case: Case, runs: Runs) -> None:
    listed = listed_of(case)
    seen = seen_of(runs.before(case).exchanges)
    outcomes = {each: outcome_of(each, listed) for each in seen}
    if case.page.stem in METHODS_OF_LIBRARIES:
        outcomes = {each: said for each, said in outcomes.items() if said != "method unknown"}
    assert set(outcomes.values()) <= {LISTED}, outcomes


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
