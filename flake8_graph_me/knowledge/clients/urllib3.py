"""urllib3.

Checked by running urllib3 2.8.0. The call's headers replace those of a pool or manager as a
whole. A pool belongs to one host, and its requests name the path.
"""

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.results import Made, Operation
from flake8_graph_me.terms.rows import Call, Sink, Type

MANAGER = "urllib3.PoolManager"
PROXY = "urllib3.ProxyManager"
PLAIN = "urllib3.HTTPConnectionPool"
SECURE = "urllib3.HTTPSConnectionPool"
PARTS = (
    ("url", ("url",)),
    ("method", ("method",)),
    ("headers", ("headers", "self.headers")),
    ("body", ("json", "body")),
)
POOL_PARTS = (("host", ("self.host",)), ("base", ("self.base",)), *PARTS)
REQUEST = ("method", "url", "body", "fields", "headers", "json")
ENCODED = ("method", "url", "fields", "headers")
OF_URL = Made(PLAIN, (("base", "url"), ("headers", "headers")))
OF_HOST = Made(PLAIN, (("host", "host"),))


def _requests(
    prefix: str, parts: tuple[tuple[str, tuple[str, ...]], ...], urlopen: tuple[str, ...]
) -> tuple[Call, ...]:
    """The ways of sending that a pool and a manager have in common."""
    sink = Sink(parts)
    return (
        Call(f"{prefix}.request", REQUEST, sink=sink, decide=response),
        Call(f"{prefix}.urlopen", urlopen, sink=sink, decide=response),
        Call(f"{prefix}.request_encode_url", ENCODED, sink=sink, decide=response),
        Call(f"{prefix}.request_encode_body", ENCODED, sink=sink, decide=response),
    )


URLLIB3_ROWS: tuple[Call | Type, ...] = (
    Type(
        MANAGER,
        ("num_pools", "headers"),
        (("headers", "headers"),),
        ("headers",),
        also=("urllib3.poolmanager.PoolManager",),
    ),
    Type(
        PROXY,
        ("proxy_url", "num_pools", "headers"),
        (("headers", "headers"),),
        ("headers",),
        supertypes=(MANAGER,),
        also=("urllib3.poolmanager.ProxyManager",),
    ),
    Type(
        PLAIN,
        ("host", "port", "timeout", "maxsize", "block", "headers"),
        (("host", "host"), ("headers", "headers")),
        ("headers",),
        also=("urllib3.connectionpool.HTTPConnectionPool",),
    ),
    Type(
        SECURE,
        ("host", "port", "timeout", "maxsize", "block", "headers"),
        (("host", "host"), ("headers", "headers")),
        ("headers",),
        supertypes=(PLAIN,),
        also=("urllib3.connectionpool.HTTPSConnectionPool",),
    ),
    *_requests(MANAGER, PARTS, ("method", "url", "redirect")),
    *_requests(PLAIN, POOL_PARTS, ("method", "url", "body", "headers")),
    Call(f"{MANAGER}.connection_from_url", ("url",), Made(PLAIN, (("base", "url"),))),
    Call(f"{MANAGER}.connection_from_host", ("host", "port", "scheme"), OF_HOST),
    Call(
        "urllib3.connection_from_url",
        ("url",),
        OF_URL,
        also=("urllib3.connectionpool.connection_from_url",),
    ),
    Call(
        "urllib3.proxy_from_url",
        ("url",),
        Made(PROXY, (("headers", "headers"),)),
        also=("urllib3.poolmanager.proxy_from_url",),
    ),
    Call("urllib3.request", ("method", "url"), sink=Sink(PARTS), decide=response),
    Call(
        "urllib3.make_headers",
        (),
        Operation("builtins.dict"),
        also=("urllib3.util.make_headers", "urllib3.util.request.make_headers"),
    ),
    Call("urllib3.HTTPHeaderDict", (), Operation("builtins.dict")),
)
