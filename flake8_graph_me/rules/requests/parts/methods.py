"""The method of a request as the rules name it."""

from flake8_graph_me.engine.domain.conditions import Condition

UNKNOWN_METHOD = "request to"
"""Stands in a message where the HTTP method would."""
Methods = tuple[tuple[Condition, str | None], ...]
"""The methods that a request may have, in upper case, and when; None for one that is not known."""


def only(methods: Methods) -> str:
    """The one method of a request; UNKNOWN_METHOD if it is not known, or one of several."""
    named = {method for _, method in methods}
    method = named.pop() if len(named) == 1 else None
    return UNKNOWN_METHOD if method is None else method
