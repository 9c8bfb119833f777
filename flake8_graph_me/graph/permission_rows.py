"""The rows of the permission table, found by the normal form of a path.

The file is read when the first row is needed, and parsed as far as the rows of that part of Graph.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flake8_graph_me.graph.endpoint_paths import CAST, HOLE, ITEM_AT
from flake8_graph_me.graph.schemes import APPLICATION, SCHEMES, Scheme

TABLE = Path(__file__).parent / "table" / "permissions.json"
DEEPEST = 60
"""How many segments a path may have; none of Graph's has as many. Past it the path has no row, so
that nothing is known of the endpoint.
"""
_KEPT_GRANTS = 512


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The permissions of which one is enough in one scheme; none if the scheme is not supported.

    ``least`` is the least privileged one, None if the data have none that can be granted.
    ``permissions`` has them all, it first. ``also`` names for some the others of which one more is
    needed. ``divided`` says that they are those of several rows without a least privileged one in
    common.
    """

    least: str | None = None
    permissions: tuple[str, ...] = ()
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
    divided: bool = False

    def more(self, name: str) -> tuple[str, ...]:
        """The permissions of which one is needed beside this one; none if it is enough."""
        return next((others for each, others in self.also if each == name), ())


NOTHING = Alternatives()


@dataclass(frozen=True, slots=True)
class Grant:
    """The permissions that a method on a path takes, by scheme."""

    by_scheme: tuple[Alternatives, ...]

    def of(self, scheme: Scheme) -> Alternatives:
        """Those of one scheme."""
        return self.by_scheme[SCHEMES.index(scheme)]

    @property
    def application(self) -> Alternatives:
        """Those of applications."""
        return self.of(APPLICATION)


@dataclass(frozen=True, slots=True)
class Node:
    """A segment of the data's paths, what the methods of the path that ends here take (the number
    of a grant), and what follows.
    """

    path: str
    methods: dict[str, int] = field(default_factory=dict)
    children: dict[str, "Node"] = field(default_factory=dict)

    def grants(self) -> dict[str, Grant]:
        """The grant of each method of the path that ends here."""
        return {method: grant(number) for method, number in self.methods.items()}


@cache
def source() -> str:
    """Which of Microsoft's data the table is made from."""
    found: str = _part("source")
    return found


@cache
def areas() -> tuple[str, ...]:
    """The first segments of all paths, in order."""
    return tuple(
        line[2:].partition(b'"')[0].decode()
        for line in _text().splitlines()
        if line.startswith(b'"/')
    )


@cache
def area(name: str) -> Node | None:
    """The rows whose paths begin with a segment; None if there are none."""
    rows = _part(f"/{name}")
    if rows is None:
        return None
    root = Node("")
    for path, methods in rows.items():
        node = root
        for segment in path.split("/"):
            child = node.children.get(segment)
            if child is None:
                child = node.children[segment] = Node(f"{node.path}/{segment}")
            node = child
        for text in methods.split(", "):
            method, _, number = text.partition(" ")
            node.methods[method] = int(number)
    return root.children[name]


@lru_cache(_KEPT_GRANTS)
def grant(number: int) -> Grant:
    """A grant by its number."""
    texts = _grants()[number].split("|")
    return Grant(tuple(_alternatives(text) for text in texts))


def _alternatives(text: str) -> Alternatives:
    least, _, others = text.partition(":")
    needed = [each.split("+") for each in (*least.split(), *others.split())]
    names = [[permission_names()[int(number)] for number in each] for each in needed]
    return Alternatives(
        names[0][0] if least else None,
        tuple(each[0] for each in names),
        tuple((each[0], tuple(each[1:])) for each in names if len(each) > 1),
    )


@cache
def permission_names() -> tuple[str, ...]:
    """The names of all permissions."""
    return tuple(line.partition("|")[0] for line in permission_lines())


@cache
def permission_lines() -> tuple[str, ...]:
    """All permissions with how they are granted, in the form of the table."""
    return tuple(_part("permissions"))


@cache
def _grants() -> tuple[str, ...]:
    return tuple(_part("grants"))


@cache
def _text() -> bytes:
    return TABLE.read_bytes()


def _part(name: str) -> Any:  # noqa: ANN401 - a part is a text, a list or an object
    """One part of the file; None if it has none of this name."""
    text = _text()
    opening = f"\n{json.dumps(name)}: ".encode()
    at = text.find(opening)
    if at < 0:
        return None
    start = at + len(opening)
    closing = {b"[": b"\n]", b"{": b"\n}"}.get(text[start : start + 1])
    end = text.index(b",\n", start) if closing is None else text.index(closing, start) + 2
    return json.loads(text[start:end])


@cache
def rows_opened(scheme: Scheme) -> Mapping[str, int]:
    """How many rows each permission opens in a scheme, by name."""
    numbers: Counter[int] = Counter()
    left = [node for name in areas() if (node := area(name)) is not None]
    while left:
        node = left.pop()
        numbers.update(node.methods.values())
        left.extend(node.children.values())
    opened: Counter[str] = Counter()
    for number, count in numbers.items():
        for name in grant(number).of(scheme).permissions:
            opened[name] += count
    return opened


def rows(key: Sequence[str]) -> list[Node]:
    """The rows that a path can mean: one, several if part of the path is unknown, or none if the
    data have no such path, or if not even its first segment is known.
    """
    if not key or len(key) > DEEPEST or key[0] == HOLE:
        return []
    first = key[0]
    if "(" not in first and HOLE not in first:
        named = area(first)
        return [] if named is None else _rows(named, tuple(key[1:]))
    if _is_open(first):
        beginning = first.partition(HOLE)[0]
        names = [name for name in areas() if name.startswith(beginning)]
        return [row for node in map(area, names) if node is not None for row in _begun(node, "")]
    collection = first.partition("(")[0]
    found = {name: node for name in (first, collection) if (node := area(name)) is not None}
    return _rows(Node("", {}, found), tuple(key))


def following(key: Sequence[str]) -> list[str]:
    """The segments that the data have behind the beginning of a path."""
    if not key:
        return list(areas())
    first = area(key[0])
    nodes = [] if first is None else [(first, tuple(key[1:]))]
    found = list[str]()
    while nodes:
        node, left = nodes.pop()
        if left:
            nodes.extend(_steps(node, left[0], left[1:]))
        else:
            found.extend(name for name in node.children if name != HOLE)
    return found


def _rows(node: Node, key: tuple[str, ...]) -> list[Node]:
    if not key:
        return [node] if node.methods else []
    if _is_open(key[0]) and HOLE not in node.children:
        return _begun(node, key[0].partition(HOLE)[0])
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


def _begun(node: Node, beginning: str) -> list[Node]:
    """All rows whose paths continue from here with these characters."""
    if beginning:
        left = [child for name, child in node.children.items() if name.startswith(beginning)]
    else:
        left = [node]
    found = []
    while left:
        each = left.pop()
        if each.methods:
            found.append(each)
        left.extend(each.children.values())
    return found


def _steps(node: Node, name: str, after: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Where a segment can lead: a literal name takes precedence over any identifier."""
    function, parenthesis, _ = name.partition("(")
    other = name.removeprefix(CAST) if name.startswith(CAST) else CAST + name
    for literal in (name, other):
        if literal in node.children:
            yield node.children[literal], after
    if parenthesis and function in node.children:
        collection = node.children[function]
        if HOLE in collection.children:
            yield collection.children[HOLE], after
        yield collection, after
    elif name.startswith(CAST):
        # A cast keeps the path that it stands in.
        yield node, after
    elif HOLE in node.children and not name.startswith("$") and not name.endswith(":"):
        yield node.children[HOLE], after
