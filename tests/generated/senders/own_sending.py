"""Ways to send a request with the program's own client, which knows the base URL."""

from tests.generated.pieces import Maker, Piece, block
from tests.generated.senders.sending import GRAPH, Ask, Sender, bearer, headers


def own_client(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    """A client class of the program's own, which has the base."""
    name = m.name("GraphClient")
    parameter = m.pick(("path", "path, **options"))
    handed = ", **options" if "options" in parameter else ""
    code = block(f"""
        class {name}:
            base = "{GRAPH}"

            def __init__(self, token):
                self.session = requests.Session()
                self.session.headers["Authorization"] = {bearer(m, "token")}

            def _send(self, method, path, **options):
                return self.session.request(method, self.base + path, **options)

            def send(self, {parameter}):
                return self._send("{ask.method}", path{handed}{ask.json if not handed else ""})
    """)
    extra = ask.json if handed else ""
    call = f"{name}({token}).send({url}{extra})"
    return Piece("", ("import requests",), (code,), (f"print({call}.status_code)",))


def own_functions(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    """Functions of the program's own, one for the headers, one for the request."""
    call, made = m.name("call_graph"), m.name("headers_for")
    client = m.pick(("requests", "httpx"))
    code = block(f"""
        def {made}(token):
            return {headers(m, "token")}


        def {call}(method, path, token, **options):
            url = "{GRAPH}" + path
            return {client}.request(method, url, headers={made}(token), **options)
    """)
    given = m.pick(
        (
            f'{call}("{ask.method}", {url}, {token}{ask.json})',
            f'{call}(method="{ask.method}", token={token}, path={url}{ask.json})',
        )
    )
    return Piece("", (f"import {client}",), (code,), (f"print({given}.status_code)",))


def requests_session_class(m: Maker, url: str, token: str, ask: Ask) -> Piece:
    """A session of the program's own, which puts the base in front of every URL."""
    name = m.name("GraphSession")
    code = block(f"""
        class {name}(requests.Session):
            def __init__(self, token):
                super().__init__()
                self.headers["Authorization"] = {bearer(m, "token")}

            def request(self, method, url, **options):
                return super().request(method, "{GRAPH}" + url, **options)
    """)
    call = f"{name}({token}).{ask.method.lower()}({url}{ask.json})"
    if m.chance(2):
        call = f'{name}({token}).request("{ask.method}", {url}{ask.json})'
    return Piece("", ("import requests",), (code,), (f"print({call}.status_code)",))


OWN_SENDERS: tuple[Sender, ...] = (
    Sender(own_client, prefix=""),
    Sender(own_functions, prefix=""),
    Sender(requests_session_class, prefix=""),
)
