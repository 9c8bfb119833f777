"""Access tokens as Microsoft's platform shapes them: real JWTs, app-only or delegated."""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jwt

from .messages import TokenIdentity

GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000"
"""Graph's own application id, which may stand for its URL as the audience."""

LIFETIME_SECONDS = 3599
_SIGNING_KEY = "the stand-in signs with a key that is no secret, and long enough for HMAC-SHA-256"
_ALGORITHM = "HS256"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://login.microsoftonline.com")

Claims = dict[str, Any]


class RefusedTokenError(Exception):
    """The token is not one that this cloud issued and still honours; the text says why."""


@dataclass(frozen=True)
class Issuance:
    """What every token of one sign-in shares."""

    tenant: str
    client_id: str
    audience: str

    @property
    def tenant_id(self) -> str:
        """The tenant as a GUID, also where it was named by a domain."""
        return guid(self.tenant)


def guid(name: str) -> str:
    """The name if it is a GUID already, else the GUID that always stands for it here."""
    try:
        return str(uuid.UUID(name))
    except ValueError:
        return str(uuid.uuid5(_NAMESPACE, name.lower()))


def app_only_token(issuance: Issuance, roles: Sequence[str]) -> str:
    """The token of an application that acts as itself."""
    service_principal = guid(f"service principal of {issuance.client_id}")
    claims = _common_claims(issuance) | {
        "appidacr": "1",
        "idtyp": "app",
        "oid": service_principal,
        "sub": service_principal,
    }
    if roles:
        claims["roles"] = list(roles)
    return _sign(claims)


def delegated_token(issuance: Issuance, scopes: Sequence[str], upn: str) -> str:
    """The token of an application that acts for a signed-in user."""
    claims = _common_claims(issuance) | {
        "appidacr": "0",
        "idtyp": "user",
        "name": upn.partition("@")[0],
        "oid": guid(upn),
        "scp": " ".join(scopes),
        "sub": guid(f"{upn} as {issuance.client_id} knows them"),
        "unique_name": upn,
        "upn": upn,
    }
    return _sign(claims)


def id_token(issuance: Issuance, upn: str, nonce: str | None) -> str:
    """The token that tells the application who signed in."""
    claims = _common_claims(issuance) | {
        "aud": issuance.client_id,
        "name": upn.partition("@")[0],
        "oid": guid(upn),
        "preferred_username": upn,
        "sub": guid(f"{upn} as {issuance.client_id} knows them"),
        "ver": "2.0",
    }
    if nonce is not None:
        claims["nonce"] = nonce
    return _sign(claims)


def _common_claims(issuance: Issuance) -> Claims:
    now = int(time.time())
    return {
        "appid": issuance.client_id,
        "aud": issuance.audience,
        "exp": now + LIFETIME_SECONDS,
        "iat": now,
        "iss": f"https://sts.windows.net/{issuance.tenant_id}/",
        "nbf": now,
        "tid": issuance.tenant_id,
        "uti": uuid.uuid4().hex,
        "ver": "1.0",
    }


def _sign(claims: Claims) -> str:
    return jwt.encode(claims, _SIGNING_KEY, _ALGORITHM, headers={"nonce": uuid.uuid4().hex})


def read_token(token: str, *, accept_foreign: bool = False) -> Claims:
    """The claims of a token; with ``accept_foreign`` also of one issued elsewhere or expired."""
    if accept_foreign:
        return read_unverified(token)
    try:
        claims: Claims = jwt.decode(
            token, _SIGNING_KEY, [_ALGORITHM], options={"verify_aud": False}
        )
    except jwt.ExpiredSignatureError:
        raise RefusedTokenError("Lifetime validation failed, the token is expired.") from None
    except jwt.InvalidSignatureError:
        raise RefusedTokenError("Access token validation failure. Invalid signature.") from None
    except jwt.InvalidTokenError:
        raise RefusedTokenError("CompactToken parsing failed with error code: 80049217") from None
    return claims


def read_unverified(token: str) -> Claims:
    """The claims of any JWT, whoever signed it and whenever it expired."""
    try:
        claims: Claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        raise RefusedTokenError("CompactToken parsing failed with error code: 80049217") from None
    return claims


def identity_of(claims: Claims) -> TokenIdentity:
    """Whose token it is; only a user's token has scopes."""
    kind = claims.get("idtyp")
    if kind is not None:
        return "app-only" if kind == "app" else "delegated"
    return "delegated" if "scp" in claims else "app-only"
