"""The pairs of method and path below ``/me`` that Microsoft's data have, from the shipped table."""

import json
from collections.abc import Iterator, Mapping
from functools import cache

from flake8_graph_me.graph.endpoint_rows import TABLE

Pair = tuple[str, str]
OWN = "users/{}"


@cache
def me_pairs() -> tuple[Pair, ...]:
    """All of them, the path as ``/me/messages/{}``."""
    data = json.loads(TABLE.read_text(encoding="utf-8"))
    both = set(_pairs(data["rows"])) - set(_pairs(data["users only"]))
    found = sorted(both | set(_pairs(data["me only"])))
    return tuple(
        (method, "/me" + path.removeprefix(OWN))
        for method, path in found
        if path == OWN or path.startswith(f"{OWN}/")
    )


def _pairs(rows: Mapping[str, str]) -> Iterator[Pair]:
    for path, methods in rows.items():
        for text in methods.split(", "):
            yield text.split(" ")[0], path
