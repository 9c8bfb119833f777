"""The ways to get a token: each OAuth grant, what it requires, and the token it yields."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from . import tokens

DEFAULT_UPN = "adele@contoso.example"
"""The user of every sign-in that does not name one."""

_IDENTITY_SCOPES = frozenset({"openid", "profile", "email", "offline_access"})
_DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
_ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer"

_USER_GRANTS: Mapping[str, tuple[str, ...]] = {
    "password": ("username", "password"),
    "authorization_code": ("code",),
    "refresh_token": ("refresh_token",),
    "device_code": ("device_code",),
    _DEVICE_CODE: ("device_code",),
    _ON_BEHALF_OF: ("assertion",),
    "user_fic": ("username",),
}
"""The grants in which a user takes part, and the parameters that bring the user in."""


class RefusedGrantError(Exception):
    """The token endpoint says no, in the way of Entra ID."""

    def __init__(self, error: str, number: int, description: str, status: int = 400) -> None:
        super().__init__(f"AADSTS{number}: {description}")
        self.error = error
        self.number = number
        self.status = status


@dataclass(frozen=True)
class TokenRequest:
    """A form sent to the token endpoint of a tenant; ``version`` is 1 or 2."""

    form: Mapping[str, str]
    tenant: str
    version: int
    graph_host: str

    def required(self, name: str) -> str:
        """The value of a parameter that must be there."""
        value = self.form.get(name, "")
        if not value:
            raise RefusedGrantError(
                "invalid_request",
                900144,
                f"The request body must contain the following parameter: '{name}'.",
            )
        return value

    def issuance(self, audience: str) -> tokens.Issuance:
        """What the tokens of this request share."""
        return tokens.Issuance(self.tenant, self.required("client_id"), audience)


@dataclass(frozen=True)
class Consent:
    """What an administrator granted to every application of the tenant."""

    application_permissions: Sequence[str]
    delegated_permissions: Sequence[str]
    registered_key: RSAPublicKey | None = None
    """The key of the certificate that every application has registered."""


def grant(request: TokenRequest, consent: Consent) -> dict[str, Any]:
    """The token endpoint's document, or RefusedGrantError."""
    kind = request.required("grant_type")
    if kind == "client_credentials":
        return _grant_to_app(request, consent)
    if kind in _USER_GRANTS:
        for name in _USER_GRANTS[kind]:
            request.required(name)
        return _grant_to_user(request, consent)
    raise RefusedGrantError(
        "unsupported_grant_type", 70003, f"The app requested an unsupported grant type '{kind}'."
    )


def _grant_to_app(request: TokenRequest, consent: Consent) -> dict[str, Any]:
    if not (request.form.get("client_secret") or request.form.get("client_assertion")):
        raise RefusedGrantError(
            "invalid_client",
            7000218,
            "The request body must contain the following parameter: "
            "'client_assertion' or 'client_secret'.",
            status=401,
        )
    _check_assertion(request, consent.registered_key)
    if request.version == 1:
        audience = request.required("resource")
    else:
        scopes = request.required("scope").split()
        audience = _resource_of_default_scope(scopes) or f"https://{request.graph_host}"
    token = tokens.app_only_token(request.issuance(audience), consent.application_permissions)
    return _token_document(token, audience)


def _check_assertion(request: TokenRequest, key: RSAPublicKey | None) -> None:
    """Verify an assertion that names a certificate; those of other issuers count unseen."""
    assertion = request.form.get("client_assertion", "")
    try:
        named = {"x5t", "x5t#S256"} & jwt.get_unverified_header(assertion).keys()
    except jwt.InvalidTokenError:
        return
    if not named:
        return
    client = request.required("client_id")
    try:
        if key is None:
            raise jwt.InvalidKeyError("The key was not found.")
        jwt.decode(
            assertion,
            key,
            ["RS256", "PS256"],
            issuer=client,
            subject=client,
            options={"verify_aud": False, "require": ["aud", "exp", "iss", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise RefusedGrantError(
            "invalid_client",
            700027,
            f"The certificate with identifier used to sign the client assertion: {error}",
            status=401,
        ) from None


def _resource_of_default_scope(scopes: Sequence[str]) -> str:
    """The resource of the only scope; empty for Graph, as which a missing one counts."""
    if len(scopes) != 1:
        raise RefusedGrantError(
            "invalid_scope",
            70011,
            "The provided request must include a 'scope' input parameter. The provided value for "
            f"the input parameter 'scope' is not valid. The scope {' '.join(scopes)} is not valid.",
        )
    resource, slash, name = scopes[0].rpartition("/")
    if bool(slash) is not bool(resource) or name != ".default":
        raise RefusedGrantError(
            "invalid_scope",
            1002012,
            f"The provided value for scope {scopes[0]} is not valid. Client credential flows must "
            "have a scope value with /.default suffixed to the resource identifier "
            "(application ID URI).",
        )
    return resource


def _grant_to_user(request: TokenRequest, consent: Consent) -> dict[str, Any]:
    graph = f"https://{request.graph_host}"
    earlier = _packed_earlier(request.form)
    asked = request.form.get("scope", earlier.get("scope", "")).split()
    audience, scopes = _delegated_scopes(asked, graph, consent)
    if request.version == 1:
        audience = request.form.get("resource", graph)
    issuance = request.issuance(audience)
    upn = _user_of(request.form) or earlier.get("upn", DEFAULT_UPN)
    document = _token_document(tokens.delegated_token(issuance, scopes, upn), audience)
    document["scope"] = " ".join(scopes)
    if request.version == 1 or "offline_access" in asked:
        document["refresh_token"] = pack({"upn": upn, "scope": " ".join(asked)})
    if request.version == 1 or "openid" in asked:
        document["id_token"] = tokens.id_token(issuance, upn, earlier.get("nonce"))
    if request.form.get("client_info"):
        document["client_info"] = pack({"uid": tokens.guid(upn), "utid": issuance.tenant_id})
    return document


def _delegated_scopes(
    asked: Sequence[str], graph: str, consent: Consent
) -> tuple[str, Sequence[str]]:
    """The resource the scopes belong to, and their names on it."""
    resources: list[str] = []
    names: list[str] = []
    for scope in asked:
        if scope in _IDENTITY_SCOPES:
            continue
        resource, slash, name = scope.rpartition("/")
        resources.append(resource if slash else graph)
        names.extend(consent.delegated_permissions if name == ".default" else [name])
    if not names:
        return graph, consent.delegated_permissions
    return resources[0], names


def _packed_earlier(form: Mapping[str, str]) -> dict[str, str]:
    """What the step before this one packed into a code or a refresh token."""
    for name in ("code", "device_code", "refresh_token"):
        if name in form:
            return _unpack(form[name])
    return {}


def _user_of(form: Mapping[str, str]) -> str | None:
    """The user whom the request itself names, or whose token it brings."""
    if "username" in form:
        return form["username"]
    try:
        upn = tokens.read_unverified(form.get("assertion", "")).get("upn")
    except tokens.RefusedTokenError:
        return None
    return None if upn is None else str(upn)


def _token_document(token: str, resource: str) -> dict[str, Any]:
    return {
        "token_type": "Bearer",
        "expires_in": tokens.LIFETIME_SECONDS,
        "ext_expires_in": tokens.LIFETIME_SECONDS,
        "resource": resource,
        "access_token": token,
    }


def pack(content: Mapping[str, str]) -> str:
    """An opaque value for the client to bring back, such as a code or a refresh token."""
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _unpack(packed: str) -> dict[str, str]:
    """What was packed; nothing, if the client brings a value of its own making."""
    try:
        content = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
