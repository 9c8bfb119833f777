"""What is known about an endpoint, as text for people and as JSON for programs."""

import json
from dataclasses import asdict

from flake8_graph_me.graph.endpoints import Endpoint

_WIDTH = 18


def json_document(endpoint: Endpoint) -> str:
    """One object with a final newline, in ASCII so that it works in any encoding."""
    known = asdict(endpoint)
    # Only findings weigh how much the note matters.
    del known["urgent"]
    return json.dumps(known, indent=2) + "\n"


def text(endpoint: Endpoint) -> str:
    """One line for each known fact."""
    least = endpoint.least_privileged
    others = [name for name in endpoint.permissions if name not in least]
    rows = (
        ("for a user", endpoint.twin),
        ("app-only token", _verdict(endpoint)),
        ("least privileged", ", ".join(least)),
        ("also sufficient" if least else "one of", ", ".join(others)),
        ("note", endpoint.note),
        ("source", endpoint.source),
    )
    lines = (f"  {name:<{_WIDTH}}{_printable(value)}\n" for name, value in rows if value)
    return f"{endpoint.method} {_printable(endpoint.path)}\n{''.join(lines)}"


def _verdict(endpoint: Endpoint) -> str:
    if endpoint.app_only is None:
        return "unknown: the data do not say"
    if endpoint.app_only:
        return "accepted there" if endpoint.twin else "accepted"
    return f"refused{' there' if endpoint.twin else ''}: delegated permissions only"


def _printable(text: str) -> str:
    """The text without characters that would control the terminal."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
