"""Decorators that give back what they are given, or something that is called alike.

Those that register it hand it to a framework, which calls it whenever it likes. Source: the
documentation and code of the libraries named; methods of any receiver are those that applications
of web frameworks, command lines, bots, task queues and MCP servers have in common.
"""

from flake8_graph_me.terms.rows import Decorator

REGISTERING_METHODS = (
    "action", "activity_trigger", "after_request", "api_route", "before_request",
    "before_serving", "blob_trigger", "call_tool", "callback", "command", "connect",
    "context_processor", "custom_route", "delete", "entity_trigger", "error", "errorhandler",
    "event", "event_grid_trigger", "exception_handler", "flow", "function_name", "get",
    "get_prompt", "group", "handler", "hook", "job", "list_prompts", "list_resources",
    "list_tools", "listen", "listener", "loop", "message", "message_handler", "middleware", "on",
    "on_activity", "on_error", "on_event", "on_message", "options", "orchestration_trigger",
    "patch", "periodic_task", "post", "prompt", "put", "queue_trigger", "read_resource",
    "receiver", "register", "request_loader", "resource", "result_callback", "route", "schedule",
    "scheduled_job", "service_bus_queue_trigger", "shortcut", "subscribe", "task",
    "teardown_appcontext", "teardown_request", "timer_trigger", "tool", "user_loader", "view",
    "websocket",
)  # fmt: skip
TRANSPARENT_METHODS = (
    "arguments", "blob_input", "blob_output", "cached", "capture", "catch", "doc", "expect",
    "marshal_with", "memoize", "queue_output", "response", "start_as_current_span", "trace",
    "use_cassette", "wrap",
)  # fmt: skip

DECORATOR_ROWS: tuple[Decorator, ...] = (
    Decorator("abc.abstractmethod"),
    Decorator("contextlib.contextmanager", also=("contextlib.asynccontextmanager",)),
    Decorator("functools.cache", also=("functools.total_ordering",)),
    Decorator("typing.overload", also=("typing.final", "typing.runtime_checkable")),
    Decorator("enum.unique"),
    Decorator("atexit.register", registers=True),
    Decorator("unittest.skip", also=("unittest.skipIf", "unittest.skipUnless")),
    Decorator("celery.shared_task", registers=True, also=("celery.task",)),
    Decorator("prefect.task", registers=True, also=("prefect.flow",)),
    Decorator("dagster.op", registers=True, also=("dagster.job", "dagster.asset")),
    Decorator("cachetools.cachedmethod"),
    Decorator("streamlit.cache_data", also=("streamlit.cache_resource", "streamlit.fragment")),
    *(Decorator(f"*.{name}", registers=True) for name in REGISTERING_METHODS),
    *(Decorator(f"*.{name}") for name in TRANSPARENT_METHODS),
)
