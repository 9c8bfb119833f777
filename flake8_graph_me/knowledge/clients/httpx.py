"""The httpx library.

Checked by running httpx 0.28.1. A client's ``base_url`` goes before
URLs that are not absolute, even before those that begin with a slash.
"""

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.results import Made, Operation, Passed
from flake8_graph_me.terms.rows import Call, Sink, Type

CLIENT = "httpx.Client"
ASYNC_CLIENT = "httpx.AsyncClient"
REQUEST = "httpx.Request"
VERBS = ("get", "options", "head", "post", "put", "patch", "delete")
FLOWS = "auth_flow sync_auth_flow async_auth_flow __call__"

SOCKETS = ("socket.socket", "socket.create_connection")
OF_CLIENT = (
    f"{CLIENT}.request",
    f"{CLIENT}.send",
    "httpx.HTTPTransport.handle_request",
    "httpx.AsyncHTTPTransport.handle_async_request",
    *SOCKETS,
)
BELOW = ("httpx._api.request", "httpx._api.Client", *OF_CLIENT)
BODY = ("body", ("json", "data", "content"))
QUERY = ("query", ("params",))
HEADERS = (("headers", ("headers",)), ("auth", ("auth",)), BODY, QUERY)
CLIENT_PARTS = (
    ("base", ("self.base_url.raw", "self.base_url")),
    ("headers", ("headers",)),
    ("more headers", ("self.headers",)),
    ("auth", ("auth", "self.auth")),
    BODY,
    QUERY,
)


def _sink(parts: tuple[tuple[str, tuple[str, ...]], ...], method: str = "") -> Sink:
    where = (("url", ("url.raw", "url")), *(() if method else (("method", ("method",)),)), *parts)
    constants = (("method", method.upper()),) if method else ()
    below = BELOW if parts is HEADERS else OF_CLIENT
    return Sink(where, constants, ("auth",), REQUEST, FLOWS, below=below)


def _verbs(prefix: str, parts: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Call, ...]:
    return tuple(
        Call(
            f"{prefix}.{verb}",
            ("url",),
            sink=_sink(parts, verb),
            decide=response,
            through="request",
        )
        for verb in VERBS
    )


def client_rows(type_name: str, token: str) -> tuple[Call, ...]:
    """The requests of a kind of client that adds a token of its own, kept at an access path."""
    parts = (("token", (token,)), *CLIENT_PARTS)
    return (
        *_verbs(type_name, parts),
        Call(f"{type_name}.request", ("method", "url"), sink=_sink(parts)),
    )


SEND = Sink(
    (
        ("url", ("request.url.raw", "request.url")),
        ("base", ("request.base_url",)),
        ("method", ("request.method",)),
        ("headers", ("request.headers",)),
        ("more headers", ("request.more_headers", "self.headers")),
        ("auth", ("auth", "self.auth")),
    ),
    (),
    ("auth",),
    REQUEST,
    FLOWS,
    below=OF_CLIENT[2:],
)

HTTPX_ROWS: tuple[Call | Type, ...] = (
    *_verbs("httpx", HEADERS),
    Call("httpx.request", ("method", "url"), sink=_sink(HEADERS), decide=response),
    Call("httpx.stream", ("method", "url"), sink=_sink(HEADERS)),
    Type(
        "httpx.URL",
        ("url",),
        results=(
            ("raw", Operation("url-of-parts")),
            ("scheme", Operation("url-scheme")),
            ("host", Operation("url-host")),
            ("path", Operation("url-decoded-path")),
            ("fragment", Operation("url-fragment")),
        ),
    ),
    Call("httpx.URL.join", ("url",), Operation("join-raw")),
    Call("httpx.URL.copy_with", (), Operation("copy-of-url")),
    *(
        Call(f"httpx.URL.copy_{change}", (), Operation("copy-with-other-query"))
        for change in ("add_param", "set_param", "remove_param", "merge_params")
    ),
    Call("httpx.URL.__str__", (), Passed("self.raw")),
    Type(
        CLIENT,
        attributes=(("base_url", "base_url"), ("headers", "headers"), ("auth", "auth")),
        mappings=("headers",),
    ),
    Type(
        ASYNC_CLIENT,
        attributes=(("base_url", "base_url"), ("headers", "headers"), ("auth", "auth")),
        mappings=("headers",),
        supertypes=(CLIENT,),
    ),
    *_verbs(CLIENT, CLIENT_PARTS),
    Call(f"{CLIENT}.request", ("method", "url"), sink=_sink(CLIENT_PARTS), decide=response),
    Call(f"{CLIENT}.stream", ("method", "url"), sink=_sink(CLIENT_PARTS)),
    Call(f"{CLIENT}.send", ("request",), sink=SEND, decide=response),
    Call(
        f"{CLIENT}.build_request",
        ("method", "url"),
        Made(
            REQUEST,
            (
                ("method", "method"),
                ("url", "url"),
                ("base_url", "self.base_url"),
                ("headers", "headers"),
                ("more_headers", "self.headers"),
                ("data", "data"),
                ("params", "params"),
            ),
        ),
    ),
    Type(
        REQUEST,
        ("method", "url"),
        (
            ("method", "method"),
            ("url", "url"),
            ("headers", "headers"),
            ("data", "data"),
            ("params", "params"),
        ),
        ("headers",),
    ),
    Type("httpx.Auth"),
)
