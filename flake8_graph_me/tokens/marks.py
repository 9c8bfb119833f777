"""Marks of literal texts: which of them are access tokens, and their identity."""

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.rows import Mark
from flake8_graph_me.tokens.reading import SIGN, hard_coded

NAME = "a literal"
KNOWN = frozenset({Identity.APP_ONLY, Identity.DELEGATED})


def literal_token(text: str) -> Mark | None:
    """The mark of a literal that is an access token for Graph with a known identity."""
    found = hard_coded(text) if SIGN in text else None
    if found is None or found.identity not in KNOWN:
        return None
    kept = tuple(("audience", audience) for audience in found.audiences)
    return Mark(found.identity, NAME, kept)
