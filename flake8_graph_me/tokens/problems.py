"""What is wrong with a token at a given time, regardless of the call.

Source: Graph's answer to a token without roles, Microsoft's article on NoPermissionsInAccessToken
(learn.microsoft.com, troubleshoot/entra, error-call-me-endpoint-microsoft-graph).
"""

import datetime as dt
import enum

from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.audiences import graph_audience, is_retired


class Problem(enum.Enum):
    """One sentence each: the fact first, then the remedy."""

    EXPIRED = "the token has expired: get a new one"
    EARLY = "the token is not valid yet: wait, or correct this machine's clock"
    NOT_FOR_GRAPH = (
        "the token is not for Microsoft Graph: ask for the scope "
        "https://graph.microsoft.com/.default, or for delegated scopes of Graph"
    )
    RETIRED_GRAPH = (
        "the token is for Azure AD Graph (graph.windows.net), which is retired: ask for the scope "
        "https://graph.microsoft.com/.default, or for delegated scopes of Graph"
    )
    NO_AUDIENCE = "the token names no audience, so Graph will not accept it: get a new one"
    UNCERTAIN_AUDIENCE = (
        "the audience belongs to a national cloud, and no source confirms that Graph accepts it "
        "there: if Graph answers 401, compare it with the cloud's documentation"
    )
    NO_ROLES = (
        "the token has no application permission (no roles), so Graph answers "
        "NoPermissionsInAccessToken: have an administrator grant the application a permission, "
        "then get a new token"
    )


BARRING = frozenset(
    {Problem.EXPIRED, Problem.EARLY, Problem.NOT_FOR_GRAPH, Problem.RETIRED_GRAPH}
    | {Problem.NO_AUDIENCE}
)
"""Those with which no call to Graph works, whoever makes it."""


def problems(token: AccessToken, now: dt.datetime) -> tuple[Problem, ...]:
    """What is wrong with a token, the worst problem first."""
    found: list[Problem] = []
    if token.expires is not None and token.expires <= now:
        found.append(Problem.EXPIRED)
    if token.not_before is not None and token.not_before > now:
        found.append(Problem.EARLY)
    found.extend(_about_audience(token))
    if token.identity is Identity.APP_ONLY and not (token.roles or "roles" in token.unusable):
        found.append(Problem.NO_ROLES)
    return tuple(found)


def _about_audience(token: AccessToken) -> tuple[Problem, ...]:
    for_graph = graph_audience(token.audiences)
    if for_graph is None:
        return (Problem.UNCERTAIN_AUDIENCE,)
    if for_graph:
        return ()
    if not token.audiences:
        return (Problem.NO_AUDIENCE,)
    return (Problem.RETIRED_GRAPH if is_retired(token.audiences) else Problem.NOT_FOR_GRAPH,)
