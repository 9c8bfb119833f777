"""Flask-Dance for Azure: the session of the user who signed in to a Flask application.

Source: Flask-Dance 7.1.0, ``contrib/azure.py``. The session's base is Graph's host, so its
callers write paths that begin with a version.
"""

from flake8_graph_me.knowledge.clients.requests import BODY, VERBS
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import Labelled
from flake8_graph_me.terms.rows import Call, Sink

MODULE = "flask_dance.contrib.azure"
DELEGATED = Labelled(Identity.DELEGATED)


def _asking(verb: str, *more: str) -> Call:
    sink = Sink(
        (("url", ("url",)), BODY),
        (("method", verb.upper()), ("base", "https://graph.microsoft.com")),
        carried=(("token", DELEGATED),),
    )
    return Call(f"{MODULE}.azure.{verb}", ("url", *more), sink=sink)


FLASK_DANCE_ROWS: tuple[Call, ...] = (
    Call(f"{MODULE}.make_azure_blueprint", ("client_id", "client_secret"), DELEGATED),
    *(_asking(verb, *more) for verb, more in VERBS.items()),
)
