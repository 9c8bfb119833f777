"""The httpx library.

Checked by running httpx 0.28.1. A client's ``base_url`` goes before
URLs that are not absolute, even before those that begin with a slash.
"""

from dataclasses import replace

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.knowledge.stand_ins import MOCK
from flake8_graph_me.terms.layers import Layer
from flake8_graph_me.terms.results import Made, Operation, Passed
from flake8_graph_me.terms.rows import Answer, Call, Making, Sink, Type

CLIENT = "httpx.Client"
ASYNC_CLIENT = "httpx.AsyncClient"
REQUEST = "httpx.Request"
Parts = tuple[tuple[str, tuple[str, ...]], ...]
VERBS = ("get", "options", "head", "post", "put", "patch", "delete")
FLOWS = (
    (CLIENT, ("sync_auth_flow", "auth_flow")),
    (ASYNC_CLIENT, ("async_auth_flow", "auth_flow")),
)
TRANSPORT, ASYNC_TRANSPORT = "httpx.HTTPTransport", "httpx.AsyncHTTPTransport"
URL = "httpx.URL"
HANDLING = ("handle_request", "handle_async_request")
BEHIND = (
    Layer("self.event_hooks.request", each=True),
    Layer("self.mounts", HANDLING, by_prefix=True, sends=True, any_scheme="all://"),
    Layer("self.transport", HANDLING, sends=True),
)
"""What a client hands a request to after it has been signed."""
STANDING_IN = tuple(f"httpx.{name}Transport" for name in ("ASGI", "Mock", "WSGI"))
SENT = f"{TRANSPORT}.handle_request"
MAKING = Making(
    "build_request",
    "send",
    (
        *("method", "url", "content", "data", "files", "json", "params", "headers", "cookies"),
        *("timeout", "extensions"),
    ),
    kept=("auth", "follow_redirects"),
)
ANSWER = Answer("httpx.Response", ("self.event_hooks.response",))


def _layers(client: str) -> tuple[Layer, ...]:
    auth = Layer(
        "=auth request.auth self.auth",
        dict(FLOWS)[client],
        answered=f"{client}._send_handling_redirects",
    )
    return (auth, *BEHIND)


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
    ("auth", ("=auth", "self.auth")),
    BODY,
    QUERY,
)


SENDING = Sink((), applied_to=REQUEST, url_type=URL, sent=SENT, making=MAKING, answer=ANSWER)
OWN = Layer("self", ("send",), sends=True, kept=MAKING.kept)


def _sink(parts: Parts, method: str = "", client: str = CLIENT) -> Sink:
    named = () if method else (("method", ("method",)),)
    return replace(
        SENDING,
        parts=(("url", ("url.raw", "url")), *named, *parts),
        constants=(("method", method.upper()),) if method else (),
        below=BELOW if parts is HEADERS else OF_CLIENT,
        layers=(OWN, *_layers(client)),
    )


def _verb(prefix: str, verb: str, sink: Sink) -> Call:
    name = f"{prefix}.{verb}"
    return Call(name, ("url",), sink=sink, decide=response, through="request")


def _verbs(prefix: str, parts: Parts, client: str = CLIENT) -> tuple[Call, ...]:
    return tuple(_verb(prefix, verb, _sink(parts, verb, client)) for verb in VERBS)


def client_rows(type_name: str, token: str) -> tuple[Call, ...]:
    """The requests of a kind of client that adds a token of its own, kept at an access path."""
    parts = (("token", (token,)), *CLIENT_PARTS)
    return (
        *_verbs(type_name, parts),
        Call(f"{type_name}.request", ("method", "url"), sink=_sink(parts)),
    )


SENT_PARTS = (
    ("url", ("request.url.raw", "request.url")),
    ("base", ("request.base_url",)),
    ("method", ("request.method",)),
    ("headers", ("request.headers",)),
    ("more headers", ("request.more_headers",)),
    ("body", ("request.body", "request.json", "request.data", "request.content")),
)


SENT_BY_CLIENT = (
    *SENT_PARTS[:-2],
    ("more headers", ("request.more_headers", "self.headers")),
    SENT_PARTS[-1],
    ("auth", ("=auth", "request.auth", "self.auth")),
)


def _send(client: str) -> Sink:
    return replace(_bare(_layers(client)), parts=SENT_BY_CLIENT)


def _bare(layers: tuple[Layer, ...]) -> Sink:
    """What sends a request as it is, or through these layers."""
    answer = ANSWER if layers else None
    parts, below = SENT_PARTS, OF_CLIENT[2:]
    return Sink(parts, below=below, layers=layers, request="request", sent=SENT, answer=answer)


ATTRIBUTES = tuple((name, name) for name in ("base_url", "headers", "auth", "transport", "mounts"))
HOOKS = (("event_hooks", Operation("mapping-of-lists", path="event_hooks")),)

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
        attributes=ATTRIBUTES,
        mappings=("headers", "mounts"),
        results=HOOKS,
    ),
    Type(
        ASYNC_CLIENT,
        attributes=ATTRIBUTES,
        mappings=("headers", "mounts"),
        results=HOOKS,
        supertypes=(CLIENT,),
    ),
    *_verbs(CLIENT, CLIENT_PARTS),
    *(
        Call(
            f"{client}.request",
            ("method", "url"),
            sink=_sink(CLIENT_PARTS, client=client),
            decide=response,
        )
        for client in (CLIENT, ASYNC_CLIENT)
    ),
    Call(f"{CLIENT}.stream", ("method", "url"), sink=_sink(CLIENT_PARTS)),
    *_verbs(ASYNC_CLIENT, CLIENT_PARTS, ASYNC_CLIENT),
    *(
        row
        for client in (CLIENT, ASYNC_CLIENT)
        for row in (
            Call(f"{client}.send", ("request",), sink=_send(client), decide=response),
            Call(
                f"{client}._send_handling_redirects",
                ("request",),
                sink=_bare(BEHIND),
                decide=response,
            ),
        )
    ),
    Type(TRANSPORT),
    # They answer by themselves.
    *(Type(name, stands_in=MOCK) for name in STANDING_IN),
    Type(ASYNC_TRANSPORT),
    Call(SENT, ("request",), sink=_bare(())),
    Call(f"{ASYNC_TRANSPORT}.handle_async_request", ("request",), sink=_bare(())),
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
                ("json", "json"),
                ("content", "content"),
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
            ("json", "json"),
            ("content", "content"),
            ("params", "params"),
            # What a client adds; a request that the program makes has none of it.
            *((name, f"_{name}") for name in ("auth", "base_url", "more_headers", "body")),
        ),
        ("headers",),
    ),
    Type("httpx.Auth"),
    Type("httpx.Response"),
)
