"""What an access token says about itself: identity, audience, expiry and permissions.

Sources: learn.microsoft.com/entra/identity-platform/access-token-claims-reference and
optional-claims-reference; scenario-protected-web-api-verification-scope-app-roles for ``oid`` and
``sub``; id-token-claims-reference. v1.0 names the application ``appid``, v2.0 ``azp``; the service
chooses the version, and Graph's is v1.0.
"""

import datetime as dt
from dataclasses import dataclass

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.tokens.audiences import graph_audience
from flake8_graph_me.tokens.claims import Claims

_OF_SIGN_IN = ("nonce", "at_hash", "c_hash", "preferred_username", "unique_name", "upn", "name")
"""Claims about a user. An access token may have some of them, an ID token always has some."""

_ITSELF = "it has roles but no scp, and its oid and sub are the same, so it has no user"
_ROLES = "it has neither idtyp nor scp, and roles alone may be a user's"
_NOTHING = "it has neither idtyp nor scp nor roles"
_ITSELF_WITHOUT_ROLES = f"{_NOTHING}; its oid and sub are the same, as in app-only tokens"


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A decoded token without its text, so that the text cannot be shown.

    ``why`` is the reason for its identity. ``unusable`` names malformed claims. Names of users are
    not read.
    """

    identity: Identity
    why: str
    audiences: tuple[str, ...]
    expires: dt.datetime | None
    not_before: dt.datetime | None
    scopes: tuple[str, ...]
    roles: tuple[str, ...]
    tenant: str | None
    application: str | None
    version: str | None
    unusable: tuple[str, ...]


def access_token(claims: Claims) -> AccessToken:
    """The access token with these claims."""
    roles = claims.texts("roles")
    identity, why = _identity(claims, has_roles=bool(roles))
    return AccessToken(
        identity=identity,
        why=why,
        audiences=claims.texts("aud"),
        expires=claims.moment("exp"),
        not_before=claims.moment("nbf"),
        scopes=claims.words("scp"),
        roles=roles,
        tenant=claims.text("tid"),
        application=claims.text("appid") or claims.text("azp"),
        version=claims.text("ver"),
        # Has to be the last: reading the others finds them.
        unusable=tuple(claims.unusable),
    )


def _identity(claims: Claims, *, has_roles: bool) -> tuple[Identity, str]:
    """The token's identity, from the first claim that decides it, and the reason."""
    kind = claims.text("idtyp")
    if kind == "app":
        return Identity.APP_ONLY, "its idtyp claim is app"
    if kind == "user":
        return Identity.DELEGATED, "its idtyp claim is user"
    if claims.has("idtyp"):
        return Identity.UNKNOWN, "its idtyp claim is neither app nor user"
    if claims.has("scp"):
        return Identity.DELEGATED, "it has an scp claim, which only delegated tokens have"
    subject = claims.text("sub")
    itself = subject is not None and subject == claims.text("oid")
    if has_roles:
        return (Identity.APP_ONLY, _ITSELF) if itself else (Identity.UNKNOWN, _ROLES)
    return Identity.UNKNOWN, _ITSELF_WITHOUT_ROLES if itself else _NOTHING


def is_id_token(claims: Claims) -> bool:
    """Whether these are the claims of an ID token: about a user, for the application itself, and
    without anything that permits a call.
    """
    if claims.has("scp") or claims.has("idtyp"):
        return False
    if not any(claims.has(name) for name in _OF_SIGN_IN):
        return False
    subject = claims.text("sub")
    if subject is not None and subject == claims.text("oid"):
        return False
    audiences = claims.texts("aud")
    client = claims.text("appid") or claims.text("azp")
    return graph_audience(audiences) is False and (client is None or client in audiences)
