"""What is shown of a request under the cursor: its endpoint, and whose token it carries."""

from collections.abc import Iterable

from lsprotocol import types

from flake8_graph_me.frontends.reports import endpoint_report
from flake8_graph_me.frontends.server.texts import Texts
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.places import Position
from flake8_graph_me.terms.requests import SeenRequest

_ASSUMED = "GET"
"""The method of which the facts are shown where it is not known."""
_TOKENS = {
    Identity.APP_ONLY: "app-only",
    Identity.DELEGATED: "delegated",
    Identity.AMBIGUOUS: "app-only or delegated",
    Identity.HANDED: "handed in by the caller",
    Identity.NONE: "none",
    Identity.UNKNOWN: "not known",
}


def hover(
    requests: Iterable[SeenRequest], path: str, at: Position, texts: Texts
) -> types.Hover | None:
    """The facts about the requests whose path begins at the cursor; None if there are none."""
    here = [
        each
        for each in requests
        if each.origin.path == path and each.origin.span.start <= at <= each.origin.span.end
    ]
    if not here:
        return None
    shown = dict.fromkeys(map(_facts, here))
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(shown))
    return types.Hover(content, texts.located(here[0].origin)[1])


def _facts(request: SeenRequest) -> str:
    report = endpoint_report.reported(request.method or _ASSUMED, request.path)
    text = endpoint_report.text(report).replace("`", "'")
    method = "" if request.method else f"The method is not known; the facts are of {_ASSUMED}. "
    tokens = " or ".join(sorted(_TOKENS[each] for each in request.identities))
    return f"```text\n{text}```\n{method}Token of the request here: {tokens}."
