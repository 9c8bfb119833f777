"""GME003 delegated-only-endpoint: an app-only token for an endpoint that takes delegated ones only.

## What it does
Reports a request to Microsoft Graph that is proven to carry an app-only token, to an endpoint that
accepts delegated permissions only: a `/me` path whose `/users/{id}` twin takes no application
permission or does not exist, or such a path below `/users` or `/education` itself.

## Why is this bad?
Graph refuses the request whatever permissions the application has, and writing `/users/{id}` does
not mend it.

## Example
```python
requests.post(f"{GRAPH}/me/findMeetingTimes", headers=app_only_headers, json=wanted)
```
Use instead the endpoint that serves an application, if there is one:
```python
requests.post(f"{GRAPH}/users/{upn}/calendar/getSchedule", headers=app_only_headers, json=asked)
```
or a token of a signed-in user, from a delegated flow.

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
FLOW = "get the token by a delegated flow, for a user who signs in"


def applies(verdict: Verdict, cure: Cure) -> bool:
    """Whether a verdict is this rule's."""
    return verdict is Verdict.PROVEN and not cure.served


def message(told: Told) -> str:
    """The finding's one line."""
    twin = told.cure.endpoint.twin
    also = f", also as '{told.twin}'," if told.cure.me and twin is not None else ""
    return (
        f"{told.method} '{told.path}'{also} accepts delegated permissions only but carries an "
        f"app-only token {told.token}; {no_cure(told)}"
    )


def no_cure(told: Told) -> str:
    """What to do where no application permission helps."""
    return told.cure.endpoint.note or FLOW
