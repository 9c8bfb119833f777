"""Requests to Graph as the analysis describes them, made for tests."""

from flake8_graph_me.terms.findings import EvidenceStep
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.places import Place, Position, Span
from flake8_graph_me.terms.requests import GraphRequest


def place(line: int, path: str = "app.py") -> Place:
    return Place(path, Span(Position(line, 0), Position(line, 9)))


def graph_request(
    call: str,
    identity: Identity = Identity.APP_ONLY,
    *,
    line: int = 1,
    path: str = "app.py",
    why: str = "it is told by the client",
    verdict: str | None = None,
    evidence: tuple[EvidenceStep, ...] = (),
) -> GraphRequest:
    """The request of a call such as ``GET /users/{user_id}?$select=id``."""
    method, _, target = call.partition(" ")
    asked, _, query = target.partition("?")
    return GraphRequest(
        method,
        asked,
        query or None,
        "requests.get",
        identity,
        why,
        verdict,
        place(line, path),
        evidence,
    )
