"""Requests by flows of httpx that fetch their token by a request of their own."""

from tests.generated.acquiring.token_endpoints import FOR_APP, OF_USER, V2
from tests.generated.acquiring.tokens import DEFAULT
from tests.generated.pieces import Maker, Piece, block, joined
from tests.generated.senders.sending import Ask, bearer


def flow_request(m: Maker, url: Piece, ask: Ask, *, app: bool) -> Piece:
    """A request whose flow asks for the token first, each time or once."""
    name, client = m.name("Fetching"), m.name("client")
    code = _flow(m, name, app=app)
    call = f"{ask.method.lower()}({url.value}"
    lines = m.pick(
        (
            (f"print(httpx.{call}, auth={name}(){ask.json}).text)",),
            (
                f"{client} = httpx.Client(auth={name}())",
                f"print({client}.{call}{ask.json}).text)",
            ),
            (
                f"{client} = httpx.Client()",
                f"{client}.auth = {name}()",
                f"{client}.{call}{ask.json})",
            ),
        )
    )
    return joined("", url).then("", imports=("import httpx",), setup=(code,), body=lines)


def _flow(m: Maker, name: str, *, app: bool) -> str:
    fields = (
        {**FOR_APP, "scope": DEFAULT}
        if app
        else {**OF_USER, "client_id": "client-id", "scope": "https://graph.microsoft.com/User.Read"}
    )
    items = ", ".join(f'"{key}": "{value}"' for key, value in fields.items())
    each_time = block(f"""
        class {name}(httpx.Auth):
            requires_response_body = True

            def auth_flow(self, request):
                response = yield httpx.Request("POST", "{V2}", data={{{items}}})
                token = response.json()["access_token"]
                request.headers["Authorization"] = {bearer(m, "token")}
                yield request
    """)
    once = block(f"""
        class {name}(httpx.Auth):
            requires_response_body = True

            def __init__(self):
                self.token = None

            def auth_flow(self, request):
                if self.token is None:
                    response = yield self.asking()
                    self.token = response.json()["access_token"]
                request.headers["Authorization"] = {bearer(m, "self.token")}
                response = yield request
                if response.status_code == 401:
                    self.token = None

            def asking(self):
                return httpx.Request("POST", "{V2}", data={{{items}}})
    """)
    return m.pick((each_time, once))
