"""httplib2.

Source: httplib2 0.32.1, ``__init__.py``. The method is GET if none is given, whatever the body.
"""

from flake8_graph_me.terms.rows import Call, Sink, Type

HTTP = "httplib2.Http"
PARTS = (("url", ("uri",)), ("headers", ("headers",)), ("body", ("body",)))

HTTPLIB2_ROWS: tuple[Call | Type, ...] = (
    Type(HTTP),
    Call(
        f"{HTTP}.request",
        ("uri", "method", "body", "headers"),
        sink=Sink((("method", ("method",)), *PARTS)),
    ),
)
