"""The aiohttp client.

Checked by running aiohttp 3.14.5. The call's headers override the session's; the
session's ``base_url`` goes before relative URLs.
"""

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.rows import Call, Sink, Type

SESSION = "aiohttp.ClientSession"
VERBS = ("get", "options", "head", "post", "put", "patch", "delete")
PARTS = (
    ("url", ("url",)),
    ("base", ("self._base_url",)),
    ("headers", ("headers",)),
    ("more headers", ("self.headers",)),
    ("body", ("json", "data")),
    ("query", ("params",)),
)
BELOW = (f"{SESSION}._request", "socket.socket")
ANY_METHOD = (("method", ("method",)), *PARTS)

AIOHTTP_ROWS: tuple[Call | Type, ...] = (
    Type(
        SESSION,
        ("base_url",),
        (("_base_url", "base_url"), ("headers", "headers")),
        ("headers",),
        also=("aiohttp.client.ClientSession",),
    ),
    *(
        Call(
            f"{SESSION}.{verb}",
            ("url",),
            sink=Sink(PARTS, (("method", verb.upper()),), below=BELOW),
            decide=response,
        )
        for verb in VERBS
    ),
    Call(
        f"{SESSION}.request", ("method", "url"), sink=Sink(ANY_METHOD, below=BELOW), decide=response
    ),
    Call("aiohttp.request", ("method", "url"), sink=Sink(ANY_METHOD, below=BELOW), decide=response),
)
