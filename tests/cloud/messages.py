"""Messages between a program and the stand-in: requests, answers, and the record of both."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

TokenIdentity = Literal["app-only", "delegated", "none"]
"""Whose token a request carried; ``none`` also where what it carried was no valid token."""


@dataclass(frozen=True)
class Request:
    """One HTTP request: ``target`` is the path with its query, header names are lower case."""

    method: str
    host: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    program: str = ""

    @property
    def path(self) -> str:
        """The target without its query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the query."""
        return dict(parse_qsl(urlsplit(self.target).query))

    @property
    def form(self) -> dict[str, str]:
        """The parameters of a form sent as the body."""
        return dict(parse_qsl(self.body.decode(errors="replace")))


@dataclass(frozen=True)
class Answer:
    """One HTTP answer."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Exchange:
    """One request to Graph and how it ended; ``path`` is as received, with its query.

    Of a request in a batch ``body`` is the JSON document that it brings, as its own text.
    """

    method: str
    host: str
    path: str
    identity: TokenIdentity
    status: int
    program: str
    body: bytes = b""


@dataclass(frozen=True)
class SignIn:
    """One request for a token: the grant asked for, the status, and Entra ID's number of a no."""

    grant: str
    status: int
    number: int | None = None


def json_answer(status: int, document: Mapping[str, Any]) -> Answer:
    """An answer that carries a JSON document."""
    return Answer(status, json.dumps(document).encode(), {"Content-Type": "application/json"})
