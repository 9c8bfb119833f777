"""Microsoft Graph: which requests it refuses, and with which words.

Must not know how a token was acquired, nor what a linter thinks of the request.
"""

import json
import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from . import tokens
from .bodies import plausible_answer
from .hosts import graph_host_behind
from .messages import Answer, Exchange, Request, TokenIdentity, json_answer
from .permissions import RequiredPermissions, enough, index, row_for, too_basic

_VERSION = re.compile(r"v\d+(\.\d+)?|beta", re.IGNORECASE)
_KEY_IN_PARENTHESES = re.compile(r"users\((?:\w+=)?'?([^')]*)'?\)")
_BATCH = "$batch"
_SUBSCRIPTIONS = "subscriptions"
_BELOW_USERS_ONLY = frozenset(
    {
        "calendar",
        "calendargroups",
        "calendars",
        "calendarview",
        "contactfolders",
        "events",
        "mailboxsettings",
        "mailfolders",
        "messages",
        "onenote",
        "outlook",
        "photo",
        "sendmail",
        "todo",
    }
)
"""What a user has and Graph's root has not; contacts and a drive the organization has as well."""
NO_SIGNED_IN_USER = "/me request is only valid with delegated authentication flow."
"""What Graph says of a request to ``/me`` with an app-only token."""
NO_SUCH_SEGMENT = "Resource not found for the segment"
"""How Graph begins to speak of a path that it does not have."""
_REFUSED = 400
_NO_PRIVILEGE = "Insufficient privileges to complete the operation."


class RefusalError(Exception):
    """Graph's no: an HTTP status, an error code and a sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class Graph:
    """Graph at every host of every cloud.

    ``required_permissions`` asks permissions of tokens, as those of ``permissions.REFERENCE``, and
    endpoints that it does not name are open to all. ``users`` are the users that exist (None:
    whoever is asked for). With ``accept_foreign_tokens`` a token counts even if it was issued
    elsewhere or has expired, as one that stands as a literal in a source.
    """

    def __init__(
        self,
        *,
        required_permissions: RequiredPermissions | None = None,
        users: Collection[str] | None = None,
        accept_foreign_tokens: bool = False,
    ) -> None:
        self._permissions = index(required_permissions or {})
        self._users = None if users is None else {user.lower() for user in users}
        self._accept_foreign_tokens = accept_foreign_tokens

    def answer(self, request: Request) -> tuple[Answer, list[Exchange]]:
        """Answer a request; the record has a further line for each request in a batch, and for the
        resource of a subscription, which has to be readable.
        """
        identity: TokenIdentity = "none"
        in_batch: list[Exchange] = []
        segments = path_segments(request.target)
        try:
            claims = self._claims(request)
            identity = tokens.identity_of(claims)
            if segments == (_BATCH,):
                answer, in_batch = self._answer_batch(request)
            elif segments == (_SUBSCRIPTIONS,) and request.method == "POST":
                answer, in_batch = self._answer_subscription(request)
            else:
                self._check(request, segments, claims, identity)
                answer = plausible_answer(request.method, request.host, segments, request.query)
        except RefusalError as refusal:
            answer = _refusal_answer(refusal)
        exchange = Exchange(
            method=request.method,
            host=request.host,
            path=request.target,
            identity=identity,
            status=answer.status,
            program=request.program,
            body=request.body,
        )
        return answer, [exchange, *in_batch]

    def _claims(self, request: Request) -> tokens.Claims:
        scheme, _, token = request.headers.get("authorization", "").strip().partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _unauthorized("Access token is empty.")
        try:
            claims = tokens.read_token(token.strip(), accept_foreign=self._accept_foreign_tokens)
        except tokens.RefusedTokenError as refused:
            raise _unauthorized(str(refused)) from None
        audience = str(claims.get("aud", "")).rstrip("/")
        if audience not in {f"https://{graph_host_behind(request.host)}", tokens.GRAPH_APP_ID}:
            raise _unauthorized("Access token validation failure. Invalid audience.")
        return claims

    def _check(
        self,
        request: Request,
        segments: tuple[str, ...],
        claims: tokens.Claims,
        identity: TokenIdentity,
    ) -> None:
        if identity == "app-only" and is_me_path(segments):
            raise RefusalError(400, "BadRequest", NO_SIGNED_IN_USER)
        self._check_permissions(request, segments, claims, identity)
        if segments and segments[0] in _BELOW_USERS_ONLY:
            raise _not_found(segments[0])
        if segments[:1] == ("users",) and len(segments) > 1:
            self._check_user(request.target, segments[1])

    def _check_permissions(
        self,
        request: Request,
        segments: tuple[str, ...],
        claims: tokens.Claims,
        identity: TokenIdentity,
    ) -> None:
        required = row_for(self._permissions, request.method, segments)
        if required is None:
            return
        by_user = identity == "delegated"
        asked = required.delegated if by_user else required.application
        granted = str(claims.get("scp", "")).split() if by_user else claims.get("roles", ())
        without = too_basic(request.method, segments, request.query)
        if asked is not None and not enough(asked, granted, without):
            raise RefusalError(403, "Authorization_RequestDenied", _NO_PRIVILEGE)

    def _check_user(self, target: str, user: str) -> None:
        if (
            user.startswith("$")
            and user not in {"$count", "$value"}
            and "('$" not in unquote(target)
        ):
            raise _not_found(user)
        if self._users is not None and user not in {*self._users, "me", "delta", "$count"}:
            raise RefusalError(
                404,
                "Request_ResourceNotFound",
                f"Resource '{user}' does not exist or one of its queried reference-property "
                "objects are not present.",
            )

    def _answer_batch(self, request: Request) -> tuple[Answer, list[Exchange]]:
        try:
            items = json.loads(request.body)["requests"]
            parts = [(str(item["id"]), _batch_part(request, item)) for item in items]
        except (ValueError, KeyError, TypeError, AttributeError):
            raise RefusalError(400, "BadRequest", "Invalid batch payload format.") from None
        responses: list[dict[str, Any]] = []
        exchanges: list[Exchange] = []
        for number, part in parts:
            answer, recorded = self.answer(part)
            exchanges.extend(recorded)
            responses.append(_batch_response(number, answer))
        return json_answer(200, {"responses": responses}), exchanges

    def _answer_subscription(self, request: Request) -> tuple[Answer, list[Exchange]]:
        try:
            resource = json.loads(request.body)["resource"].lstrip("/")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise RefusalError(400, "InvalidRequest", "Subscription validation failed.") from None
        part = replace(request, method="GET", target=f"/v1.0/{resource}", body=b"")
        answer, [exchange, *_] = self.answer(part)
        accepted = plausible_answer("POST", request.host, (_SUBSCRIPTIONS,), request.query)
        return answer if answer.status >= _REFUSED else accepted, [exchange]


def _batch_part(batch: Request, item: Mapping[str, Any]) -> Request:
    return replace(
        batch,
        method=item["method"].upper(),
        target=item["url"],
        body=json.dumps(item["body"]).encode() if "body" in item else b"",
    )


def _batch_response(number: str, answer: Answer) -> dict[str, Any]:
    response: dict[str, Any] = {
        "id": number,
        "status": answer.status,
        "headers": dict(answer.headers),
    }
    if answer.headers.get("Content-Type") == "application/json":
        response["body"] = json.loads(answer.body)
    return response


def path_segments(target: str) -> tuple[str, ...]:
    """The path's segments as Graph compares them: without version and query, in lower case."""
    path = target.partition("?")[0].partition("#")[0]
    segments = [unquote(segment).lower() for segment in path.split("/") if segment]
    if segments and _VERSION.fullmatch(segments[0]):
        del segments[0]
    if segments and (key := _KEY_IN_PARENTHESES.fullmatch(segments[0])):
        segments[:1] = ["users", key[1]]
    return tuple(segments)


def is_me_path(segments: tuple[str, ...]) -> bool:
    """Whether the path means the signed-in user."""
    return segments[:1] == ("me",) or segments[:2] in {("users", "me"), ("education", "me")}


def _not_found(segment: str) -> RefusalError:
    return RefusalError(400, "BadRequest", NO_SUCH_SEGMENT + f" '{segment}'.")


def _unauthorized(message: str) -> RefusalError:
    return RefusalError(401, "InvalidAuthenticationToken", message)


def _refusal_answer(refusal: RefusalError) -> Answer:
    number = str(uuid.uuid4())
    document = {
        "error": {
            "code": refusal.code,
            "message": str(refusal),
            "innerError": {
                "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
                "request-id": number,
                "client-request-id": number,
            },
        }
    }
    return json_answer(refusal.status, document)
