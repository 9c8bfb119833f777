"""azure-identity, its asynchronous twins, and the credential it may wrap.

Source: azure-identity 1.27.0, ``_credentials/*.py``, ``aio/_credentials/*.py``,
``_internal/utils.py``.
"""

from collections.abc import Callable

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.rows import (
    ArgumentView,
    Call,
    Deferred,
    Each,
    Labelled,
    Made,
    Result,
    Type,
)

APP_ONLY = Labelled(Identity.APP_ONLY, ("scopes",))
DELEGATED = Labelled(Identity.DELEGATED, ("scopes",))
AMBIGUOUS = Labelled(Identity.AMBIGUOUS, ("scopes",))

SYNC = "azure.identity"
ASYNC = "azure.identity.aio"
GETTERS = ("get_token", "get_token_info")

FOR_APPLICATIONS = (
    "ClientSecretCredential",
    "CertificateCredential",
    "ClientAssertionCredential",
    "WorkloadIdentityCredential",
    "AzurePipelinesCredential",
    "ManagedIdentityCredential",
)
FOR_USERS = (
    "OnBehalfOfCredential",
    "AuthorizationCodeCredential",
    "SharedTokenCacheCredential",
    "VisualStudioCodeCredential",
)
# These have no asynchronous twin.
FOR_USERS_SYNC_ONLY = (
    "UsernamePasswordCredential",
    "InteractiveBrowserCredential",
    "DeviceCodeCredential",
)
# Whoever logged in on the command line: a user, or a service principal.
OF_WHOEVER_LOGGED_IN = (
    "AzureCliCredential",
    "AzurePowerShellCredential",
    "AzureDeveloperCliCredential",
)
DEVELOPERS = (
    "exclude_shared_token_cache_credential",
    "exclude_visual_studio_code_credential",
    "exclude_cli_credential",
    "exclude_powershell_credential",
    "exclude_developer_cli_credential",
    "exclude_broker_credential",
)
"""The flags that take the developer's own credentials out of DefaultAzureCredential's chain."""
INTERACTIVE = "exclude_interactive_browser_credential"
ENVIRONMENT = "exclude_environment_credential"
CHAIN_FLAGS = (*DEVELOPERS, INTERACTIVE, ENVIRONMENT)


def only_production(arguments: ArgumentView) -> bool:
    """Whether DefaultAzureCredential's chain is Environment, Workload and ManagedIdentity alone.

    The variable AZURE_TOKEN_CREDENTIALS set to ``prod`` keeps these; else what developers are
    logged in with follows, unless all of it is excluded.
    """
    return arguments.environment("AZURE_TOKEN_CREDENTIALS") == "prod" or (
        all(arguments.flag(f"self.{flag}") for flag in DEVELOPERS)
        and arguments.given(f"self.{INTERACTIVE}") is False
    )


def by_chain(arguments: ArgumentView) -> Result:
    """What DefaultAzureCredential gives; its environment may hold a user's name and password."""
    certain = only_production(arguments) and arguments.flag(f"self.{ENVIRONMENT}")
    return APP_ONLY if certain else AMBIGUOUS


def by_chain_async(arguments: ArgumentView) -> Result:
    """The same for the asynchronous class, whose environment holds no user's password."""
    return APP_ONLY if only_production(arguments) else AMBIGUOUS


def _getters(name: str, result: Result) -> tuple[Call, ...]:
    return tuple(Call(f"{name}.{getter}", ("scopes",), result) for getter in GETTERS)


def _credential(name: str, result: Result) -> tuple[Call | Type, ...]:
    return (Type(name), *_getters(name, result))


def _group(module: str, names: tuple[str, ...], result: Result) -> tuple[Call | Type, ...]:
    return tuple(row for name in names for row in _credential(f"{module}.{name}", result))


def _default(module: str, decide: Callable[[ArgumentView], Result]) -> tuple[Call | Type, ...]:
    name = f"{module}.DefaultAzureCredential"
    flags = tuple((flag, flag) for flag in CHAIN_FLAGS)
    getters = (Call(f"{name}.{getter}", ("scopes",), decide=decide) for getter in GETTERS)
    return (Type(name, attributes=flags), *getters)


def _chained(module: str) -> tuple[Call | Type, ...]:
    name = f"{module}.ChainedTokenCredential"
    members = "credentials"
    getters = (
        Call(f"{name}.{getter}", ("scopes",), Each(f"self.{members}", getter)) for getter in GETTERS
    )
    return (Type(name, attributes=((members, "*"),)), *getters)


def _provider(module: str) -> Call:
    name = f"{module}.get_bearer_token_provider"
    return Call(name, ("credential",), Deferred("credential", "get_token"))


AZURE_IDENTITY_ROWS: tuple[Call | Type, ...] = (
    *_group(SYNC, FOR_APPLICATIONS, APP_ONLY),
    *_group(SYNC, (*FOR_USERS, *FOR_USERS_SYNC_ONLY), DELEGATED),
    *_group(SYNC, (*OF_WHOEVER_LOGGED_IN, "EnvironmentCredential"), AMBIGUOUS),
    *_default(SYNC, by_chain),
    *_chained(SYNC),
    _provider(SYNC),
    # The asynchronous EnvironmentCredential has no flow for users.
    *_group(ASYNC, (*FOR_APPLICATIONS, "EnvironmentCredential"), APP_ONLY),
    *_group(ASYNC, FOR_USERS, DELEGATED),
    *_group(ASYNC, OF_WHOEVER_LOGGED_IN, AMBIGUOUS),
    *_default(ASYNC, by_chain_async),
    *_chained(ASYNC),
    _provider(ASYNC),
    *_credential(f"{SYNC}.broker.InteractiveBrowserBrokerCredential", DELEGATED),
    Call(
        "azure.core.credentials.AccessToken",
        ("token", "expires_on"),
        Made("azure.core.credentials.AccessToken", (("token", "token"),)),
    ),
)
