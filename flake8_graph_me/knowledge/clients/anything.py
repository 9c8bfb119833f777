"""Request methods of unknown clients, recognised by name, such as ``get`` and ``post``.

The rules take such a call for a request only if the URL's host is Graph's, or if the headers passed
to it carry a token for Graph.
"""

from flake8_graph_me.terms.rows import Call, Sink

PARTS = (
    ("headers", ("headers",)),
    ("body", ("json", "data")),
    ("auth", ("auth",)),
    ("client", ("self",)),
)
VERBS = ("get", "post", "put", "patch", "delete", "head")

ANYTHING_ROWS: tuple[Call, ...] = (
    *(
        Call(
            f"*.{verb}",
            ("url",),
            sink=Sink((("url", ("url",)), *PARTS), (("method", verb.upper()),)),
        )
        for verb in VERBS
    ),
    Call(
        "*.request",
        ("method", "url"),
        sink=Sink((("url", ("url",)), ("method", ("method",)), *PARTS)),
    ),
)
