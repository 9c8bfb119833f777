"""ADAL for Python, MSAL's predecessor.

Source: adal 1.2.7, ``authentication_context.py``. It requests a resource, and its results are
dictionaries with ``accessToken``.
"""

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import Labelled
from flake8_graph_me.terms.rows import Call, Type

CONTEXT = "adal.AuthenticationContext"
APP_ONLY = Labelled(Identity.APP_ONLY, ("resource",))
DELEGATED = Labelled(Identity.DELEGATED, ("resource",))

FOR_APPLICATIONS = (
    ("acquire_token_with_client_credentials", ("resource",)),
    ("acquire_token_with_client_certificate", ("resource",)),
)
FOR_USERS = (
    ("acquire_token_with_username_password", ("resource",)),
    (
        "acquire_token_with_authorization_code",
        ("authorization_code", "redirect_uri", "resource"),
    ),
    ("acquire_token_with_refresh_token", ("refresh_token", "client_id", "resource")),
    ("acquire_token_with_device_code", ("resource",)),
)
ANY = "*"
"""What has one of these methods has it of ADAL: no other library has them."""


def _methods(owner: str) -> tuple[Call, ...]:
    return (
        *(Call(f"{owner}.{name}", given, APP_ONLY) for name, given in FOR_APPLICATIONS),
        *(Call(f"{owner}.{name}", given, DELEGATED) for name, given in FOR_USERS),
    )


ADAL_ROWS: tuple[Call | Type, ...] = (
    Type(CONTEXT, also=("adal.authentication_context.AuthenticationContext",)),
    *_methods(CONTEXT),
    *_methods(ANY),
    Call(f"{CONTEXT}.acquire_token", ("resource",), DELEGATED),
)
