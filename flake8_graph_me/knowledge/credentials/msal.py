"""MSAL for Python.

Source: msal 1.39.0, 1.23.0 and 1.22.0, ``application.py`` and ``managed_identity.py``. The
acquire method decides the identity, not the class of the application.
"""

from dataclasses import replace

from flake8_graph_me.terms.asked import Asked
from flake8_graph_me.terms.identity import SIGN_IN, Identity
from flake8_graph_me.terms.results import ArgumentView, Either, Labelled, Nothing, Result
from flake8_graph_me.terms.rows import Call, Type

APP = "msal.ConfidentialClientApplication"
PUBLIC = "msal.PublicClientApplication"
BASE = "msal.ClientApplication"
MANAGED = "msal.ManagedIdentityClient"

DELEGATED = Labelled(Identity.DELEGATED, ("scopes",))
APP_ONLY = Labelled(Identity.APP_ONLY, ("scopes", "resource"))
KEPT = ("scopes", "resource")
FOR_CLIENT = Labelled(Identity.APP_ONLY, KEPT, asks=("scopes",), asked=Asked.LISTED)
BY_ANYTHING = replace(FOR_CLIENT, asked=Asked.SCOPES)
"""What has the method without being known for MSAL's may take a text."""


def silently(arguments: ArgumentView) -> Result:
    """What ``acquire_token_silent`` gives.

    Without an account it is None: from msal 1.23 on it never looks for the application's own
    token, so the call that follows decides. With one it is a user's cached token, or None.
    """
    given = arguments.given("account")
    if given is False:
        return Nothing()
    return Either((DELEGATED, Nothing()))


def _delegated(type_name: str, method: str, *parameters: str) -> Call:
    return Call(f"{type_name}.{method}", parameters, DELEGATED)


# The beginning and the end of a sign-in by an authorization code.
BEGINS = ("get_authorization_request_url", "initiate_auth_code_flow")
ENDS = (
    ("acquire_token_by_authorization_code", "code", "scopes", "redirect_uri"),
    ("acquire_token_by_auth_code_flow", "auth_code_flow", "auth_response", "scopes"),
)


def _signing_in(type_name: str) -> tuple[Call, ...]:
    return (
        *(Call(f"{type_name}.{begin}", ("scopes",), noted=SIGN_IN) for begin in BEGINS),
        *(replace(_delegated(type_name, *end), noted=SIGN_IN) for end in ENDS),
    )


# Methods whose names only MSAL has: they tell the identity whatever the receiver is known to be.
ANY = "*"
MSAL_ROWS: tuple[Call | Type, ...] = (
    Type(BASE, also=("msal.application.ClientApplication",)),
    Type(
        APP,
        supertypes=(BASE,),
        also=("msal.application.ConfidentialClientApplication",),
    ),
    Type(PUBLIC, supertypes=(BASE,), also=("msal.application.PublicClientApplication",)),
    Type(MANAGED, also=("msal.managed_identity.ManagedIdentityClient",)),
    Call(f"{APP}.acquire_token_for_client", ("scopes", "claims_challenge"), FOR_CLIENT),
    Call(f"{MANAGED}.acquire_token_for_client", ("resource",), APP_ONLY),
    Call(f"{BASE}.acquire_token_silent", ("scopes", "account"), decide=silently),
    Call(f"{BASE}.acquire_token_silent_with_error", ("scopes", "account"), decide=silently),
    _delegated(APP, "acquire_token_on_behalf_of", "user_assertion", "scopes"),
    _delegated(
        APP,
        "acquire_token_by_user_federated_identity_credential",
        "scopes",
        "assertion",
    ),
    *_signing_in(BASE),
    _delegated(BASE, "acquire_token_by_refresh_token", "refresh_token", "scopes"),
    _delegated(BASE, "acquire_token_by_username_password", "username", "password", "scopes"),
    _delegated(PUBLIC, "acquire_token_interactive", "scopes"),
    _delegated(PUBLIC, "acquire_token_by_device_flow", "flow"),
    Call(f"{ANY}.acquire_token_for_client", ("scopes", "claims_challenge"), BY_ANYTHING),
    Call(f"{ANY}.acquire_token_silent", ("scopes", "account"), decide=silently),
    Call(f"{ANY}.acquire_token_silent_with_error", ("scopes", "account"), decide=silently),
    _delegated(ANY, "acquire_token_on_behalf_of", "user_assertion", "scopes"),
    *_signing_in(ANY),
    _delegated(ANY, "acquire_token_by_refresh_token", "refresh_token", "scopes"),
    _delegated(ANY, "acquire_token_by_username_password", "username", "password", "scopes"),
    _delegated(ANY, "acquire_token_interactive", "scopes"),
    _delegated(ANY, "acquire_token_by_device_flow", "flow"),
)
