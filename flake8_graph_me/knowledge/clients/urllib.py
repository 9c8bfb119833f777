"""The standard library's urllib.request.

Checked by running it on CPython 3.11.
"""

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.results import Made, Nothing, Operation
from flake8_graph_me.terms.rows import Call, Sink, Type

REQUEST = "urllib.request.Request"
OPENER = "urllib.request.OpenerDirector"

BELOW = (
    "urllib.request.HTTPSHandler.https_open",
    "urllib.request.AbstractHTTPHandler.do_open",
    "http.client.HTTPSConnection",
    "http.client.HTTPConnection.request",
    "socket.socket",
    "socket.create_connection",
)
OPEN = Sink(
    (
        ("url", ("url.full_url", "url")),
        ("method", ("url.method",)),
        ("body", ("data", "url.data")),
        ("headers", ("url.headers",)),
    ),
    below=(f"{OPENER}.open", "urllib.request._opener", *BELOW),
)
OPENED = Sink(
    (
        ("url", ("fullurl.full_url", "fullurl")),
        ("method", ("fullurl.method",)),
        ("body", ("data", "fullurl.data")),
        ("headers", ("fullurl.headers",)),
        ("added headers", ("self.addheaders",)),
    ),
    below=BELOW,
)

URLLIB_ROWS: tuple[Call | Type, ...] = (
    Call("urllib.request.urlopen", ("url", "data"), sink=OPEN, decide=response),
    Type(
        REQUEST,
        ("url", "data", "headers", "origin_req_host", "unverifiable", "method"),
        (("full_url", "url"), ("data", "data"), ("headers", "headers"), ("method", "method")),
        ("headers",),
    ),
    Call(f"{REQUEST}.add_header", ("key", "val"), Operation("set-header")),
    Call(f"{REQUEST}.add_unredirected_header", ("key", "val"), Operation("set-header")),
    Type(OPENER),
    Call("urllib.request.build_opener", (), Made(OPENER)),
    Call("urllib.request.install_opener", ("opener",), Nothing()),
    Call(f"{OPENER}.open", ("fullurl", "data"), sink=OPENED, decide=response),
)
