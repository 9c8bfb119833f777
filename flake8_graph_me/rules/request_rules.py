"""The rules about requests for user resources: from the events of a module to draft findings."""

from collections.abc import Container, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from types import ModuleType

import libcst as cst

from flake8_graph_me.engine.domain.values import Label
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules import (
    app_only_me,
    delegated_only_endpoint,
    delegated_only_graph_endpoint,
    possibly_app_only_me,
)
from flake8_graph_me.rules.cures import Cure, cure_of
from flake8_graph_me.rules.places.belonging import Belonging, settled
from flake8_graph_me.rules.places.files import Files
from flake8_graph_me.rules.places.placement import (
    Placement,
    handed_over,
    leaving_spot,
    passed_by_others,
    spot,
)
from flake8_graph_me.rules.reports import USER, Draft, Told, evidence
from flake8_graph_me.rules.requests.elsewhere import elsewhere
from flake8_graph_me.rules.requests.equal_texts import is_sought, looked_for_by
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.rules.requests.requests import UserRequest
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.rules.requests.sign_ins import signs_in
from flake8_graph_me.rules.requests.text_tests import told_apart_at
from flake8_graph_me.rules.requests.unfollowed import may_be_used
from flake8_graph_me.rules.unseen_callers import doubts
from flake8_graph_me.rules.verdicts import (
    Verdict,
    acquires_only_app_only,
    is_certain_once_sent,
    varying,
    verdict,
)
from flake8_graph_me.terms.identity import Identity

REQUEST_RULES: tuple[ModuleType, ...] = (
    app_only_me,
    possibly_app_only_me,
    delegated_only_endpoint,
    delegated_only_graph_endpoint,
)
UNFIXABLE = (delegated_only_endpoint, delegated_only_graph_endpoint)
"""Rules whose message says what helps, since no rewriting does."""
SHARED = "the text is also used in requests where '/me' is correct"
UNPROVEN = "the text is also used in requests whose token is not known to be app-only"
COMPUTED = "the text is computed by code that the analysis does not follow"
TEMPLATE = "the text is used both as a template and as it is"
FRONTS = "the text follows 'users/' in one place but not in another"
ELSEWHERE = "the text is also used in requests to other paths"
NO_CURE = "no application permission allows the rewritten request"
UNCURED = "the text is also used in requests that no application permission allows"
NO_USER = "the library has no equivalent call for another user"
CUT_SHORT = "code that may use this text is too complex to analyse completely"
FAILED = "a part of this file could not be analysed"
REMARKED = "an application permission alone may not be enough for the rewritten request"
BY_OBJECT_ID = "the endpoint is documented with an object ID, not with a user principal name"
OTHERS = "code that is not seen may hand in another implementation"
ESCAPED = "the text has another use that the analysis does not follow"
EQUAL = "the program looks for an equal text in another place"
_Wrong = tuple[UserRequest, Verdict, Cure]


@dataclass(frozen=True, slots=True)
class _Judged:
    request: UserRequest
    verdict: Verdict
    cure: Cure
    spot: Placement
    templates: frozenset[str]
    fronts: frozenset[str]
    uncured: bool
    shared: str

    @property
    def rule(self) -> ModuleType:
        """The rule that reports it."""
        return next(rule for rule in REQUEST_RULES if rule.applies(self.verdict, self.cure))


def request_drafts(
    run: Run, file: str, recognition: Recognition, *, doubting: bool = True
) -> list[Draft]:
    """A draft for each place in the checked file where a request is wrong.

    Without ``doubting`` nobody asks whether a fix is safe.
    """
    requests, belonging = settled(run, file, recognition)
    if not requests:
        return []
    partial = run.budget.is_partial()
    only = not partial and acquires_only_app_only(run.events.labels.items(), recognition)
    groups: dict[tuple[cst.CSTNode, int], list[UserRequest]] = {}
    for request in requests:
        groups.setdefault(request.position, []).append(request)
    judged: list[_Judged] = []
    others = elsewhere(run.events, recognition.hosts)
    for (origin, _), group in groups.items():
        judged += _judge(group, belonging, others.get(origin, set()), only_app_only=only)
    drafts = [(one.request.position, _draft(run, one, others)) for one in _strongest(judged)]
    edited = {position for position, draft in drafts if draft.certain and draft.segment is not None}
    if not doubting or not edited:
        return [draft for _, draft in drafts]
    why = doubts(run, recognition, {position: groups[position] for position in edited})
    return [replace(draft, unseen=why.get(position)) for position, draft in drafts]


def _judge(
    group: list[UserRequest],
    belonging: Belonging,
    rewritten: Set[tuple[int, ...]],
    *,
    only_app_only: bool,
) -> list[_Judged]:
    """The wrong requests that a literal reaches, each with its verdict and place.

    ``rewritten`` are the keys of the calls that lead it to other paths.
    """
    symbols = belonging.run.symbols
    verdicts = [verdict(request, symbols, only_app_only=only_app_only) for request in group]
    cures = [
        cure_of(request) if found.wrong else None
        for request, found in zip(group, verdicts, strict=True)
    ]
    found_wrong = [
        (request, found, cure)
        for request, found, cure in zip(group, verdicts, cures, strict=True)
        if cure is not None and any(rule.applies(found, cure) for rule in REQUEST_RULES)
    ]
    wrong = {id(request) for request, _, _ in found_wrong}
    found_wrong = _decided_by_callers(found_wrong)
    right = [request for request in group if id(request) not in wrong]
    certain = {
        id(each)
        for each, own, _ in found_wrong
        if own is Verdict.PROVEN or is_certain_once_sent(each, symbols)
    }
    passed = passed_by_others(right, [each for each, _, _ in found_wrong], certain)
    uncured = any(not cure.served for _, _, cure in found_wrong)
    templates = frozenset(
        template.kind if (template := world.path.piece.template) is not None else ""
        for request in group
        for world in request.worlds
    )
    fronts = frozenset(
        world.path.before for request in group for world in request.worlds if world.path.me
    )
    judged: list[_Judged] = []
    for request, found, cure in found_wrong:
        if not belonging.includes(request, found):
            continue
        changed = request.me and request.call_key() in rewritten
        where = _spot(request, passed[id(request) in certain], belonging.files, changed=changed)
        if where is not None:
            shared = SHARED if any(map(_is_users, right)) else UNPROVEN
            judged.append(_Judged(request, found, cure, where, templates, fronts, uncured, shared))
    return judged


def _is_users(request: UserRequest) -> bool:
    """Whether a request may be made for a user, by what is known of its token."""
    return not request.identities().isdisjoint((Identity.DELEGATED, Identity.HANDED))


def _decided_by_callers(found: list[_Wrong]) -> list[_Wrong]:
    """The wrong requests without those of a function that was entered with unknown arguments, if
    calls of it that are known lead to the same request.
    """
    led_to = {key for request, _, _ in found for key in request.inner_keys()}
    return [
        each for each in found if not (each[0].sink_call.assumed and each[0].call_key() in led_to)
    ]


def _spot(
    request: UserRequest, passed: frozenset[int] | None, files: Files, *, changed: bool
) -> Placement | None:
    """``changed`` says that the path is another in other alternatives of the same call."""
    if not files.is_checked(request.origin):
        return leaving_spot(request, files, shared=passed is not None)
    where = spot(request, passed) or Placement(request.origin, shared=True)
    return handed_over(request, files) or where if changed and not where.shared else where


def _strongest(judged: list[_Judged]) -> Iterable[_Judged]:
    """The strongest verdict for each place; among equals one that can be cured, then the first.

    A literal has as many places as owners of paths.
    """
    order = list(Verdict)
    best: dict[object, _Judged] = {}
    for one in judged:
        node, request = one.spot.node, one.request
        place = request.position if node is request.origin else node
        other = best.get(place)
        rank = (order.index(one.verdict), not one.cure.served)
        if other is None or rank < (order.index(other.verdict), not other.cure.served):
            best[place] = one
    return best.values()


def _draft(run: Run, judged: _Judged, others: Container[object]) -> Draft:
    request, rule, world = judged.request, judged.rule, judged.cure.world
    label = world.carried.label or next(_app_only(run), None)
    segment, withheld = _segment(run, judged, others)
    told = Told(
        request.method,
        world.path.shown,
        world.path.twin.replace("{user}", USER),
        "" if label is None else f"({label.name}, {{where}})",
        judged.verdict,
        judged.cure,
        varying(request),
        signs_in(run, request),
    )
    return Draft(
        rule.CODE,
        rule.SLUG,
        rule.message(told),
        judged.spot.node,
        (label.giver or label.node) if label is not None else None,
        evidence(request, world, label),
        segment,
        rule.CERTAIN,
        withheld,
        doubt=_doubt(run, judged),
    )


def _doubt(run: Run, judged: _Judged) -> str | None:
    """Why a fix is not safe, whoever calls what holds the text."""
    if judged.cure.endpoint.unsafe:
        return REMARKED if judged.cure.endpoint.urgent else BY_OBJECT_ID
    relies = any(run.symbols.relies(world.condition) for world in judged.request.worlds)
    return OTHERS if relies else None


def _app_only(run: Run) -> Iterator[Label]:
    """The labels of the tokens that a program gets for itself, in order."""
    for label in run.events.labels.values():
        if isinstance(label.tag, Identity) and label.tag is not Identity.HANDED:
            yield label


def _segment(
    run: Run, judged: _Judged, others: Container[object]
) -> tuple[Segment | None, str | None]:
    """What a fix would rewrite, or why nothing must be rewritten."""
    request = judged.request
    if not judged.cure.served and judged.rule in UNFIXABLE:
        return None, None
    if not request.me or judged.uncured:
        return None, NO_CURE if not judged.cure.served else UNCURED
    if judged.spot.shared:
        return None, judged.shared
    segment = judged.cure.world.path.segment()
    if segment is None:
        return None, COMPUTED
    if run.budget.failed:
        return None, FAILED
    if may_be_used(run, segment.node):
        return None, CUT_SHORT
    if len(judged.templates) > 1:
        return None, TEMPLATE
    if len(judged.fronts) > 1:
        return None, FRONTS
    if request.origin in others:
        return None, ELSEWHERE
    if request.origin in run.events.escaped or _is_told_apart(run, segment):
        return None, ESCAPED
    if looked_for_by(run, segment.node, segment.start, segment.end):
        return None, EQUAL
    if isinstance(segment.node, cst.Name | cst.Call):
        spelling = run.events.spellings.get(segment.node)
        return (None, NO_USER) if spelling is None else (replace(segment, spelling=spelling), None)
    return segment, None


def _is_told_apart(run: Run, segment: Segment) -> bool:
    """Whether the program does something else where the text of a segment is another."""
    if told_apart_at(run.events, segment):
        return True
    return is_sought(run, segment.node, segment.start, segment.end)
