"""Applications of frameworks: where what a program sets in them is read again.

An application is what requests, contexts and proxies say that it is, where the program makes no
other. Source: flask 3.1.3 and quart 0.22.0 ``globals.py``, starlette 1.10.0 ``requests.py`` and
``applications.py``, fastapi 0.165.0 ``applications.py``, aiohttp 3.14.5 ``web_request.py``, celery
5.7.0 ``_state.py`` and ``app/task.py``; mcp 2.3.0 and 1, and fastmcp 4.2.3, ``server.py``.
"""

from flake8_graph_me.terms.results import (
    NOT_SAID,
    ArgumentView,
    Called,
    Handed,
    Made,
    Operation,
    Result,
)
from flake8_graph_me.terms.rows import Call, Decorator, Type

OBJECT = Operation("unknown-object")
OF_STARLETTE = "starlette.requests.Request.app"
OF_AIOHTTP = "aiohttp.web.Request.app"
OF_MCP = "mcp.server.fastmcp.Context.lifespan_context"
STATE = "starlette.requests.Request.state"
HELD = (
    ("app", OF_STARLETTE),
    ("app", OF_AIOHTTP),
    ("lifespan_context", OF_MCP),
    ("state", STATE),
)
"""What a request holds, and where that is kept."""
KEPT = (
    ("aiohttp.web.Application", OF_AIOHTTP),
    ("fastapi.FastAPI", OF_STARLETTE),
    ("flask.Flask", "flask.current_app"),
    ("quart.Quart", "quart.current_app"),
    ("starlette.applications.Starlette", OF_STARLETTE),
)
SERVERS = ("fastmcp.FastMCP", "mcp.server.fastmcp.FastMCP", "mcp.server.mcpserver.MCPServer")

CELERY = "celery.Celery"


def bound(view: ArgumentView) -> Result:
    """A task that is bound gets itself first, an object of its base."""
    if view.flag("bind") and view.given("base"):
        return Handed("self", Called("base", ""))
    return NOT_SAID


APPLICATION_ROWS: tuple[Call | Decorator | Type, ...] = (
    *(
        Call(
            name,
            (),
            OBJECT,
            stores=place,
            sole=True,
            enters=(("lifespan", STATE),) if place == OF_STARLETTE else (),
            spread=True,
        )
        for name, place in KEPT
    ),
    Call("*.from_mapping", (), Operation("none"), harmless=True),
    *(Call(name, ("name",), OBJECT, enters=(("lifespan", OF_MCP),)) for name in SERVERS),
    Type(CELERY),
    Call(CELERY, ("main",), Made(CELERY), stores="celery.current_app", sole=True),
    Call(f"{CELERY}.task", (), decide=bound),
    Call("celery.shared_task", (), decide=bound),
    Decorator(f"{CELERY}.task", registers=True),
)
