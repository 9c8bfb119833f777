"""ADAL for Python, MSAL's predecessor.

Source: adal 1.2.7, ``authentication_context.py``. It requests a resource, and its results are
dictionaries with ``accessToken``.
"""

from flake8_graph_me.terms.identity import SIGN_IN, Identity
from flake8_graph_me.terms.results import Labelled
from flake8_graph_me.terms.rows import Call, Type

CONTEXT = "adal.AuthenticationContext"
APP_ONLY = Labelled(Identity.APP_ONLY, ("resource",))
DELEGATED = Labelled(Identity.DELEGATED, ("resource",))

ANY = "*"
"""What has a method of a name that only ADAL's context has is one."""

ADAL_ROWS: tuple[Call | Type, ...] = (
    Type(CONTEXT, also=("adal.authentication_context.AuthenticationContext",)),
    Call(f"{CONTEXT}.acquire_token_with_client_credentials", ("resource",), APP_ONLY),
    Call(f"{CONTEXT}.acquire_token_with_client_certificate", ("resource",), APP_ONLY),
    Call(f"{ANY}.acquire_token_with_client_credentials", ("resource",), APP_ONLY),
    Call(f"{ANY}.acquire_token_with_client_certificate", ("resource",), APP_ONLY),
    Call(f"{CONTEXT}.acquire_token", ("resource",), DELEGATED),
    *(
        row
        for owner in (CONTEXT, ANY)
        for row in (
            Call(f"{owner}.acquire_token_with_username_password", ("resource",), DELEGATED),
            Call(
                f"{owner}.acquire_token_with_authorization_code",
                ("authorization_code", "redirect_uri", "resource"),
                DELEGATED,
                noted=SIGN_IN,
            ),
            Call(
                f"{owner}.acquire_token_with_refresh_token",
                ("refresh_token", "client_id", "resource"),
                DELEGATED,
            ),
            Call(f"{owner}.acquire_token_with_device_code", ("resource",), DELEGATED),
        )
    ),
)
