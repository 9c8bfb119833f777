"""GME006 delegated-only-graph-endpoint: an app-only token for any other endpoint without a cure.

## What it does
Reports a request to Microsoft Graph that is proven to carry an app-only token, to an endpoint
outside `/me`, `/users` and `/education` that accepts delegated permissions only. It is off by
default, because Microsoft's data have been wrong about single endpoints: `extend-select = GME006`
turns it on. What the data do not say, or say of several endpoints that the path may be, is not
reported.

## Why is this bad?
Graph refuses the request whatever permissions the application has.

## Example
```python
requests.post(f"{GRAPH}/chats/{chat}/messages", headers=app_only_headers, json=message)
```
Use instead a delegated flow, which gets a token for a signed-in user, or the endpoint or permission
that the message names.

## Fix safety
There is no fix.

## References
- Microsoft's permission data, microsoftgraph/microsoft-graph-devx-content
- `flake8-graph-me explain 'POST /chats/{id}/messages'`
"""

from flake8_graph_me.rules.cures import Cure
from flake8_graph_me.rules.delegated_only_endpoint import no_cure
from flake8_graph_me.rules.reports import Told
from flake8_graph_me.rules.verdicts import Verdict

CODE = "GME006"
SLUG = "delegated-only-graph-endpoint"
CERTAIN = False


def applies(verdict: Verdict, cure: Cure) -> bool:
    """Whether this rule reports a verdict."""
    return (
        verdict is Verdict.PROVEN and not cure.served and not cure.of_user and cure.endpoint.exact
    )


def message(told: Told) -> str:
    """The finding's one line."""
    return (
        f"{told.method} '{told.path}' accepts delegated permissions only, but this token is "
        f"app-only {told.token}; {no_cure(told)}"
    )
