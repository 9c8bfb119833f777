"""Literals of paths of the signed-in user that also lead elsewhere."""

from flake8_graph_me.engine.machine.events import Events
from flake8_graph_me.rules.requests.paths import user_path
from flake8_graph_me.rules.requests.requests import call_key_of, urls
from flake8_graph_me.terms.text import Literal


def elsewhere(events: Events, hosts: frozenset[str]) -> dict[object, set[tuple[int, ...]]]:
    """The literals that also reach a request in whose path their ``me`` is not the owner, with the
    keys of the calls that lead to it.

    The request may use another part of the literal, and where the literal is cut may depend on the
    preceding text. A request inside a batch uses only a part of a literal, so it says nothing about
    the rest.
    """
    found: dict[object, set[tuple[int, ...]]] = {}
    for sink_call in events.sink_calls:
        key = call_key_of(sink_call)
        for _, text in urls(sink_call, whole=True):
            origins = {piece.origin for piece in text.pieces if isinstance(piece, Literal)}
            path = user_path(text, hosts)
            own = {path.piece.origin} if path is not None and path.me else set()
            for origin in origins - own:
                found.setdefault(origin, set()).add(key)
    return found
