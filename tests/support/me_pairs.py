"""The pairs of method and path below ``/me`` that Microsoft's data have, from the shipped table."""

from collections.abc import Iterator
from functools import cache

from flake8_graph_me.graph.permission_rows import Node, area

Pair = tuple[str, str]


@cache
def me_pairs() -> tuple[Pair, ...]:
    """All of them, the path as ``/me/messages/{}``."""
    me = area("me")
    assert me is not None
    return tuple(sorted(_pairs(me)))


def _pairs(node: Node) -> Iterator[Pair]:
    for method in node.methods:
        yield method, node.path
    for child in node.children.values():
        yield from _pairs(child)
