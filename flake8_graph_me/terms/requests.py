"""Requests to Microsoft Graph as the analysis of a file sees them."""

from dataclasses import dataclass

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.places import Place


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """One request of a call: its method (None if unknown), its path without host, version and
    query, with ``{…}`` for what is not known, and whose token it may carry.

    ``origin`` is where the text stands that begins the path, or the SDK's attribute, ``call`` where
    the request is made.
    """

    method: str | None
    path: str
    identities: frozenset[Identity]
    origin: Place
    call: Place
