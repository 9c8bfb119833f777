"""The requests library.

Checked by running requests 2.34.2. ``auth`` is applied after all
headers are merged; the call's headers override the session's.
"""

from dataclasses import replace

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.layers import Layer
from flake8_graph_me.terms.results import Made, Nothing, Operation, Passed
from flake8_graph_me.terms.rows import Answer, Call, Making, Sink, Type

SESSION = "requests.Session"
REQUEST = "requests.Request"
PREPARED = "requests.PreparedRequest"

ADAPTER = "requests.adapters.HTTPAdapter"
OF_ADAPTER = Layer("self", ("add_headers",))
MOUNTED = Layer("self.adapters", ("send",), by_prefix=True, chosen_by="get_adapter", sends=True)
LAYERS = (Layer("self", ("send",), sends=True), MOUNTED)
SENT = f"{ADAPTER}.send"
BELOW = (
    "requests.api.request",
    "requests.sessions.Session",
    f"{SESSION}.request",
    f"{SESSION}.send",
    f"{SESSION}.get_adapter",
    "requests.adapters.HTTPAdapter.send",
    "socket.socket",
    "socket.create_connection",
)
OF_SESSION = BELOW[2:]
MAKING = Making(
    "prepare_request",
    "send",
    ("method", "url", "headers", "files", "data", "json", "params", "auth", "cookies", "hooks"),
    of=REQUEST,
)
RESPONSE = "requests.Response"
SENT_WITH = ("timeout", "verify", "proxies", "stream", "cert")


def _answer(*paths: str) -> Answer:
    return Answer(RESPONSE, paths, (("connection", ADAPTER),), SENT_WITH)


BODY = ("body", ("json", "data"))
QUERY = ("query", ("params",))
HEADERS = (("headers", ("headers",)), ("auth", ("auth",)), BODY, QUERY)
SESSION_PARTS = (
    ("headers", ("headers",)),
    ("more headers", ("self.headers",)),
    ("auth", ("auth", "self.auth")),
    BODY,
    QUERY,
)
# What a verb takes after its URL, in order.
VERBS = {
    "get": ("params",),
    "options": (),
    "head": (),
    "post": ("data", "json"),
    "put": ("data",),
    "patch": ("data",),
    "delete": (),
}


OF_FUNCTIONS = Sink(
    (),
    applied=("auth",),
    applied_to=PREPARED,
    below=BELOW,
    sent=SENT,
    answer=_answer("hooks.response"),
)
OF_SESSIONS = replace(
    OF_FUNCTIONS,
    below=OF_SESSION,
    layers=LAYERS,
    making=MAKING,
    answer=_answer("hooks.response", "self.hooks.response"),
)


def _sink(parts: tuple[tuple[str, tuple[str, ...]], ...], method: str = "") -> Sink:
    where = (("url", ("url",)), *(() if method else (("method", ("method",)),)), *parts)
    constants = (("method", method.upper()),) if method else ()
    kind = OF_FUNCTIONS if parts is HEADERS else OF_SESSIONS
    return replace(kind, parts=where, constants=constants)


def _verbs(prefix: str, parts: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Call, ...]:
    return tuple(
        Call(
            f"{prefix}.{verb}",
            ("url", *more),
            sink=_sink(parts, verb),
            decide=response,
            through="request",
        )
        for verb, more in VERBS.items()
    )


def session_rows(type_name: str, token: str) -> tuple[Call, ...]:
    """The requests of a kind of session that adds a token of its own, kept at an access path."""
    parts = (("token", (token,)), *SESSION_PARTS)
    return (
        *_verbs(type_name, parts),
        Call(f"{type_name}.request", ("method", "url", "data", "headers"), sink=_sink(parts)),
    )


OF_BODY = ("body", ("request.body",))
SEND = Sink(
    (
        ("url", ("request.url",)),
        ("method", ("request.method",)),
        ("headers", ("request.headers",)),
        ("more headers", ("request.more_headers",)),
        ("auth", ("request.auth",)),
        OF_BODY,
    ),
    (),
    ("auth",),
    PREPARED,
    below=OF_SESSION[2:],
    layers=(MOUNTED,),
    request="request",
    sent=SENT,
    answer=_answer("request.hooks.response"),
)
OF_REQUEST = (
    *((name, (f"request.{name}",)) for name in ("url", "method", "headers")),
    OF_BODY,
)
SENDS = Sink(OF_REQUEST, below=OF_SESSION[3:], layers=(OF_ADAPTER,), request="request", sent=SENT)
PREPARED_PARTS = (
    ("method", "self.method"),
    ("url", "self.url"),
    ("headers", "self.headers"),
    ("auth", "self.auth"),
    ("data", "self.data"),
    ("body", "self.json"),
    ("body", "self.data"),
    ("params", "self.params"),
    ("hooks", "self.hooks"),
)

REQUESTS_ROWS: tuple[Call | Type, ...] = (
    *_verbs("requests", HEADERS),
    Call(
        "requests.request",
        ("method", "url"),
        sink=_sink(HEADERS),
        decide=response,
        also=("requests.api.request",),
    ),
    Type(
        SESSION,
        mappings=("headers", "adapters"),
        attributes=(("auth", "auth"),),
        results=(("hooks", Operation("mapping-of-lists", path="hooks")),),
        also=("requests.sessions.Session",),
    ),
    Call("requests.session", (), Made(SESSION)),
    *_verbs(SESSION, SESSION_PARTS),
    Call(
        f"{SESSION}.request",
        ("method", "url", "params", "data", "headers", "cookies", "files", "auth"),
        sink=_sink(SESSION_PARTS),
        decide=response,
    ),
    Call(f"{SESSION}.send", ("request",), sink=SEND, decide=response),
    Call(
        f"{SESSION}.prepare_request",
        ("request",),
        Made(
            PREPARED,
            (
                ("method", "request.method"),
                ("url", "request.url"),
                ("headers", "request.headers"),
                ("more_headers", "self.headers"),
                ("auth", "request.auth"),
                ("auth", "self.auth"),
                ("data", "request.data"),
                ("body", "request.json"),
                ("body", "request.data"),
                ("params", "request.params"),
                ("hooks", "request.hooks"),
                ("hooks", "self.hooks"),
            ),
        ),
    ),
    Type(
        REQUEST,
        ("method", "url", "headers", "files", "data", "params", "auth", "cookies", "hooks", "json"),
        (
            ("method", "method"),
            ("url", "url"),
            ("headers", "headers"),
            ("auth", "auth"),
            ("data", "data"),
            ("json", "json"),
            ("params", "params"),
            ("hooks", "hooks"),
        ),
        ("headers",),
        also=("requests.models.Request",),
    ),
    Call(f"{REQUEST}.prepare", (), Made(PREPARED, PREPARED_PARTS)),
    Type(
        PREPARED,
        # What a session adds; a request that is prepared by itself has none of it.
        attributes=tuple((name, f"_{name}") for name in ("auth", "more_headers", "hooks", "body")),
        mappings=("headers",),
        also=("requests.models.PreparedRequest",),
    ),
    Type(RESPONSE),
    Call(f"{PREPARED}.copy", (), Operation("deep-copy", path="self")),
    Call(
        f"{PREPARED}.prepare",
        ("method", "url", "headers"),
    ),
    Call(f"{PREPARED}.prepare_method", ("method",), Passed("method"), stores="method"),
    Call(f"{PREPARED}.prepare_url", ("url", "params"), Passed("url"), stores="url"),
    Call(f"{PREPARED}.prepare_headers", ("headers",), Passed("headers"), stores="headers"),
    Call(f"{PREPARED}.prepare_auth", ("auth", "url"), Passed("auth"), stores="auth"),
    Type("requests.auth.AuthBase"),
    Call(f"{SESSION}.get_adapter", ("url",), Operation("mounted-at")),
    Call(f"{SESSION}.mount", ("prefix", "adapter"), Operation("mount")),
    Type(ADAPTER),
    Call(SENT, ("request",), sink=SENDS),
    # It is there for those who derive from the class.
    Call(f"{ADAPTER}.add_headers", ("request",), Nothing()),
)
