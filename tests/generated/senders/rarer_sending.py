"""Rarer ways to send a request, given expressions for its URL and its token."""

from tests.generated.pieces import Maker, Piece, block
from tests.generated.senders.sending import Ask, Sender, bearer, headers


def requests_session_auth(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    session, function = m.name("session"), m.name("authorize")
    code = block(f"""
        def {function}(request):
            request.headers["Authorization"] = {bearer(m, "held")}
            return request


        {session} = requests.Session()
        {session}.auth = {function}
        print({session}.{ask.method.lower()}({url}{ask.json}).status_code)
    """)
    return Piece("", ("import requests",), body=(f"held = {token}", code))


def httpx_auth_class(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name = m.name("BearerAuth")
    code = block(f"""
        class {name}(httpx.Auth):
            def __init__(self, token):
                self.token = token

            def auth_flow(self, request):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                yield request
    """)
    call = f"httpx.{ask.method.lower()}({url}, auth={name}({token}){ask.json})"
    if m.chance(2):
        client = f"httpx.Client(auth={name}({token}))"
        call = f"{client}.{ask.method.lower()}({url}{ask.json})"
    return Piece("", ("import httpx",), (code,), (f"print({call}.status_code)",))


def httpx_stream(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    response = m.name("response")
    line = (
        f'with httpx.stream("{ask.method}", {url}, headers={headers(m, token)}{ask.json})'
        f" as {response}:\n    print({response}.status_code)"
    )
    return Piece("", ("import httpx",), body=(line,))


def aiohttp_function(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name = m.name("send")
    options = f"headers={headers(m, 'token')}{ask.json}"
    code = block(f"""
        async def {name}(url, token):
            async with aiohttp.request("{ask.method}", url, {options}) as response:
                print(response.status)
    """)
    return Piece(
        "", ("import aiohttp", "import asyncio"), (code,), (f"asyncio.run({name}({url}, {token}))",)
    )


def urllib3_connections(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    pool = m.name("connections")
    made = (
        f'{pool} = urllib3.HTTPSConnectionPool("graph.microsoft.com", headers={headers(m, token)})'
    )
    call = f'{pool}.request("{ask.method}", {url}{ask.json})'
    return Piece("", ("import urllib3",), body=(made, f"print({call}.status)"))


def urllib_opener(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    opener, request = m.name("opener"), m.name("request")
    body = ', data=b"{}"' if ask.has_body else ""
    code = block(f"""
        {opener} = urllib.request.build_opener()
        {opener}.addheaders = [("Authorization", {bearer(m, token)})]
        {request} = urllib.request.Request({url}{body}, method="{ask.method}")
        try:
            print({opener}.open({request}).status)
        except urllib.error.HTTPError as error:
            print(error.code)
    """)
    return Piece("", ("import urllib.error", "import urllib.request"), body=(code,))


def authlib_with_token(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    made = f'AuthlibSession(token={{"access_token": {token}, "token_type": "Bearer"}})'
    call = f"{made}.{ask.method.lower()}({url}{ask.json})"
    load = "from authlib.integrations.requests_client import OAuth2Session as AuthlibSession"
    return Piece("", (load,), body=(f"print({call}.status_code)",))


def with_parameters(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    client, extra = m.pick(("requests", "httpx")), ', params={"tag": "7"}'
    call = f"{client}.{ask.method.lower()}({url}, headers={headers(m, token)}{ask.json}{extra})"
    return Piece("", (f"import {client}",), body=(f"print({call}.status_code)",))


RARER_SENDERS: tuple[Sender, ...] = (
    Sender(requests_session_auth),
    Sender(httpx_auth_class),
    Sender(httpx_stream),
    Sender(aiohttp_function),
    Sender(urllib3_connections, prefix="/v1.0"),
    Sender(urllib_opener),
    Sender(authlib_with_token),
    Sender(with_parameters),
)
