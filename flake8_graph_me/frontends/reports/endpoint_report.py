"""What is known about an endpoint, as text for people and as JSON for programs."""

import json
from collections.abc import Iterator

from flake8_graph_me.graph.endpoints import Endpoint, Permitted
from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.narrowing import narrower
from flake8_graph_me.graph.schemes import APPLICATION, PERSONAL, WORK, Scheme

_WIDTH = 20
_DELEGATED = ((WORK, "delegated"), (PERSONAL, "personal account"))


def json_document(endpoint: Endpoint) -> str:
    """One object with a final newline, in ASCII so that it works in any encoding."""
    known = {
        "method": endpoint.method,
        "path": endpoint.path,
        "twin": endpoint.twin,
        "app_only": endpoint.app_only,
        **_permitted(endpoint.application, APPLICATION),
        "note": endpoint.note,
        "source": endpoint.source,
        "hint": endpoint.hint,
        "delegated": {
            "work": _permitted(endpoint.work, WORK),
            "personal": _permitted(endpoint.personal, PERSONAL),
        },
    }
    return json.dumps(known, indent=2) + "\n"


def _permitted(permitted: Permitted, scheme: Scheme) -> dict[str, object]:
    least = permitted.least
    about = None if least is None else granting(least, scheme)
    return {
        "least_privileged": [] if least is None else [least],
        "permissions": list(permitted.permissions),
        "for_basic_properties": permitted.basic,
        "also_required": {name: list(others) for name, others in permitted.also},
        "identifier": None if about is None else about.identifier,
        "admin_consent": None if about is None else about.admin,
    }


def text(endpoint: Endpoint) -> str:
    """One line for each known fact."""
    lines = (f"  {name:<{_WIDTH}}{_printable(value)}\n" for name, value in _rows(endpoint) if value)
    return f"{endpoint.method} {_printable(endpoint.path)}\n{''.join(lines)}"


def _rows(endpoint: Endpoint) -> Iterator[tuple[str, str | None]]:
    application = endpoint.application
    yield "for a user", endpoint.twin
    yield "app-only token", _verdict(endpoint)
    yield "least privileged", _asked_for(application, APPLICATION)
    yield "basic properties", _basic(application)
    yield "also sufficient" if application.least else "one of", _others(application)
    if application.least is not None:
        yield "narrower", narrower(application.least)
    for scheme, title in _DELEGATED:
        permitted: Permitted = endpoint.work if scheme is WORK else endpoint.personal
        yield title, _asked_for(permitted, scheme)
        yield "  basic properties", _basic(permitted)
        yield "  also sufficient" if permitted.least else f"{title}, one of", _others(permitted)
    yield "hint", endpoint.hint
    yield "note", endpoint.note
    yield "source", endpoint.source


def _asked_for(permitted: Permitted, scheme: Scheme) -> str:
    return " and ".join(_with_granting(name, scheme) for name in permitted.advised)


def _with_granting(name: str, scheme: Scheme) -> str:
    about = granting(name, scheme)
    if about is None:
        return name
    who = "an administrator consents" if about.admin else "the user consents"
    return f"{name} ({about.identifier or 'identifier unknown'}; {who})"


def _basic(permitted: Permitted) -> str | None:
    if permitted.basic is None:
        return None
    return f"{permitted.basic} is enough where $select names nothing but basic properties"


def _others(permitted: Permitted) -> str:
    shown = {*permitted.advised, permitted.basic}
    return ", ".join(
        " and ".join((name, *permitted.more(name)[:1]))
        for name in permitted.permissions
        if name not in shown
    )


def _verdict(endpoint: Endpoint) -> str:
    if endpoint.app_only is None:
        return "unknown: the data do not say"
    if endpoint.app_only:
        return "accepted there" if endpoint.twin else "accepted"
    return f"refused{' there' if endpoint.twin else ''}: delegated permissions only"


def _printable(text: str) -> str:
    """The text without characters that would control the terminal."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
