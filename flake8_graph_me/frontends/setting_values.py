"""What each option accepts: one function per kind of value, which returns or rejects it."""

import ast
import io
import keyword
import os
import re
import tokenize
import warnings

_PLACEHOLDER_CHARACTERS = frozenset("<>{}[]")
_FOREIGN = frozenset('"`\\')
# Legal in a name, but not at its end, so it is what a shell has left around it.
_QUOTE = "'"
_QUOTES = frozenset("'\"`")
# Compared in lower case and without "-" and "_".
_PLACEHOLDER_WORDS = frozenset(
    {"changeme", "id", "mailbox", "none", "null", "placeholder", "todo", "tbd", "upn", "user"}
    | {"userid", "username", "userprincipalname", "youruser", "yourupn", "xxx", "..."}
)
_PLACEHOLDER_ENVIRONMENT = re.compile(r"%\w+%")
_SEGMENT = r"[^\W\d]\w*"
_GLOB = r"(?:[\w*?]|\[!?[\w-]+\])+"
_DOTTED = rf"(?!\d){_GLOB}(?:\.(?!\d){_GLOB})*"
_PATTERN = re.compile(_DOTTED)
_HOST = re.compile(r"(?=.{1,253}\Z)(?!-)[\w-]{1,63}(?<!-)(?:\.(?!-)[\w-]{1,63}(?<!-))*")
_PARAMETER = rf"(?:{_SEGMENT}|0|[1-9]\d?)"
_REQUEST = re.compile(
    rf"(?P<name>{_DOTTED})"
    rf"\(\s*(?P<first>url|token)\s*=\s*(?P<first_at>{_PARAMETER})\s*,"
    rf"\s*(?P<second>url|token)\s*=\s*(?P<second_at>{_PARAMETER})\s*,?\s*\)"
)


class RefusedError(ValueError):
    """A value that an option does not accept; the text is one line that says why."""


def user(text: str) -> str:
    """A user principal name or object ID, as in a path before percent-encoding."""
    if not text.strip():
        raise RefusedError("is empty")
    if any(character.isspace() or not character.isprintable() for character in text):
        raise RefusedError(f"{text!r} contains white space or control characters")
    if "/" in text:
        raise RefusedError(f"{text!r} contains a slash")
    if not text.strip("."):
        raise RefusedError(f"{text!r} is no user but a folder in a path")
    if len(text) > 1 and text[0] == text[-1] and text[0] in _QUOTES:
        raise RefusedError(f"{text!r} has quotes around it")
    if _is_expression(text):
        raise RefusedError(f"{text!r} is a Python expression, which --user-expression takes")
    word = text.casefold().replace("-", "").replace("_", "")
    if word == "me":
        raise RefusedError("'me' is the segment that it replaces")
    if (
        word.lstrip("$") in _PLACEHOLDER_WORDS
        or _PLACEHOLDER_CHARACTERS.intersection(text)
        or _PLACEHOLDER_ENVIRONMENT.fullmatch(text)
    ):
        raise RefusedError(f"{text!r} looks like a placeholder")
    foreign = next((each for each in text if each in _FOREIGN), "")
    if foreign:
        raise RefusedError(f"{text!r} has a {foreign} in it, as no user's name has")
    if text.endswith(_QUOTE):
        raise RefusedError(f"{text!r} ends with a quote")
    return text


def _is_expression(text: str) -> bool:
    """Whether a text is what programs write for a value, such as ``settings.MAILBOX``. Names of
    users have an at sign, and what stands behind a number sign is no comment there.
    """
    if "@" in text:
        return False
    try:
        body = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return isinstance(body, ast.Attribute | ast.Subscript | ast.Call)


def expression(text: str) -> str:
    """A Python expression on one line, without a comment, so that it fits inside other code."""
    stripped = text.strip()
    if not stripped:
        raise RefusedError("is empty")
    if len(stripped.splitlines()) > 1:
        raise RefusedError("is more than one line")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(stripped, mode="eval").body
        tokens = list(tokenize.generate_tokens(io.StringIO(stripped).readline))
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        raise RefusedError(f"{stripped!r} is not a Python expression") from None
    if isinstance(body, ast.BinOp) and isinstance(body.op, ast.MatMult):
        raise RefusedError(f"{stripped!r} is a user's name, which --upn takes")
    if any(token.type == tokenize.COMMENT for token in tokens):
        raise RefusedError(f"{stripped!r} contains a comment")
    return stripped


def pattern(text: str) -> str:
    """A dotted name, or a glob over dotted names."""
    if not _PATTERN.fullmatch(text):
        raise RefusedError(f"{text!r} is not a dotted name or glob")
    return text


def request(text: str) -> str:
    """A request function with the places of its URL and token, without extra white space."""
    match = _REQUEST.fullmatch(text)
    if match is None or match["first"] == match["second"]:
        raise RefusedError(
            f"{text!r} is not of the form name(url=0, token=1), with parameter names or positions"
        )
    places = {match["first"]: match["first_at"], match["second"]: match["second_at"]}
    for place in places.values():
        if keyword.iskeyword(place):
            raise RefusedError(f"{text!r} names {place!r}, which cannot be a parameter")
    if places["url"] == places["token"]:
        raise RefusedError(f"{text!r} uses one parameter for both url and token")
    return f"{match['name']}(url={places['url']}, token={places['token']})"


def host(text: str) -> str:
    """A bare host name, in lower case."""
    if not _HOST.fullmatch(text):
        raise RefusedError(f"{text!r} is not a bare host name")
    return text.lower()


def folder(text: str) -> str:
    """A folder that is there."""
    if not os.path.isdir(text):  # noqa: PTH112 - flake8 reads options for every file
        raise RefusedError(f"{text!r} is not a folder")
    return text


def ambiguous(text: str) -> bool:
    """Whether credentials that may be either count as app-only."""
    if text not in {"app-only", "unknown"}:
        raise RefusedError(f"must be app-only or unknown, not {text!r}")
    return text == "app-only"
