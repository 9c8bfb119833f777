"""Decorators that give back what they are given, or something that is called alike.

Those that register it hand it to a framework, which calls it whenever it likes. Methods of any
receiver are those that applications of web frameworks, command lines, bots, task queues and MCP
servers have in common. Left out on purpose is what changes a result or hands in an argument: such
a decorator makes something unknown. Source: the code of the libraries that are installed for the
tests, and the documentation of the others.
"""

from flake8_graph_me.terms.rows import Call, Decorator, Keeps

REGISTERING_METHODS = (
    "action", "activity", "activity_trigger", "after_app_request", "after_loop", "after_request",
    "after_serving", "api_route", "app_context_processor", "app_errorhandler", "attachment_action",
    "autocomplete", "before_app_request", "before_loop", "before_request", "before_serving",
    "blob_trigger", "block_action", "call_tool", "callback", "callback_query",
    "callback_query_handler", "command", "completion", "connect", "context_menu",
    "context_processor", "cosmos_db_trigger", "custom_route", "delete", "enqueuing",
    "entity_trigger", "error", "errorhandler", "event", "event_grid_trigger",
    "event_hub_message_trigger", "exception_handler", "expired_token_loader", "field", "filter",
    "flow", "function", "function_name", "generic_trigger", "get", "get_prompt", "global_shortcut",
    "group", "handler", "head", "hook", "hybrid_command", "inclusion_tag", "inline_query",
    "instructions", "invalid_token_loader", "job", "list_prompts", "list_resource_templates",
    "list_resources", "list_tools", "listen", "listener", "loop", "mcp_tool_trigger", "message",
    "message_handler", "middleware", "on", "options", "orchestration_trigger", "output_validator",
    "patch", "periodic_task", "post", "progress_notification", "prompt", "put", "queue_trigger",
    "read_resource", "receiver", "register", "request_loader", "resource", "result_callback",
    "result_validator", "route", "schedule", "scheduled_job", "service_bus_queue_trigger",
    "service_bus_topic_trigger", "set_logging_level", "shell_context_processor", "shortcut",
    "simple_tag", "slash_command", "sql_trigger", "step", "subscribe", "subscribe_resource",
    "system_prompt", "task", "teardown_app_request", "teardown_appcontext", "teardown_request",
    "template_filter", "template_global", "template_test", "timer_trigger", "tool", "tool_plain",
    "unauthorized_handler", "unauthorized_loader", "unsubscribe_resource", "user_identity_loader",
    "user_loader", "user_lookup_loader", "view", "view_submission", "warm_up_trigger", "websocket",
)  # fmt: skip
KEEPING_METHODS = ("cache", "cache_on_arguments", "cached", "memoize")
TRANSPARENT_METHODS = (
    "arguments", "blob_input", "blob_output", "capture", "capture_lambda_handler", "capture_method",
    "catch", "cosmos_db_input", "cosmos_db_output", "count_exceptions", "doc",
    "durable_client_input", "event_grid_output", "event_hub_output", "exempt", "expect",
    "generic_input_binding", "generic_output_binding", "inject_lambda_context", "limit",
    "log_metrics", "marshal_with", "queue_output", "response", "retry", "service_bus_queue_output",
    "service_bus_topic_output", "shared_limit", "sql_input", "sql_output", "start_as_current_span",
    "table_input", "table_output", "time", "trace", "track_inprogress", "use_cassette", "wrap",
    "wraps",
)  # fmt: skip

PLAIN = (
    # Python's own. What is registered to be called at exit is called once all else has been done.
    "abc.abstractmethod", "atexit.register", "contextlib.asynccontextmanager",
    "contextlib.contextmanager", "enum.unique", "enum.verify",
    "functools.total_ordering", "types.coroutine",
    "typing.dataclass_transform", "typing.final", "typing.no_type_check", "typing.overload",
    "typing.override", "typing.runtime_checkable", "typing_extensions.deprecated",
    "typing_extensions.final", "typing_extensions.overload", "typing_extensions.override",
    "typing_extensions.runtime_checkable", "unittest.expectedFailure", "unittest.mock.patch.dict",
    "unittest.skip", "unittest.skipIf", "unittest.skipUnless", "warnings.deprecated",
    # Libraries that retry or limit.
    "google.api_core.retry.Retry", "ratelimit.limits", "ratelimit.sleep_and_retry",
    "retry.api.retry", "retry.retry", "retrying.retry", "stamina.retry",
    # Libraries that run a part of a page again.
    "streamlit.dialog", "streamlit.fragment",
    # Libraries that ask who may call.
    "asgiref.sync.async_to_sync", "asgiref.sync.sync_to_async",
    "channels.db.database_sync_to_async", "django.contrib.admin.action",
    "django.contrib.admin.display", "django.contrib.admin.views.decorators.*",
    "django.contrib.auth.decorators.*", "django.db.transaction.atomic", "django.test.*",
    "django.utils.decorators.method_decorator", "django.views.decorators.*",
    "drf_spectacular.utils.*", "drf_yasg.utils.swagger_auto_schema", "flask_cors.cross_origin",
    "flask_jwt_extended.jwt_required", "flask_login.fresh_login_required",
    "flask_login.login_required", "flask_security.*", "quart_auth.login_required",
    "rest_framework.decorators.*", "starlette.authentication.requires",
    "tornado.web.authenticated",
    # Libraries that trace, warn or check types.
    "agentops.*", "azure.core.tracing.decorator.distributed_trace",
    "azure.core.tracing.decorator_async.distributed_trace_async", "beartype.beartype",
    "deprecated.*", "deprecation.*", "elasticapm.*", "jaxtyping.jaxtyped", "langfuse.*",
    "langsmith.*", "line_profiler.profile", "logfire.*", "memory_profiler.profile", "mlflow.trace",
    "newrelic.agent.*", "opik.track", "pydantic.computed_field", "pydantic.validate_arguments",
    "pydantic.validate_call", "sentry_sdk.*", "traceloop.sdk.decorators.*",
    "typeguard.typechecked", "weave.op",
    # Libraries that inject what a parameter's default or annotation names.
    "dependency_injector.wiring.inject", "injector.inject", "injector.singleton",
    # Libraries for tests.
    "freezegun.freeze_time", "hypothesis.example", "hypothesis.settings",
    "moto.mock_aws", "pytest.mark.*", "time_machine.travel",
)  # fmt: skip

KEEPING = (
    "aiocache.cached", "aiocache.cached_stampede", "async_lru.alru_cache", "asyncache.cached",
    "asyncache.cachedmethod", "cachetools.cached", "cachetools.cachedmethod",
    "cachetools.func.fifo_cache", "cachetools.func.lfu_cache", "cachetools.func.lru_cache",
    "cachetools.func.rr_cache", "cachetools.func.ttl_cache", "cachier.cachier", "cashews.cache",
    "diskcache.memoize_stampede", "fastapi_cache.decorator.cache", "methodtools.lru_cache",
    "streamlit.cache", "streamlit.cache_data", "streamlit.cache_resource",
    "streamlit.experimental_memo", "streamlit.experimental_singleton", "toolz.memoize",
)  # fmt: skip
"""Decorators of functions that keep their results, for as long as the cache has room and time."""

REGISTERING = (
    # Web frameworks and databases.
    "aiohttp.web.middleware", "bottle.*", "cherrypy.*", "dash.callback", "django.contrib.admin.*",
    "django.dispatch.receiver", "fastapi_utils.tasks.repeat_every", "functions_framework.*",
    "litestar.*", "marshmallow.*", "nicegui.ui.page", "nicegui.ui.refreshable",
    "pydantic.field_serializer", "pydantic.field_validator", "pydantic.model_serializer",
    "pydantic.model_validator", "pydantic.root_validator", "pydantic.validator",
    "pyramid.view.*", "sqlalchemy.event.listens_for", "sqlalchemy.orm.validates",
    # Command lines.
    "click.command", "click.confirmation_option", "click.group", "click.help_option",
    "click.password_option", "click.version_option",
    "fabric.task", "invoke.task", "invoke.tasks.task", "nox.*",
    # Queues and schedulers.
    "airflow.decorators.*", "airflow.sdk.*", "celery.shared_task", "celery.task",
    "dagster.*", "django_rq.job", "dramatiq.actor", "huey.contrib.djhuey.*", "locust.task",
    "prefect.*", "rq.decorators.job", "schedule.repeat", "temporalio.activity.*",
    "temporalio.workflow.*",
    # Tools of language models, and bots.
    "agent_framework.ai_function", "agent_framework.tool", "agents.function_tool",
    "agents.input_guardrail", "agents.output_guardrail", "agno.tools.tool",
    "autogen_core.event", "autogen_core.message_handler", "chainlit.*", "crewai.project.*",
    "crewai.tools.tool", "crewai_tools.tool", "discord.app_commands.*", "discord.ext.commands.*",
    "discord.ext.tasks.loop", "discord.ui.*", "langchain.agents.tool", "langchain.tools.tool",
    "langchain_core.runnables.chain", "langchain_core.tools.tool", "langgraph.func.*",
    "llama_index.core.workflow.step", "semantic_kernel.functions.*",
    "semantic_kernel.functions.kernel_function_decorator.kernel_function",
    "semantic_kernel.skill_definition.sk_function", "smolagents.tool", "strands.tool",
    # Libraries for tests.
    "pytest.fixture", "pytest.hookimpl", "pytest_asyncio.fixture",
)  # fmt: skip
DECORATOR_ROWS: tuple[Decorator | Call, ...] = (
    *(Decorator(name) for name in PLAIN),
    *(Decorator(f"functools.{name}", keeps=Keeps.ALWAYS) for name in ("cache", "lru_cache")),
    *(Decorator(name, keeps=Keeps.A_WHILE) for name in KEEPING),
    *(Decorator(name, registers=True) for name in REGISTERING),
    # The context of a command and of its groups, and the object that they share.
    Decorator("click.pass_context", registers=True, hands_in="click.Context"),
    Decorator("click.pass_obj", registers=True, hands_in="click.Context.obj"),
    Decorator("*.on_*", registers=True),
    *(Decorator(f"*.{name}", registers=True) for name in REGISTERING_METHODS),
    *(Decorator(f"*.{name}") for name in TRANSPARENT_METHODS),
    *(Decorator(f"*.{name}", keeps=Keeps.A_WHILE) for name in KEEPING_METHODS),
)
