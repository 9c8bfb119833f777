"""Requests by clients that get the token themselves: msgraph-sdk, OAuth sessions, auth objects."""

import re
from collections.abc import Callable, Sequence

from tests.generated.acquiring.token_endpoints import (
    V2,
    authlib_session_of_app,
    authlib_session_of_user,
    oauthlib_session_of_app,
    oauthlib_session_of_user,
)
from tests.generated.acquiring.tokens import DEFAULT, credential_of_app, credential_of_user
from tests.generated.pieces import Maker, Piece, block, indented, joined
from tests.generated.senders.sending import Ask
from tests.generated.ways.carriers import OF_OBJECTS

BUILDERS = {"$value": "content", "inbox": 'by_mail_folder_id("inbox")'}
WITHOUT_BUILDER = ("children", "recent", "sharedWithMe")


def builder_path(m: Maker, segments: Sequence[str]) -> str | None:
    """The attributes of the SDK that stand for the path, if they are known to."""
    parts, rest = [], list(segments)
    if rest[0] == "users" and len(rest) > 1:
        user = rest[1]
        parts.append(m.pick((f'users.by_user_id("{user}")', f'users.by_user_id(user_id="{user}")')))
        rest = rest[2:]
    for each in rest:
        if each in WITHOUT_BUILDER:
            return None
        parts.append(BUILDERS.get(each) or re.sub("([A-Z])", r"_\1", each).lower())
    return ".".join(parts)


def _credential(m: Maker, *, app: bool) -> Piece:
    made = credential_of_app(m) if app else credential_of_user(m)
    return m.pick(OF_OBJECTS)(m, made) if m.chance(3) else m.named(made, "credential")


def sdk_request(m: Maker, segments: Sequence[str], url: Piece, *, app: bool) -> tuple[Piece, bool]:
    """A GET by the SDK by its attributes, or (then true) by ``with_url``."""
    credential, scopes = _credential(m, app=app), m.pick(("", f', scopes=["{DEFAULT}"]'))
    client = credential.then(
        f"GraphServiceClient({credential.value}{scopes})",
        imports=("from msgraph import GraphServiceClient",),
    )
    client = m.pick(OF_OBJECTS)(m, client) if m.chance(3) else m.named(client, "client")
    path = builder_path(m, segments)
    form = m.number(0, 3)
    # A builder of anything but a photo's bytes cannot read them.
    by_url = path is None or (form == 3 and "$value" not in segments)
    if by_url:
        path = m.pick(("me", "users"))
        path = f"{path}.with_url(url)"
    call = f"client.{path}.get()"
    if form == 1 and not by_url:
        call = "builder.get()"
    main = m.name("main")
    lines = [f"builder = client.{path}"] if call.startswith("builder") else []
    lines += [
        block(f"""
        try:
            print(await {call})
        except APIError as error:
            print(error)
    """)
    ]
    code = f"async def {main}(client{', url' if by_url else ''}):\n{indented(lines)}"
    value = f"asyncio.run({main}({client.value}{', ' + url.value if by_url else ''}))"
    imports = ("import asyncio", "from kiota_abstractions.api_error import APIError")
    needed = joined("", client, url) if by_url else client
    return needed.then("", imports=imports, setup=(code,), body=(value,)), by_url


def session_request(m: Maker, url: Piece, ask: Ask, *, app: bool) -> Piece:
    """A request by the session that got the token."""
    makers: tuple[Callable[[Maker], Piece], ...] = (
        (oauthlib_session_of_app, authlib_session_of_app)
        if app
        else (oauthlib_session_of_user, authlib_session_of_user)
    )
    session = m.pick(makers)(m)
    if m.chance(2):
        session = m.pick(OF_OBJECTS)(m, session)
    call = m.pick(
        (
            f"{session.value}.{ask.method.lower()}({url.value}{ask.json})",
            f'{session.value}.request("{ask.method}", {url.value}{ask.json})',
        )
    )
    return joined("", session, url).then("", body=(f"print({call}.status_code)",))


def auth_object_request(m: Maker, url: Piece, ask: Ask, *, app: bool) -> Piece:
    """A request that an object of httpx-auth or requests-auth puts the token into."""
    package, client = m.pick((("httpx_auth", "httpx"), ("requests_auth", "requests")))
    name = "OAuth2ClientCredentials" if app else "OAuth2ResourceOwnerPasswordCredentials"
    given = (
        f'client_id="client-id", client_secret="secret", scope="{DEFAULT}"'
        if app
        else 'username="bea@contoso.example", password="secret", client_id="client-id"'
    )
    auth = Piece(f'{name}("{V2}", {given})', (f"from {package} import {name}",))
    auth = m.pick(OF_OBJECTS)(m, auth) if m.chance(2) else m.named(auth, "auth")
    call = f"{client}.{ask.method.lower()}({url.value}, auth={auth.value}{ask.json})"
    return joined("", auth, url).then(
        "", imports=(f"import {client}",), body=(f"print({call}.status_code)",)
    )
