"""The standard library's http.client.

Source: CPython 3.13, ``http/client.py``. The host belongs to the connection, the path to the
request.
"""

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

HTTP_CLIENT_ROWS: tuple[Call | Type, ...] = (
    Type(PLAIN, ("host", "port"), (("host", "host"),)),
    Type(SECURE, ("host", "port"), (("host", "host"),), supertypes=(PLAIN,)),
    Call(f"{PLAIN}.request", ("method", "url", "body", "headers"), sink=Sink(PARTS)),
)
