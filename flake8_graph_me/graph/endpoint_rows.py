"""The rows of the table of endpoints, found by the normal form of a path.

The file is read when the first row is needed.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from flake8_graph_me.graph.endpoint_paths import CAST, HOLE, ITEM_AT

TABLE = Path(__file__).with_name("endpoints.json")
DEEPEST = 60
"""How many segments a path may have; none of Graph's has as many. Past it the path has no row, so
that nothing is known of the endpoint.
"""


@dataclass(frozen=True, slots=True)
class Grant:
    """The application permissions for a method on a path; without any, it accepts delegated ones
    only.
    """

    least_privileged: tuple[str, ...]
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A segment of the data's paths, the methods of the path that ends here, and what follows."""

    path: str
    methods: dict[str, Grant] = field(default_factory=dict)
    children: dict[str, "Node"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, and where they come from."""

    source: str
    root: Node


@cache
def table() -> Table:
    """The shipped table."""
    data = json.loads(TABLE.read_text(encoding="utf-8"))
    grants = [_grant(text) for text in data["grants"]]
    root = Node("")
    for path, methods in data["rows"].items():
        node = root
        for name in path.split("/"):
            child = node.children.get(name)
            if child is None:
                child = node.children[name] = Node(f"{node.path}/{name}")
            node = child
        for text in methods.split(", "):
            method, _, number = text.partition(" ")
            node.methods[method] = grants[int(number)]
    return Table(data["source"], root)


def _grant(text: str) -> Grant:
    least, _, others = text.partition("|")
    return Grant(tuple(least.split()), (*least.split(), *others.split()))


def rows(key: Sequence[str]) -> list[Node]:
    """The rows that a path can mean: one, several if part of the path is unknown, or none if the
    data have no such path.
    """
    return _rows(table().root, tuple(key)) if len(key) <= DEEPEST else []


def _rows(node: Node, key: tuple[str, ...]) -> list[Node]:
    if not key:
        return [node] if node.methods else []
    if _is_open(key[0]) and HOLE not in node.children:
        return list(_begun(node, key[0].partition(HOLE)[0]))
    for child, after in _steps(node, key[0], key[1:]):
        if found := _rows(child, after):
            return found
    if key[0] == HOLE:
        return [row for child in node.children.values() for row in _rows(child, key[1:])]
    return []


def _is_open(name: str) -> bool:
    """Whether a segment is unknown or open-ended: it may stand for several segments, or for
    none.
    """
    return HOLE in name and name != ITEM_AT and "(" not in name


def _begun(node: Node, beginning: str) -> Iterator[Node]:
    """All rows whose paths continue from here with these characters."""
    if not beginning and node.methods:
        yield node
    for name, child in node.children.items():
        if name.startswith(beginning):
            yield from _begun(child, "")


def _steps(node: Node, name: str, after: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Where a segment can lead: a literal name takes precedence over any identifier."""
    function, parenthesis, _ = name.partition("(")
    if name in node.children:
        yield node.children[name], after
    if parenthesis and function in node.children:
        collection = node.children[function]
        if HOLE in collection.children:
            yield collection.children[HOLE], after
        yield collection, after
    elif name.startswith(CAST):
        if name.removeprefix(CAST) in node.children:
            yield node.children[name.removeprefix(CAST)], after
        yield node, after
    elif HOLE in node.children and not name.startswith("$") and not name.endswith(":"):
        yield node.children[HOLE], after
