"""azure-identity: its credentials, their asynchronous twins, and wrappers around a credential.

Source: azure-identity 1.27.0, ``_credentials/*.py``, ``aio/_credentials/*.py``,
``_internal/utils.py``.
"""

from collections.abc import Callable

from flake8_graph_me.terms.asked import Asked
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import (
    ArgumentView,
    Deferred,
    Each,
    Labelled,
    Made,
    Result,
    UnknownResult,
)
from flake8_graph_me.terms.rows import Call, Type

APP_ONLY = Labelled(Identity.APP_ONLY, ("scopes",))
BY_CLIENT = Labelled(Identity.APP_ONLY, ("scopes",), asks=("*",), asked=Asked.SCOPES)
BY_MACHINE = Labelled(Identity.APP_ONLY, ("scopes",), asks=("*",), asked=Asked.RESOURCE)
DELEGATED = Labelled(Identity.DELEGATED, ("scopes",))
AMBIGUOUS = Labelled(Identity.AMBIGUOUS, ("scopes",))

SYNC = "azure.identity"
ASYNC = "azure.identity.aio"
GETTERS = ("get_token", "get_token_info")

FOR_CLIENTS = (
    "ClientSecretCredential",
    "CertificateCredential",
    "ClientAssertionCredential",
    "WorkloadIdentityCredential",
    "AzurePipelinesCredential",
)
"""Those that use the client credentials flow."""
FOR_MACHINES = ("ManagedIdentityCredential",)
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


CHOICE = "AZURE_TOKEN_CREDENTIALS"
"""The variable that chooses among the chain: a part of it, or one class by its name."""
WITHOUT_USERS = ("managedidentitycredential", "workloadidentitycredential")
PRODUCTION = ("prod", "environmentcredential", *WITHOUT_USERS)
OF_AN_APPLICATION = ("AZURE_TENANT_ID", "AZURE_CLIENT_ID")
SECRETS = ("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH")


def only_production(arguments: ArgumentView) -> bool:
    """Whether DefaultAzureCredential's chain is Environment, Workload and ManagedIdentity alone.

    What developers are logged in with follows, unless the variable leaves it out and no flag takes
    it in again, or flags exclude all of it.
    """
    included = {flag: _included(arguments, flag) for flag in (*DEVELOPERS, INTERACTIVE)}
    if _choice(arguments) in PRODUCTION:
        return not any(included.values())
    return all(arguments.flag(f"self.{flag}") for flag in DEVELOPERS) and not included[INTERACTIVE]


def _choice(arguments: ArgumentView) -> str:
    return (arguments.environment(CHOICE) or "").strip().lower()


def _included(arguments: ArgumentView, flag: str) -> bool:
    """Whether an argument may take a member into the chain."""
    return arguments.given(f"self.{flag}") is not False and not arguments.flag(f"self.{flag}")


def by_environment(arguments: ArgumentView) -> Result:
    """What EnvironmentCredential gives: a secret or certificate goes before a user's password."""
    found = {name for name in (*OF_AN_APPLICATION, *SECRETS) if arguments.environment(name)}
    certain = found.issuperset(OF_AN_APPLICATION) and not found.isdisjoint(SECRETS)
    return APP_ONLY if certain else AMBIGUOUS


def by_chain(arguments: ArgumentView) -> Result:
    """What DefaultAzureCredential gives; its environment may hold a user's name and password."""
    if not only_production(arguments):
        return AMBIGUOUS
    if _choice(arguments) in WITHOUT_USERS or arguments.flag(f"self.{ENVIRONMENT}"):
        return APP_ONLY
    return by_environment(arguments)


def by_chain_async(arguments: ArgumentView) -> Result:
    """The same for the asynchronous class, whose environment holds no user's password."""
    return APP_ONLY if only_production(arguments) else AMBIGUOUS


def _getters(
    name: str, result: Result, decide: Callable[[ArgumentView], Result] | None = None
) -> tuple[Call, ...]:
    """The methods that give a token; a label tells the class, too, since an SDK may call them."""
    shown = name.rpartition(".")[2]
    return tuple(
        Call(f"{name}.{getter}", ("scopes",), result, decide=decide, shown=f"{shown}.{getter}")
        for getter in GETTERS
    )


def _credential(name: str, result: Result) -> tuple[Call | Type, ...]:
    return (Type(name), *_getters(name, result))


def _group(module: str, names: tuple[str, ...], result: Result) -> tuple[Call | Type, ...]:
    return tuple(row for name in names for row in _credential(f"{module}.{name}", result))


def _deciding(
    name: str,
    decide: Callable[[ArgumentView], Result],
    attributes: tuple[tuple[str, str], ...] = (),
) -> tuple[Call | Type, ...]:
    getters = _getters(name, UnknownResult(), decide)
    return (Type(name, attributes=attributes), *getters)


def _default(module: str, decide: Callable[[ArgumentView], Result]) -> tuple[Call | Type, ...]:
    flags = tuple((flag, flag) for flag in CHAIN_FLAGS)
    return _deciding(f"{module}.DefaultAzureCredential", decide, flags)


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
    *_group(SYNC, FOR_CLIENTS, BY_CLIENT),
    *_group(SYNC, FOR_MACHINES, BY_MACHINE),
    *_group(SYNC, (*FOR_USERS, *FOR_USERS_SYNC_ONLY), DELEGATED),
    *_group(SYNC, OF_WHOEVER_LOGGED_IN, AMBIGUOUS),
    *_deciding(f"{SYNC}.EnvironmentCredential", by_environment),
    *_default(SYNC, by_chain),
    *_chained(SYNC),
    _provider(SYNC),
    # The asynchronous EnvironmentCredential has no flow for users.
    *_group(ASYNC, FOR_CLIENTS, BY_CLIENT),
    *_group(ASYNC, FOR_MACHINES, BY_MACHINE),
    *_group(ASYNC, ("EnvironmentCredential",), APP_ONLY),
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
