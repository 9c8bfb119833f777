"""Ways to send a request that the program's own code signs: hooks, flows, and objects for ``auth``.

They are given expressions for the URL and the token.
"""

from tests.generated.pieces import Maker, Piece, block
from tests.generated.senders.sending import Ask, Sender, bearer, headers
from tests.generated.ways.hooks import BY_EXCEPTIONS, BY_UNDERSCORES
from tests.generated.ways.iterating import BY_GENERATORS, OF_OWN_ITERATORS

OF_ARGUMENTS = (*OF_OWN_ITERATORS, *BY_GENERATORS, *BY_UNDERSCORES, *BY_EXCEPTIONS)
"""Ways for what is given to a function. What a singleton keeps from one call for the next is left
out: in threads nobody knows which came first.
"""


def headers_by_a_way(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    """The headers come out of an iterator or a hook of Python."""
    client = m.pick(("requests", "httpx"))
    given = m.pick(OF_ARGUMENTS)(m, Piece(headers(m, token)), inside=False)
    call = f"{client}.{ask.method.lower()}({url}, headers={given.value}{ask.json})"
    line = f"print({call}.status_code)"
    return given.then("", imports=(f"import {client}",), body=(line,))


def _hook(m: Maker, token: str, *, later: bool = False) -> tuple[str, tuple[str, ...], list[str]]:
    """A hook that signs: its expression, classes for it, and lines before."""
    name, kept = m.name("sign"), m.name("held")
    word, form = "async def" if later else "def", m.number(0, 2)
    if form == 0:
        lines = (
            f"{kept} = {token}",
            f'{word} {name}(request):\n    request.headers["Authorization"] = {bearer(m, kept)}',
        )
        return name, (), list(lines)
    kind, method = m.name("Signer"), "sign" if form == 1 else "__call__"
    code = block(f"""
        class {kind}:
            def __init__(self, token):
                self.token = token

            {word} {method}(self, request):
                request.headers["Authorization"] = {bearer(m, "self.token")}
    """)
    return f"{kind}({token}){'.sign' if form == 1 else ''}", (code,), []


def httpx_hook(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    hook, setup, lines = _hook(m, token)
    client, form = m.name("client"), m.number(0, 3)
    made = f'httpx.Client(event_hooks={{"request": [{hook}]}})' if form == 0 else "httpx.Client()"
    late = (
        "pass",
        f'{client}.event_hooks["request"].append({hook})',
        f'{client}.event_hooks = {{"request": [{hook}], "response": []}}',
        f'{client}.event_hooks["request"] = [{hook}]',
    )[form]
    call = f"{client}.{ask.method.lower()}({url}{ask.json})"
    code = f"with {made} as {client}:\n    {late}\n    print({call}.status_code)"
    return Piece("", ("import httpx",), setup, (*lines, code))


def httpx_hook_asynchronously(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    hook, setup, lines = _hook(m, "token", later=True)
    name, by_constructor = m.name("send"), m.chance(2)
    made = f'event_hooks={{"request": [{hook}]}}' if by_constructor else ""
    late = "pass" if by_constructor else f'client.event_hooks["request"].append({hook})'
    before = "\n".join(lines).replace("\n", "\n" + " " * 12)
    code = block(f"""
        async def {name}(url, token):
            {before or "pass"}
            async with httpx.AsyncClient({made}) as client:
                {late}
                response = await client.{ask.method.lower()}(url{ask.json})
                print(response.status_code)
    """)
    line = f"asyncio.run({name}({url}, {token}))"
    return Piece("", ("import asyncio", "import httpx"), (*setup, code), (line,))


def httpx_flow(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    """A flow for either kind of client, or only for this one, which looks at the answer."""
    name = m.name("Flow")
    later = m.chance(2)
    word, method = m.pick(
        (
            ("def", "auth_flow"),
            ("async def" if later else "def", "async_auth_flow" if later else "sync_auth_flow"),
        )
    )
    after = m.pick(("", "\n        print(response.status_code)"))
    code = (
        f"class {name}(httpx.Auth):\n    def __init__(self, token):\n        self.token = token\n\n"
        f"    {word} {method}(self, request):\n"
        f'        request.headers["Authorization"] = {bearer(m, "self.token")}\n'
        f"        {'response = ' if after else ''}yield request{after}"
    )
    if later:
        send = m.name("send")
        where = m.pick((("auth=auth", ""), ("", ", auth=auth")))
        sending = block(f"""
            async def {send}(url, auth):
                async with httpx.AsyncClient({where[0]}) as client:
                    await client.{ask.method.lower()}(url{where[1]}{ask.json})
        """)
        line = f"asyncio.run({send}({url}, {name}({token})))"
        return Piece("", ("import asyncio", "import httpx"), (code, sending), (line,))
    client = m.name("client")
    lines = (
        f"{client} = httpx.Client()",
        f"{client}.auth = {name}({token})",
        f"print({client}.{ask.method.lower()}({url}{ask.json}).status_code)",
    )
    return Piece("", ("import httpx",), (code,), lines)


def requests_auth_of_a_session(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    """An object of the program's own class, as the session's, in a class of its own or prepared."""
    name, session = m.name("BearerAuth"), m.name("session")
    code = block(f"""
        class {name}(requests.auth.AuthBase):
            def __init__(self, token):
                self.token = token

            def __call__(self, r):
                r.headers.update({headers(m, "self.token")})
                return r
    """)
    call = m.pick(
        (
            f"{session}.{ask.method.lower()}({url}{ask.json})",
            f'{session}.request("{ask.method}", {url}{ask.json})',
        )
    )
    send = f"print({call}.status_code)"
    kind = m.name("Signed")
    own = (
        f"class {kind}(requests.Session):\n    def __init__(self, token):\n"
        f"        super().__init__()\n        self.auth = {name}(token)"
    )
    if m.chance(2):
        lines = (f"{session} = {kind}({token})", send)
        return Piece("", ("import requests",), (code, own), lines)
    first = (f"{session} = requests.Session()", f"{session}.auth = {name}({token})")
    return Piece("", ("import requests",), (code,), (*first, send))


HOOKED_SENDERS: tuple[Sender, ...] = (
    Sender(headers_by_a_way),
    Sender(httpx_hook),
    Sender(httpx_hook_asynchronously),
    Sender(httpx_flow),
    Sender(requests_auth_of_a_session),
)
