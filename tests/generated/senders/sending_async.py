"""Ways to send a request with asyncio, given expressions for its URL and its token."""

from tests.generated.pieces import Maker, Piece, block
from tests.generated.senders.sending import GRAPH, Ask, Sender, headers


def httpx_asynchronously(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    return _httpx(m, url, token, ask, "")


def httpx_asynchronously_with_base(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    return _httpx(m, url, token, ask, f'base_url="{GRAPH}", ')


def _httpx(m: Maker, url: str, token: str, ask: Ask, base: str) -> Piece:
    name, in_client = m.name("send"), m.chance(2)
    given = headers(m, "token")
    later = "" if in_client else f", headers={given}"
    code = block(f"""
        async def {name}(url, token):
            async with httpx.AsyncClient({base}{f"headers={given}" if in_client else ""}) as client:
                response = await client.{ask.method.lower()}(url{later}{ask.json})
                print(response.status_code)
    """)
    return _run(m, code, name, url, token, "import httpx")


def aiohttp_session(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name, in_session = m.name("send"), m.chance(2)
    given = headers(m, "token")
    call = f"session.{ask.method.lower()}(url"
    if m.chance(3):
        call = f'session.request("{ask.method}", url'
    call += ("" if in_session else f", headers={given}") + f"{ask.json})"
    code = block(f"""
        async def {name}(url, token):
            async with aiohttp.ClientSession({f"headers={given}" if in_session else ""}) as session:
                async with {call} as response:
                    print(response.status)
    """)
    return _run(m, code, name, url, token, "import aiohttp")


def aiohttp_with_base(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name, given = m.name("send"), headers(m, "token")
    code = block(f"""
        async def {name}(url, token):
            async with aiohttp.ClientSession("{GRAPH}/", headers={given}) as session:
                response = await session.{ask.method.lower()}(url{ask.json})
                print(response.status)
    """)
    return _run(m, code, name, url, token, "import aiohttp")


def in_a_thread(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name, given = m.name("send"), headers(m, "token")
    call = f"asyncio.to_thread(requests.{ask.method.lower()}, url, headers={given}{ask.json})"
    code = block(f"""
        async def {name}(url, token):
            response = await {call}
            print(response.status_code)
    """)
    return _run(m, code, name, url, token, "import requests")


def _run(m: Maker, code: str, name: str, url: str, token: str, load: str) -> Piece:
    """The coroutine, run by itself, gathered, or from a main one."""
    imports = ("import asyncio", load)
    form = m.number(0, 2)
    if form == 0:
        return Piece("", imports, (code,), (f"asyncio.run({name}({url}, {token}))",))
    main = m.name("main")
    inner = (
        f"await {name}(url, token)"
        if form == 1
        else f"await asyncio.gather({name}(url=url, token=token))"
    )
    outer = f"async def {main}(url, token):\n    {inner}"
    return Piece("", imports, (code, outer), (f"asyncio.run({main}({url}, {token}))",))


ASYNC_SENDERS: tuple[Sender, ...] = (
    Sender(httpx_asynchronously),
    Sender(httpx_asynchronously_with_base, prefix=""),
    Sender(aiohttp_session),
    Sender(aiohttp_with_base, prefix="", lead=""),
    Sender(in_a_thread),
)
