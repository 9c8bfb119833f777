"""Office365-REST-Python-Client: a client whose attributes build the path of the request.

Source: Office365-REST-Python-Client 3.3.0, 2.6.0 and 2.5.13, ``graph_client.py``,
``runtime/client_object.py``, ``runtime/client_object_collection.py``, ``entity.py``. A call such
as ``get()`` queues a request, and ``execute_query()`` of the object or its client sends it. The
rows treat queueing as sending.
"""

from flake8_graph_me.knowledge.clients.msgraph.segments import camel
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import (
    ArgumentView,
    Called,
    Decided,
    Equipped,
    Labelled,
    Passed,
    Result,
    Spelling,
)
from flake8_graph_me.terms.rows import Call, Chain, Sink, Type

CLIENT = "office365.graph_client.GraphClient"
OBJECT = "office365.runtime.client_object.ClientObject"
COLLECTION = "office365.runtime.client_object_collection.ClientObjectCollection"
ENTITIES = "office365.entity_collection.EntityCollection"
ENTITY = "office365.entity.Entity"
BASE = ("base", "https://graph.microsoft.com/v1.0")
HELD = "request_token"
PATH = "request_path"
SCOPES = ("self.scopes",)

FOR_APPLICATIONS = (
    ("with_client_secret", ("client_id", "client_secret")),
    ("with_certificate", ("client_id", "thumbprint", "private_key")),
)
FOR_USERS = (
    ("with_token_interactive", ("client_id", "username")),
    ("with_username_and_password", ("client_id", "username", "password")),
    ("with_device_flow", ("client_id",)),
)
QUEUEING = (
    (f"{OBJECT}.get", "GET"),
    (f"{OBJECT}.get_or_none", "GET"),
    (f"{COLLECTION}.get_all", "GET"),
    (f"{COLLECTION}.first", "GET"),
    (f"{COLLECTION}.first_or_none", "GET"),
    (f"{COLLECTION}.single", "GET"),
    (f"{ENTITIES}.add", "POST"),
    (f"{ENTITY}.update", "PATCH"),
    (f"{ENTITY}.delete_object", "DELETE"),
)
"""Methods that ask for what the path names, and how."""
SENDING = (
    "execute_query",
    "execute_query_retry",
    "execute_query_async",
    "execute_query_async_retry",
    # Whatever else is called, as an action of the service.
    "__call__",
)
CHANGING_THE_QUERY = (
    *(f"{OBJECT}.{name}" for name in ("before_execute", "after_execute", "set_property")),
    *(f"{COLLECTION}.{name}" for name in ("select", "expand", "filter", "order_by")),
    *(f"{COLLECTION}.{name}" for name in ("skip", "top", "paged")),
)
CONFIGURING = (
    "require_application_permission",
    "require_delegated_permission",
    "require_license",
    "with_transport",
    "with_throttle_priority",
    "with_rate_limit",
    "with_client_request_id",
    "with_auto_retry",
    "before_execute",
    "after_execute",
    "on_error",
)
STEPS = {
    "__getitem__": "/{}",
    "get_by_principal_name": "/{}",
    "get_by_id": "/{}",
    "get_by_path": ":/{}:",
}
# The library does not encode a user for a URL.
SPELLINGS = (("/me", Spelling("users[{}]", encoded=True)),)


def step(name: str) -> str:
    """The part of a path that an attribute stands for, with ``{}`` for its argument."""
    return STEPS.get(name, f"/{camel(name)}")


CHAIN = Chain(OBJECT, PATH, step, (HELD,), SPELLINGS)


def _sink(method: str) -> Sink:
    parts = (("url", (f"self.{PATH}",)), ("token", (f"self.{HELD}",)))
    return Sink(parts, (("method", method), BASE))


def _authenticating(
    methods: tuple[tuple[str, tuple[str, ...]], ...], identity: Identity
) -> tuple[Call, ...]:
    """Methods of a client, in old versions of its class, which say whose token it gets."""
    result = Equipped(CLIENT, HELD, Labelled(identity, SCOPES))
    return tuple(Call(f"{CLIENT}.{name}", parameters, result) for name, parameters in methods)


def by_callback(arguments: ArgumentView) -> Result:
    """What the function gives that a client is handed: alone, or in old versions after the
    tenant and called with ADAL's context.
    """
    if arguments.text("token_callback") is None:
        return Called("token_callback", "")
    return Called("tenant", "", "token_callback")


OFFICE365_ROWS: tuple[Call | Type, ...] = (
    Type(
        CLIENT,
        ("token_callback", "tenant", "scopes", "token_cache", "environment", "authority"),
        (("scopes", "scopes"),),
        results=((HELD, Decided(by_callback)),),
        chain=CHAIN,
    ),
    *_authenticating(FOR_APPLICATIONS, Identity.APP_ONLY),
    *_authenticating(FOR_USERS, Identity.DELEGATED),
    *(Call(f"{CLIENT}.{name}", (), Passed("self")) for name in CONFIGURING),
    Call(
        f"{CLIENT}.require_role",
        (),
        Passed("self"),
        sink=Sink(
            (("token", (f"self.{HELD}",)),),
            (("method", "GET"), BASE),
            written=(("url", "/me/memberOf"),),
        ),
    ),
    Type(OBJECT, supertypes=(COLLECTION, ENTITIES, ENTITY), chain=CHAIN),
    *(Call(name, (), Passed("self"), sink=_sink(method)) for name, method in QUEUEING),
    *(Call(f"{OBJECT}.{name}", (), Passed("self"), sink=_sink("request to")) for name in SENDING),
    *(Call(name, (), Passed("self")) for name in CHANGING_THE_QUERY),
)
