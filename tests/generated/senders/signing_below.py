"""Ways to send a request that is signed below the call: adapters, transports, handlers.

They are given expressions for the URL and the token.
"""

from tests.generated.pieces import Maker, Piece, block
from tests.generated.senders.sending import Ask, Sender, bearer

SIGNS = "https://graph.microsoft.com"


def requests_adapter(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name, session = m.name("Signs"), m.name("session")
    code = adapter(m, name)
    prefix = m.pick(("https://", SIGNS, f"{SIGNS}/", "https://graph."))
    lines = (
        f"{session} = requests.Session()",
        f'{session}.mount("{prefix}", {name}({token}))',
        f"print({session}.{ask.method.lower()}({url}{ask.json}).status_code)",
    )
    return Piece("", ("import requests",), (code,), lines)


def adapter(m: Maker, name: str) -> str:
    """A class of adapters that sign with the token that they are made with."""
    method, last = m.pick(
        (
            ("send", "return super().send(request, **options)"),
            ("send", "return requests.adapters.HTTPAdapter.send(self, request, **options)"),
            ("add_headers", "super().add_headers(request, **options)"),
        )
    )
    return block(f"""
        class {name}(requests.adapters.HTTPAdapter):
            def __init__(self, token, **options):
                super().__init__(**options)
                self.token = token

            def {method}(self, request, **options):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                {last}
    """)


def own_session_sends(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    """A class derived from a client, whose ``send`` signs."""
    client, name = m.pick(("requests.Session", "httpx.Client")), m.name("Signing")
    code = block(f"""
        class {name}({client}):
            def __init__(self, token):
                super().__init__()
                self.token = token

            def send(self, request, **options):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                return super().send(request, **options)
    """)
    call = f"{name}({token}).{ask.method.lower()}({url}{ask.json})"
    return Piece("", (f"import {client.split('.')[0]}",), (code,), (f"print({call}.status_code)",))


def transport(m: Maker, name: str) -> str:
    """A class of transports that sign with the token that they are made with."""
    wrapping = block(f"""
        class {name}(httpx.BaseTransport):
            def __init__(self, token):
                self.token = token
                self.inner = httpx.HTTPTransport()

            def handle_request(self, request):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                return self.inner.handle_request(request)
    """)
    derived = block(f"""
        class {name}(httpx.HTTPTransport):
            def __init__(self, token, **options):
                super().__init__(**options)
                self.token = token

            def handle_request(self, request):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                return super().handle_request(request)
    """)
    return m.pick((wrapping, derived))


def httpx_transport(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name = m.name("Signs")
    where = m.pick(("transport={0}", 'mounts={{"https://": {0}}}', 'mounts={{"all://": {0}}}'))
    client = f"httpx.Client({where.format(f'{name}({token})')})"
    line = f"print({client}.{ask.method.lower()}({url}{ask.json}).status_code)"
    return Piece("", ("import httpx",), (transport(m, name),), (line,))


def httpx_transport_asynchronously(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name, send = m.name("Signs"), m.name("send")
    code = block(f"""
        class {name}(httpx.AsyncHTTPTransport):
            def __init__(self, token):
                super().__init__()
                self.token = token

            async def handle_async_request(self, request):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                return await super().handle_async_request(request)


        async def {send}(url, token):
            async with httpx.AsyncClient(transport={name}(token)) as client:
                response = await client.{ask.method.lower()}(url{ask.json})
                print(response.status_code)
    """)
    imports = ("import asyncio", "import httpx")
    return Piece("", imports, (code,), (f"asyncio.run({send}({url}, {token}))",))


def _opened(m: Maker, url: str, ask: Ask, opening: str) -> tuple[str, ...]:
    """The lines of a request of urllib without headers of its own."""
    request, body = m.name("request"), ', data=b"{}"' if ask.has_body else ""
    made = f'{request} = urllib.request.Request({url}{body}, method="{ask.method}")'
    code = block(f"""
        try:
            print({opening}({request}).status)
        except urllib.error.HTTPError as error:
            print(error.code)
    """)
    return made, code


URLLIB = ("import urllib.error", "import urllib.request")


def urllib_handler(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name, opener = m.name("Signs"), m.name("opener")
    method = m.pick(("https_request", "http_request"))
    alias = "\n\n            https_request = http_request" if method == "http_request" else ""
    adding = m.pick(("add_header", "add_unredirected_header"))
    code = block(f"""
        class {name}(urllib.request.BaseHandler):
            def __init__(self, token):
                self.token = token

            def {method}(self, request):
                request.{adding}("Authorization", {bearer(m, "self.token")})
                return request{alias}
    """)
    made = m.pick(
        (
            f"{opener} = urllib.request.build_opener({name}({token}))",
            f"{opener} = urllib.request.build_opener()\n{opener}.add_handler({name}({token}))",
        )
    )
    lines = (made, *_opened(m, url, ask, f"{opener}.open"))
    return Piece("", URLLIB, (code,), lines)


def urllib_installed(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    """An opener that is installed, and another one when the request is done."""
    opener = m.name("opener")
    fill = m.pick(
        (
            f'{opener}.addheaders = [("Authorization", {bearer(m, token)})]',
            f'{opener}.addheaders.append(("Authorization", {bearer(m, token)}))',
            f'{opener}.addheaders += [("Authorization", {bearer(m, token)})]',
        )
    )
    lines = (
        f"{opener} = urllib.request.build_opener()",
        fill,
        f"urllib.request.install_opener({opener})",
        *_opened(m, url, ask, "urllib.request.urlopen"),
        "urllib.request.install_opener(urllib.request.build_opener())",
    )
    return Piece("", URLLIB, body=lines)


def aiohttp_middleware(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name, send, kind = m.name("sign"), m.name("send"), m.name("Signs")
    own = block(f"""
        class {kind}:
            def __init__(self, token):
                self.token = token

            async def __call__(self, request, handler):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                return await handler(request)
    """)
    inner = (
        f"    async def {name}(request, handler):\n"
        f'        request.headers["Authorization"] = {bearer(m, "token")}\n'
        "        return await handler(request)\n"
    )
    by_class = m.chance(2)
    given = f"middlewares=({f'{kind}(token)' if by_class else name},)"
    first, then = m.pick(((given, ""), ("", f", {given}")))
    code = (
        f"async def {send}(url, token):\n{'' if by_class else inner}"
        f"    async with aiohttp.ClientSession({first}) as session:\n"
        f"        response = await session.{ask.method.lower()}(url{then}{ask.json})\n"
        "        print(response.status)"
    )
    imports = ("import aiohttp", "import asyncio")
    setup = (own, code) if by_class else (code,)
    return Piece("", imports, setup, (f"asyncio.run({send}({url}, {token}))",))


SIGNING_BELOW: tuple[Sender, ...] = (
    Sender(requests_adapter),
    Sender(own_session_sends),
    Sender(httpx_transport),
    Sender(httpx_transport_asynchronously),
    Sender(urllib_handler),
    Sender(urllib_installed),
    Sender(aiohttp_middleware),
)
