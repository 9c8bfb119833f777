"""GME005 delegated-scope-for-app: a client credentials request for delegated scopes.

## What it does
Reports a client credentials token request whose scopes are anything but exactly one
`<resource>/.default`. The request can be `acquire_token_for_client`, a credential's `get_token`, or
the program's own request to the token endpoint. A bare `.default` means Microsoft Graph's.

## Why is this bad?
The request never returns a token: it fails with AADSTS1002012 or AADSTS70011. An application does
not request its permissions as scopes. An administrator consents to application permissions, and
`.default` stands for all of them.

## Example
```python
app.acquire_token_for_client(scopes=["User.Read"])
```
Use instead:
```python
app.acquire_token_for_client(scopes=["https://graph.microsoft.com/.default"])
```

## Fix safety
Unsafe: the new token carries whatever application permissions were granted, perhaps none.

## References
- learn.microsoft.com, identity platform, OAuth 2.0 client credentials flow, "the .default scope"
"""

import re
from collections.abc import Iterable, Iterator

import libcst as cst

from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import Text, Tuple, Value
from flake8_graph_me.engine.machine.events import LabelRequest
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.graph.hosts import GRAPH_HOSTS
from flake8_graph_me.rules.places.files import Files
from flake8_graph_me.rules.reports import Draft, DraftStep, Rewrite

CODE = "GME005"
SLUG = "delegated-scope-for-app"
DEFAULT = "/.default"
GRAPH = "https://graph.microsoft.com"
RESOURCE = re.compile(r"(?P<resource>[a-z][a-z0-9+.-]*://[^/]+)/+[^/]*", re.IGNORECASE)
COMMENT = "the fix would delete a comment among the scopes"
ELSEWHERE = "the scopes are not literals at the call"


def scope_drafts(run: Run, files: Files) -> list[Draft]:
    """A draft for each argument in the checked file that requests wrong scopes."""
    drafts: dict[cst.CSTNode, Draft] = {}
    for label_request in run.events.label_requests:
        if not files.is_checked(label_request.argument) or label_request.argument in drafts:
            continue
        scopes = _wrong_scopes(label_request.value)
        if scopes is not None:
            drafts[label_request.argument] = _draft(label_request, scopes)
    return list(drafts.values())


def _wrong_scopes(value: Value) -> tuple[str, ...] | None:
    """The scopes that a call requests, if they are wrong in every alternative."""
    found = [_scopes(atom) for _, atom in value]
    wrong = [scopes for scopes in found if scopes is not None and not _is_right(scopes)]
    return wrong[0] if wrong and len(wrong) == len(found) else None


def _scopes(atom: object) -> tuple[str, ...] | None:
    """The scopes in a text or a sequence of texts; None if any of them is unknown."""
    if isinstance(atom, Text):
        text = known(atom)
        return None if text is None else tuple(text.split())
    if not isinstance(atom, Tuple) or atom.rest is not None:
        return None
    inner = [_one(item) for item in atom.items]
    whole = [scopes for scopes in inner if scopes is not None]
    return tuple(each for scopes in whole for each in scopes) if len(whole) == len(inner) else None


def _one(value: Value) -> tuple[str, ...] | None:
    return _scopes(value[0][1]) if len(value) == 1 else None


def _is_right(scopes: tuple[str, ...]) -> bool:
    # A library that asks for a client's token without scopes adds them itself. Without a resource
    # it is what msgraph-core 0.2 asks for, unless it is told otherwise.
    return not scopes or (len(scopes) == 1 and f"/{scopes[0]}".lower().endswith(DEFAULT))


def _draft(label_request: LabelRequest, scopes: tuple[str, ...]) -> Draft:
    wanted = resource_of(scopes) + DEFAULT
    asked = f"scope '{scopes[0]}'" if len(scopes) == 1 else f"{len(scopes)} scopes"
    rewrite, withheld = _rewrite(label_request.argument, wanted)
    return Draft(
        CODE,
        SLUG,
        f"{label_request.name} requests {asked}, but the client credentials flow accepts only "
        f"'<resource>/.default'; request '{wanted}' and have an administrator consent to "
        "application permissions",
        label_request.argument,
        None,
        (DraftStep(label_request.call, "the token is requested here"),),
        None,
        certain=False,
        withheld=withheld,
        rewrite=rewrite,
    )


def resource_of(scopes: Iterable[str]) -> str:
    """The resource that scopes belong to: the one they name, else Microsoft Graph."""
    for scope in scopes:
        match = RESOURCE.match(scope)
        if match is not None:
            host = match["resource"].partition("://")[2].lower()
            return f"https://{host}" if host in GRAPH_HOSTS else match["resource"]
    return GRAPH


def _rewrite(node: cst.CSTNode, wanted: str) -> tuple[Rewrite | None, str | None]:
    """The replacement for a plain literal or a display of them; else why there is none."""
    literals = list(_literals(node))
    if not literals or any(literal is None for literal in literals):
        return None, ELSEWHERE
    if "#" in cst.Module(()).code_for_node(node):
        return None, COMMENT
    first = literals[0]
    quote = first.quote if first is not None else '"'
    written = f"{quote}{wanted}{quote}"
    if isinstance(node, cst.List):
        written = f"[{written}]"
    elif isinstance(node, cst.Tuple):
        # Its parentheses are not counted to its span.
        written = f"{written},"
    elif isinstance(node, cst.Set):
        written = f"{{{written}}}"
    return Rewrite(node, written, f"Request `{wanted}`"), None


def _literals(node: cst.CSTNode) -> Iterator[cst.SimpleString | None]:
    if isinstance(node, cst.SimpleString):
        yield node if not node.prefix else None
    elif isinstance(node, cst.List | cst.Tuple | cst.Set):
        for element in node.elements:
            yield from _literals(element.value) if isinstance(element, cst.Element) else (None,)
    else:
        yield None
