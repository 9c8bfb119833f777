"""GME005 delegated-scope-for-app: a client credentials request for delegated scopes.

## What it does
Reports a client credentials token request whose scopes are anything but exactly one
`<resource>/.default`. The request can be `acquire_token_for_client`, a credential's `get_token`,
what an SDK client asks its credential for (`GraphServiceClient(credential, scopes)`), or the
program's own request to the token endpoint. A bare `.default` means Microsoft Graph's. A managed
identity takes one `<resource>`, with or without `/.default`, and no bare one. MSAL takes scopes as
a list only, so that a text in its place is reported, too.

## Why is this bad?
The request never returns a token: it fails with AADSTS1002012 or AADSTS70011. An application does
not request its permissions as scopes. An administrator consents to application permissions, and
`.default` stands for all of them. MSAL ends with an `AssertionError` where it is given a text.

## Example
```python
app.acquire_token_for_client(scopes=["User.Read"])
```
Use instead:
```python
app.acquire_token_for_client(scopes=["https://graph.microsoft.com/.default"])
```

## Fix safety
Unsafe: the new token carries whatever application permissions were granted, perhaps none. Scopes
in a constant of the same file are rewritten there, if nothing but such requests reads it.

## References
- learn.microsoft.com, identity platform, OAuth 2.0 client credentials flow, "the .default scope"
"""

from collections.abc import Sequence

import libcst as cst

from flake8_graph_me.engine.machine.events import LabelRequest
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules.places.files import Files
from flake8_graph_me.rules.reports import Draft, DraftStep
from flake8_graph_me.rules.scopes.asked_scopes import (
    DEFAULT,
    resource_of,
    text_for_list,
    wrong_scopes,
)
from flake8_graph_me.rules.scopes.rewriting import (
    ELSEWHERE,
    Written,
    in_a_list,
    rewritten,
    rewritten_constant,
)
from flake8_graph_me.terms.asked import Asked

CODE = "GME005"
SLUG = "delegated-scope-for-app"
ACCEPTED = "the client credentials flow accepts only '<resource>/.default'"
TAKEN = "a managed identity is asked for one '<resource>' or '<resource>/.default'"


def scope_drafts(run: Run, module: cst.Module, files: Files) -> list[Draft]:
    """A draft for each argument in the checked file that requests wrong scopes."""
    drafts: dict[cst.CSTNode, Draft] = {}
    own = [each for each in run.events.label_requests if files.is_checked(each.argument)]
    for label_request in own:
        if label_request.argument in drafts:
            continue
        scopes = wrong_scopes(label_request.value, label_request.asked)
        text = text_for_list(label_request.value, label_request.asked)
        if scopes is not None:
            written = _rewrite(label_request, resource_of(scopes) + DEFAULT, module, own)
            drafts[label_request.argument] = _draft(
                label_request, _message(label_request, scopes), written
            )
        elif text is not None:
            written = in_a_list(label_request.argument, text)
            drafts[label_request.argument] = _draft(
                label_request, _unlisted(label_request, text), written
            )
    return list(drafts.values())


def _message(label_request: LabelRequest, scopes: Sequence[str]) -> str:
    asked = f"scope '{scopes[0]}'" if len(scopes) == 1 else f"{len(scopes)} scopes"
    accepted = TAKEN if label_request.asked is Asked.RESOURCE else ACCEPTED
    return (
        f"{label_request.name} requests {asked}, but {accepted}; request "
        f"'{resource_of(scopes)}{DEFAULT}' and have an administrator consent to application "
        "permissions"
    )


def _unlisted(label_request: LabelRequest, text: str) -> str:
    return (
        f"{label_request.name} takes its scopes as a list, but is given the text '{text}', which "
        f"MSAL refuses; give ['{text}']"
    )


def _draft(label_request: LabelRequest, message: str, written: Written) -> Draft:
    rewrite, withheld = written
    return Draft(
        CODE,
        SLUG,
        message,
        label_request.argument,
        None,
        (DraftStep(label_request.call, "the token is requested here"),),
        None,
        certain=False,
        withheld=withheld,
        rewrite=rewrite,
    )


def _rewrite(
    label_request: LabelRequest, wanted: str, module: cst.Module, others: Sequence[LabelRequest]
) -> Written:
    """The replacement of literals at the call, or in a constant; else why there is none."""
    listed = label_request.asked is Asked.LISTED
    written = rewritten(label_request.argument, wanted, listed=listed)
    if written[1] != ELSEWHERE:
        return written
    asking = [each.argument for each in others]
    return rewritten_constant(module, label_request.argument, wanted, asking, listed=listed)
