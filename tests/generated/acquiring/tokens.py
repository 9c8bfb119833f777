"""Ways to get a token with Microsoft's own libraries: MSAL, azure-identity, ADAL.

Each returns a piece whose value is the token's text.
"""

from tests.generated.pieces import Maker, Piece, block, joined
from tests.generated.ways.carriers import OF_OBJECTS

AUTHORITY = "https://login.microsoftonline.com/contoso.onmicrosoft.com"
DEFAULT = "https://graph.microsoft.com/.default"
OF_CLIENT = '"contoso.onmicrosoft.com", "client-id"'
USER_SCOPES = ('["User.Read"]', '["https://graph.microsoft.com/User.Read"]', f'["{DEFAULT}"]')


def carried(m: Maker, piece: Piece) -> Piece:
    """The piece, one time in three by a way that leads somewhere else first."""
    return m.pick(OF_OBJECTS)(m, piece) if m.chance(3) else piece


def picked(m: Maker, piece: Piece, key: str = "access_token") -> Piece:
    """The token out of what a library or the endpoint answers."""
    form = m.number(0, 5)
    if form == 0:
        return piece.then(f'{piece.value}["{key}"]')
    if form == 1:
        return piece.then(f'{piece.value}.get("{key}")')
    result, token = m.name("result"), m.name("token")
    code = (
        (
            f'if "{key}" in {result}:\n    {token} = {result}["{key}"]\nelse:\n'
            f'    raise RuntimeError({result}.get("error_description"))'
        ),
        (
            f'if "{key}" not in {result}:\n    raise SystemExit({result}.get("error"))\n'
            f'{token} = {result}["{key}"]'
        ),
        (
            f'try:\n    {token} = {result}["{key}"]\nexcept KeyError:\n'
            f"    raise SystemExit(str({result})) from None"
        ),
        f'{token} = {result}["{key}"] if {result} and "{key}" in {result} else None',
    )[form - 2]
    return piece.then(token, body=(f"{result} = {piece.value}", code))


def setting(m: Maker, literal: str, variable: str) -> Piece:
    """A setting of the program: in its place, from a constant, from the environment."""
    form = m.number(0, 3)
    if form == 0:
        return Piece(f'"{literal}"')
    if form == 1:
        name = m.name(variable)
        return Piece(name, setup=(f'{name} = "{literal}"',))
    if form == 2:
        return Piece(f'os.environ["{variable}"]', ("import os",))
    return Piece(f'os.environ.get("{variable}", "{literal}")', ("import os",))


def scopes(m: Maker) -> Piece:
    """The scopes of an application, as a list."""
    form = m.number(0, 4)
    if form == 0:
        return Piece(f'["{DEFAULT}"]')
    name = m.name("SCOPES")
    if form == 1:
        return Piece(name, setup=(f'{name} = ["{DEFAULT}"]',))
    if form == 2:
        return Piece(f"[{name}]", setup=(f'{name} = "{DEFAULT}"',))
    if form == 3:
        return Piece(f'[{name} + "/.default"]', setup=(f'{name} = "https://graph.microsoft.com"',))
    code = f'class {name}:\n    GRAPH = "{DEFAULT}"'
    return Piece(f"[{name}.GRAPH]", setup=(code,))


def application(m: Maker) -> Piece:
    """MSAL's confidential client."""
    client, secret = setting(m, "client-id", "CLIENT_ID"), setting(m, "secret", "CLIENT_SECRET")
    authority = setting(m, AUTHORITY, "AUTHORITY")
    name, load = m.pick(
        (
            ("msal.ConfidentialClientApplication", "import msal"),
            ("ConfidentialClientApplication", "from msal import ConfidentialClientApplication"),
        )
    )
    arguments = m.pick(
        (
            "({0}, client_credential={1}, authority={2})",
            "(client_id={0}, authority={2}, client_credential={1})",
            "({0}, {1}, {2})",
        )
    ).format(client.value, secret.value, authority.value)
    made = joined(name + arguments, client, secret, authority).then(
        name + arguments, imports=(load,)
    )
    return carried(m, made) if m.chance(2) else m.named(made, "app")


def public(m: Maker) -> Piece:
    """MSAL's public client."""
    authority = setting(m, AUTHORITY, "AUTHORITY")
    made = authority.then(
        f'msal.PublicClientApplication("client-id", authority={authority.value})',
        imports=("import msal",),
    )
    return carried(m, made) if m.chance(2) else m.named(made, "public")


def msal_for_client(m: Maker) -> Piece:
    app, asked = application(m), scopes(m)
    word = m.pick(("scopes=", ""))
    value = f"{app.value}.acquire_token_for_client({word}{asked.value})"
    return picked(m, carried(m, joined(value, app, asked)))


def msal_silently_first(m: Maker) -> Piece:
    app, asked = m.named(application(m), "app"), m.named(scopes(m), "asked")
    result = m.name("answer")
    silent = f"{result} = {app.value}.acquire_token_silent({asked.value}, account=None)"
    fetch = f"{app.value}.acquire_token_for_client({asked.value})"
    if m.chance(2):
        code = f"{silent} or {fetch}"
    else:
        code = f"{silent}\nif not {result}:\n    {result} = {fetch}"
    return picked(m, joined(result, app, asked).then(result, body=(code,)))


def msal_managed_identity(m: Maker) -> Piece:
    identity, sending = "msal.SystemAssignedManagedIdentity()", "http_client=requests.Session()"
    value = f"msal.ManagedIdentityClient({identity}, {sending})"
    client = m.named(Piece(value, ("import msal", "import requests")), "client")
    call = f'{client.value}.acquire_token_for_client(resource="https://graph.microsoft.com")'
    return picked(m, carried(m, client.then(call)))


def msal_password(m: Maker) -> Piece:
    app = public(m) if m.chance(2) else application(m)
    given = '"bea@contoso.example", "secret"'
    call = f".acquire_token_by_username_password({given}, {m.pick(USER_SCOPES)})"
    return picked(m, carried(m, app.then(app.value + call)))


def msal_refresh_token(m: Maker) -> Piece:
    app = public(m)
    kept = 'os.environ["REFRESH_TOKEN"]'
    call = f".acquire_token_by_refresh_token({kept}, scopes={m.pick(USER_SCOPES)})"
    return picked(m, carried(m, app.then(app.value + call, imports=("import os",))))


def msal_on_behalf_of(m: Maker) -> Piece:
    app = application(m)
    given = 'user_assertion=os.environ["USER_ASSERTION"]'
    call = f".acquire_token_on_behalf_of({given}, scopes={m.pick(USER_SCOPES)})"
    return picked(m, carried(m, app.then(app.value + call, imports=("import os",))))


def msal_code(m: Maker) -> Piece:
    app = application(m)
    call = (
        '.acquire_token_by_authorization_code(os.environ["AUTHORIZATION_CODE"], '
        'scopes=["User.Read"], redirect_uri=os.environ["REDIRECT_URI"])'
    )
    return picked(m, carried(m, app.then(app.value + call, imports=("import os",))))


def msal_device_code(m: Maker) -> Piece:
    app, flow = m.named(public(m), "public"), m.name("flow")
    start = f'{flow} = {app.value}.initiate_device_flow(scopes=["User.Read"])'
    return picked(m, app.then(f"{app.value}.acquire_token_by_device_flow({flow})", body=(start,)))


def credential_of_app(m: Maker) -> Piece:
    """One of azure-identity's credentials for an application."""
    secret = (
        "ClientSecretCredential",
        'ClientSecretCredential("contoso.onmicrosoft.com", "client-id", "secret")',
    )
    options = (
        secret,
        ("ManagedIdentityCredential", "ManagedIdentityCredential()"),
        (
            "ClientAssertionCredential",
            f'ClientAssertionCredential({OF_CLIENT}, lambda: "assertion")',
        ),
    )
    return _credential(m, *m.pick(options))


def credential_of_user(m: Maker) -> Piece:
    """One of azure-identity's credentials for a user."""
    options = (
        (
            "UsernamePasswordCredential",
            (
                'UsernamePasswordCredential("client-id", "bea@contoso.example", "secret", '
                'tenant_id="contoso.onmicrosoft.com")'
            ),
        ),
        (
            "OnBehalfOfCredential",
            (
                f'OnBehalfOfCredential({OF_CLIENT}, client_secret="secret", '
                'user_assertion=os.environ["USER_ASSERTION"])'
            ),
        ),
        (
            "AuthorizationCodeCredential",
            (
                'AuthorizationCodeCredential("contoso.onmicrosoft.com", "client-id", '
                'os.environ["AUTHORIZATION_CODE"], "http://localhost:8400", client_secret="secret")'
            ),
        ),
    )
    return _credential(m, *m.pick(options))


def _credential(m: Maker, name: str, value: str) -> Piece:
    imports = ["import os"] if "os." in value else []
    if m.chance(3):
        return Piece(f"azure.identity.{value}", ("import azure.identity", *imports))
    return Piece(value, (f"from azure.identity import {name}", *imports))


def _token_of(m: Maker, credential: Piece) -> Piece:
    credential = carried(m, credential) if m.chance(2) else m.named(credential, "credential")
    asked = f'"{DEFAULT}"'
    form = m.number(0, 4)
    if form == 4:
        value = f"get_bearer_token_provider({credential.value}, {asked})()"
        return credential.then(
            value, imports=("from azure.identity import get_bearer_token_provider",)
        )
    method = "get_token_info" if form == 3 else "get_token"
    token = carried(m, credential.then(f"{credential.value}.{method}({asked})"))
    if form == 1:
        return token.then(f"{token.value}[0]")
    if form == 2:
        name = m.name("token")
        return token.then(name, body=(f"{name}, _ = {token.value}",))
    return token.then(f"{token.value}.token")


def azure_for_app(m: Maker) -> Piece:
    return _token_of(m, credential_of_app(m))


def azure_for_user(m: Maker) -> Piece:
    return _token_of(m, credential_of_user(m))


def azure_asynchronously(m: Maker) -> Piece:
    function, name = m.name("fetch"), m.name("fetched")
    code = block(f"""
        async def {function}():
            async with aio.ClientSecretCredential({OF_CLIENT}, "secret") as credential:
                return (await credential.get_token("{DEFAULT}")).token


        {name} = asyncio.run({function}())
    """)
    imports = ("import asyncio", "from azure.identity import aio")
    return Piece(name, imports, (code,))


def adal_for_app(m: Maker) -> Piece:
    given = '"https://graph.microsoft.com", "client-id", "secret"'
    call = f".acquire_token_with_client_credentials({given})"
    return _adal(m, call)


def adal_for_user(m: Maker) -> Piece:
    call = (
        '.acquire_token_with_username_password("https://graph.microsoft.com", '
        '"bea@contoso.example", "secret", "client-id")'
    )
    return _adal(m, call)


def _adal(m: Maker, call: str) -> Piece:
    authority = setting(m, AUTHORITY, "AUTHORITY")
    context = m.named(
        authority.then(f"adal.AuthenticationContext({authority.value})", imports=("import adal",)),
        "context",
    )
    return picked(m, carried(m, context.then(context.value + call)), "accessToken")
