"""Airflow's provider for Microsoft Azure: requests with a client secret or certificate.

Source: apache-airflow-providers-microsoft-azure 15.2.1, ``hooks/msgraph.py``,
``operators/msgraph.py``, ``sensors/msgraph.py``. The connection names no user. If no argument
gives a host, it is taken to be Graph's.
"""

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import Labelled
from flake8_graph_me.terms.rows import Call, Sink, Type

PACKAGE = "airflow.providers.microsoft.azure"
HOOK = f"{PACKAGE}.hooks.msgraph.KiotaRequestAdapterHook"
APP_ONLY = Labelled(Identity.APP_ONLY, ("scopes",))
REQUEST = ("url", "response_type", "path_parameters", "method")
GRAPH = (("base", "https://graph.microsoft.com/v1.0"),)
WHERE = (("url", ("url",)), ("method", ("method",)), ("body", ("data",)))
OF_HOOK = Sink((*WHERE, ("base", ("self.host",)), ("token", ("self.token",))), written=GRAPH)
OF_TASK = Sink(WHERE, GRAPH, carried=(("token", APP_ONLY),))

AIRFLOW_ROWS: tuple[Call | Type, ...] = (
    Type(
        HOOK,
        ("conn_id", "timeout", "proxies", "host", "scopes"),
        (("host", "host"),),
        results=(("token", APP_ONLY),),
    ),
    Call(f"{HOOK}.run", REQUEST, sink=OF_HOOK),
    Call(f"{HOOK}.paginated_run", REQUEST, sink=OF_HOOK),
    Call(f"{PACKAGE}.operators.msgraph.MSGraphAsyncOperator", sink=OF_TASK),
    Call(f"{PACKAGE}.sensors.msgraph.MSGraphSensor", ("url",), sink=OF_TASK),
)
