"""Ways to get a token from the token endpoint: forms posted by hand, and OAuth libraries.

Each returns a piece whose value is the token's text.
"""

from tests.generated.acquiring.tokens import AUTHORITY, DEFAULT, carried, picked
from tests.generated.pieces import Maker, Piece, joined

OF_CLIENT = 'client_id="client-id", client_secret="secret"'
V1 = f"{AUTHORITY}/oauth2/token"
V2 = f"{AUTHORITY}/oauth2/v2.0/token"
FOR_APP = {"grant_type": "client_credentials", "client_id": "client-id", "client_secret": "secret"}
OF_USER = {"grant_type": "password", "username": "bea@contoso.example", "password": "secret"}


def _url(m: Maker, url: str) -> Piece:
    form = m.number(0, 2)
    if form == 0:
        return Piece(f'"{url}"')
    name = m.name("TOKEN_URL")
    if form == 1:
        return Piece(name, setup=(f'{name} = "{url}"',))
    tail = url.removeprefix("https://login.microsoftonline.com/contoso.onmicrosoft.com")
    value = f"f\"https://login.microsoftonline.com/{{os.environ['TENANT_ID']}}{tail}\""
    return Piece(value, ("import os",))


def _form(m: Maker, fields: dict[str, str]) -> Piece:
    form = m.number(0, 3)
    items = ", ".join(f'"{key}": "{value}"' for key, value in fields.items())
    if form == 0:
        return Piece(f"{{{items}}}")
    name = m.name("form")
    if form == 1:
        return Piece(name, body=(f"{name} = {{{items}}}",))
    if form == 2:
        words = ", ".join(f'{key}="{value}"' for key, value in fields.items())
        return Piece(f"dict({words})")
    lines = [f"{name} = {{}}", *(f'{name}["{key}"] = "{fields[key]}"' for key in fields)]
    return Piece(name, body=tuple(lines))


def _posted(m: Maker, fields: dict[str, str], url: str = V2) -> Piece:
    """The answer's document, by one of the clients."""
    where, form = _url(m, url), _form(m, fields)
    kind = m.number(0, 4)
    if kind == 4:
        body = f"urllib.parse.urlencode({form.value}).encode()"
        value = f"json.load(urllib.request.urlopen({where.value}, {body}))"
        imports: tuple[str, ...] = ("import json", "import urllib.parse", "import urllib.request")
        return joined(value, where, form).then(value, imports=imports)
    client = ("requests", "requests", "httpx", "requests")[kind]
    call = f"{client}.post({where.value}, data={form.value})"
    if kind == 3:
        call = f'requests.request("POST", {where.value}, data={form.value}, timeout=10)'
    answer = carried(m, joined(call, where, form).then(call, imports=(f"import {client}",)))
    if m.chance(2):
        answer = m.named(answer, "response")
        answer = answer.then(answer.value, body=(f"{answer.value}.raise_for_status()",))
    return answer.then(f"{answer.value}.json()")


def form_for_app(m: Maker) -> Piece:
    return picked(m, carried(m, _posted(m, {**FOR_APP, "scope": DEFAULT})))


def older_form_for_app(m: Maker) -> Piece:
    fields = {**FOR_APP, "resource": "https://graph.microsoft.com"}
    return picked(m, _posted(m, fields, V1))


def form_with_password(m: Maker) -> Piece:
    fields = {**OF_USER, "client_id": "client-id", "scope": "https://graph.microsoft.com/User.Read"}
    return picked(m, carried(m, _posted(m, fields)))


def form_with_refresh_token(m: Maker) -> Piece:
    fields = {
        "client_id": "client-id",
        "grant_type": "refresh_token",
        "refresh_token": "from-last-time",
        "scope": "https://graph.microsoft.com/.default",
    }
    return picked(m, _posted(m, fields))


def form_on_behalf_of(m: Maker) -> Piece:
    fields = {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "client_id": "client-id",
        "client_secret": "secret",
        "assertion": "the-caller-s-token",
        "requested_token_use": "on_behalf_of",
        "scope": DEFAULT,
    }
    return picked(m, _posted(m, fields))


def managed_identity_by_hand(m: Maker) -> Piece:
    value = (
        'requests.get("http://169.254.169.254/metadata/identity/oauth2/token", '
        'params={"api-version": "2018-02-01", "resource": "https://graph.microsoft.com"}, '
        'headers={"Metadata": "true"}).json()'
    )
    return picked(m, Piece(value, ("import requests",)))


def oauthlib_session_of_app(m: Maker) -> Piece:
    """A session of requests-oauthlib that has its token."""
    session = m.name("session")
    lines = (
        f'{session} = OAuth2Session(client=BackendApplicationClient(client_id="client-id"))',
        f'{session}.fetch_token(token_url="{V2}", {OF_CLIENT}, scope="{DEFAULT}")',
    )
    imports = (
        "from oauthlib.oauth2 import BackendApplicationClient",
        "from requests_oauthlib import OAuth2Session",
    )
    return Piece(session, imports, body=lines)


def oauthlib_session_of_user(m: Maker) -> Piece:
    """The same for a user."""
    session = m.name("session")
    lines = (
        f'{session} = OAuth2Session(client=LegacyApplicationClient(client_id="client-id"))',
        (
            f'{session}.fetch_token(token_url="{V2}", username="bea@contoso.example", '
            f'password="secret", {OF_CLIENT})'
        ),
    )
    imports = (
        "from oauthlib.oauth2 import LegacyApplicationClient",
        "from requests_oauthlib import OAuth2Session",
    )
    return Piece(session, imports, body=lines)


def authlib_session_of_app(m: Maker) -> Piece:
    """A session of Authlib that has its token."""
    session, grant = m.name("client"), m.pick(("", ', grant_type="client_credentials"'))
    lines = (
        f'{session} = AuthlibSession("client-id", "secret", scope="{DEFAULT}")',
        f'{session}.fetch_token("{V2}"{grant})',
    )
    load = "from authlib.integrations.requests_client import OAuth2Session as AuthlibSession"
    return Piece(session, (load,), body=lines)


def authlib_session_of_user(m: Maker) -> Piece:
    """The same for a user."""
    session, grant = m.name("client"), m.pick(("", ', grant_type="password"'))
    lines = (
        f'{session} = AuthlibSession("client-id", "secret", scope="https://graph.microsoft.com/User.Read")',
        f'{session}.fetch_token("{V2}", username="bea@contoso.example", password="secret"{grant})',
    )
    load = "from authlib.integrations.requests_client import OAuth2Session as AuthlibSession"
    return Piece(session, (load,), body=lines)


def _token_of_session(m: Maker, session: Piece) -> Piece:
    """The token that ``fetch_token`` answers with, or that the session keeps."""
    if m.chance(2):
        return picked(m, session.then(f"{session.value}.token"))
    first, fetch = session.body
    return picked(m, carried(m, Piece(fetch, session.imports, body=(first,))))


def oauthlib_for_app(m: Maker) -> Piece:
    return _token_of_session(m, oauthlib_session_of_app(m))


def oauthlib_for_user(m: Maker) -> Piece:
    return _token_of_session(m, oauthlib_session_of_user(m))


def authlib_for_app(m: Maker) -> Piece:
    return _token_of_session(m, authlib_session_of_app(m))


def authlib_for_user(m: Maker) -> Piece:
    return _token_of_session(m, authlib_session_of_user(m))
