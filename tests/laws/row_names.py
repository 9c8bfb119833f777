"""Where the names in rows come from, and which of them are in no library or no case, and why."""

import sys
from collections.abc import Mapping

PACKAGES: Mapping[str, str] = {
    "adal": "adal",
    "aiohttp": "aiohttp",
    "aioresponses": "aioresponses",
    "anyio": "anyio",
    "apscheduler": "APScheduler",
    "asgiref": "asgiref",
    "attr": "attrs",
    "attrs": "attrs",
    "authlib": "Authlib",
    "azure.core": "azure-core",
    "azure.identity": "azure-identity",
    "azure.identity.broker": "azure-identity-broker",
    "backoff": "backoff",
    "cachetools": "cachetools",
    "celery": "celery",
    "click": "click",
    "dask": "dask",
    "decouple": "python-decouple",
    "fastapi": "fastapi",
    "django": "Django",
    "fastapi_msal": "fastapi-msal",
    "flask": "Flask",
    "flask_dance": "Flask-Dance",
    "furl": "furl",
    "gevent": "gevent",
    "alive_progress": "alive-progress",
    "httplib2": "httplib2",
    "httpretty": "httpretty",
    "more_itertools": "more-itertools",
    "requests_toolbelt": "requests-toolbelt",
    "rich": "rich",
    "toolz": "toolz",
    "trio": "trio",
    "tornado": "tornado",
    "tqdm": "tqdm",
    "httpx": "httpx",
    "httpx_auth": "httpx-auth",
    "identity": "identity[django,flask,quart]",
    "jinja2": "Jinja2",
    "joblib": "joblib",
    "kiota_abstractions": "microsoft-kiota-abstractions",
    "kiota_authentication_azure": "microsoft-kiota-authentication-azure",
    "microsoftgraph": "microsoftgraph-python",
    "msal": "msal",
    "msgraph": "msgraph-sdk",
    "msgraph_beta": "msgraph-beta-sdk",
    "msgraph_core": "msgraph-core",
    "msrestazure": "msrestazure",
    "O365": "O365",
    "oauthlib": "oauthlib",
    "office365": "Office365-REST-Python-Client",
    "orjson": "orjson",
    "pycurl": "pycurl",
    "pydantic": "pydantic",
    "pydantic_settings": "pydantic-settings",
    "pytest": "pytest",
    "quart": "Quart",
    "requests": "requests",
    "requests_auth": "requests-auth",
    "requests_futures": "requests-futures",
    "requests_mock": "requests-mock",
    "requests_oauthlib": "requests-oauthlib",
    "responses": "responses",
    "respx": "respx",
    "rq": "rq",
    "schedule": "schedule",
    "starlette": "starlette",
    "tenacity": "tenacity",
    "typer": "typer",
    "urllib3": "urllib3",
    "yaml": "PyYAML",
    "vcr": "vcrpy",
    "yarl": "yarl",
}
"""Where names that are not the standard library's come from: module, and what to install."""

VERBS = ("get", "post", "patch", "put", "delete")
OF_BUILDERS = (*VERBS, *(f"to_{verb}_request_information" for verb in VERBS), "with_url")
BETA_BUILDER = "msgraph_beta.graph_service_client.BaseRequestBuilder"

DECORATING = (
    "agent_framework", "agentops", "agents", "agno", "aiocache", "async_lru", "asyncache",
    "autogen_core", "beartype", "bottle", "cachier", "cashews", "chainlit", "channels", "cherrypy",
    "crewai", "crewai_tools", "dagster", "dash", "dependency_injector", "deprecated",
    "deprecation", "discord", "diskcache", "django_rq", "dramatiq", "drf_spectacular", "drf_yasg",
    "elasticapm", "fabric", "fastapi_cache", "fastapi_utils", "flask_cors", "flask_jwt_extended",
    "flask_login", "flask_security", "freezegun", "functions_framework", "google",
    "huey", "injector", "invoke", "jaxtyping", "langchain", "langchain_core", "langfuse",
    "langgraph", "langsmith", "line_profiler", "litestar", "llama_index", "locust", "logfire",
    "marshmallow", "memory_profiler", "methodtools", "mlflow", "moto", "newrelic", "nicegui",
    "nox", "opik", "prefect", "pyramid", "pytest_asyncio", "quart_auth", "ratelimit",
    "retry", "retrying", "semantic_kernel", "sentry_sdk",
    "smolagents", "sqlalchemy", "stamina", "strands", "temporalio", "time_machine",
    "traceloop", "typeguard", "weave",
)  # fmt: skip
"""Libraries of which rows name nothing but decorators, and which no test needs."""

NOT_INSTALLED: Mapping[str, str] = {
    "airflow.": "apache-airflow is too large; the names are those of its provider's 15.2.1",
    "allauth.": "django-allauth needs a configured Django project to be imported",
    "azure.functions.": "nothing else needs it; the name is that of azure-functions 1.26.0",
    "fastapi_azure_auth.": "nothing else needs it; the names are those of its 5.3.0",
    "fastmcp.": "it is too large; the names are those of its 4.2.3",
    "mock.": "the standard library has taken it over",
    "mcp.": "it is too large; the names are those of its 2.3.0, and of 1 below mcp.server.fastmcp",
    "pandas.": "it is too large; the names are those of its 2.3",
    "itertools.batched": "Python 3.12 has it",
    "pytest_httpx.": "nothing else needs it; the name is that of its 0.36.2",
    "pytest_mock.": "nothing else needs it; the names are those of its 3.15",
    "ray.": "it is too large; the name is that of its documentation",
    "rest_framework.": "it needs a configured Django project to be imported",
    "social_django.": "the same",
    "streamlit.": "it is too large; the names are those of its 1.67.0",
    "celery.task": "celery 4 had it",
    "django.contrib.admin.": "it is only imported where a project has settings",
    "django.test.": "the same",
    "typing.override": "Python 3.12 has it",
    "warnings.deprecated": "Python 3.13 has it",
    **{
        f"{module}.": "nothing but decorators is named of it, by its documentation"
        for module in DECORATING
    },
    "pydantic.BaseSettings": "pydantic 1 had it, which the newer one has replaced",
    "msgraphcore.": "what msgraph-core was called before its first release on PyPI",
    "msgraph.core.": "msgraph-core 0.2.2 had it, whose place msgraph-sdk has taken",
}
"""Names by how they begin that are not looked for, with the reason."""

NOT_IN_THE_LIBRARY: Mapping[str, str] = {
    "command.curl": "stands for the command, which is no library",
    **{
        f"pycurl.Curl.{name}": "an option that only a handle has, and no class"
        for name in (
            *("URL", "CUSTOMREQUEST", "XOAUTH2_BEARER", "HTTPAUTH", "HTTPHEADER", "HTTPGET"),
            *("NOBODY", "POST", "PUT", "UPLOAD", "POSTFIELDS", "COPYPOSTFIELDS", "HTTPPOST"),
            "MIMEPOST",
        )
    },
    "argparse.ArgumentParser.add_parser": "what its add_subparsers gives has it",
    **{
        f"configparser.SectionProxy.{name}": "its parser's converters give it to each section"
        for name in ("getboolean", "getfloat", "getint")
    },
    "function.apply_async": "what celery makes of a function has it, and no function else",
    "function.delay": "the same",
    "function.retry_with": "what tenacity makes of a function has it",
    "function.submit": "what prefect makes of a function has it",
    "function.map": "the same",
    **{f"function.{name}": "what celery makes of one has it" for name in ("apply", "s", "si")},
    "function.expand": "what Airflow makes of one has it",
    "function.send": "what dramatiq makes of one has it",
    "function.send_with_options": "the same",
    "function.remote": "what ray makes of one has it",
    "typing.NamedTuple._asdict": "classes that it makes have it",
    # From Python 3.13 on it has one.
    **{
        f"{module}.Annotated.__getitem__": "what a subscript of it does, without such a method"
        for module in ("typing", "typing_extensions")
        if sys.version_info < (3, 13)
    },
    "types.Namespace": "what types.SimpleNamespace gives, told apart from the function",
    **{
        f"kiota_abstractions.base_request_builder.BaseRequestBuilder.{name}": "builders have it"
        for name in OF_BUILDERS
    },
    BETA_BUILDER: "stands for the builders of the beta SDK",
    **{f"{BETA_BUILDER}.{name}": "the same" for name in (*OF_BUILDERS, "__call__")},
    **{
        f"{package}.GraphServiceClient.{verb}": "the client before it had it, so that code calls it"
        for package in ("msgraph", "msgraph_beta")
        for verb in VERBS
    },
    **{
        f"flask_dance.contrib.azure.azure.{name}": "the session that it stands for has it"
        for name in (*VERBS, "head", "options")
    },
    **{
        f"django.views.{name}.request": "an object of it has it while it serves a request"
        for name in ("View", "generic.TemplateView", "generic.View")
    },
    "furl.furl.__copy__": "what copy.copy does of it, without a method of that name",
    **{
        f"furl.{name}": "its objects have it"
        for name in ("furl.username", "furl.password", "Path.segments")
    },
    "urllib.parse.Encoded": "stands for the text that urlencode gives",
    "urllib.parse.Encoded.encode": "the same",
}
"""Names that are the rows' own, with the reason."""
