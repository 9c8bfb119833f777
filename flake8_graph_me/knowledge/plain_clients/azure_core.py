"""azure-core: a pipeline's client, which sends requests below its base URL.

Source: azure-core 1.41.0, ``_pipeline_client.py``, ``_pipeline_client_async.py``, ``rest/``. What a
policy adds to a request is not followed.
"""

from flake8_graph_me.terms.rows import Call, Sink, Type

REQUEST = "azure.core.rest.HttpRequest"
CLIENTS = ("azure.core.PipelineClient", "azure.core.AsyncPipelineClient")
HELD = ("method", "url", "headers", "json")
SENT = Sink(
    (
        *((name, (f"request.{name}",)) for name in HELD[:3]),
        ("base", ("self.base_url",)),
        ("body", ("request.json",)),
    )
)

AZURE_CORE_ROWS: tuple[Call | Type, ...] = (
    Type(REQUEST, ("method", "url"), tuple((name, name) for name in HELD), ("headers",)),
    *(Type(name, ("base_url",), (("base_url", "base_url"),)) for name in CLIENTS),
    *(Call(f"{name}.send_request", ("request",), sink=SENT) for name in CLIENTS),
)
