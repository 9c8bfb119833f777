"""requests-futures: sessions whose requests run in a pool.

The names were checked in requests-futures 1.1.0. If a session is passed in, that
session sends.
"""

from flake8_graph_me.knowledge.clients.requests import BODY, PREPARED, VERBS
from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.rows import Call, Sink, Type

SESSION = "requests_futures.sessions.FuturesSession"
PARTS = (
    ("url", ("url",)),
    ("headers", ("headers",)),
    ("more headers", ("self.session.headers", "self.headers")),
    ("auth", ("auth", "self.session.auth", "self.auth")),
    BODY,
)

FUTURES_ROWS: tuple[Call | Type, ...] = (
    Type(
        SESSION,
        ("executor", "max_workers", "session"),
        (("auth", "auth"), ("session", "session")),
        ("headers",),
        supertypes=("requests.Session",),
    ),
    *(
        Call(
            f"{SESSION}.{verb}",
            ("url", *more),
            sink=Sink(PARTS, (("method", verb.upper()),), ("auth",), PREPARED),
            decide=response,
        )
        for verb, more in VERBS.items()
    ),
    Call(
        f"{SESSION}.request",
        ("method", "url", "params", "data", "headers", "cookies", "files", "auth"),
        sink=Sink((("method", ("method",)), *PARTS), (), ("auth",), PREPARED),
        decide=response,
    ),
)
