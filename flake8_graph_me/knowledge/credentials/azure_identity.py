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


def _chain(*, user_in_environment: bool) -> Callable[[ArgumentView], Result]:
    """What DefaultAzureCredential gives.

    Its chain is Environment, Workload, ManagedIdentity, then what developers are logged in with;
    the variable AZURE_TOKEN_CREDENTIALS set to ``prod`` keeps the first three. The first of them
    may hold a user's name and password, but only in the synchronous class.
    """

    def decide(arguments: ArgumentView) -> Result:
        only_production = arguments.environment("AZURE_TOKEN_CREDENTIALS") == "prod" or (
            all(arguments.flag(f"self.{flag}") for flag in DEVELOPERS)
            and arguments.given(f"self.{INTERACTIVE}") is False
        )
        if not only_production:
            return AMBIGUOUS
        if user_in_environment and not arguments.flag(f"self.{ENVIRONMENT}"):
            return AMBIGUOUS
        return APP_ONLY

    return decide


def _getters(name: str, result: Result) -> tuple[Call, ...]:
    return tuple(Call(f"{name}.{getter}", ("scopes",), result) for getter in GETTERS)


def _credential(name: str, result: Result) -> tuple[Call | Type, ...]:
    return (Type(name), *_getters(name, result))


def _module(module: str) -> tuple[Call | Type, ...]:
    """The credentials that both the synchronous and the asynchronous module have."""
    default = f"{module}.DefaultAzureCredential"
    chained = f"{module}.ChainedTokenCredential"
    decide = _chain(user_in_environment=module == SYNC)
    environment = AMBIGUOUS if module == SYNC else APP_ONLY
    return (
        *(row for name in FOR_APPLICATIONS for row in _credential(f"{module}.{name}", APP_ONLY)),
        *(row for name in FOR_USERS for row in _credential(f"{module}.{name}", DELEGATED)),
        *(
            row
            for name in OF_WHOEVER_LOGGED_IN
            for row in _credential(f"{module}.{name}", AMBIGUOUS)
        ),
        *_credential(f"{module}.EnvironmentCredential", environment),
        Type(default, attributes=tuple((flag, flag) for flag in CHAIN_FLAGS)),
        *(Call(f"{default}.{getter}", ("scopes",), decide=decide) for getter in GETTERS),
        Type(chained, attributes=(("credentials", "*"),)),
        *(
            Call(f"{chained}.{getter}", ("scopes",), Each("self.credentials", getter))
            for getter in GETTERS
        ),
        Call(
            f"{module}.get_bearer_token_provider",
            ("credential",),
            Deferred("credential", "get_token"),
        ),
    )


AZURE_IDENTITY_ROWS: tuple[Call | Type, ...] = (
    *_module(SYNC),
    *_module(ASYNC),
    *(row for name in FOR_USERS_SYNC_ONLY for row in _credential(f"{SYNC}.{name}", DELEGATED)),
    *_credential(f"{SYNC}.broker.InteractiveBrowserBrokerCredential", DELEGATED),
    Call(
        "azure.core.credentials.AccessToken",
        ("token", "expires_on"),
        Made("azure.core.credentials.AccessToken", (("token", "token"),)),
    ),
)
