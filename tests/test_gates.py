"""The cheap tests in step with what is known of endpoints. Must not know how they look."""

from collections.abc import Iterator

from flake8_graph_me import gates
from flake8_graph_me.knowledge.graph.endpoint_rows import Node, table


def test_the_gates_name_what_takes_delegated_permissions_only() -> None:
    found = 0
    for path, node in _paths(table().root):
        delegated = [method for method, grant in node.methods.items() if not grant.permissions]
        if delegated and path.startswith(("/users/", "/education/")):
            written = f'"{path.replace("{}", "x")}"'
            assert gates.segments_of(written) is gates.ANYBODY, path
            found += 1
    assert found > 100


def _paths(node: Node) -> Iterator[tuple[str, Node]]:
    yield node.path, node
    for child in node.children.values():
        yield from _paths(child)
