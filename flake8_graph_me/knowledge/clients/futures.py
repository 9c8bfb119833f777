"""requests-futures: sessions whose requests run in a pool.

Source: requests-futures 1.0.2, ``sessions.py``.
"""

from flake8_graph_me.terms.rows import Type

FUTURES_ROWS: tuple[Type, ...] = (
    Type(
        "requests_futures.sessions.FuturesSession",
        attributes=(("auth", "auth"),),
        mappings=("headers",),
        supertypes=("requests.Session",),
    ),
)
