"""Decodes a JWT with PyJWT, without verifying its signature.

This is the only module that imports PyJWT.

The signature cannot be verified: Graph tokens have a format of their own, with a ``nonce`` in the
header, so only Graph can verify them (learn.microsoft.com/entra/identity-platform/access-tokens).
The result is therefore what the token claims. That is enough to say what is wrong with it, but
never enough to trust it.
"""

import json
import re

from flake8_graph_me.tokens.refusals import Unreadable

# Each stands in for a part that is sound, so that the other shows whether it is.
_SOUND_HEADER = "eyJhbGciOiJub25lIn0"
_SOUND_PAYLOAD = "e30"
_REASONS = (Unreadable.HEADER, Unreadable.PAYLOAD, Unreadable.SIGNATURE)
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*={0,2}")


class _RepeatedError(ValueError):
    """A JSON object with a duplicate name."""


def claims_of(token: str) -> dict[str, object] | Unreadable:
    """The claims of a JWT of three parts, or which part is broken."""
    # Older versions of PyJWT pass over characters that do not belong there.
    for part, reason in zip(token.split("."), _REASONS, strict=True):
        if _BASE64URL.fullmatch(part) is None:
            return reason
    payload = _payload(token)
    if payload is None:
        return _broken_part(token)
    try:
        claims: object = json.loads(payload, object_pairs_hook=_once)
    except _RepeatedError:
        return Unreadable.REPEATED_CLAIM
    # Too deep, not JSON, not UTF-8, or a number of more digits than Python reads.
    except (ValueError, RecursionError):
        return Unreadable.PAYLOAD
    return claims if isinstance(claims, dict) else Unreadable.PAYLOAD


def _payload(token: str) -> bytes | None:
    """The bytes of the second part, or None if any part is broken."""
    import jwt  # noqa: PLC0415 - most runs meet no token

    try:
        parts = jwt.PyJWS().decode_complete(token, options={"verify_signature": False})
    # The second is what older versions let through: a header nested too deep.
    except (jwt.InvalidTokenError, RecursionError):
        return None
    payload: object = parts["payload"]
    return payload if isinstance(payload, bytes) else None


def _broken_part(token: str) -> Unreadable:
    header, payload, _ = token.split(".")
    if _payload(f"{header}.{_SOUND_PAYLOAD}.") is None:
        return Unreadable.HEADER
    if _payload(f"{_SOUND_HEADER}.{payload}.") is None:
        return Unreadable.PAYLOAD
    return Unreadable.SIGNATURE


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _RepeatedError
    return members
