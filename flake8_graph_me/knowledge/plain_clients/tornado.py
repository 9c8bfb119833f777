"""tornado: its client, which takes a URL or a request.

Source: tornado 6.6.1, ``httpclient.py``.
"""

from flake8_graph_me.terms.rows import Call, Sink, Type

MODULE = "tornado.httpclient"
CLIENTS = (f"{MODULE}.AsyncHTTPClient", f"{MODULE}.HTTPClient")
REQUEST = f"{MODULE}.HTTPRequest"
OF_A_REQUEST = ("url", "method", "headers", "body")
FETCHED = Sink(
    (
        ("url", ("request.url", "request")),
        *((name, (f"request.{name}", name)) for name in OF_A_REQUEST[1:]),
    )
)

TORNADO_ROWS: tuple[Call | Type, ...] = (
    Type(REQUEST, OF_A_REQUEST, tuple((name, name) for name in OF_A_REQUEST), ("headers",)),
    *(Type(name) for name in CLIENTS),
    *(Call(f"{name}.fetch", ("request",), sink=FETCHED) for name in CLIENTS),
)
