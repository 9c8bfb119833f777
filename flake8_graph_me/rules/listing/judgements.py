"""What the rules say of each request: the code of a finding, or why a request to the signed-in
user's resources is none where there are app-only tokens.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from flake8_graph_me.engine.domain.texts import plain
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.engine.machine.events import SinkCall
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules import delegated_only_graph_endpoint
from flake8_graph_me.rules.cures import cure_of
from flake8_graph_me.rules.places.belonging import settled
from flake8_graph_me.rules.request_rules import REQUEST_RULES
from flake8_graph_me.rules.requests.parts.methods import UNKNOWN_METHOD
from flake8_graph_me.rules.requests.paths import user_path
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.rules.requests.requests import UserRequest, World, call_key_of
from flake8_graph_me.rules.verdicts import Verdict, acquires_only_app_only, verdict
from flake8_graph_me.terms.identity import Identity

INDEPENDENT = "path and token are chosen independently of each other"
DEFAULT = "only the default of a parameter, which callers may replace, would make it wrong"
FOREIGN = "neither the host nor the token is known to be Graph's"
CUT_SHORT = "a bound cut the analysis of this file short"
BOTH_KINDS = "the file acquires tokens of other kinds than app-only too"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The code of the finding about a request, or why there is none; both are None where nothing
    needs to be said.
    """

    code: str | None = None
    reason: str | None = None


NO_JUDGEMENT = Judgement()
_Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Judgements:
    """What the rules say of the requests of an analysis."""

    known: Mapping[_Key, Judgement]

    def of(
        self, sink_call: SinkCall, text: Text, method: str | None, identity: Identity
    ) -> Judgement:
        """What they say of a call with a URL, a method (None if unknown) and an identity; the rules
        know no request that is Graph's only by what an option says.
        """
        for each in dict.fromkeys((method or UNKNOWN_METHOD, UNKNOWN_METHOD)):
            found = self.known.get(_key(sink_call, text, each, identity))
            if found is not None:
                return found
        path = user_path(text)
        foreign = path is not None and path.me and identity is Identity.APP_ONLY
        return Judgement(None, FOREIGN) if foreign else NO_JUDGEMENT


def judgements(run: Run, file: str, recognition: Recognition) -> Judgements:
    """What the rules say of the requests in an analysis of a file, which may reach more code."""
    requests, _ = settled(run, file, recognition)
    labels = run.events.labels
    about = any(
        isinstance(label.tag, Identity) and recognition.identity(label.tag) is Identity.APP_ONLY
        for label in labels.values()
    )
    partial = run.budget.is_partial()
    only = not partial and acquires_only_app_only(labels.items(), recognition)
    known: dict[_Key, Judgement] = {}
    for request in requests:
        found = verdict(request, run.symbols, only_app_only=only)
        code = _code(request, found, recognition) if found.wrong else None
        for world in request.worlds:
            identity = world.carried.identity
            reason = None
            if code is None and about and request.me:
                reason = _reason(request, world, partial=partial, only=only)
            wrong = code is not None and _is_about(found, identity)
            told = Judgement(code if wrong else None, reason)
            key = _key(request.sink_call, world.text, request.method, identity)
            if known.get(key, NO_JUDGEMENT).code is None:
                known[key] = told
    return Judgements(known)


def _key(sink_call: SinkCall, text: Text, method: str, identity: Identity) -> _Key:
    return (*call_key_of(sink_call), plain(text), method, identity)


def _code(request: UserRequest, found: Verdict, recognition: Recognition) -> str | None:
    """The code of the rule that reports a wrong request."""
    cure = cure_of(request)
    for rule in REQUEST_RULES:
        if rule is delegated_only_graph_endpoint and not recognition.all:
            continue
        if rule.applies(found, cure):
            return str(rule.CODE)
    return None


def _is_about(found: Verdict, identity: Identity) -> bool:
    """Whether a verdict is about the alternative with this identity."""
    if found is Verdict.SUPPOSED:
        return identity is Identity.UNKNOWN
    return identity is Identity.APP_ONLY


def _reason(request: UserRequest, world: World, *, partial: bool, only: bool) -> str | None:
    """Why a request that may be wrong is not reported."""
    if world.carried.identity is Identity.APP_ONLY:
        return INDEPENDENT
    label = world.carried.label
    if world.carried.identity is not Identity.UNKNOWN or label is not None:
        return None
    if Identity.APP_ONLY in request.identities():
        return INDEPENDENT
    if partial:
        return CUT_SHORT
    return DEFAULT if only else BOTH_KINDS
