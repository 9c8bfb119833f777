"""What is known about an endpoint, as text for people and as JSON for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flake8_graph_me.frontends.reports.json_text import json_text
from flake8_graph_me.graph.endpoints import (
    Endpoint,
    Permitted,
    delegated,
    endpoint,
    nearest,
    similar,
)
from flake8_graph_me.graph.granting import granting, is_grantable
from flake8_graph_me.graph.narrowing import narrower
from flake8_graph_me.graph.partial_permissions import is_basic, is_listed
from flake8_graph_me.graph.schemes import APPLICATION, PERSONAL, WORK, Scheme
from flake8_graph_me.terms.printable import printable

_WIDTH = 20
_DELEGATED = {WORK: "delegated", PERSONAL: "personal account"}


@dataclass(frozen=True, slots=True)
class EndpointReport:
    """The facts to show."""

    endpoint: Endpoint
    delegated: Mapping[Scheme, Permitted]
    hint: str | None


def reported(method: str, path: str) -> EndpointReport:
    """What is known of a request to a path or URL, with its query."""
    found, meant = endpoint(method, path), similar(method, path)
    hint = nearest(method, path)
    if meant is not None and found.app_only is None:
        hint = f"the data have no such path; perhaps {meant} is meant"
    return EndpointReport(found, delegated(method, path), hint)


def json_document(report: EndpointReport) -> str:
    """One object with a final newline, in ASCII so that it works in any encoding."""
    found = report.endpoint
    application = _permitted(found.application, APPLICATION)
    known = {
        "method": found.method,
        "path": found.path,
        "twin": found.twin,
        "app_only": found.app_only,
        "least_privileged": application.pop("least_privileged"),
        "permissions": application.pop("permissions"),
        "note": found.note,
        "source": found.source,
        "hint": report.hint,
        **application,
        "delegated": {
            name: _permitted(report.delegated[scheme], scheme)
            for name, scheme in (("work", WORK), ("personal", PERSONAL))
        },
    }
    return json_text(known)


def _permitted(permitted: Permitted, scheme: Scheme) -> dict[str, object]:
    least = permitted.least
    about = None if least is None else granting(least, scheme)
    return {
        "least_privileged": [] if least is None else [least],
        "permissions": [n for n in permitted.permissions if n not in permitted.partial],
        "for_a_part": list(permitted.partial),
        "for_basic_properties": permitted.basic,
        "also_required": {name: list(others) for name, others in permitted.also},
        "identifier": None if about is None else about.identifier,
        "admin_consent": None if about is None else about.admin,
    }


def text(report: EndpointReport) -> str:
    """One line for each known fact."""
    lines = (f"  {name:<{_WIDTH}}{printable(value)}\n" for name, value in _rows(report) if value)
    return f"{report.endpoint.method} {printable(report.endpoint.path)}\n{''.join(lines)}"


def _rows(report: EndpointReport) -> Iterator[tuple[str, str | None]]:
    found = report.endpoint
    application = found.application
    yield "for a user", found.twin
    yield "app-only token", _verdict(found)
    yield "least privileged", _asked_for(application, APPLICATION)
    yield "basic properties", _basic(application, APPLICATION)
    yield "for a part only", _for_a_part(application, APPLICATION)
    yield "also sufficient" if application.least else "one of", _others(application, APPLICATION)
    if application.least is not None:
        yield "narrower", narrower(application.least)
    for scheme, title in _DELEGATED.items():
        permitted = report.delegated[scheme]
        yield title, _asked_for(permitted, scheme)
        others = _others(permitted, scheme)
        yield "  basic properties", _basic(permitted, scheme)
        yield "  for a part only", _for_a_part(permitted, scheme)
        yield "  also sufficient" if permitted.least else f"{title}, one of", others
    yield "hint", report.hint
    yield "note", found.note
    yield "source", found.source


def _asked_for(permitted: Permitted, scheme: Scheme) -> str:
    return " and ".join(_with_granting(name, scheme) for name in permitted.advised)


def _with_granting(name: str, scheme: Scheme) -> str:
    about = granting(name, scheme)
    if about is None:
        return name
    who = "an administrator consents" if about.admin else "the user consents"
    return f"{name} ({about.identifier or 'identifier unknown'}; {who})"


def _basic(permitted: Permitted, scheme: Scheme) -> str | None:
    if permitted.basic is None or not is_grantable(permitted.basic, scheme):
        return None
    if not is_listed(permitted.basic):
        return f"{permitted.basic} is enough for basic properties; which these are is not known"
    return f"{permitted.basic} is enough where $select names nothing but basic properties"


def _for_a_part(permitted: Permitted, scheme: Scheme) -> str:
    """What is enough for single properties, for some users or for oneself."""
    return ", ".join(name for name in permitted.partial if is_grantable(name, scheme))


def _others(permitted: Permitted, scheme: Scheme) -> str:
    """What else is enough; of what nobody can grant, only if there is nothing else."""
    left = [
        name
        for name in permitted.permissions
        if name not in (*permitted.advised, *permitted.partial)
        and not (permitted.basic is not None and is_basic(name))
    ]
    if permitted.least is not None:
        left = [name for name in left if is_grantable(name, scheme)]
    return ", ".join(" and ".join((name, *permitted.more(name)[:1])) for name in left)


def _verdict(found: Endpoint) -> str:
    if found.app_only is None:
        return "unknown: the data do not say"
    if found.app_only:
        return "accepted there" if found.twin else "accepted"
    return f"refused{' there' if found.twin else ''}: delegated permissions only"
