"""The standard library's http.client.

Checked by running it on CPython 3.11. The host belongs to the connection, the path to the
request. A request may also be built piece by piece: the connection then keeps the pieces, and
``endheaders`` sends it.
"""

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.results import Made, Operation, Passed
from flake8_graph_me.terms.rows import Call, Sink, Type

SECURE = "http.client.HTTPSConnection"
PLAIN = "http.client.HTTPConnection"
PARTS = (
    ("method", ("method",)),
    ("url", ("url",)),
    ("host", ("self.host",)),
    ("headers", ("headers",)),
    ("body", ("body",)),
)
BELOW = ("socket.socket", "socket.create_connection")
PUT = (
    ("method", ("self._put.method",)),
    ("url", ("self._put.url",)),
    ("host", ("self.host",)),
    ("headers", ("self.headers",)),
)

HTTP_CLIENT_ROWS: tuple[Call | Type, ...] = (
    Type(PLAIN, ("host", "port"), (("host", "host"),), ("headers",)),
    Type(SECURE, ("host", "port"), (("host", "host"),), ("headers",), (PLAIN,)),
    Call(
        f"{PLAIN}.request",
        ("method", "url", "body", "headers"),
        sink=Sink(PARTS, below=BELOW),
        decide=response,
        stores="_response",
    ),
    Call(f"{PLAIN}.getresponse", (), Passed("self._response")),
    Call(
        f"{PLAIN}.putrequest",
        ("method", "url"),
        Made(PLAIN, (("method", "method"), ("url", "url"))),
        stores="_put",
    ),
    Call(f"{PLAIN}.putheader", ("header", "value"), Operation("set-header")),
    Call(f"{PLAIN}.endheaders", ("message_body",), sink=Sink(PUT, below=BELOW)),
)
