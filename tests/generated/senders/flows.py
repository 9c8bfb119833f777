"""Requests by flows of httpx that fetch their token by a request of their own."""

from tests.generated.acquiring.token_endpoints import FOR_APP, OF_USER, V2
from tests.generated.acquiring.tokens import DEFAULT
from tests.generated.pieces import Maker, Piece, block, joined
from tests.generated.senders.sending import Ask, bearer


def flow_request(m: Maker, url: Piece, ask: Ask, *, app: bool) -> Piece:
    """A request whose flow asks for the token first, each time or once."""
    fields = (
        {**FOR_APP, "scope": DEFAULT}
        if app
        else {**OF_USER, "client_id": "client-id", "scope": "https://graph.microsoft.com/User.Read"}
    )
    items = ", ".join(f'"{key}": "{value}"' for key, value in fields.items())
    name = m.name("Fetching")
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
    code, client = m.pick((each_time, once)), m.name("client")
    lines = m.pick(
        (
            (f"print(httpx.{ask.method.lower()}({url.value}, auth={name}(){ask.json}).text)",),
            (
                f"{client} = httpx.Client(auth={name}())",
                f"print({client}.{ask.method.lower()}({url.value}{ask.json}).text)",
            ),
            (
                f"with httpx.Client() as {client}:\n    {client}.auth = {name}()\n"
                f"    {client}.{ask.method.lower()}({url.value}{ask.json})",
            ),
        )
    )
    return joined("", url).then("", imports=("import httpx",), setup=(code,), body=lines)
