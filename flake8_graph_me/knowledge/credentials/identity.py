"""identity (MSAL for web frameworks), fastapi-msal, and the old msrestazure.

The names were checked in identity 0.11.0, fastapi-msal 2.1.7 and msrestazure 0.6.4; no program
with them was run.
"""

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.rows import Call, Labelled, Type

WEB = "identity.web.Auth"
FASTAPI = "fastapi_msal.clients.AsyncConfClient"
OLD = "msrestazure.azure_active_directory"
APP_ONLY = Labelled(Identity.APP_ONLY, ("scopes", "resource"))
DELEGATED = Labelled(Identity.DELEGATED, ("scopes", "resource"))

IDENTITY_ROWS: tuple[Call | Type, ...] = (
    Type(WEB),
    Call(f"{WEB}.get_token_for_client", ("scopes",), APP_ONLY),
    Call(f"{WEB}.get_token_for_user", ("scopes",), DELEGATED),
    Type(FASTAPI),
    Call(f"{FASTAPI}.get_application_token", ("claims_challenge",), APP_ONLY),
    Call(f"{FASTAPI}.get_delegated_user_token", ("user_assertion",), DELEGATED),
    Call(f"{OLD}.ServicePrincipalCredentials", ("client_id", "secret"), APP_ONLY),
    Call(f"{OLD}.MSIAuthentication", ("port",), APP_ONLY),
    Call(f"{OLD}.UserPassCredentials", ("username", "password"), DELEGATED),
)
