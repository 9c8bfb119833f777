"""The token endpoints of Microsoft's platform, when a program posts to them itself.

Source: learn.microsoft.com, identity platform, OAuth 2.0 flows (v1 and v2 endpoints); msal 1.39.0
``authority.py`` and azure-identity 1.27.0 ``_constants.py`` for the hosts.
"""

import re
from urllib.parse import parse_qs

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.rows import HOLE, ArgumentView, Labelled, Result, Unknown

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
ADDRESS = re.compile(rf"https?://([^/?#{HOLE}]+)([^?#]*)", re.IGNORECASE)
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
BODIES = (*FORMS, *(f"{form}.query" for form in FORMS))
URLS = (
    "url.raw",
    "url",
    "url.full_url",
    "fullurl",
    "fullurl.full_url",
    "request.url.raw",
    "request.url",
)
BASES = ("self.base_url.raw", "self.base_url", "request.base_url.raw", "request.base_url")
KEPT = tuple(f"{body}.{name}" for body in BODIES for name in ("scope", "resource"))
WHOLE = (*KEPT, *BODIES, *URLS)
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
APP_ONLY = Labelled(Identity.APP_ONLY, WHOLE)
DELEGATED = Labelled(Identity.DELEGATED, WHOLE)


def is_token_url(url: str | None) -> bool:
    """Whether a URL, with ``HOLE`` for what is not known, is a token endpoint of Microsoft's."""
    match = ADDRESS.match(url or "")
    if match is None:
        return False
    host = match[1].lower().partition(":")[0]
    known = host in LOGIN_HOSTS or host.endswith(CUSTOMER_HOSTS)
    return known and TOKEN_PATH.search(match[2]) is not None


def response(arguments: ArgumentView) -> Result:
    """What a request gives, if it is one for a token: by its URL, and by its grant."""
    url = _url(arguments)
    if _is_managed_identity(arguments, url):
        return APP_ONLY
    grant = _grant(arguments) if is_token_url(url) else None
    if grant == FOR_APPLICATIONS:
        return APP_ONLY
    return DELEGATED if grant in FOR_USERS else Unknown()


def _is_managed_identity(arguments: ArgumentView, url: str | None) -> bool:
    """Whether a machine's or a web app's own endpoint is asked, by its address or by its header."""
    match = ADDRESS.match(url or "")
    if match is not None and match[1] == MANAGED_IDENTITY:
        return "/identity/" in match[2]
    return any(arguments.given(f"headers.{name}") for name in IDENTITY_HEADERS)


def _url(arguments: ArgumentView) -> str | None:
    """The URL; a client's base goes before one that is not absolute."""
    url = next((text for path in URLS if (text := arguments.text(path)) is not None), None)
    base = next((text for path in BASES if (text := arguments.text(path)) is not None), None)
    if url is None or base is None or "://" in url:
        return url
    return f"{base.rstrip('/')}/{url.lstrip('/')}"


def _grant(arguments: ArgumentView) -> str | None:
    """The grant in the request's body: an item of it, or a field of its text."""
    items = (arguments.text(f"{body}.grant_type") for body in BODIES)
    fields = (_field(arguments.text(body)) for body in BODIES)
    return next((grant for grant in (*items, *fields) if grant is not None), None)


def _field(text: str | None) -> str | None:
    if text is None or "grant_type=" not in text:
        return None
    return parse_qs(text).get("grant_type", [""])[0]
