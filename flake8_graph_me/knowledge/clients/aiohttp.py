"""The aiohttp client.

Checked by running aiohttp 3.14.5. The call's headers override the session's; the
session's ``base_url`` goes before relative URLs.
"""

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.layers import Layer
from flake8_graph_me.terms.results import Operation
from flake8_graph_me.terms.rows import Call, Sink, Type

SESSION = "aiohttp.ClientSession"
Parts = tuple[tuple[str, tuple[str, ...]], ...]
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
REQUEST = "aiohttp.ClientRequest"
SENT = f"{REQUEST}.send"
MIDDLEWARES = Layer("middlewares self.middlewares", each=True, wraps=True)
TRACE = "aiohttp.TraceConfig"
# What they are handed has the request's own headers, before these are sent.
TRACES = Layer("self.trace_configs", each=True, held="on_request_start")
SENDS = Sink(
    tuple((name, (f"self.{name}",)) for name in ("url", "method", "headers")),
    below=BELOW[1:],
    sent=SENT,
)


def _sink(parts: Parts, method: str = "") -> Sink:
    return Sink(
        parts,
        (("method", method),) if method else (),
        applied_to=REQUEST,
        below=BELOW,
        layers=(TRACES, MIDDLEWARES),
        sent=SENT,
    )


ANY_METHOD = (("method", ("method",)), *PARTS)

AIOHTTP_ROWS: tuple[Call | Type, ...] = (
    Type(REQUEST),
    Type(TRACE, results=((TRACES.held, Operation("builtins.list")),)),
    Call(SENT, ("conn",), sink=SENDS),
    Type(
        SESSION,
        ("base_url",),
        (
            ("_base_url", "base_url"),
            ("headers", "headers"),
            ("middlewares", "middlewares"),
            ("trace_configs", "trace_configs"),
        ),
        ("headers",),
        also=("aiohttp.client.ClientSession",),
    ),
    *(
        Call(
            f"{SESSION}.{verb}",
            ("url",),
            sink=_sink(PARTS, verb.upper()),
            decide=response,
        )
        for verb in VERBS
    ),
    Call(f"{SESSION}.request", ("method", "url"), sink=_sink(ANY_METHOD), decide=response),
    Call("aiohttp.request", ("method", "url"), sink=_sink(ANY_METHOD), decide=response),
)
