"""Finds the single token in an input: a header, a JSON response, a redirected file.

Sources: the keys are those of RFC 6749 section 5.1 (MSAL), of ADAL and the Azure CLI
(``accessToken``), and of azure-identity's ``AccessToken`` and azd (``token``); the printed forms
are Python's repr of MSAL's dict and of azure-identity's named tuple.
"""

import codecs
import json
import re
from collections.abc import Mapping

from flake8_graph_me.terms.printable import SHORTEST_OPAQUE
from flake8_graph_me.tokens.refusals import LARGEST_INPUT, Unreadable

_ACCESS = ("access_token", "accessToken", "token", "Authorization", "authorization")
_OTHERS = ("refresh_token", "refreshToken", "id_token", "idToken")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AROUND = " \t\r\n\f\v\0\ufeff\"'`,;"
_PREFIX = re.compile(r"(?:authorization\s*[\"']?\s*[:=]|bearer(?=[\s\"']|$))", re.IGNORECASE)
_MOST_PREFIXES = 4
"""How many prefixes are taken off a token: a quoted header, its name, its value in quotes again,
the scheme. Past it what is left is read as it is, and refused.
"""
_PRINTED = re.compile(
    r"(?:[\"'](?:access_?token|authorization)[\"']\s*:|\btoken\s*=)\s*'([^']*)'", re.IGNORECASE
)
_WORD = re.compile(r"[\w.~+/=*!$%-]+", re.ASCII)
_JWT_PARTS, _JWE_PARTS = 3, 5
_JWT_PART = re.compile(r"e(?:yJ|yA|wo|w0|wk|30\Z)")
"""How the base64url of a JSON object begins, whatever white space is in it."""


class _AmbiguousError(ValueError):
    """A JSON object that names its access token twice."""


def token_text(material: str | bytes) -> str | Unreadable:
    """The text in the input that looks like a JWT, or why there is none."""
    if len(material) > LARGEST_INPUT:
        return Unreadable.TOO_LARGE
    text = _decoded(material) if isinstance(material, bytes) else material
    if text is None:
        return Unreadable.NOT_TEXT
    text = _bare(text)
    if not text:
        return Unreadable.EMPTY
    if text[0] in "{[" or text.startswith("AccessToken"):
        found = _in_json(text)
        return found if isinstance(found, Unreadable) else _judged(_bare(found))
    return _judged(text)


def _decoded(data: bytes) -> str | None:
    """The text of a file; Windows PowerShell's redirection writes UTF-16."""
    encoding = "utf-8-sig"
    if data.startswith(_UTF16):
        encoding = "utf-16"
    elif data[1:2] == b"\0":
        encoding = "utf-16-le"
    elif data[:1] == b"\0":
        encoding = "utf-16-be"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _bare(text: str) -> str:
    """The text without what may surround a token."""
    for _ in range(_MOST_PREFIXES):
        text = text.strip(_AROUND)
        prefix = _PREFIX.match(text)
        if prefix is None:
            break
        text = text[prefix.end() :]
    return text.strip(_AROUND)


def _judged(text: str) -> str | Unreadable:
    """The text if it has the shape of a JWT."""
    # Terminals and mail programs break long lines.
    joined = "".join(text.split())
    parts = joined.split(".")
    if not joined:
        return Unreadable.EMPTY
    if not any(_JWT_PART.match(part) for part in parts[:2]) or _WORD.fullmatch(joined) is None:
        # An opaque token has no shape of its own, so only what is short or no word is ruled out.
        unknown = _WORD.fullmatch(text) is not None and len(text) >= SHORTEST_OPAQUE
        return Unreadable.OPAQUE if unknown else Unreadable.NONE
    if len(parts) == _JWE_PARTS:
        return Unreadable.ENCRYPTED
    return joined if len(parts) == _JWT_PARTS else Unreadable.PARTS


def _in_json(text: str) -> str | Unreadable:
    try:
        found: object = json.loads(
            text, object_pairs_hook=_once, parse_int=_drop, parse_float=_drop, parse_constant=_drop
        )
    except _AmbiguousError:
        return Unreadable.AMBIGUOUS_JSON
    except (ValueError, RecursionError):
        printed = {match[1] for match in _PRINTED.finditer(text)}
        if len(printed) > 1:
            return Unreadable.AMBIGUOUS_JSON
        return printed.pop() if printed else Unreadable.BROKEN_JSON
    if isinstance(found, list):
        # A named tuple becomes an array, with its token first.
        found = {"token": found[0]} if found else {}
    return _member(found) if isinstance(found, dict) else Unreadable.NONE_IN_JSON


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs if name in _ACCESS]
    if len(names) != len(set(names)):
        raise _AmbiguousError
    return dict(pairs)


def _drop(_: str) -> None:
    """Replaces a number, which nothing here reads and which may have any length."""


def _member(answer: Mapping[str, object]) -> str | Unreadable:
    for name in _ACCESS:
        if isinstance(value := answer.get(name), str):
            return value
    if "error" in answer:
        return Unreadable.FAILED_REQUEST
    if any(isinstance(answer.get(name), str) for name in _OTHERS):
        return Unreadable.OTHER_TOKENS
    return Unreadable.NONE_IN_JSON
