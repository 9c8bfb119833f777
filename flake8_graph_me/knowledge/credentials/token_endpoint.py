"""The Microsoft identity platform's token endpoints, when a program posts to them itself.

Source: learn.microsoft.com, identity platform, OAuth 2.0 flows (v1 and v2 endpoints); msal 1.39.0
``authority.py`` and azure-identity 1.27.0 ``_constants.py`` for the hosts.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import parse_qs

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import ArgumentView, Labelled, Result, UnknownResult
from flake8_graph_me.terms.text import HOLE_MARK

LOGIN_HOSTS = frozenset(
    {
        "login.microsoftonline.com",
        "login.microsoft.com",
        "login.windows.net",
        "sts.windows.net",
        "login-us.microsoftonline.com",
        "login.microsoftonline.us",
        "login.usgovcloudapi.net",
        "login.chinacloudapi.cn",
        "login.partner.microsoftonline.cn",
        "login.microsoftonline.de",
        "login.sovcloud-identity.fr",
        "login.sovcloud-identity.de",
        "login.sovcloud-identity.sg",
    }
)
CUSTOMER_HOSTS = (".ciamlogin.com", ".b2clogin.com")
MANAGED_IDENTITY = "169.254.169.254"
"""The address at which a virtual machine gets tokens for its managed identity."""
IDENTITY_HEADERS = ("X-IDENTITY-HEADER", "x-identity-header")
"""The header of a request to a web app's own endpoint, whose URL the environment holds."""
TOKEN_PATH = re.compile(r"/oauth2/(?:v2\.0/)?token/?$", re.IGNORECASE)
ADDRESS = re.compile(rf"https?://([^/?#{HOLE_MARK}]+)([^?#]*)", re.IGNORECASE)
FORMS = (
    "data",
    "content",
    "body",
    "params",
    "fields",
    "url.data",
    "fullurl.data",
    "request.data",
    "request.params",
)
ArgumentPath = tuple[str, tuple[str, ...]]
"""An access path at which a text may stand, and those to it in an object that stands there."""
URLS: tuple[ArgumentPath, ...] = (
    ("url", ("url.raw", "url.full_url")),
    ("fullurl", ("fullurl.full_url",)),
    ("request.url", ("request.url.raw",)),
)
BASES: tuple[ArgumentPath, ...] = (
    ("self.base_url", ("self.base_url.raw",)),
    ("request.base_url", ("request.base_url.raw",)),
)
FOR_APPLICATIONS = "client_credentials"
FOR_USERS = frozenset(
    {
        "authorization_code",
        "refresh_token",
        "password",
        "device_code",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
    }
)


def is_token_url(url: str | None) -> bool:
    """Whether a URL, with a mark for what is not known, is a token endpoint of Microsoft's."""
    match = ADDRESS.match(url or "")
    if match is None:
        return False
    host = match[1].lower().partition(":")[0]
    known = host in LOGIN_HOSTS or host.endswith(CUSTOMER_HOSTS)
    return known and TOKEN_PATH.search(match[2]) is not None


def response(arguments: ArgumentView) -> Result:
    """What a request gives, if it is one for a token: by its URL, and by its grant.

    Most requests are not, so all that each of them is asked for is its URL and headers.
    """
    url = _url(arguments)
    if _is_managed_identity(arguments, url):
        token = _token(Identity.APP_ONLY, _bodies(arguments))
        return replace(token, shown="the managed identity's endpoint")
    if url is None or not is_token_url(url):
        return UnknownResult()
    return _by_grant(arguments, _bodies(arguments), url)


def _by_grant(arguments: ArgumentView, bodies: tuple[str, ...], url: str) -> Result:
    grant = _grant(arguments, bodies)
    if grant == FOR_APPLICATIONS:
        found = _token(Identity.APP_ONLY, bodies)
        asks = tuple(f"{body}.scope" for body in bodies)
        version = "v2.0/" if "/v2.0/" in url.lower() else ""
        shown = f"a client-credentials POST to …/oauth2/{version}token"
        return replace(found, asks=asks, shown=shown)
    return _token(Identity.DELEGATED, bodies) if grant in FOR_USERS else UnknownResult()


def _token(identity: Identity, bodies: tuple[str, ...]) -> Labelled:
    """A token, with what the request says of the resource that it is for."""
    items = (f"{body}.{name}" for body in bodies for name in ("scope", "resource"))
    urls = (path for whole, parts in URLS for path in (whole, *parts))
    return Labelled(identity, (*items, *bodies, *urls))


def _is_managed_identity(arguments: ArgumentView, url: str | None) -> bool:
    """Whether a machine's or a web app's own endpoint is asked, by its address or by its header."""
    match = ADDRESS.match(url or "")
    if match is not None and match[1] == MANAGED_IDENTITY:
        return "/identity/" in match[2]
    if arguments.given("headers") is False:
        return False
    return any(arguments.given(f"headers.{name}") for name in IDENTITY_HEADERS)


def _url(arguments: ArgumentView) -> str | None:
    """The URL; a client's base goes before one that is not absolute."""
    url = _first_text(arguments, URLS)
    if url is None or "://" in url:
        return url
    host = arguments.text("self.host")
    base = _first_text(arguments, BASES) if host is None else f"https://{host}"
    return url if base is None else f"{base.rstrip('/')}/{url.lstrip('/')}"


def _first_text(arguments: ArgumentView, places: Iterable[ArgumentPath]) -> str | None:
    """The first text that stands in one of these places, or in an object there."""
    found = (_text(arguments, whole, parts) for whole, parts in places)
    return next((text for text in found if text is not None), None)


def _text(arguments: ArgumentView, whole: str, parts: tuple[str, ...]) -> str | None:
    text = arguments.text(whole)
    if text is not None or arguments.given(whole) is False:
        return text
    return next((text for path in parts if (text := arguments.text(path)) is not None), None)


def _bodies(arguments: ArgumentView) -> tuple[str, ...]:
    """Where the request's form may stand: as it is, or in what made a query of it."""
    given = [form for form in FORMS if arguments.given(form) is not False]
    return (*given, *(f"{form}.query" for form in given))


def _grant(arguments: ArgumentView, bodies: tuple[str, ...]) -> str | None:
    """The grant in the request's body: an item of it, or a field of its text."""
    items = (arguments.text(f"{body}.grant_type") for body in bodies)
    fields = (_field(arguments.text(body)) for body in bodies)
    return next((grant for grant in (*items, *fields) if grant is not None), None)


def _field(text: str | None) -> str | None:
    if text is None or "grant_type=" not in text:
        return None
    return parse_qs(text).get("grant_type", [""])[0]
