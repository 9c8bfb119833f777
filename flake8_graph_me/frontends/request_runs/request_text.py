"""Requests as text for people, grouped by file or by endpoint."""

import re
from collections.abc import Callable, Iterable, Sequence

from flake8_graph_me.frontends.reports.frame import location
from flake8_graph_me.frontends.reports.paint import Paint
from flake8_graph_me.frontends.reports.summary import counted
from flake8_graph_me.rules.listing.identities import CUT_OFF
from flake8_graph_me.terms.findings import CALLED
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.places import Place
from flake8_graph_me.terms.printable import printable
from flake8_graph_me.terms.requests import GraphRequest

_UNKNOWN_METHOD, _UNKNOWN_PATH = "unknown method", "unknown path"
MOST_CALLS = 3
"""How many calls that lead to a request are shown. Past it the others are an ellipsis."""
_HOLE = re.compile(r"\{[^{}]*\}")
_ANY = "/{"
_OPEN = "      its path is not known here: what calls it may be in other files\n"
_IDENTITIES = {"none": "no token", "unknown": "unknown token"}


def by_file(requests: Iterable[GraphRequest], paint: Paint) -> str:
    """A heading for each file, and below it a paragraph for each request of its calls."""

    def entry(request: GraphRequest) -> str:
        place = request.place
        where = location(place).removeprefix(f"{printable(place.path)}:")
        query = f"?{printable(request.query)}" if request.query else ""
        return _paragraph(f"{where}  {endpoint(request)}{query}", request, paint)

    return _grouped(requests, lambda each: printable(each.place.path), entry, paint)


def by_endpoint(requests: Iterable[GraphRequest], paint: Paint) -> str:
    """A heading for each method and path, and below it a paragraph for each call."""
    headings: dict[tuple[bool, str, str], str] = {}
    for each in requests:
        headings.setdefault(_key(each), endpoint(each))

    def entry(request: GraphRequest) -> str:
        query = f"  ?{printable(request.query)}" if request.query else ""
        return _paragraph(f"{location(request.place)}{query}", request, paint)

    ordered = sorted(requests, key=_key)
    return _grouped(ordered, lambda each: headings[_key(each)], entry, paint)


def summary(requests: Iterable[GraphRequest], files: int, lines: Iterable[object] = ()) -> str:
    """The line that says how many requests there are, in how many files that were read; of
    ``lines`` to which they were narrowed, that there is none there.
    """
    found = list(requests)
    at = ", ".join(printable(str(each)) for each in lines)
    if not found:
        where = f"at {at}" if at else f"in {counted(files, 'file')}"
        return f"no request to Microsoft Graph {where}\n"
    holding = len({each.place.path for each in found})
    return (
        f"{counted(len(found), 'request')} to Microsoft Graph in {counted(holding, 'file')} "
        f"({counted(files, 'file')} read)\n"
    )


def _key(request: GraphRequest) -> tuple[bool, str, str]:
    """What tells an endpoint from others, however its holes are named; unknown paths come last."""
    path = request.path
    plain = "" if path is None else _HOLE.sub("{}", path).lower()
    return path is None, plain, request.method or _UNKNOWN_METHOD


def endpoint(request: GraphRequest) -> str:
    """The method and the path of a request, or that they are not known."""
    path = _UNKNOWN_PATH if request.path is None else printable(request.path)
    return f"{request.method or _UNKNOWN_METHOD} {path}"


def _grouped(
    requests: Iterable[GraphRequest],
    heading: Callable[[GraphRequest], str],
    entry: Callable[[GraphRequest], str],
    paint: Paint,
) -> str:
    groups: dict[str, list[str]] = {}
    for each in requests:
        groups.setdefault(heading(each), []).append(entry(each))
    return "".join(f"{paint.note(name)}\n{''.join(found)}\n" for name, found in groups.items())


def _paragraph(first: str, request: GraphRequest, paint: Paint) -> str:
    """One request: what it is, then why, then the calls that lead to it."""
    identity = _IDENTITIES.get(request.identity.value, request.identity.value)
    code = "" if request.verdict is None else f"  {paint.code(request.verdict)}"
    client = f"{printable(request.client)}: " if request.client else ""
    unknown = _OPEN if _is_open(request) else ""
    calls = [step.place for step in request.evidence if step.message.endswith(CALLED)]
    led = f"      called at {_ways(calls)}\n" if calls else ""
    return f"  {first}  {identity}{code}\n      {client}{printable(request.why)}\n{unknown}{led}"


def _is_open(request: GraphRequest) -> bool:
    """Whether nothing is known of the path of an app-only request, so that it is not reported."""
    open_path = request.path is None or request.path.startswith(_ANY)
    return request.identity is Identity.APP_ONLY and open_path and CUT_OFF not in request.why


def _ways(calls: Sequence[Place]) -> str:
    """The calls that lead to a request, the nearest first."""
    nearest = [location(place) for place in calls[: -MOST_CALLS - 1 : -1]]
    return " from ".join((*nearest, *(["…"] if len(calls) > MOST_CALLS else [])))
