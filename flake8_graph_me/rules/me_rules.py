"""The rules about requests to ``/me``: from what happened in a module to drafts of findings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType

import libcst as cst

from flake8_graph_me.engine.entries import enter_other_modules
from flake8_graph_me.engine.run import Run
from flake8_graph_me.engine.values import Label
from flake8_graph_me.rules import app_only_me, possibly_app_only_me
from flake8_graph_me.rules.files import Files, files_of
from flake8_graph_me.rules.placement import Spot, belongs, leaving_spot, spot
from flake8_graph_me.rules.reports import USER, Draft, DraftStep
from flake8_graph_me.rules.requests import MeRequest, World, elsewhere, me_requests
from flake8_graph_me.rules.segments import Segment
from flake8_graph_me.rules.verdicts import Verdict, acquires_only_app_only, verdict
from flake8_graph_me.terms.identity import Identity

ME_RULES: tuple[ModuleType, ...] = (app_only_me, possibly_app_only_me)
SHARED = "the text also serves requests where '/me' is right"
COMPUTED = "the text is computed by code that is not followed"
TEMPLATE = "the text is a template in one place and used as it is in another"
ELSEWHERE = "the text also serves requests to other paths"
NO_USER = "the library has no such call for a user"
ESCAPED = "the text has another use that is not followed"


@dataclass(frozen=True, slots=True)
class _Judged:
    request: MeRequest
    verdict: Verdict
    spot: Spot
    templates: frozenset[str]


def me_drafts(run: Run, file: str, hosts: frozenset[str], ambiguous: Identity) -> list[Draft]:
    """A draft for each place in the checked file at which a request to ``/me`` is wrong.

    ``ambiguous`` is what a token of an ambiguous credential counts as.
    """
    requests = me_requests(run.events, hosts, ambiguous)
    if not requests:
        return []
    files = files_of(run, file)
    if any(_depends_on_others(request, files) for request in requests):
        enter_other_modules(run, file)
        requests = me_requests(run.events, hosts, ambiguous)
        files = files_of(run, file)
    only = acquires_only_app_only(run.events.labels.items(), ambiguous)
    groups: dict[tuple[cst.CSTNode, int], list[MeRequest]] = {}
    for request in requests:
        groups.setdefault(request.position, []).append(request)
    drafts: list[Draft] = []
    others = elsewhere(run.events, hosts)
    for group in groups.values():
        judged = _strongest(_judge(group, run, files, only_app_only=only))
        drafts.extend(_draft(run, one, others) for one in judged.values())
    return drafts


def _depends_on_others(request: MeRequest, files: Files) -> bool:
    """Whether what is said of a request depends on code that nothing has led to: on who else uses
    its path, or on who else acquires tokens.
    """
    identities = request.identities()
    if not belongs(request, files):
        return False
    return identities == {Identity.UNKNOWN} or (
        Identity.APP_ONLY in identities and not files.is_checked(request.origin)
    )


def _judge(group: list[MeRequest], run: Run, files: Files, *, only_app_only: bool) -> list[_Judged]:
    """The wrong requests that one literal reaches, each with its verdict and place."""
    verdicts = [verdict(request, run.symbols, only_app_only=only_app_only) for request in group]
    right = [request for request, found in zip(group, verdicts, strict=True) if not found.wrong]
    templates = frozenset(
        template.kind if (template := world.path.piece.template) is not None else ""
        for request in group
        for world in request.worlds
    )
    judged: list[_Judged] = []
    for request, found in zip(group, verdicts, strict=True):
        if not found.wrong or not belongs(request, files):
            continue
        where = _spot(request, right, files)
        if where is not None:
            judged.append(_Judged(request, found, where, templates))
    return judged


def _spot(request: MeRequest, right: list[MeRequest], files: Files) -> Spot | None:
    if not files.is_checked(request.origin):
        return leaving_spot(request, files, shared=bool(right))
    return spot(request, right) or Spot(request.origin, shared=True)


def _strongest(judged: list[_Judged]) -> dict[cst.CSTNode, _Judged]:
    """For each place the strongest verdict, of equals the first."""
    order = list(Verdict)
    best: dict[cst.CSTNode, _Judged] = {}
    for one in judged:
        other = best.get(one.spot.node)
        if other is None or order.index(one.verdict) < order.index(other.verdict):
            best[one.spot.node] = one
    return best


def _draft(run: Run, judged: _Judged, others: frozenset[object]) -> Draft:
    request, where = judged.request, judged.spot
    rule = next(rule for rule in ME_RULES if rule.applies(judged.verdict))
    world = _telling_world(request)
    label = world.carried.label or next(iter(run.events.labels.values()), None)
    twin = world.path.twin.replace("{user}", USER)
    segment, withheld = _segment(run, world, where)
    if segment is None:
        pass
    elif len(judged.templates) > 1:
        segment, withheld = None, TEMPLATE
    elif request.origin in others:
        segment, withheld = None, ELSEWHERE
    elif request.origin in run.events.escaped:
        segment, withheld = None, ESCAPED
    make: Callable[..., str] = rule.message
    return Draft(
        rule.CODE,
        rule.SLUG,
        make(request, world.path.shown, twin, _token(label), judged.verdict),
        where.node,
        label.node if label is not None else None,
        _steps(request, world, label),
        segment,
        rule.CERTAIN,
        withheld,
    )


def _segment(run: Run, world: World, where: Spot) -> tuple[Segment | None, str | None]:
    """What a fix would rewrite, or why nothing is to be rewritten."""
    if where.shared:
        return None, SHARED
    segment = world.path.segment()
    if segment is None:
        return None, COMPUTED
    if isinstance(segment.node, cst.Name | cst.Call):
        spelling = run.events.spellings.get(segment.node)
        return (None, NO_USER) if spelling is None else (replace(segment, spelling=spelling), None)
    return segment, None


def _telling_world(request: MeRequest) -> World:
    for world in request.worlds:
        if world.carried.identity is Identity.APP_ONLY:
            return world
    return request.worlds[0]


def _token(label: Label | None) -> str:
    return "" if label is None else f"({label.name}, {{where}})"


def _steps(request: MeRequest, world: World, label: Label | None) -> tuple[DraftStep, ...]:
    """The evidence: the token and its way, the path and its way, the request."""
    steps: list[DraftStep] = []
    if label is not None:
        steps.append(DraftStep(label.node, f"an app-only token is acquired by {label.name}"))
        steps += [DraftStep(hop.node, f"the token is {hop.what}") for hop in label.hops]
    steps.append(DraftStep(request.origin, "the path names '/me'"))
    steps += [DraftStep(hop.node, f"the path is {hop.what}") for hop in world.text.hops]
    steps += [
        DraftStep(site.node, f"{site.name}() is called")
        for site in request.meeting.sites
        if isinstance(site.node, cst.Call) and site.name
    ]
    steps.append(DraftStep(request.meeting.node, "the request is sent"))
    return tuple(dict.fromkeys(steps))
