"""The cheap tests that most files fail, so that they never cost a parse.

Each must let pass whatever could hold a finding, and must be in step with the rows: a test compares
them. Must import neither libcst nor jwt nor the rows.
"""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass

from flake8_graph_me.terms.options import Options

JWT = "eyJ"
"""What a token in the text of a source begins with."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Segments of a path that say whose it is, as they show in a source.

    ``word`` finds one as a word of any kind, ``in_text`` in the text of a literal: at an end,
    beside a slash, or beside a hole; ``in_source`` finds one in the text of a whole source, which
    nothing has parsed, in a literal or as one of the ``attributes`` of a library's object.
    """

    attributes: frozenset[str]
    word: re.Pattern[str]
    in_text: re.Pattern[str]
    in_source: re.Pattern[str]


def _segments(*names: str) -> Segments:
    one = f"(?:{'|'.join(names)})"
    return Segments(
        frozenset(names),
        re.compile(rf"(?<![A-Za-z0-9_]){one}(?![A-Za-z0-9_])", re.IGNORECASE),
        re.compile(rf"""(?:^|[/}}"']|%s){one}(?:$|[/?#{{%\s"'(])""", re.IGNORECASE),
        re.compile(
            rf"""(?:[/}}"']|%s){one}(?=[/?#{{%\s"'(\\])|\.{one}(?![A-Za-z0-9_])""", re.IGNORECASE
        ),
    )


SIGNED_IN = _segments("me")
ANYBODY = _segments("me", "users", "education")
DELEGATED_ONLY = (
    *("activities", "agreementacceptances", "aiinsights", "analytics", "authentication"),
    *("changepassword", "chats", "cloudclipboard", "cloudpcs", "deletepassword"),
    *("deletetargetedmessage", "devices"),
    *("education", "employeeexperience", "findmeetingtimes", "followedsites", "getpassword"),
    *("licensedetails", "media", "notifications", "onenote", "onlinemeetings", "outlook"),
    *("pendingaccessreview", "planner", "presence", "print", "recent", "registration"),
    *("settings", "sharedwithme", "socketio", "tasks", "validatepassword"),
    *("virtualappointment", "workbook"),
)
"""Words of which each endpoint below ``/users`` that takes delegated permissions only has one."""
_DELEGATED_ONLY = re.compile(rf"""[/"'.}}](?:{"|".join(DELEGATED_ONLY)})""")
GRANTS = ("client_credentials", "metadata/identity")
HEADER = "x-identity-header"
GRANT = re.compile(rf"{'|'.join(GRANTS)}|(?i:{HEADER})")
"""What the text of a request for an app-only token holds, if a program posts it itself."""
ACQUIRING = (
    "acquire_token",
    "get_token",
    "fetch_token",
    "get_application_token",
    "Credential",
    "MSIAuthentication",
    "O365",
    "with_client_secret",
    "with_certificate",
    "KiotaRequestAdapterHook",
    "MSGraphAsyncOperator",
    "MSGraphSensor",
)
"""Parts of the modelled names by which app-only tokens are got."""
ASKING = ("acquire_token_for_client", "get_token")
"""Calls that ask for an application's token and say for what."""
SILENT = frozenset({"O365", "microsoftgraph", "office365"})
"""Packages with calls that stand for a ``me`` segment which is written nowhere."""

PACKAGES = re.compile(
    r"(?<![A-Za-z0-9_])(?:msal|azure|adal|oauthlib|requests_oauthlib|authlib|httpx_auth|requests_auth"
    r"|identity|fastapi_msal|msrestazure|O365|office365|airflow|microsoftgraph)(?![A-Za-z0-9_])"
)
"""The packages from which app-only tokens are got."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the text of a source shows: that an app-only token may be got in it, that it may hold
    the segment of a path that says whose it is.
    """

    acquires: bool
    owner: bool


def signs_of(source: str) -> Signs:
    """The signs in a source of which nothing is known but its text."""
    by_package = JWT in source or (
        _holds(source, ACQUIRING) and PACKAGES.search(source) is not None
    )
    return Signs(
        by_package or _holds_grant(source),
        segments_of(source).in_source.search(source) is not None or _holds(source, SILENT),
    )


def segments_of(source: str) -> Segments:
    """The segments that matter in a source: other users' too where it may ask for what of them no
    application gets.
    """
    plain = source.lower().replace("_", "")
    if "users" not in plain and "education" not in plain:
        return SIGNED_IN
    return ANYBODY if _DELEGATED_ONLY.search(plain) is not None else SIGNED_IN


def _holds(source: str, words: Iterable[str]) -> bool:
    # An alternation would look for each of them at each character.
    return any(word in source for word in words)


def _holds_grant(source: str) -> bool:
    return _holds(source, GRANTS) or HEADER in source.lower()


def acquires(source: str) -> bool:
    """Whether an app-only token may be got in a source: it holds part of a modelled name, what a
    request to a token endpoint says, or a token itself.
    """
    return JWT in source or _holds(source, ACQUIRING) or _holds_grant(source)


def may_concern(source: str, options: Options) -> bool:
    """Whether a source could hold a finding, by its text alone."""
    if not acquires(source) and not options.app_only:
        return False
    return segments_of(source).word.search(source) is not None or _holds(source, SILENT)


def may_hold_token_fault(source: str) -> bool:
    """Whether a source could hold a token, or ask for an application's with a user's scopes, by its
    text alone.
    """
    if JWT in source:
        return True
    if _holds(source, ASKING) and PACKAGES.search(source) is not None:
        return True
    return _holds(source, GRANTS[:1])


def holds_owner(tree: ast.AST, segments: Segments) -> bool:
    """Whether a module has a literal with a segment of a path that could say whose it is, or an
    attribute of a library's object that stands for one, or imports what needs none of them.
    """
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Constant):
            text = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
            if isinstance(text, str) and segments.in_text.search(text) is not None:
                return True
        elif (isinstance(node, ast.Attribute) and node.attr in segments.attributes) or (
            isinstance(node, ast.Import | ast.ImportFrom) and _imports_silent(node)
        ):
            return True
        else:
            pending.extend(ast.iter_child_nodes(node))
    return False


def _imports_silent(node: ast.Import | ast.ImportFrom) -> bool:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    return any(name.partition(".")[0] in SILENT for name in names)
