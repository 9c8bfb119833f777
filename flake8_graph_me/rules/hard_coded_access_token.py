"""GME004 hard-coded-access-token: an access token for Microsoft Graph in the source.

## What it does
Reports a literal that is a JWT access token for Microsoft Graph. The message says whether it is
app-only or delegated and when it expires, and never shows the token. Adjacent literals, and plain
ones joined with `+`, count as one literal.

## Why is this bad?
Anyone who reads the source can use the token until it expires. After that, the program fails.

## Example
```python
headers = {"Authorization": "Bearer eyJ0eXAiOiJKV1QiLCJub25jZSI6…"}
```
Use instead:
```python
headers = {"Authorization": f"Bearer {credential.get_token(SCOPE).token}"}
```

## Fix safety
There is no fix. If the token is still valid, revoke the session that it belongs to.

## References
- learn.microsoft.com, Microsoft identity platform, access tokens
- `flake8-graph-me token` inspects a token without showing it
"""

import datetime as dt
from collections.abc import Iterator

import libcst as cst

from flake8_graph_me.rules.reports import Draft, DraftStep
from flake8_graph_me.syntax.joined_literals import Joined, joined_literals
from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.reading import SIGN, hard_coded

CODE = "GME004"
SLUG = "hard-coded-access-token"
OWNERS = {Identity.APP_ONLY: "app-only", Identity.DELEGATED: "delegated"}


def token_drafts(module: ParsedModule) -> list[Draft]:
    """A draft for each literal of a module that is an access token for Graph; literals that are
    joined are one, unless one of them is a token by itself.
    """
    if SIGN not in module.source:
        return []
    found = [(node, hard_coded(text)) for node, text in _texts(module.module)]
    tokens = {node: token for node, token in found if token is not None}
    for joined in joined_literals(module.module):
        token = hard_coded(joined.text)
        if token is not None and not any(node in tokens for node in _parts(joined)):
            tokens[joined.node] = token
    return [_draft(node, token) for node, token in tokens.items()]


def _parts(joined: Joined) -> Iterator[cst.CSTNode]:
    for node, _ in joined.pieces:
        yield node
        if isinstance(node, cst.FormattedString):
            yield from node.parts


def _texts(module: cst.Module) -> Iterator[tuple[cst.CSTNode, str]]:
    for node in walk(module):
        if isinstance(node, cst.SimpleString):
            yield node, evaluated(node)
        elif isinstance(node, cst.FormattedString):
            for part in node.parts:
                if isinstance(part, cst.FormattedStringText):
                    yield part, evaluated(part, node)


def _draft(node: cst.CSTNode, token: AccessToken) -> Draft:
    owner = OWNERS.get(token.identity, "identity unknown")
    return Draft(
        CODE,
        SLUG,
        f"hard-coded access token for Microsoft Graph ({owner}, {_expiry(token)}); get the token "
        "at run time, and revoke this one if it is still valid",
        node,
        None,
        (DraftStep(node, "the token is written here"),),
        None,
        certain=False,
    )


def _expiry(token: AccessToken) -> str:
    """When it expires, in UTC and to the minute, so that the text does not depend on the time."""
    if token.expires is None:
        return "expiry unknown"
    return f"expires {token.expires.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
