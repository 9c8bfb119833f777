"""Ways to send a request, given expressions for its URL and its token, without asyncio."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.generated.pieces import Maker, Piece, block

GRAPH = "https://graph.microsoft.com/v1.0"


@dataclass(frozen=True)
class Ask:
    """A method, and whether a body goes with it."""

    method: str

    @property
    def has_body(self) -> bool:
        """Whether the request brings a document."""
        return self.method in ("POST", "PATCH")

    @property
    def json(self) -> str:
        """The document as most clients take it."""
        return ", json={}" if self.has_body else ""


@dataclass(frozen=True)
class Sender:
    """A way to send.

    ``statements`` takes the expressions of the URL and of the token. ``prefix`` is what the URL
    begins with, and ``lead`` what stands between that and the path: some clients have the rest.
    """

    statements: Callable[[Maker, str, str, Ask], Piece]
    prefix: str = GRAPH
    lead: str = "/"


def bearer(m: Maker, token: str) -> str:
    """The header's text."""
    forms = [
        '"Bearer " + {}',
        '"Bearer %s" % {}',
        '"Bearer {{}}".format({})',
        '" ".join(["Bearer", {}])',
    ]
    if re.fullmatch(r"[\w.]+", token):
        forms.append('f"Bearer {{{}}}"')
    return m.pick(forms).format(token)


def headers(m: Maker, token: str) -> str:
    """The headers as an expression."""
    forms = (
        '{{"Authorization": {}}}',
        '{{"authorization": {}, "Accept": "application/json"}}',
        "dict(Authorization={})",
        '{{**{{"Accept": "application/json"}}, "Authorization": {}}}',
    )
    return m.pick(forms).format(bearer(m, token))


def _headers_first(m: Maker, token: str) -> tuple[str, list[str]]:
    """The headers, perhaps in a variable, which the lines fill."""
    form = m.number(0, 3)
    if form == 0:
        return headers(m, token), []
    name = m.name("headers")
    if form == 1:
        return name, [f"{name} = {headers(m, token)}"]
    if form == 2:
        first = f'{name} = {{"Accept": "application/json"}}'
        return name, [first, f'{name}["Authorization"] = {bearer(m, token)}']
    return name, [f"{name} = {{}}", f"{name}.update({headers(m, token)})"]


def requests_function(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    given, lines = _headers_first(m, token)
    call = m.pick(
        (
            f"requests.{ask.method.lower()}({url}, headers={given}{ask.json})",
            f"requests.{ask.method.lower()}(url={url}, headers={given}{ask.json}, timeout=10)",
            f'requests.request("{ask.method}", {url}, headers={given}{ask.json})',
            f'requests.request(method="{ask.method}", url={url}, headers={given}{ask.json})',
            f"requests.api.{ask.method.lower()}({url}, headers={given}{ask.json})",
        )
    )
    return Piece("", ("import requests",), body=(*lines, f"print({call}.status_code)"))


def requests_session(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    session = m.name("session")
    fill = m.pick(
        (
            f"{session}.headers.update({headers(m, token)})",
            f'{session}.headers["Authorization"] = {bearer(m, token)}',
            f"{session}.headers = {headers(m, token)}",
        )
    )
    call = m.pick(
        (
            f"{session}.{ask.method.lower()}({url}{ask.json})",
            f'{session}.request("{ask.method}", {url}{ask.json})',
        )
    )
    lines = (fill, f"print({call}.status_code)")
    if m.chance(2):
        code = f"with requests.Session() as {session}:\n    " + "\n    ".join(lines)
        return Piece("", ("import requests",), body=(code,))
    made = m.pick(("requests.Session()", "requests.session()"))
    return Piece("", ("import requests",), body=(f"{session} = {made}", *lines))


def requests_prepared(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    given, lines = _headers_first(m, token)
    request, session = m.name("request"), m.name("session")
    prepared = m.pick((f"{request}.prepare()", f"{session}.prepare_request({request})"))
    # Only a session's own request looks for the authority in the environment.
    code = f"""
        {request} = requests.Request("{ask.method}", {url}, headers={given}{ask.json})
        {session} = requests.Session()
        {session}.verify = os.environ["REQUESTS_CA_BUNDLE"]
        print({session}.send({prepared}).status_code)
    """
    return Piece("", ("import os", "import requests"), body=(*lines, block(code)))


def requests_auth_object(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    name = m.name("BearerAuth")
    code = block(f"""
        class {name}(requests.auth.AuthBase):
            def __init__(self, token):
                self.token = token

            def __call__(self, request):
                request.headers["Authorization"] = {bearer(m, "self.token")}
                return request
    """)
    call = f"requests.{ask.method.lower()}({url}, auth={name}({token}){ask.json})"
    return Piece("", ("import requests",), (code,), (f"print({call}.status_code)",))


def httpx_function(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    given, lines = _headers_first(m, token)
    call = m.pick(
        (
            f"httpx.{ask.method.lower()}({url}, headers={given}{ask.json})",
            f'httpx.request("{ask.method}", {url}, headers={given}{ask.json})',
        )
    )
    return Piece("", ("import httpx",), body=(*lines, f"print({call}.status_code)"))


def httpx_client(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    return _httpx_client(m, url, token, ask, "")


def httpx_client_with_base(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    slash = m.pick(("", "/"))
    return _httpx_client(m, url, token, ask, f'base_url="{GRAPH}{slash}", ')


def _httpx_client(m: Maker, url: str, token: str, ask: Ask, base: str) -> Piece:
    given, lines = _headers_first(m, token)
    client = m.name("client")
    where = m.number(0, 2)
    made = f"httpx.Client({base}{f'headers={given}' if where == 0 else ''})"
    late = [f"{client}.headers.update({given})"] if where == 1 else []
    extra = f", headers={given}" if where == 2 else ""
    call = f"{client}.{ask.method.lower()}({url}{extra}{ask.json})"
    if m.chance(3):
        call = f'{client}.send({client}.build_request("{ask.method}", {url}{extra}{ask.json}))'
    rest = "\n    ".join((*late, f"print({call}.status_code)"))
    return Piece("", ("import httpx",), body=(*lines, f"with {made} as {client}:\n    {rest}"))


def urllib_request(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    given, lines = _headers_first(m, token)
    request, body = m.name("request"), ', data=b"{}"' if ask.has_body else ""
    made = (
        f'{request} = urllib.request.Request({url}{body}, headers={given}, method="{ask.method}")'
    )
    if m.chance(3):
        # The token is written once: its expression may take it from an iterator.
        lines = []
        made = (
            f'{request} = urllib.request.Request({url}{body}, method="{ask.method}")\n'
            f'{request}.add_header("Authorization", {bearer(m, token)})'
        )
    code = block(f"""
        try:
            with urllib.request.urlopen({request}) as answer:
                print(answer.status)
        except urllib.error.HTTPError as error:
            print(error.code)
    """)
    imports = ("import urllib.error", "import urllib.request")
    return Piece("", imports, body=(*lines, made, code))


def urllib3_pool(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    given, lines = _headers_first(m, token)
    pool, form = m.name("manager"), m.number(0, 2)
    made = f"{pool} = urllib3.PoolManager({f'headers={given}' if form == 0 else ''})"
    extra = "" if form == 0 else f", headers={given}"
    caller = "urllib3" if form == 2 else pool
    call = f'{caller}.request("{ask.method}", {url}{extra}{ask.json})'
    return Piece("", ("import urllib3",), body=(*lines, made, f"print({call}.status)"))


def http_client(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    given, lines = _headers_first(m, token)
    connection, body = m.name("connection"), ', body="{}"' if ask.has_body else ""
    code = block(f"""
        {connection} = http.client.HTTPSConnection("graph.microsoft.com")
        {connection}.request("{ask.method}", {url}, headers={given}{body})
        print({connection}.getresponse().read())
    """)
    return Piece("", ("import http.client",), body=(*lines, code))


def batch(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    given, lines = _headers_first(m, token)
    body = ', "body": {}, "headers": {"Content-Type": "application/json"}' if ask.has_body else ""
    document = f'{{"requests": [{{"id": "1", "method": "{ask.method}", "url": {url}{body}}}]}}'
    if m.chance(2):
        name = m.name("document")
        lines, document = [*lines, f"{name} = {document}"], name
    client = m.pick(("requests", "httpx"))
    call = f'{client}.post("{GRAPH}/$batch", json={document}, headers={given})'
    return Piece("", (f"import {client}",), body=(*lines, f"print({call}.json())"))


def oauthlib_with_token(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    made = f'OAuth2Session(token={{"access_token": {token}, "token_type": "Bearer"}})'
    call = f"{made}.{ask.method.lower()}({url}{ask.json})"
    load = "from requests_oauthlib import OAuth2Session"
    return Piece("", (load,), body=(f"print({call}.status_code)",))


SENDERS: tuple[Sender, ...] = (
    Sender(requests_function),
    Sender(requests_session),
    Sender(requests_prepared),
    Sender(requests_auth_object),
    Sender(httpx_function),
    Sender(httpx_client),
    Sender(httpx_client_with_base, prefix=""),
    Sender(urllib_request),
    Sender(urllib3_pool),
    Sender(http_client, prefix="/v1.0"),
    Sender(batch, prefix=""),
    Sender(oauthlib_with_token),
)
