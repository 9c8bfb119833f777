"""Whether a token can make a call, and if not, what to do.

Application permissions come from Microsoft's data. The delegated scopes of endpoints are not known
here, so a delegated token is never judged by its scopes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from flake8_graph_me.graph.endpoints import Endpoint, endpoint
from flake8_graph_me.graph.written_calls import WrittenCall
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.audiences import goes_to, graph_audience
from flake8_graph_me.tokens.problems import BARRING, Problem

_FLOW = "use a delegated flow to get a token for a signed-in user"
_SCOPES = (
    "the token is delegated, so '/me' and other paths both work if one of its scopes covers the "
    "call; the data do not say which scopes an endpoint takes"
)
_CONSENT = "have an administrator grant it to the application, then get a new token"


@dataclass(frozen=True, slots=True)
class CallVerdict:
    """``can`` is None if the data do not say; ``remedy`` is what would avoid a refusal.

    ``twin`` is the path to use instead, and ``permissions`` are the application permissions, any
    one of which is needed, the least privileged first.
    """

    can: bool | None
    reasons: tuple[str, ...]
    remedy: str | None = None
    twin: str | None = None
    permissions: tuple[str, ...] = ()


def verdict(token: AccessToken, call: WrittenCall, problems: Collection[Problem]) -> CallVerdict:
    """The verdict on a call with a token that has these problems."""
    if token.identity is Identity.APP_ONLY:
        found = _of_application(token, call)
    elif token.identity is Identity.DELEGATED:
        found = _of_user(token)
    else:
        found = _of_unknown(call)
    barring = tuple(problem.value for problem in problems if problem in BARRING)
    if call.host and graph_audience(token.audiences) is not False:
        barring += _elsewhere(token, call.host)
    if not barring:
        return found
    # What may be or would be right without them helps nobody now, what is wrong as well does.
    kept = found if found.can is False else CallVerdict(False, ())
    return replace(kept, reasons=barring + kept.reasons)


def _elsewhere(token: AccessToken, host: str) -> tuple[str, ...]:
    if goes_to(token.audiences, host):
        return ()
    return (f"the token is for Graph in a different cloud from {host}: get one for this host",)


def _of_application(token: AccessToken, call: WrittenCall) -> CallVerdict:
    known = endpoint(call.method, call.path)
    permissions = known.permissions
    held = [role for role in token.roles if role in permissions]
    if call.at_me:
        return _application_at_me(call, known, held)
    if known.app_only is False:
        reason = f"'{call.path}' accepts delegated permissions only, but the token is app-only"
        return CallVerdict(False, (reason,), known.note or _FLOW)
    noted = (known.note,) if known.note else ()
    if held:
        reason = f"the token has {_listed(held)}, which lets an application make the call"
        return CallVerdict(True, (reason, *noted), permissions=permissions)
    if permissions and known.inferred and token.roles:
        reason = f"'{call.path}' is not in the data; the path above it needs {_least(known)}"
        return CallVerdict(None, (reason, *noted), permissions=permissions)
    if permissions:
        reason = f"'{call.path}' needs an application permission that the token does not have"
        remedy = f"it needs {_least(known)}: {_CONSENT}"
        return CallVerdict(False, (reason, *noted), remedy, permissions=permissions)
    if not token.roles and "roles" not in token.unusable:
        reason = "the token has no application permission at all"
        return CallVerdict(False, (reason, *noted), f"find out which one it needs: {_CONSENT}")
    reason = f"the data do not say which application permission '{call.path}' needs"
    return CallVerdict(None, (reason, *noted))


def _application_at_me(call: WrittenCall, known: Endpoint, held: Sequence[str]) -> CallVerdict:
    reason = f"'{call.path}' needs a signed-in user, but this token is app-only"
    if known.app_only is False or known.twin is None:
        delegated = "no other path to it takes an application permission either"
        return CallVerdict(False, (reason, delegated), known.note or _FLOW)
    if held:
        needs = f", for which the token has {_listed(held)}"
    elif known.permissions:
        least = _least(known)
        needs = f", which needs application permission {least}; the token lacks it: {_CONSENT}"
    else:
        needs = "; the data do not say which application permission that needs"
    remedy = f"use '{known.twin}'{needs}"
    noted = (known.note,) if known.note else ()
    return CallVerdict(False, (reason, *noted), remedy, known.twin, known.permissions)


def _of_user(token: AccessToken) -> CallVerdict:
    if not token.scopes and "scp" not in token.unusable:
        return CallVerdict(
            False,
            ("the token has no delegated permission (no scp)",),
            "get a new token with a Graph scope that covers the call",
        )
    return CallVerdict(
        None,
        (_SCOPES,),
    )


def _of_unknown(call: WrittenCall) -> CallVerdict:
    if call.at_me:
        unknown = (
            f"'{call.path}' needs a signed-in user, and it is unknown whether the token has one"
        )
        return CallVerdict(None, (unknown,))
    return CallVerdict(
        None,
        ("it is unknown whether the token is app-only or delegated, so nothing more can be said",),
    )


def _least(known: Endpoint) -> str:
    return " or ".join(known.least_privileged or known.permissions[:1])


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
