"""The requests in JSON reports of earlier runs, such as those of shards or of other repositories.

Reports of ``permissions`` and of ``requests`` are read. The former do not have the queries of
requests with a permission, so from their permissions it is taken whether they read basic properties
only.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flake8_graph_me.frontends.sharding import Shard, shard
from flake8_graph_me.graph.partial_permissions import is_basic
from flake8_graph_me.terms.findings import EvidenceStep
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.places import Place, Position, Span
from flake8_graph_me.terms.requests import GraphRequest

LARGEST_REPORT = 100_000_000
"""How many bytes a report may have; one of 100,000 requests with evidence has about as many. Past
it the report is refused.
"""
_SERVED: Final = {"application": Identity.APP_ONLY, "delegated": Identity.DELEGATED}
_UNSERVED = ("cannot_work", "unknown_identity", "undetermined", "no_data")
_NONE_NEEDED = "none_needed"
"""Reports of earlier versions do not have this list."""
_BASIC_QUERY = "$select=id"
"""A query that reads nothing but what all permissions for basic properties allow."""


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """The requests in a report, and the shard that it is of, if it says so."""

    requests: tuple[GraphRequest, ...]
    shard: Shard | None = None


class ReportError(ValueError):
    """A file that is no report; the text is one line that repeats nothing of its content."""


def earlier_report(name: str) -> EarlierReport:
    """The report in a file; raises ReportError."""
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(LARGEST_REPORT + 1)
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or "it is no file's name"
        raise ReportError(f"cannot be read: {reason}") from None
    if len(data) > LARGEST_REPORT:
        raise ReportError(f"has more than {LARGEST_REPORT} bytes")
    try:
        found: object = json.loads(data)
    except (ValueError, RecursionError):
        raise ReportError("is not JSON") from None
    if isinstance(found, list):
        return EarlierReport(tuple(_request(each) for each in found))
    if isinstance(found, dict) and all(name in found for name in (*_SERVED, *_UNSERVED)):
        return EarlierReport((*_served(found), *_unserved(found)), _shard(found))
    raise ReportError("is no report of flake8-graph-me permissions or requests")


def _shard(report: Mapping[str, object]) -> Shard | None:
    text = _optional(report, "shard")
    try:
        return None if text is None else shard(text)
    except ValueError:
        raise ReportError("has a shard that is not of the form I/N") from None


def _served(report: Mapping[str, object]) -> Iterator[GraphRequest]:
    for key, identity in _SERVED.items():
        names: defaultdict[tuple[Place, str | None, str | None], list[str]] = defaultdict(list)
        for permission in _objects(report[key]):
            name = _text(permission, "name")
            for each in _objects(permission.get("requests")):
                where = _place(each), _optional(each, "method"), _optional(each, "path")
                names[where].append(name)
        for (place, method, path), serving in names.items():
            query = _BASIC_QUERY if any(map(is_basic, serving)) else None
            yield GraphRequest(method, path, query, "", identity, "", None, place)


def _unserved(report: Mapping[str, object]) -> Iterator[GraphRequest]:
    for key in _UNSERVED:
        yield from map(_request, _objects(report[key]))
    yield from map(_request, _objects(report.get(_NONE_NEEDED, [])))


def _request(found: object) -> GraphRequest:
    """A request as ``requests`` prints it."""
    if not isinstance(found, dict):
        raise ReportError("has a request that is not an object")
    identity = next((each for each in Identity if each.value == found.get("identity")), None)
    if identity is None:
        raise ReportError("has a request without identity")
    return GraphRequest(
        _optional(found, "method"),
        _optional(found, "path"),
        _optional(found, "query"),
        _text(found, "client"),
        identity,
        _text(found, "why"),
        _optional(found, "verdict"),
        _place(found),
        tuple(_step(each) for each in _objects(found.get("evidence"))),
    )


def _step(found: Mapping[str, object]) -> EvidenceStep:
    start = Position(_number(found, "line"), _number(found, "column") - 1)
    end = Position(_number(found, "end_line"), _number(found, "end_column") - 1)
    place = Place(_text(found, "path"), Span(start, end), _cell(found))
    return EvidenceStep(place, _text(found, "message"))


def _place(found: Mapping[str, object]) -> Place:
    """The place of a call; reports say where it begins."""
    column = _number(found, "column") if "column" in found else 1
    at = Position(_number(found, "line"), column - 1)
    return Place(_text(found, "file"), Span(at, at), _cell(found))


def _cell(found: Mapping[str, object]) -> int:
    return _number(found, "cell") if "cell" in found else 0


def _objects(found: object) -> Iterable[Mapping[str, object]]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ReportError("has something else where a list of objects has to be")
    return found


def _text(found: Mapping[str, object], key: str) -> str:
    value = found.get(key)
    if not isinstance(value, str):
        raise ReportError(f"has an entry without {key}")
    return value


def _optional(found: Mapping[str, object], key: str) -> str | None:
    return None if found.get(key) is None else _text(found, key)


def _number(found: Mapping[str, object], key: str) -> int:
    value = found.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ReportError(f"has an entry without {key}")
    return value
