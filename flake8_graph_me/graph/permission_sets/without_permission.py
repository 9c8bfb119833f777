"""Requests that take no permission of their own."""

from flake8_graph_me.graph.endpoint_paths import target

METADATA = "Graph shows its metadata to everybody, without a token too"
"""Source: learn.microsoft.com/graph/traverse-the-graph, "View metadata": it is opened in a browser,
at graph.microsoft.com/v1.0/$metadata.
"""
_METADATA = ("$metadata",)
_READING = ("GET", "HEAD")
_BY_OTHERS: dict[tuple[str, ...], str] = {
    # Source: learn.microsoft.com/graph/json-batching.
    ("$batch",): "a batch takes the permissions of the requests in it, which are listed",
    # Source: learn.microsoft.com/graph/api/subscription-post-subscriptions.
    ("subscriptions",): "a subscription takes the permissions of what it watches, which is listed",
}
"""What POST requests to these paths take."""


def free(method: str | None, path: str) -> str | None:
    """Why a request takes neither a permission nor a token; None if it takes one."""
    reads = method is not None and method.upper() in _READING
    return METADATA if reads and target(path).key == _METADATA else None


def by_others(method: str | None, path: str) -> str | None:
    """Why the permissions of a request are those of others, which stand beside it; None if it takes
    permissions of its own.
    """
    return _BY_OTHERS.get(target(path).key) if (method or "").upper() == "POST" else None
