"""requests-toolbelt: a session of requests with a base URL.

Source: requests-toolbelt 1.0.0, ``sessions.py``. The base goes before relative URLs.
"""

from flake8_graph_me.knowledge.clients.requests import PREPARED, SESSION, SESSION_PARTS, VERBS
from flake8_graph_me.terms.rows import Call, Sink, Type

BASE_SESSION = "requests_toolbelt.sessions.BaseUrlSession"
PARTS = (("url", ("url",)), ("base", ("self.base_url",)), *SESSION_PARTS)


def _sink(*constants: tuple[str, str]) -> Sink:
    parts = PARTS if constants else (("method", ("method",)), *PARTS)
    return Sink(parts, constants, ("auth",), PREPARED)


REQUESTS_TOOLBELT_ROWS: tuple[Call | Type, ...] = (
    Type(
        BASE_SESSION,
        ("base_url",),
        (("base_url", "base_url"), ("auth", "auth")),
        ("headers",),
        (SESSION,),
    ),
    *(
        Call(
            f"{BASE_SESSION}.{verb}",
            ("url", *more),
            sink=_sink(("method", verb.upper())),
            through="request",
        )
        for verb, more in VERBS.items()
    ),
    Call(f"{BASE_SESSION}.request", ("method", "url"), sink=_sink()),
)
