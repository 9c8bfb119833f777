"""Compares the list of a program's requests with what the cloud saw when the program ran."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from flake8_graph_me import GraphRequest, graph_requests
from tests.cloud import Exchange
from tests.specification.judging import written
from tests.specification.marks import program
from tests.specification.pages import Case

LISTED = "listed"
_VERSION = re.compile(r"^/*(?:v\d+\.\d+|beta)(?=/|$)", re.IGNORECASE)
_HOLE = re.compile(r"\\\{[^{}]*\\\}")
# Some libraries leave the signed-in user out where an application asks for what is theirs.
_OF_ME = re.compile(r"^/me(?=/|$)")
_NAMES = re.compile(r"'[^']*'|\b[\w.]+\(\)|(?:cell \d+, )?line \d+|[\w./-]+\.py:\d+")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the cloud saw of a request, without version and query."""

    method: str
    path: str
    identity: str


def seen_of(exchanges: Sequence[Exchange]) -> list[Seen]:
    """The requests of a program, each once."""
    return list(dict.fromkeys(Seen(e.method, _path(e.path), e.identity) for e in exchanges))


def listed_of(case: Case) -> tuple[GraphRequest, ...]:
    """The list of a case's requests."""
    files = program(case)
    with written(files) as folder:
        return graph_requests([folder / name for name in files], options=case.settings.options)


def outcome_of(seen: Seen, listed: Sequence[GraphRequest]) -> str:
    """``LISTED`` if a request is in the list with its method, path and identity; else what is
    wrong or missing in what is nearest to it.
    """
    fitting = [each for each in listed if _fits(each, seen)]
    if any(_is_whole(each, seen) for each in fitting):
        return LISTED
    at_path = [each for each in fitting if each.path is not None]
    unknown = [each for each in at_path or fitting if each.identity.value == "unknown"]
    if unknown:
        return f"identity unknown: {_NAMES.sub('…', unknown[0].why)}"
    if any(each.identity.value == seen.identity for each in fitting):
        missing = "method" if at_path else "path"
        return f"{missing} unknown"
    if at_path:
        return "another identity"
    return "not listed"


def _path(target: str) -> str:
    plain = unquote(target.partition("?")[0].partition("#")[0])
    return "/" + _VERSION.sub("", plain if plain.startswith("/") else f"/{plain}").strip("/")


def _fits(request: GraphRequest, seen: Seen) -> bool:
    """Whether a request may be what was seen, as far as method and path are known."""
    if request.method not in (None, seen.method):
        return False
    return request.path is None or _fits_path(request.path, seen.path)


def _fits_path(path: str, seen: str) -> bool:
    whole = _OF_ME.sub("(?:/me)?", _HOLE.sub(".+", re.escape(unquote(path))))
    return re.fullmatch(whole + "/?", seen, re.IGNORECASE) is not None


def _is_whole(request: GraphRequest, seen: Seen) -> bool:
    known = request.path is not None and request.method is not None
    return known and request.identity.value == seen.identity
