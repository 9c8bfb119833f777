"""Whether a token can make a call, and if not, what to do.

The permissions of endpoints come from Microsoft's data. Where these are silent, so is the verdict.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from flake8_graph_me.graph.endpoints import Endpoint, Permitted, delegated, endpoint, nearest
from flake8_graph_me.graph.satisfaction import basic_only, satisfying
from flake8_graph_me.graph.schemes import PERSONAL, WORK
from flake8_graph_me.graph.written_calls import WrittenCall
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.audiences import goes_to, graph_audience
from flake8_graph_me.tokens.problems import BARRING, Problem

_CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The tenant of personal accounts. Source: learn.microsoft.com/entra, id-token-claims-reference."""
_FLOW = "use a delegated flow to get a token for a signed-in user"
_CONSENT = "have an administrator grant {} to the application, then get a new token"
_SCOPE = "get a new token with {}"


@dataclass(frozen=True, slots=True)
class CallVerdict:
    """``can`` is None if the data do not say; ``remedy`` is what would avoid a refusal.

    ``twin`` is the path to use instead, and ``permissions`` are those of which one is needed, the
    one to ask for first.
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
        found = _of_user(token, call)
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
    known = endpoint(call.method, call.target)
    permitted = known.application
    if call.at_me:
        return _application_at_me(call, known, satisfying(permitted, token.roles))
    if known.app_only is False:
        reason = f"'{call.path}' accepts delegated permissions only, but the token is app-only"
        return CallVerdict(False, (reason,), known.note or _FLOW)
    noted = (known.note,) if known.note else ()
    held = satisfying(permitted, token.roles)
    if held:
        reason = f"the token has {_listed(held)}, which lets an application make the call"
        return CallVerdict(True, (reason, *noted), permissions=permitted.permissions)
    if basic := basic_only(permitted, token.roles):
        reasons = (_basic(basic, permitted), *noted)
        return CallVerdict(None, reasons, permissions=permitted.permissions)
    if permitted.permissions:
        reason = f"'{call.path}' needs an application permission that the token does not have"
        remedy = f"it needs {_needed(permitted)}: {_CONSENT.format(_pronoun(permitted))}"
        return CallVerdict(False, (reason, *noted), remedy, permissions=permitted.permissions)
    hinted = _hinted(call)
    if not token.roles and "roles" not in token.unusable:
        reason = "the token has no application permission at all"
        remedy = f"find out which one it needs: {_CONSENT.format('it')}"
        return CallVerdict(False, (reason, *hinted, *noted), remedy)
    reason = f"the data do not say which application permission '{call.path}' needs"
    return CallVerdict(None, (reason, *hinted, *noted))


def _application_at_me(call: WrittenCall, known: Endpoint, held: Sequence[str]) -> CallVerdict:
    reason = f"'{call.path}' needs a signed-in user, but this token is app-only"
    if known.app_only is False or known.twin is None:
        nowhere = "no other path to it takes an application permission either"
        return CallVerdict(False, (reason, nowhere), known.note or _FLOW)
    if held:
        needs = f", for which the token has {_listed(held)}"
    elif known.application.permissions:
        least, it = _needed(known.application), _pronoun(known.application)
        lacked = f"the token lacks {it}: {_CONSENT.format(it)}"
        needs = f", which needs application permission {least}; {lacked}"
    else:
        needs = "; the data do not say which application permission that needs"
    remedy = f"use '{known.twin}'{needs}"
    noted = (known.note,) if known.note else ()
    permissions = known.application.permissions
    return CallVerdict(False, (reason, *_hinted(call), *noted), remedy, known.twin, permissions)


def _of_user(token: AccessToken, call: WrittenCall) -> CallVerdict:
    if not token.scopes and "scp" not in token.unusable:
        return CallVerdict(
            False,
            ("the token has no delegated permission (no scp)",),
            "get a new token with a Graph scope that covers the call",
        )
    known = delegated(call.method, call.target)
    if token.tenant is None:
        schemes = [known[WORK], known[PERSONAL]]
    else:
        schemes = [known[PERSONAL if token.tenant == _CONSUMERS else WORK]]
    for permitted in schemes:
        if held := satisfying(permitted, token.scopes):
            reason = f"the token has {_listed(held)}, which covers the call for its user"
            return CallVerdict(True, (reason,), permissions=permitted.permissions)
    permitted = schemes[0]
    if basic := basic_only(permitted, token.scopes):
        return CallVerdict(None, (_basic(basic, permitted),), permissions=permitted.permissions)
    if permitted.permissions and "scp" not in token.unusable:
        reason = f"'{call.path}' needs a delegated permission that the token does not have"
        scope = "these scopes" if len(permitted.advised) > 1 else "that scope"
        remedy = f"it needs {_needed(permitted)}: {_SCOPE.format(scope)}"
        return CallVerdict(False, (reason,), remedy, permissions=permitted.permissions)
    if known[WORK].permissions and not permitted.permissions:
        reason = f"the data name no permission of personal accounts for '{call.path}'"
        return CallVerdict(None, (reason,))
    reason = f"the data do not say which delegated permission '{call.path}' needs"
    return CallVerdict(None, (reason, *_hinted(call, of_user=True)))


def _of_unknown(call: WrittenCall) -> CallVerdict:
    if call.at_me:
        unknown = (
            f"'{call.path}' needs a signed-in user, and it is unknown whether the token has one"
        )
        return CallVerdict(None, (unknown, *_hinted(call)))
    unknown = (
        "it is unknown whether the token is app-only or delegated, so nothing more can be said"
    )
    return CallVerdict(None, (unknown, *_hinted(call)))


def _hinted(call: WrittenCall, *, of_user: bool = False) -> tuple[str, ...]:
    """What the nearest row says if the call has none."""
    hint = nearest(call.method, call.target, of_user=of_user)
    return (hint,) if hint else ()


def _basic(name: str, permitted: Permitted) -> str:
    return (
        f"the token has {name}, which lets it read basic properties only; "
        f"{permitted.least} lets it read all"
    )


def _pronoun(permitted: Permitted) -> str:
    return "them" if len(permitted.advised) > 1 else "it"


def _needed(permitted: Permitted) -> str:
    return " and ".join(permitted.advised) or permitted.permissions[0]


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
