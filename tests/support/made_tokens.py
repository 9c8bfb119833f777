"""Tokens for tests: claims as Microsoft's platform writes them, encoded as JWTs by PyJWT."""

import base64
import json
from collections.abc import Mapping
from functools import cache

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

GRAPH = "https://graph.microsoft.com"
GRAPH_ID = "00000003-0000-0000-c000-000000000000"
ITSELF = "6b0e2a5c-8a1c-4f5e-9b41-0d6f3a1c7e55"
USER = "a1d5c1f2-33a7-4d6a-8f9b-7d2a4b1c9e01"
TENANT = "c4f0a9de-7b1d-4e0a-a1f5-2d1f6f3b8c77"
CLIENT = "0f8fad5b-d9cb-469f-a165-70867728950e"
ISSUED, EXPIRES = 1_700_000_000, 4_000_000_000
"""Fixed times, long ago and far ahead, so that the same claims always make the same token."""
HEADER = '{"alg":"RS256"}'
_SECRET = "no secret at all, but as long as HMAC-SHA-256 would like it to be"

Claims = dict[str, object]


def common(**claims: object) -> Claims:
    """What all tokens of v1.0 have, changed by ``claims``; a None drops one."""
    made: Claims = {
        "aud": GRAPH,
        "iss": f"https://sts.windows.net/{TENANT}/",
        "iat": ISSUED,
        "nbf": ISSUED,
        "exp": EXPIRES,
        "appid": CLIENT,
        "appidacr": "1",
        "tid": TENANT,
        "uti": "vXrPq0lK",
        "ver": "1.0",
    }
    return {name: value for name, value in (made | claims).items() if value is not None}


def app_only(**claims: object) -> Claims:
    """The claims of an application's own token."""
    own: Claims = {"idtyp": "app", "oid": ITSELF, "sub": ITSELF, "roles": ["Mail.Read"]}
    return common(**(own | claims))


def delegated(**claims: object) -> Claims:
    """The claims of a user's token."""
    own: Claims = {
        "idtyp": "user",
        "oid": USER,
        "sub": "pairwise",
        "scp": "User.Read Mail.Read",
        "upn": "adele.vance@contoso.com",
        "name": "Adele Vance",
    }
    return common(**(own | claims))


def version_2(claims: Mapping[str, object]) -> Claims:
    """The same as a token of v2.0 has them."""
    renamed = {"appid": "azp", "appidacr": "azpacr", "upn": "preferred_username"}
    made = {renamed.get(name, name): value for name, value in claims.items()}
    return made | {"ver": "2.0", "iss": f"https://login.microsoftonline.com/{TENANT}/v2.0"}


def id_token(**claims: object) -> Claims:
    """The claims of an ID token of v2.0."""
    own: Claims = {
        "aud": CLIENT,
        "appid": None,
        "appidacr": None,
        "oid": USER,
        "sub": "pairwise",
        "name": "Adele Vance",
        "preferred_username": "adele.vance@contoso.com",
        "nonce": "12345",
        "ver": "2.0",
    }
    return common(**(own | claims))


def signed(claims: Mapping[str, object], algorithm: str = "HS256") -> str:
    """A JWT with these claims; its header has a nonce, as those of Graph's have."""
    key = _private_key() if algorithm == "RS256" else "" if algorithm == "none" else _SECRET
    return jwt.encode(dict(claims), key, algorithm, headers={"nonce": "PcX98GX420T1"})


def raw(header: str | bytes, payload: str | bytes, signature: str = "c2lnbmF0dXJl") -> str:
    """A JWT of parts that no library would make."""
    return ".".join((encoded(header), encoded(payload), signature))


def encoded(part: str | bytes) -> str:
    """One part in base64url, without padding."""
    data = part.encode() if isinstance(part, str) else part
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def with_payload(payload: str | bytes) -> str:
    """A JWT whose header is sound."""
    return raw(json.dumps({"alg": "RS256", "typ": "JWT"}), payload)


@cache
def _private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
