"""Which scopes a token request asks for, and whether the client credentials flow accepts them.

Source: azure-identity 1.27.0, ``_internal/__init__.py``: a managed identity is asked for one
resource, from which a final ``/.default`` is cut off. msal 1.39.0, ``application.py``: scopes are
a list.
"""

import re
from collections.abc import Iterable

from flake8_graph_me.engine.domain.texts import flat, known
from flake8_graph_me.engine.domain.values import Text, Tuple, Value
from flake8_graph_me.graph.hosts import GRAPH_HOSTS
from flake8_graph_me.terms.asked import Asked
from flake8_graph_me.terms.text import HOLE_MARK, Literal

DEFAULT = "/.default"
GRAPH = "https://graph.microsoft.com"
RESOURCE = re.compile(r"(?P<resource>[a-z][a-z0-9+.-]*://[^/]+)/+[^/]*", re.IGNORECASE)
OF_GRAPH = re.compile(
    rf"https://(?:{'|'.join(map(re.escape, sorted(GRAPH_HOSTS)))})/+(?P<permission>[^/].*)",
    re.IGNORECASE,
)
PERMISSION = re.compile(r"(?:[A-Z]\w*-?\w*)(?:\.[A-Z]\w*)+|openid|profile|email|offline_access")
"""A permission of Graph's by its name, or a scope of OpenID Connect: no resource is called so."""


def wrong_scopes(value: Value, asked: object) -> tuple[str, ...] | None:
    """The scopes that a call asks for in some form, if they are wrong in every alternative."""
    found = [_scopes(atom) for _, atom in value]
    wrong = [scopes for scopes in found if scopes is not None and not _is_right(scopes, asked)]
    return wrong[0] if wrong and len(wrong) == len(found) else None


def text_for_list(value: Value, asked: object) -> str | None:
    """The text that is given where only a list is taken, with ``{…}`` for what is not known of it;
    None unless it is a text in every alternative.
    """
    texts = [
        flat(atom).replace(HOLE_MARK, "{…}")
        for _, atom in value
        if isinstance(atom, Text) and any(isinstance(piece, Literal) for piece in atom.pieces)
    ]
    return texts[0] if asked is Asked.LISTED and texts and len(texts) == len(value) else None


def resource_of(scopes: Iterable[str]) -> str:
    """The resource that scopes belong to: the one they name, else Microsoft Graph."""
    for scope in scopes:
        match = RESOURCE.match(scope)
        if match is not None:
            host = match["resource"].partition("://")[2].lower()
            return f"https://{host}" if host in GRAPH_HOSTS else match["resource"]
    return GRAPH


def _scopes(atom: object) -> tuple[str, ...] | None:
    """The scopes in a text or a sequence of texts; None if any of them is unknown."""
    if isinstance(atom, Text):
        text = known(atom)
        return None if text is None else tuple(text.split())
    if not isinstance(atom, Tuple) or atom.rest is not None:
        return None
    inner = [_one(item) for item in atom.items]
    whole = [scopes for scopes in inner if scopes is not None]
    return tuple(each for scopes in whole for each in scopes) if len(whole) == len(inner) else None


def _one(value: Value) -> tuple[str, ...] | None:
    return _scopes(value[0][1]) if len(value) == 1 else None


def _is_right(scopes: tuple[str, ...], asked: object) -> bool:
    # A library that asks for a client's token without scopes adds them itself. Without a resource
    # it is what msgraph-core 0.2 asks for, unless it is told otherwise.
    if not scopes:
        return True
    if asked is Asked.RESOURCE:
        return len(scopes) == 1 and _is_resource(scopes[0])
    return len(scopes) == 1 and f"/{scopes[0]}".lower().endswith(DEFAULT)


def _is_resource(text: str) -> bool:
    """Whether a text may name a resource, or its default scope."""
    if text.endswith(DEFAULT):
        return True
    return not (text == DEFAULT[1:] or PERMISSION.fullmatch(text) or OF_GRAPH.fullmatch(text))
