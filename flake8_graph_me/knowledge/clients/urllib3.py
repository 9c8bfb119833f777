"""urllib3.

Source: urllib3 2.5, ``_request_methods.py``, ``poolmanager.py``, ``__init__.py``. A pool's headers
are replaced by the call's as a whole.
"""

from flake8_graph_me.knowledge.credentials.token_endpoint import response
from flake8_graph_me.terms.rows import Call, Sink, Type

POOL = "urllib3.PoolManager"
PARTS = (
    ("url", ("url",)),
    ("method", ("method",)),
    ("headers", ("headers", "self.headers")),
    ("body", ("json", "body")),
)
PARAMETERS = ("method", "url", "fields", "headers")

URLLIB3_ROWS: tuple[Call | Type, ...] = (
    Type(
        POOL,
        ("num_pools", "headers"),
        (("headers", "headers"),),
        ("headers",),
        also=("urllib3.poolmanager.PoolManager",),
    ),
    Call(f"{POOL}.request", PARAMETERS, sink=Sink(PARTS), decide=response),
    Call(f"{POOL}.urlopen", ("method", "url"), sink=Sink(PARTS), decide=response),
    Call("urllib3.request", ("method", "url"), sink=Sink(PARTS), decide=response),
)
