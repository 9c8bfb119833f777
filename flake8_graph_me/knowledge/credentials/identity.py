"""identity (MSAL for web frameworks), fastapi-msal, and the older msrestazure.

The names were checked in identity 0.11.0, fastapi-msal 2.1.7 and msrestazure 0.6.4. No program that
uses them was run.
"""

from flake8_graph_me.terms.asked import Asked
from flake8_graph_me.terms.identity import SIGN_IN, Identity
from flake8_graph_me.terms.results import Handed, Labelled, Operation, Passed
from flake8_graph_me.terms.rows import Call, Type

WEB = "identity.web.Auth"
FASTAPI = "fastapi_msal.clients.AsyncConfClient"
PAGES = ("identity.django.Auth", "identity.flask.Auth", "identity.quart.Auth")
PAGES_OF_FASTAPI = "fastapi_msal.MSALAuthorization"
OLD = "msrestazure.azure_active_directory"
GIVEN = f"{OLD}.AADTokenCredentials"
APP_ONLY = Labelled(Identity.APP_ONLY, ("scopes", "resource"))
FOR_CLIENT = Labelled(
    Identity.APP_ONLY, ("scopes", "resource"), asks=("scopes",), asked=Asked.LISTED
)
DELEGATED = Labelled(Identity.DELEGATED, ("scopes", "resource"))

IDENTITY_ROWS: tuple[Call | Type, ...] = (
    Type(WEB),
    Call(f"{WEB}.get_token_for_client", ("scopes",), FOR_CLIENT),
    Call(f"{WEB}.get_token_for_user", ("scopes",), DELEGATED),
    Call(f"{WEB}.log_in", noted=SIGN_IN),
    Call(f"{WEB}.complete_log_in", ("auth_response",), noted=SIGN_IN),
    *(Type(name) for name in PAGES),
    *(
        Call(f"{name}.login_required", ("function",), Handed("context", DELEGATED))
        for name in PAGES
    ),
    Type(FASTAPI),
    Call(f"{FASTAPI}.get_application_token", ("claims_challenge",), APP_ONLY),
    Call(f"{FASTAPI}.get_delegated_user_token", ("user_assertion",), DELEGATED),
    Call(f"{OLD}.ServicePrincipalCredentials", ("client_id", "secret"), APP_ONLY),
    Call(f"{OLD}.MSIAuthentication", ("port",), APP_ONLY),
    Call(f"{OLD}.UserPassCredentials", ("username", "password"), DELEGATED),
    # Whose token it is, is what the token or the method that is handed in says.
    Type(GIVEN, ("token",), (("token", "token"),)),
    Call(f"{GIVEN}.signed_session", returns=Passed("self.token.access_token")),
    Call(f"{OLD}.AdalAuthentication", returns=Operation("apply")),
    Type(PAGES_OF_FASTAPI, ("client_config",), also=("fastapi_msal.auth.MSALAuthorization",)),
    Call(f"{PAGES_OF_FASTAPI}.get_session_token", ("request",), DELEGATED),
)
