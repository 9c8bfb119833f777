"""GME003 delegated-only-endpoint: an app-only token for an endpoint that needs a delegated one.

## What it does
Reports a request to Microsoft Graph that is proven to carry an app-only token, to an endpoint that
accepts delegated permissions only. That is a `/me` path whose `/users/{id}` twin accepts no
application permission or does not exist, or such a path under `/users` or `/education` itself.

## Why is this bad?
Graph refuses the request whatever permissions the application has. Changing `/me` to `/users/{id}`
does not help.

## Example
```python
requests.post(f"{GRAPH}/me/findMeetingTimes", headers=app_only_headers, json=wanted)
```
Use instead an endpoint that accepts application permissions, if there is one:
```python
requests.post(f"{GRAPH}/users/{upn}/calendar/getSchedule", headers=app_only_headers, json=asked)
```
or a delegated flow, which gets a token for a signed-in user.

## Fix safety
There is no fix.

## References
- Microsoft's permission data, microsoftgraph/microsoft-graph-devx-content
- `flake8-graph-me explain 'POST /me/findMeetingTimes'`
"""

from flake8_graph_me.rules.cures import Cure
from flake8_graph_me.rules.reports import Told
from flake8_graph_me.rules.verdicts import Verdict

CODE = "GME003"
SLUG = "delegated-only-endpoint"
CERTAIN = False
FLOW = "use a delegated flow to get a token for a signed-in user"


def applies(verdict: Verdict, cure: Cure) -> bool:
    """Whether this rule reports a verdict."""
    return verdict is Verdict.PROVEN and not cure.served and cure.of_user


def message(told: Told) -> str:
    """The finding's one line."""
    twin = told.cure.endpoint.twin
    also = f", even as '{told.twin}'," if told.cure.me and twin is not None else ","
    return (
        f"{told.method} '{told.path}' accepts delegated permissions only{also} but this token is "
        f"app-only {told.token}; {no_cure(told)}"
    )


def no_cure(told: Told) -> str:
    """What to do when no application permission helps."""
    return told.cure.endpoint.note or FLOW
