"""The permissions of Graph that an app registration asks for, or that a token carries.

Source of the form of registrations: learn.microsoft.com/graph, resource type
requiredResourceAccess; ``az ad app permission list`` prints its array alone.
"""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flake8_graph_me.graph.granting import granting
from flake8_graph_me.graph.hosts import RESOURCE_ID
from flake8_graph_me.graph.permission_rows import permission_names
from flake8_graph_me.graph.schemes import APPLICATION, WORK, Scheme
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.tokens.audiences import graph_audience
from flake8_graph_me.tokens.reading import read
from flake8_graph_me.tokens.refusals import Unreadable

LARGEST_REGISTRATION = 2_000_000
"""How many bytes a registration may have; one with 400 permissions has some 50,000. Past it the
file is refused.
"""
TYPES = {APPLICATION: "Role", WORK: "Scope"}
"""How a registration calls the schemes."""
SIGN_IN = {
    "37f7f235-527c-4136-accd-4a02d197296e": "openid",
    "14dad69e-099b-42c9-810b-d002981feec1": "profile",
    "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0": "email",
    "7427e0e9-2fba-42fe-b0c0-848c9e6a8182": "offline_access",
}
"""The permissions of sign-in, which no request needs, by identifier. Source:
learn.microsoft.com/graph/permissions-reference.
"""
_ACCESS, _RESOURCE = "requiredResourceAccess", "resourceAppId"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_IDENTIFIER = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


class HoldingsError(ValueError):
    """A text that holds no permissions; its text is one line that repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """The names of the permissions that somebody has, by scheme; None for a scheme of which nothing
    is said. ``unnamed`` are identifiers that Microsoft's data do not have.
    """

    application: frozenset[str] | None
    delegated: frozenset[str] | None
    unnamed: tuple[str, ...] = ()

    def of(self, scheme: Scheme) -> frozenset[str] | None:
        """Those of one scheme."""
        return self.application if scheme is APPLICATION else self.delegated


def holdings(data: bytes) -> Holdings:
    """What the manifest of an app registration, the output of ``az ad app permission list`` or an
    access token for Graph holds; raises HoldingsError.
    """
    if len(data) > LARGEST_REGISTRATION:
        raise HoldingsError(
            f"it has more than {LARGEST_REGISTRATION} bytes, as no registration has"
        )
    try:
        found: object = json.loads(_decoded(data))
    except (ValueError, RecursionError):
        return _of_token(data)
    if isinstance(found, dict) and _ACCESS in found:
        return _of_registration(found[_ACCESS])
    if isinstance(found, list) and (
        not found or (isinstance(found[0], dict) and _RESOURCE in found[0])
    ):
        return _of_registration(found)
    return _of_token(data)


def _decoded(data: bytes) -> str:
    """The text; Windows PowerShell's redirection writes UTF-16."""
    return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")


def _of_token(data: bytes) -> Holdings:
    token = read(data)
    if isinstance(token, Unreadable):
        raise HoldingsError(
            "it is neither an app registration with requiredResourceAccess nor an access token: "
            f"{token.value}"
        )
    if graph_audience(token.audiences) is False:
        raise HoldingsError("it is an access token, but not for Microsoft Graph")
    if token.identity is Identity.APP_ONLY:
        return Holdings(frozenset(token.roles), None)
    if token.identity is Identity.DELEGATED:
        return Holdings(None, frozenset(token.scopes))
    raise HoldingsError(
        "it is an access token of which it is unknown whether it is app-only or delegated, so it "
        "cannot be compared"
    )


def _of_registration(access: object) -> Holdings:
    named: dict[Scheme, set[str]] = {APPLICATION: set(), WORK: set()}
    unnamed = []
    for scheme, identifier in _entries(access):
        name = _names().get((scheme, identifier))
        if name is None:
            unnamed.append(identifier)
        else:
            named[scheme].add(name)
    return Holdings(
        frozenset(named[APPLICATION]),
        frozenset(named[WORK]),
        tuple(dict.fromkeys(unnamed)),
    )


def _entries(access: object) -> Iterator[tuple[Scheme, str]]:
    """The scheme and the identifier of each permission of Graph in a registration."""
    for resource in _objects(access, _ACCESS):
        owner = resource.get(_RESOURCE)
        if not isinstance(owner, str):
            raise HoldingsError(f"an entry of {_ACCESS} has no {_RESOURCE}")
        if owner.lower() != RESOURCE_ID:
            continue
        for entry in _objects(resource.get("resourceAccess"), "resourceAccess"):
            identifier = entry.get("id")
            if not isinstance(identifier, str) or _IDENTIFIER.fullmatch(identifier) is None:
                raise HoldingsError("an entry of resourceAccess has no identifier as its id")
            kind = entry.get("type")
            scheme = next((each for each, name in TYPES.items() if name == kind), None)
            if scheme is None:
                raise HoldingsError("an entry of resourceAccess has neither type Role nor Scope")
            yield scheme, identifier.lower()


def _objects(found: object, name: str) -> Iterator[dict[str, object]]:
    if not isinstance(found, list):
        raise HoldingsError(f"{name} is not an array")
    for each in found:
        if not isinstance(each, dict):
            raise HoldingsError(f"an entry of {name} is not an object")
        yield each


@cache
def _names() -> dict[tuple[Scheme, str], str]:
    """The names of all permissions that a registration can have, by scheme and identifier."""
    known = {(WORK, identifier): name for identifier, name in SIGN_IN.items()}
    for name in permission_names():
        for scheme in TYPES:
            about = granting(name, scheme)
            if about is not None and about.identifier is not None:
                known[scheme, about.identifier] = name
    return known
