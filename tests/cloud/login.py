"""Entra ID: the discovery requests of sign-in libraries, the token endpoints, managed identity."""

import base64
import binascii
import json
import re
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import unquote_plus, urlencode

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from . import grants, tokens
from .hosts import GLOBAL, MANAGED_IDENTITY_HOST, NationalCloud, cloud_of_login_host
from .messages import Answer, Request, SignIn, json_answer

APPLICATION_PERMISSIONS = (
    "Calendars.ReadWrite",
    "Files.ReadWrite.All",
    "Mail.ReadWrite",
    "Mail.Send",
    "User.Read.All",
)
DELEGATED_PERMISSIONS = ("Mail.ReadWrite", "Mail.Send", "User.Read")
_TOKEN_ENDPOINT = re.compile(r"/oauth2(/v2\.0)?/token$")


class Login:
    """The login hosts of every cloud; each application has the same permissions."""

    def __init__(
        self,
        *,
        application_permissions: Sequence[str] = APPLICATION_PERMISSIONS,
        delegated_permissions: Sequence[str] = DELEGATED_PERMISSIONS,
        registered_key: RSAPublicKey | None = None,
    ) -> None:
        self._consent = grants.Consent(
            application_permissions, delegated_permissions, registered_key
        )
        self._routes: tuple[tuple[str, re.Pattern[str], Callable[[Request], Answer]], ...] = (
            ("POST", _TOKEN_ENDPOINT, self._token),
            ("POST", re.compile(r"/oauth2(/v2\.0)?/devicecode$"), _device_code),
            ("GET", re.compile(r"/oauth2(/v2\.0)?/authorize$"), _authorize),
            ("POST", re.compile(r"/oidctoken$"), _assertion_of_a_pipeline),
            ("GET", re.compile(r"/\.well-known/openid-configuration$"), _openid_configuration),
            ("GET", re.compile(r"/discovery/instance$"), _instance_discovery),
            ("GET", re.compile(r"/common/userrealm/[^/]+$"), _user_realm),
        )

    def answer(self, request: Request) -> Answer:
        """Answer a request to a login host or to the managed identity endpoint."""
        if request.host == MANAGED_IDENTITY_HOST:
            return self._managed_identity(request)
        path = request.path.rstrip("/").lower()
        for method, ending, handler in self._routes:
            if request.method == method and ending.search(path):
                return handler(request)
        return json_answer(404, {"error": "not_found", "error_description": request.target})

    def _token(self, request: Request) -> Answer:
        form = request.form
        basic = _basic_credentials(request.headers.get("authorization", ""))
        token_request = grants.TokenRequest(
            form=basic | form,
            tenant=_tenant_of(request),
            version=2 if "/v2.0/" in request.path.lower() else 1,
            graph_host=_cloud_of(request).graph_hosts[0],
        )
        try:
            return json_answer(200, grants.grant(token_request, self._consent))
        except grants.RefusedGrantError as refusal:
            return _refusal(refusal)

    def _managed_identity(self, request: Request) -> Answer:
        if "metadata" not in request.headers and "x-identity-header" not in request.headers:
            return json_answer(
                400,
                {
                    "error": "invalid_request",
                    "error_description": "Required metadata header not specified",
                },
            )
        resource = request.query.get("resource", "")
        issuance = tokens.Issuance("contoso.example", tokens.guid("managed identity"), resource)
        return json_answer(
            200,
            {
                "access_token": tokens.app_only_token(
                    issuance, self._consent.application_permissions
                ),
                "client_id": issuance.client_id,
                "expires_in": str(tokens.LIFETIME_SECONDS),
                "expires_on": str(int(time.time()) + tokens.LIFETIME_SECONDS),
                "resource": resource,
                "token_type": "Bearer",
            },
        )


def sign_in_of(request: Request, answer: Answer) -> SignIn | None:
    """The line in the record for a request that was answered, if it asked for a token."""
    if request.method != "POST" or not _TOKEN_ENDPOINT.search(request.path.rstrip("/").lower()):
        return None
    numbers = json.loads(answer.body).get("error_codes", ())
    return SignIn(request.form.get("grant_type", ""), answer.status, next(iter(numbers), None))


def _cloud_of(request: Request) -> NationalCloud:
    return cloud_of_login_host(request.host) or GLOBAL


def _tenant_of(request: Request) -> str:
    return request.path.strip("/").partition("/")[0]


def _basic_credentials(authorization: str) -> dict[str, str]:
    """The client's id and secret where it sends them the way RFC 6749 prefers."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, secret = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": unquote_plus(client_id), "client_secret": unquote_plus(secret)}


def _refusal(refusal: grants.RefusedGrantError) -> Answer:
    trace, correlation = str(uuid.uuid4()), str(uuid.uuid4())
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    return json_answer(
        refusal.status,
        {
            "error": refusal.error,
            "error_description": f"{refusal} Trace ID: {trace} Correlation ID: {correlation} "
            f"Timestamp: {moment}",
            "error_codes": [refusal.number],
            "timestamp": moment,
            "trace_id": trace,
            "correlation_id": correlation,
        },
    )


def _openid_configuration(request: Request) -> Answer:
    base = request.path[: request.path.lower().rindex("/.well-known/")].strip("/")
    tenant = base.removesuffix("/v2.0")
    version = "/v2.0" if base.endswith("/v2.0") else ""
    oauth = f"https://{request.host}/{tenant}/oauth2{version}"
    return json_answer(
        200,
        {
            "authorization_endpoint": f"{oauth}/authorize",
            "device_authorization_endpoint": f"{oauth}/devicecode",
            "token_endpoint": f"{oauth}/token",
            "issuer": f"https://{request.host}/{tenant}{version}",
            "jwks_uri": f"https://{request.host}/{tenant}/discovery{version}/keys",
            "response_types_supported": ["code", "id_token", "code id_token"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
        },
    )


def _instance_discovery(request: Request) -> Answer:
    tenant = request.query.get("authorization_endpoint", "///common").split("/")[3]
    aliases = [host for host in _cloud_of(request).login_hosts if not host.startswith("*")]
    return json_answer(
        200,
        {
            "api-version": "1.1",
            "tenant_discovery_endpoint": (
                f"https://{request.host}/{tenant}/v2.0/.well-known/openid-configuration"
            ),
            "metadata": [
                {"preferred_network": aliases[0], "preferred_cache": aliases[0], "aliases": aliases}
            ],
        },
    )


def _user_realm(request: Request) -> Answer:
    return json_answer(
        200,
        {
            "ver": "1.0",
            "account_type": "Managed",
            "domain_name": "contoso.example",
            "cloud_instance_name": _cloud_of(request).login_hosts[0],
            "cloud_audience_urn": "urn:federation:MicrosoftOnline",
        },
    )


def _device_code(request: Request) -> Answer:
    """A device code for which the user is signed in already."""
    return json_answer(
        200,
        {
            "user_code": "STANDIN12",
            "device_code": grants.pack({"scope": request.form.get("scope", "")}),
            "verification_uri": "https://microsoft.com/devicelogin",
            "expires_in": 900,
            "interval": 1,
            "message": "Sign in at https://microsoft.com/devicelogin with the code STANDIN12.",
        },
    )


def _assertion_of_a_pipeline(request: Request) -> Answer:
    """What the service connection of a pipeline signs in with."""
    connection = request.query.get("serviceConnectionId", "")
    return json_answer(200, {"oidcToken": grants.pack({"sub": connection})})


def _authorize(request: Request) -> Answer:
    """The redirect of a user who signs in without being asked anything."""
    asked = request.query
    remembered = {name: asked[name] for name in asked if name in {"nonce", "scope"}}
    brought_back = {"code": grants.pack(remembered)}
    if "state" in asked:
        brought_back["state"] = asked["state"]
    redirect = asked.get("redirect_uri", "http://localhost")
    return Answer(302, headers={"Location": f"{redirect}?{urlencode(brought_back)}"})
