"""What the caller of a program hands in: requests of web frameworks, sessions, social logins.

A token among it is whoever's the caller is, so nothing is said of it, unless the program itself has
stored one there. Source: flask 3.1.3 and quart 0.22.0 ``globals.py``, Django 5.2.19
``http/request.py``, starlette 1.10.0 ``requests.py``, fastapi 0.165.0 ``param_functions.py`` and
``security``, aiohttp 3.14.5 ``web_request.py``; azure-functions 1.26.0, streamlit 1.67.0, mcp
2.3.0 and, for the name ``fastmcp`` in it, 1, fastmcp 4.2.3, fastapi-azure-auth 5.3.0, Django REST
framework 3.18.3, django-allauth 65.22.1, social-auth-app-django 8.0.0; learn.microsoft.com, App
Service, oauth-tokens.
"""

from flake8_graph_me.knowledge.frameworks.applications import HELD
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import Filled, Labelled
from flake8_graph_me.terms.rows import Call, Source, Type

HANDED = Identity.HANDED
GIVEN = Labelled(HANDED, made=False, sure=False)
OWN = ("app", "application", "config", "config_dict", "lifespan_context", "registry", "state")
"""Attributes of requests in which a program keeps what is its own."""
REQUESTS = (
    "aiohttp.web.Request",
    "azure.functions.HttpRequest",
    "django.http.HttpRequest",
    "fastapi.Request",
    "fastapi.WebSocket",
    "fastmcp.Context",
    "flask.Request",
    "mcp.server.fastmcp.Context",
    "mcp.server.mcpserver.Context",
    "quart.Request",
    "rest_framework.request.Request",
    "starlette.requests.HTTPConnection",
    "starlette.requests.Request",
    "starlette.websockets.WebSocket",
)
VIEWS = (
    "aiohttp.web.View",
    "django.views.View",
    "django.views.generic.View",
    "django.views.generic.TemplateView",
    "rest_framework.views.APIView",
)
SCHEMES = (
    "APIKeyCookie",
    "APIKeyHeader",
    "APIKeyQuery",
    "HTTPBearer",
    "OAuth2AuthorizationCodeBearer",
    "OAuth2PasswordBearer",
    "OpenIdConnect",
)
AZURE_SCHEMES = (
    "MultiTenantAzureAuthorizationCodeBearer",
    "SingleTenantAzureAuthorizationCodeBearer",
)
ROUTES = (
    *("api_route", "call_tool", "custom_route", "delete", "get", "get_prompt", "list_tools"),
    *("patch", "post", "prompt", "put", "read_resource", "resource", "route", "tool", "view"),
    "websocket",
)
"""Decorators of what a caller's request is handed to: routes and tools."""
BEARERS = (
    *(f"fastapi.security.{name}" for name in SCHEMES),
    *(f"fastapi_azure_auth.{name}" for name in AZURE_SCHEMES),
)

CALLER_ROWS: tuple[Source | Type | Call, ...] = (
    *(Source(name, HANDED, shared=("session",), own=OWN, held=HELD) for name in REQUESTS),
    *(Source(f"{name}.request", HANDED, shared=("session",), own=OWN, held=HELD) for name in VIEWS),
    *(
        Source(f"{package}.{name}", HANDED, own=OWN)
        for package in ("flask", "quart")
        for name in ("request", "session", "websocket")
        if (package, name) != ("flask", "websocket")
    ),
    *(Source(f"streamlit.{name}", HANDED) for name in ("context", "user")),
    Source("streamlit.session_state", HANDED, alike=True),
    Source("*.(request)", HANDED, shared=("session",), own=OWN, held=HELD),
    Source("*.get_context", HANDED, own=OWN, held=HELD),
    Source("*.(user_token)", HANDED),
    Source("*.(access_token)", HANDED, within=ROUTES),
    Source("*.(token)", HANDED, within=ROUTES),
    *(
        Source(f"*.[{name}]", HANDED)
        for name in ("x-ms-token-aad-access-token", "http_x_ms_token_aad_access_token")
    ),
    *(
        Call(f"fastapi.{name}", returns=Filled(GIVEN))
        for name in ("Body", "Cookie", "Form", "Header", "Path", "Query")
    ),
    *(Type(name) for name in BEARERS),
    *(Call(f"{name}.__call__", ("request",), GIVEN) for name in BEARERS),
    *(
        Call(f"{module}.{name}", returns=GIVEN)
        for module, name in (
            ("mcp.server.auth.middleware.auth_context", "get_access_token"),
            ("fastmcp.server.dependencies", "get_access_token"),
            ("fastmcp.server.dependencies", "get_http_headers"),
            ("fastmcp.server.dependencies", "get_http_request"),
        )
    ),
    *(
        Source(f"allauth.socialaccount.models.Social{what}", HANDED)
        for what in ("Account", "Token")
    ),
    Source("social_django.models.UserSocialAuth", HANDED),
    *(
        Source(f"*.{name}", HANDED)
        for name in ("extra_data", "social_auth", "socialaccount_set", "socialtoken_set")
    ),
)
