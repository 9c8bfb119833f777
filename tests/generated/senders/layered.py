"""Requests that two tokens are put into, of which the one counts that is put in later.

Each way is given expressions for the URL, for the token that counts, and for the other.
"""

from collections.abc import Callable

from tests.generated.pieces import Maker, Piece, block
from tests.generated.senders.sending import Ask, bearer, headers
from tests.generated.senders.signing_below import URLLIB, adapter, transport

Layered = Callable[[Maker, str, str, str, Ask], Piece]


def longest_beginning(m: Maker, url: str, token: str, other: str, ask: Ask) -> Piece:
    """Two adapters for two beginnings of the URL."""
    first, session = m.name("Signs"), m.name("session")
    short, long = m.pick(
        (
            ("https://", "https://graph.microsoft.com"),
            ("https://graph.microsoft.com", "https://graph.microsoft.com/"),
            ("https://contoso.com/", "https://"),
            ("https://graph.microsoft.com.contoso.com/", "https://"),
        )
    )
    mounts = (
        f'{session}.mount("{short}", {first}({other}))',
        f'{session}.mount("{long}", {first}({token}))',
    )
    lines = (
        f"{session} = requests.Session()",
        *m.pick((mounts, mounts[::-1])),
        f"print({session}.{ask.method.lower()}({url}{ask.json}).status_code)",
    )
    return Piece("", ("import requests",), (adapter(m, first),), lines)


def layers_of_requests(m: Maker, url: str, token: str, other: str, ask: Ask) -> Piece:
    """The session's headers, the request's, ``auth``, the adapter: the later layer wins."""
    auth, signs, session = m.name("BearerAuth"), m.name("Signs"), m.name("session")
    low = m.number(0, 2)
    high = m.number(low + 1, 3)
    tokens = {low: other, high: token}
    lines, given = [f"{session} = requests.Session()"], ""
    if 0 in tokens:
        lines.append(f"{session}.headers.update({headers(m, tokens[0])})")
    if 1 in tokens:
        given += f", headers={headers(m, tokens[1])}"
    if 2 in tokens and m.chance(2):
        given += f", auth={auth}({tokens[2]})"
    elif 2 in tokens:
        lines.append(f"{session}.auth = {auth}({tokens[2]})")
    if 3 in tokens:
        lines.append(f'{session}.mount("https://", {signs}({tokens[3]}))')
    own = block(f"""
        class {auth}(requests.auth.AuthBase):
            def __init__(self, token):
                self.token = token

            def __call__(self, request):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                return request
    """)
    setup = (*((own,) if 2 in tokens else ()), *((adapter(m, signs),) if 3 in tokens else ()))
    lines.append(f"print({session}.{ask.method.lower()}({url}{given}{ask.json}).status_code)")
    return Piece("", ("import requests",), setup, tuple(lines))


def layers_of_httpx(m: Maker, url: str, token: str, other: str, ask: Ask) -> Piece:
    """The client's headers, the request's, the flow, hooks in turn, the transport."""
    client, flow, signs = m.name("client"), m.name("Flow"), m.name("Signs")
    low = m.number(0, 4)
    high = m.number(low + 1, 5)
    tokens = {low: other, high: token}
    options, given, setup, lines, hooks = [], "", [], [], []
    if 0 in tokens:
        options.append(f"headers={headers(m, tokens[0])}")
    if 1 in tokens:
        given = f", headers={headers(m, tokens[1])}"
    if 2 in tokens:
        setup.append(
            f"class {flow}(httpx.Auth):\n    def __init__(self, token):\n"
            "        self.token = token\n\n    def auth_flow(self, request):\n"
            f'        request.headers["Authorization"] = {bearer(m, "self.token")}\n'
            "        yield request"
        )
        options.append(f"auth={flow}({tokens[2]})")
    for place in (3, 4):
        if place in tokens:
            hook, kept = m.name("sign"), m.name("held")
            hooks.append(hook)
            lines.append(f"{kept} = {tokens[place]}")
            lines.append(f"def {hook}(request):\n    request.headers.update({headers(m, kept)})")
    if hooks:
        options.append(f'event_hooks={{"request": [{", ".join(hooks)}]}}')
    if 5 in tokens:
        setup.append(transport(m, signs))
        options.append(f"transport={signs}({tokens[5]})")
    code = (
        f"with httpx.Client({', '.join(options)}) as {client}:\n"
        f"    print({client}.{ask.method.lower()}({url}{given}{ask.json}).status_code)"
    )
    return Piece("", ("import httpx",), tuple(setup), (*lines, code))


def layers_of_urllib(m: Maker, url: str, token: str, other: str, ask: Ask) -> Piece:
    """The opener's own headers, the request's, those that a handler adds: the later layer wins.

    An opener's own headers do not go with a handler here: those of a handler come before them,
    unless the request has its own, which the linter does not tell apart.
    """
    opener, request, signs = m.name("opener"), m.name("request"), m.name("Signs")
    body = ', data=b"{}"' if ask.has_body else ""
    of_opener, of_request, of_handler = m.pick(((other, token, ""), ("", other, token)))
    lines, setup, given = [], [], ""
    if of_handler:
        setup.append(
            f"class {signs}(urllib.request.BaseHandler):\n    def __init__(self, token):\n"
            "        self.token = token\n\n    def https_request(self, request):\n"
            f'        request.add_header("Authorization", {bearer(m, "self.token")})\n'
            "        return request"
        )
        given = f"{signs}({of_handler})"
    lines.append(f"{opener} = urllib.request.build_opener({given})")
    if of_opener:
        lines.append(f'{opener}.addheaders = [("Authorization", {bearer(m, of_opener)})]')
    own = f", headers={headers(m, of_request)}" if of_request else ""
    lines.append(f'{request} = urllib.request.Request({url}{body}{own}, method="{ask.method}")')
    lines.append(
        block(f"""
        try:
            print({opener}.open({request}).status)
        except urllib.error.HTTPError as error:
            print(error.code)
        """)
    )
    return Piece("", URLLIB, tuple(setup), tuple(lines))


def layers_of_aiohttp(m: Maker, url: str, token: str, other: str, ask: Ask) -> Piece:
    """The session's headers, the request's, middlewares from the outside in."""
    send, signs = m.name("send"), m.name("Signs")
    code = block(f"""
        class {signs}:
            def __init__(self, token):
                self.token = token

            async def __call__(self, request, handler):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                return await handler(request)
    """)
    first, then = m.pick(
        (
            (f"headers={headers(m, 'other')}", f", headers={headers(m, 'token')}"),
            (f"headers={headers(m, 'other')}", f", middlewares=({signs}(token),)"),
            (f"headers={headers(m, 'other')}, middlewares=[{signs}(token)]", ""),
            (f"middlewares=({signs}(other), {signs}(token))", ""),
            (f"middlewares=({signs}(other),)", f", middlewares=[{signs}(token)]"),
            (f"middlewares=({signs}(token),)", f", headers={headers(m, 'other')}"),
        )
    )
    sending = block(f"""
        async def {send}(url, token, other):
            async with aiohttp.ClientSession({first}) as session:
                response = await session.{ask.method.lower()}(url{then}{ask.json})
                print(response.status)
    """)
    line = f"asyncio.run({send}({url}, {token}, {other}))"
    return Piece("", ("import aiohttp", "import asyncio"), (code, sending), (line,))


LAYERED: tuple[Layered, ...] = (
    longest_beginning,
    layers_of_requests,
    layers_of_httpx,
    layers_of_urllib,
    layers_of_aiohttp,
)
