"""The standard library's urllib.request.

Checked by running it on CPython 3.11.
"""

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.layers import Adding, Layer
from flake8_graph_me.terms.results import Made, Operation, Passed
from flake8_graph_me.terms.rows import Call, Sink, Type

REQUEST = "urllib.request.Request"
OPENER = "urllib.request.OpenerDirector"

INSTALLED = "urllib.request._opener"
HANDLER = "urllib.request.HTTPSHandler"
SENT = f"{HANDLER}.https_open"
BELOW = (
    "urllib.request.HTTPSHandler.https_open",
    "urllib.request.AbstractHTTPHandler.do_open",
    "http.client.HTTPSConnection",
    "http.client.HTTPConnection.request",
    "socket.socket",
    "socket.create_connection",
)
# A header that is not sent again after a redirection goes before another of its name, and those of
# an opener become such ones.
ADDED = Adding("self.addheaders", ("unredirected_hdrs", "headers"), "handler_order", 500, HANDLER)
OPEN = Sink(
    (
        ("url", ("url.full_url", "url")),
        ("method", ("url.method",)),
        ("body", ("data", "url.data")),
        ("headers", ("url.unredirected_hdrs",)),
        ("more headers", ("url.headers",)),
    ),
    below=(f"{OPENER}.open", *BELOW),
)
OPENED = Sink(
    (
        ("url", ("fullurl.full_url", "fullurl")),
        ("method", ("fullurl.method",)),
        ("body", ("data", "fullurl.data")),
        ("headers", ("fullurl.unredirected_hdrs",)),
        ("more headers", ("fullurl.headers",)),
        ("added headers", ("self.addheaders",)),
    ),
    below=BELOW,
    layers=(
        Layer("self.handlers", ("https_request",), each=True, adding=ADDED),
        Layer("self.handlers", ("https_open",), each=True, sends=True),
    ),
    request="fullurl",
    applied_to=REQUEST,
    sent=SENT,
)
SENDS = Sink(
    (
        ("url", ("req.full_url",)),
        ("method", ("req.method",)),
        ("body", ("req.data",)),
        ("headers", ("req.unredirected_hdrs",)),
        ("more headers", ("req.headers",)),
        ("added headers", ("self.addheaders",)),
    ),
    below=BELOW[1:],
    sent=SENT,
)

URLLIB_ROWS: tuple[Call | Type, ...] = (
    Call(
        "urllib.request.urlopen",
        ("url", "data"),
        sink=OPEN,
        decide=response,
        through="open",
        by=INSTALLED,
    ),
    Type(
        REQUEST,
        ("url", "data", "headers", "origin_req_host", "unverifiable", "method"),
        (("full_url", "url"), ("data", "data"), ("headers", "headers"), ("method", "method")),
        ("headers", "unredirected_hdrs"),
    ),
    Call(f"{REQUEST}.add_header", ("key", "val"), Operation("set-header")),
    Call(
        f"{REQUEST}.add_unredirected_header",
        ("key", "val"),
        Operation("set-unredirected-header"),
    ),
    # What it holds at first has nothing to do with tokens.
    Type(OPENER, results=(("addheaders", Operation("builtins.list")),)),
    Call("urllib.request.build_opener", (), Made(OPENER, (("handlers", "*"),))),
    Call(f"{OPENER}.add_handler", (), Operation("add-handler")),
    Call("urllib.request.install_opener", ("opener",), Passed("opener"), stores=INSTALLED),
    Type("urllib.request.BaseHandler"),
    Type(HANDLER),
    Call(SENT, ("req",), sink=SENDS),
    Call(f"{HANDLER}.do_open", ("http_class", "req"), sink=SENDS),
    Call(f"{OPENER}.open", ("fullurl", "data"), sink=OPENED, decide=response),
)
