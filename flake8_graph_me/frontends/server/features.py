"""All that the server can do, put together."""

from lsprotocol import types

from flake8_graph_me.frontends.server import notebooks, server
from flake8_graph_me.frontends.server.server import Server


def create() -> Server:
    """A server that has not been started."""
    made = Server(notebooks.SYNC)
    for name, handler in (*server.HANDLERS, *notebooks.HANDLERS):
        made.feature(name)(handler)
    made.feature(types.TEXT_DOCUMENT_CODE_ACTION, server.CODE_ACTIONS)(server.code_actions)
    made.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, server.PULL)(server.pulled)
    return made
