"""What is shown of a request under the cursor: its endpoint, and whose token it carries."""

from collections.abc import Iterable

from lsprotocol import types

from flake8_graph_me.frontends.reports import endpoint_report
from flake8_graph_me.frontends.server.texts import Texts
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.places import Place, Position
from flake8_graph_me.terms.requests import Sighting

_ASSUMED = "GET"
"""The method of which the facts are shown where it is not known."""
_TOKENS = {
    Identity.APP_ONLY: "app-only",
    Identity.DELEGATED: "delegated",
    Identity.NONE: "none",
    Identity.UNKNOWN: "not known",
}


def hover(
    requests: Iterable[Sighting], path: str, at: Position, texts: Texts
) -> types.Hover | None:
    """The facts about the requests whose path begins at the cursor; None if there are none."""
    tokens: dict[tuple[str | None, str], set[str]] = {}
    begun: Place | None = None
    for each in requests:
        request, origin = each.request, each.origin or each.request.place
        if request.path is None or origin.path != path:
            continue
        if origin.span.start <= at <= origin.span.end:
            begun = begun or origin
            carried = tokens.setdefault((request.method, request.path), set())
            carried.add(_TOKENS[request.identity])
    if begun is None:
        return None
    shown = (_facts(*endpoint, carried) for endpoint, carried in tokens.items())
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(shown))
    return types.Hover(content, texts.located(begun)[1])


def _facts(method: str | None, path: str, carried: Iterable[str]) -> str:
    report = endpoint_report.reported(method or _ASSUMED, path)
    text = endpoint_report.text(report).replace("`", "'")
    assumed = "" if method else f"The method is not known; the facts are of {_ASSUMED}. "
    tokens = " or ".join(sorted(carried))
    return f"```text\n{text}```\n{assumed}Token of the request here: {tokens}."
