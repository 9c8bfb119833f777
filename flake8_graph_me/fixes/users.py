"""Which user replaces ``me``, and how a user is written in a path.

Source of the forms: learn.microsoft.com/graph/api/user-get: ``#`` must be encoded, and a name that
begins with ``$`` must be in parentheses and quotes.
"""

import ast
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

import libcst as cst

from flake8_graph_me.fixes.names_in_scope.user_names import user_name
from flake8_graph_me.rules.reports import USER
from flake8_graph_me.syntax.module_index import ModuleIndex
from flake8_graph_me.terms.findings import Applicability
from flake8_graph_me.terms.options import Options

_OBJECT_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_IN_A_KEY = "@!$"
_IN_A_SEGMENT = "@!$'"
CALLING = "the user expression calls something"


@dataclass(frozen=True, slots=True)
class User:
    """A user to write: ``text`` is a user principal name or id for the kind "literal", source of an
    expression for "expression" and "name", and the placeholder itself for "placeholder". ``encode``
    says that code must encode the expression's value in a path, ``doubt`` why a configured user is
    not safe.
    """

    kind: Literal["literal", "expression", "name", "placeholder"]
    text: str
    applicability: Applicability
    encode: bool = False
    doubt: str | None = None


def choose_user(options: Options, module: ModuleIndex, node: cst.CSTNode) -> User:
    """The user for a rewriting at ``node`` of ``module``: the configured one, else a name that is
    definitely assigned there and denotes a user, else a placeholder.

    May raise ValueError for a node of another module.
    """
    if options.upn is not None:
        return User("literal", options.upn, Applicability.SAFE)
    if options.user_expression is not None:
        return _of_expression(options.user_expression, options.quote_user)
    name = user_name(module, node)
    if name is not None:
        return User("name", name, Applicability.UNSAFE, options.quote_user)
    return User("placeholder", USER, Applicability.DISPLAY)


def _of_expression(text: str, encode: bool) -> User:  # passes an option on
    """The user that an expression gives; what it calls may do or raise anything."""
    try:
        calls = any(isinstance(node, ast.Call) for node in ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError):
        # Whoever writes it will refuse it.
        calls = False
    if calls:
        return User("expression", text, Applicability.UNSAFE, encode, CALLING)
    return User("expression", text, Applicability.SAFE, encode)


def encoded_user(text: str) -> str:
    """A user principal name or ID, as written after ``users/`` in a path.

    With a leading ``$`` it is ``('$x')``, which directly follows ``users``, without a slash. An
    apostrophe stays as it is, and is doubled in such a key.
    """
    if text.startswith("$"):
        # A quote in a quoted key is doubled.
        key = text.replace("'", "''")
        return f"('{quote(key, safe=_IN_A_KEY)}')"
    return quote(text, safe=_IN_A_SEGMENT)


def is_object_id(user: str) -> bool:
    """Whether a user is named by an object ID."""
    return _OBJECT_ID.fullmatch(user) is not None


def is_name_or_id(user: str) -> bool:
    """Whether a user is named by a user principal name, ``name@domain``, or by an object ID. Graph
    documents no other way.
    """
    name, at, domain = user.partition("@")
    return bool(name and at and domain and "@" not in domain) or is_object_id(user)
