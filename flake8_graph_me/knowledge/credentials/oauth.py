"""oauthlib with requests-oauthlib, and Authlib: general OAuth libraries.

Source: oauthlib 4.0.1 ``oauth2/rfc6749/clients``, requests-oauthlib 2.0.0 ``oauth2_session.py``,
Authlib 1.9.9 ``oauth2/client.py`` (``_guess_grant_type``). They concern Graph only when
the token endpoint is Microsoft's.
"""

from flake8_graph_me.knowledge.clients.httpx import client_rows
from flake8_graph_me.knowledge.clients.requests import session_rows
from flake8_graph_me.knowledge.credentials.token_endpoint import is_token_url
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import ArgumentView, Labelled, Result, UnknownResult
from flake8_graph_me.terms.rows import Call, Type

BACKEND = "oauthlib.oauth2.BackendApplicationClient"
SESSION = "requests_oauthlib.OAuth2Session"
AUTHLIB_SESSION = "authlib.integrations.requests_client.OAuth2Session"
AUTHLIB_CLIENT = "authlib.integrations.httpx_client.OAuth2Client"
AUTHLIB_ASYNC_CLIENT = "authlib.integrations.httpx_client.AsyncOAuth2Client"
KEPT = ("scope", "self.scope", "self.client.scope", "resource", "data.scope", "body")
APP_ONLY = Labelled(Identity.APP_ONLY, KEPT)
DELEGATED = Labelled(Identity.DELEGATED, KEPT)
FOR_USERS = (
    "oauthlib.oauth2.LegacyApplicationClient",
    "oauthlib.oauth2.WebApplicationClient",
    "oauthlib.oauth2.MobileApplicationClient",
    "oauthlib.oauth2.DeviceClient",
)


def fetched(arguments: ArgumentView) -> Result:
    """What requests-oauthlib's ``fetch_token`` gives: the session's client decides the grant."""
    if not is_token_url(arguments.text("token_url")):
        return UnknownResult()
    kind = arguments.type("self.client")
    if kind == BACKEND:
        return APP_ONLY
    if kind in FOR_USERS or arguments.given("self.client") is False:
        return DELEGATED
    return UnknownResult()


def guessed(arguments: ArgumentView) -> Result:
    """What Authlib's ``fetch_token`` gives."""
    if not is_token_url(arguments.text("url") or arguments.text("self.token_endpoint")):
        return UnknownResult()
    if arguments.given("grant_type") is False:
        return _by_arguments(arguments)
    grant = arguments.text("grant_type")
    if grant is None:
        return UnknownResult()
    return APP_ONLY if grant == "client_credentials" else DELEGATED


def _by_arguments(arguments: ArgumentView) -> Result:
    """Without a grant it guesses: an authorization code if there is one, a password if there are a
    user's name and password, else client credentials.
    """
    codes = [arguments.given(name) for name in ("code", "authorization_response")]
    users = [arguments.given(name) for name in ("username", "password")]
    if any(codes) or all(users):
        return DELEGATED
    return UnknownResult() if None in (*codes, *users) else APP_ONLY


AUTHLIB = (
    "client_id",
    "client_secret",
    "token_endpoint_auth_method",
    "revocation_endpoint_auth_method",
    "scope",
)
KEEPS = (("scope", "scope"), ("token_endpoint", "token_endpoint"), ("token", "token"))

OAUTH_ROWS: tuple[Call | Type, ...] = (
    Type(
        BACKEND,
        ("client_id",),
        (("scope", "scope"),),
        also=("oauthlib.oauth2.rfc6749.clients.BackendApplicationClient",),
    ),
    *(Type(name) for name in FOR_USERS),
    Type(
        SESSION,
        ("client_id", "client", "auto_refresh_url", "auto_refresh_kwargs", "scope"),
        (("client", "client"), ("scope", "scope"), ("token", "token"), ("auth", "auth")),
        ("headers",),
        ("requests.Session",),
    ),
    Call(f"{SESSION}.fetch_token", ("token_url", "code"), decide=fetched, stores="token"),
    *session_rows(SESSION, "self.token"),
    Type(
        AUTHLIB_SESSION,
        AUTHLIB,
        (*KEEPS, ("auth", "auth")),
        ("headers",),
        ("requests.Session",),
    ),
    Call(f"{AUTHLIB_SESSION}.fetch_token", ("url", "body"), decide=guessed, stores="token"),
    *session_rows(AUTHLIB_SESSION, "self.token"),
    Type(
        AUTHLIB_CLIENT,
        AUTHLIB,
        (*KEEPS, ("base_url", "base_url"), ("headers", "headers"), ("auth", "auth")),
        ("headers",),
        ("httpx.Client",),
    ),
    Call(f"{AUTHLIB_CLIENT}.fetch_token", ("url", "body"), decide=guessed, stores="token"),
    *client_rows(AUTHLIB_CLIENT, "self.token"),
    Type(
        AUTHLIB_ASYNC_CLIENT,
        AUTHLIB,
        (*KEEPS, ("base_url", "base_url"), ("headers", "headers"), ("auth", "auth")),
        ("headers",),
        ("httpx.AsyncClient",),
    ),
    Call(f"{AUTHLIB_ASYNC_CLIENT}.fetch_token", ("url", "body"), decide=guessed, stores="token"),
    *client_rows(AUTHLIB_ASYNC_CLIENT, "self.token"),
)
