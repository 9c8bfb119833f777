"""httpx-auth and requests-auth: objects that get a token and add it to each request.

Source: httpx_auth 0.23.1, requests_auth 8.0.0. They concern Graph only when the
token endpoint is Microsoft's.
"""

from flake8_graph_me.knowledge.credentials.token_endpoint import is_token_url
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import ArgumentView, Labelled, Result, UnknownResult
from flake8_graph_me.terms.rows import Call

DELEGATED = Labelled(Identity.DELEGATED, ("scope",))


def credentials(arguments: ArgumentView) -> Result:
    """What ``OAuth2ClientCredentials`` adds."""
    if is_token_url(arguments.text("token_url")):
        return Labelled(Identity.APP_ONLY, ("scope",))
    return UnknownResult()


AUTH_OBJECT_ROWS: tuple[Call, ...] = tuple(
    row
    for package in ("httpx_auth", "requests_auth")
    for row in (
        Call(f"{package}.OAuth2ClientCredentials", ("token_url",), decide=credentials),
        *(
            # Whosever token endpoint it is, a user signs in there.
            Call(f"{package}.{name}", (), DELEGATED)
            for name in (
                "OAuth2AuthorizationCode",
                "OAuth2AuthorizationCodePKCE",
                "OAuth2ResourceOwnerPasswordCredentials",
            )
        ),
        Call(f"{package}.AzureActiveDirectoryImplicit", ("tenant_id",), DELEGATED),
    )
)
