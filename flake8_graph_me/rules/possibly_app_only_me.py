"""GME002 possibly-app-only-me: a ``/me`` request that may carry an app-only token.

## What it does
Reports a request to Microsoft Graph's `/me` that carries an app-only token on some paths only, or
one whose token is unknown in a module that acquires tokens, all of them app-only.

A path that is `/me` only sometimes, with a token that is app-only only sometimes, is reported where
something ties the two, such as one condition that picks both. Not reported is an unknown token
that the program's caller hands in: with a web framework's request, in a session, from a social
login, or as a parameter `user_token`.

## Why is this bad?
Graph refuses the request on those paths, because an app-only token has no signed-in user.

## Example
```python
token = os.environ.get("USER_TOKEN") or app.acquire_token_for_client(scopes)["access_token"]
requests.get("https://graph.microsoft.com/v1.0/me", headers={"Authorization": f"Bearer {token}"})
```
Instead, choose the URL together with the token: `/me` for a delegated token, `/users/{id}` for an
app-only one.

## Fix safety
Always unsafe: with a delegated token `/me` is right, and `/users/{id}` needs other permissions.

## References
- learn.microsoft.com, Microsoft Graph permissions overview: delegated and app-only access
"""

from flake8_graph_me.rules.cures import Cure
from flake8_graph_me.rules.delegated_only_endpoint import no_cure
from flake8_graph_me.rules.reports import Told
from flake8_graph_me.rules.verdicts import Verdict

CODE = "GME002"
SLUG = "possibly-app-only-me"
CERTAIN = False
_VARIES = {
    frozenset({"token"}): ": the token varies, the path does not",
    frozenset({"path"}): ": the path varies, the token does not",
    frozenset({"path", "token"}): ": path and token vary together",
}


def applies(verdict: Verdict, cure: Cure) -> bool:
    """Whether this rule reports a verdict."""
    return verdict in (Verdict.SOMETIMES, Verdict.SUPPOSED) and cure.me


def message(told: Told) -> str:
    """The finding's one line."""
    request = f"{told.method} '{told.path}' needs a signed-in user"
    if told.verdict is Verdict.SUPPOSED:
        said = f"{request}, but this module acquires only app-only tokens {told.token}"
        remedy = f"use '{told.twin}'"
    else:
        varies = _VARIES.get(told.varying, "")
        said = f"{request} but may carry an app-only token {told.token}{varies}"
        remedy = f"use '{told.twin}' where it does"
    return f"{said}; {remedy if told.cure.served else no_cure(told)}"
