"""Whether a token can make a call, and what would mend it.

Must not know how a call is written down, nor how the answer is shown.

Application permissions come from Microsoft's data; of delegated ones it is not known here which
endpoint takes which, so a user's token is never judged by its scopes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from flake8_graph_me.graph.endpoints import Endpoint, endpoint
from flake8_graph_me.graph.written_calls import WrittenCall
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.audiences import goes_to, graph_audience
from flake8_graph_me.tokens.problems import BARRING, Problem

_FLOW = "get the token by a delegated flow, for a user who signs in"
_SCOPES = (
    "the token is a user's, so '/me' and other paths both work if one of its scopes covers the "
    "call; which scopes an endpoint takes is not in the data"
)
_CONSENT = "have an administrator grant it to the application, then get a new token"


@dataclass(frozen=True, slots=True)
class CallVerdict:
    """``can`` is None where the data does not say; ``remedy`` is what would mend a refusal.

    ``twin`` is the path to use instead, and ``permissions`` are the application permissions of
    which one is needed, the least privileged first.
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
    return (f"the token is for Graph in another cloud than {host}: get one for this host",)


def _of_application(token: AccessToken, call: WrittenCall) -> CallVerdict:
    known = endpoint(call.method, call.path)
    permissions = known.permissions
    held = [role for role in token.roles if role in permissions]
    if call.at_me:
        return _application_at_me(call, known, held)
    if known.app_only is False:
        reason = f"'{call.path}' accepts delegated permissions only, and the token is app-only"
        return CallVerdict(False, (reason,), known.note or _FLOW)
    noted = (known.note,) if known.note else ()
    if held:
        reason = f"the token has {_listed(held)}, with which an application may make the call"
        return CallVerdict(True, (reason, *noted), permissions=permissions)
    if permissions and known.inferred and token.roles:
        reason = f"'{call.path}' is not in the data, and what is above it needs {_least(known)}"
        return CallVerdict(None, (reason, *noted), permissions=permissions)
    if permissions:
        reason = f"'{call.path}' needs an application permission that the token does not have"
        remedy = f"it needs {_least(known)}: {_CONSENT}"
        return CallVerdict(False, (reason, *noted), remedy, permissions=permissions)
    if not token.roles and "roles" not in token.unusable:
        reason = "the token has no application permission at all"
        return CallVerdict(False, (reason, *noted), f"find out which one it needs: {_CONSENT}")
    reason = f"which application permission '{call.path}' needs is not in the data"
    return CallVerdict(None, (reason, *noted))


def _application_at_me(call: WrittenCall, known: Endpoint, held: Sequence[str]) -> CallVerdict:
    reason = f"'{call.path}' needs a signed-in user, and an app-only token has none"
    if known.app_only is False or known.twin is None:
        delegated = "nor is there a path to it that takes an application permission"
        return CallVerdict(False, (reason, delegated), known.note or _FLOW)
    if held:
        needs = f", for which the token has {_listed(held)}"
    elif known.permissions:
        least = _least(known)
        needs = f", which needs application permission {least} that the token lacks: {_CONSENT}"
    else:
        needs = "; which application permission that needs is not in the data"
    remedy = f"use '{known.twin}'{needs}"
    noted = (known.note,) if known.note else ()
    return CallVerdict(False, (reason, *noted), remedy, known.twin, known.permissions)


def _of_user(token: AccessToken) -> CallVerdict:
    if not token.scopes and "scp" not in token.unusable:
        return CallVerdict(
            False,
            ("the token has no delegated permission (no scp)",),
            "ask for a scope of Graph's that covers the call, then get a new token",
        )
    return CallVerdict(
        None,
        (_SCOPES,),
    )


def _of_unknown(call: WrittenCall) -> CallVerdict:
    if call.at_me:
        unknown = f"'{call.path}' needs a signed-in user, and whether the token has one is unknown"
        return CallVerdict(None, (unknown,))
    return CallVerdict(
        None, ("whether the token is a user's is unknown, so nothing else can be said",)
    )


def _least(known: Endpoint) -> str:
    return " or ".join(known.least_privileged or known.permissions[:1])


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
