"""GME001 app-only-me: a ``/me`` request that carries an app-only token.

## What it does
Reports a request to Microsoft Graph's `/me` that is proven to carry an app-only token on every
path that reaches it. Such tokens come from the OAuth 2.0 client credentials flow, for example from
MSAL's `acquire_token_for_client`.

## Why is this bad?
`/me` means the signed-in user, and an app-only token has no signed-in user. Graph refuses the
request at run time, with "/me request is only valid with delegated authentication flow." or
`NoPermissionsInAccessToken`.

## Example
```python
requests.get(f"{GRAPH}/me/memberOf", headers=app_only_headers)
```
Use instead, with an application permission that an administrator has consented to:
```python
requests.get(f"{GRAPH}/users/adele@contoso.com/memberOf", headers=app_only_headers)
```
Where the function that sends the request, or one that leads to it, itself begins or ends the
sign-in of a user, such as by MSAL's `acquire_token_by_auth_code_flow`, the message adds "or use a
delegated flow": send the token of that user instead.

## Fix safety
Safe if an option names the user; unsafe if the user is a name found in the code, if the user
expression calls something, or if other code may call the function with a user's token, for whom
`/me` is right; only shown if no user is known.

## References
- Microsoft's article on `NoPermissionsInAccessToken` when calling `/me` (learn.microsoft.com,
  troubleshoot/entra, error-call-me-endpoint-microsoft-graph)
"""

from flake8_graph_me.rules.cures import Cure
from flake8_graph_me.rules.reports import Told
from flake8_graph_me.rules.verdicts import Verdict

CODE = "GME001"
SLUG = "app-only-me"
CERTAIN = True


def applies(verdict: Verdict, cure: Cure) -> bool:
    """Whether this rule reports a verdict."""
    return verdict is Verdict.PROVEN and cure.me and cure.served


def message(told: Told) -> str:
    """The finding's one line."""
    endpoint = told.cure.endpoint
    names = endpoint.application.advised
    permission = f" with application permission{'s' * (len(names) > 1)} " + " and ".join(names)
    permission = permission if names else ""
    advice = f", which {endpoint.note}" if endpoint.urgent else ""
    other = ", or use a delegated flow" if told.signs_in else ""
    return (
        f"{told.method} '{told.path}' needs a signed-in user but carries an app-only token "
        f"{told.token}; use '{told.twin}'{permission}{advice}{other}"
    )
