"""Changing the noqa comments of the files of one run, in memory; ``fixing.write`` writes them."""

import argparse
import functools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from flake8_graph_me.fixes import writing
from flake8_graph_me.fixes.application import Lines, UnfitError
from flake8_graph_me.frontends.configuration.codes import CODES
from flake8_graph_me.frontends.fix_runs.edit_rights import own_names
from flake8_graph_me.frontends.fix_runs.fixing import left_alone
from flake8_graph_me.frontends.fix_runs.links import leads_out
from flake8_graph_me.frontends.flake8_judge import Judge
from flake8_graph_me.frontends.noqa_runs import comment_edits
from flake8_graph_me.frontends.running import CheckPlan, Outcome
from flake8_graph_me.frontends.settings import OFF_BY_DEFAULT
from flake8_graph_me.terms.findings import Edit, Finding

_LINK = "it is a link that leads out of the project; to change it, name it as a PATH"
_IN_A_STRING = "flake8 takes a string on its line for the noqa comment"
_OTHER = "its comments cannot be changed without changing the program"

_Edits = Callable[[Judge, str, str, Sequence[Finding]], list[Edit]]


def plan_for_checks(plan: CheckPlan) -> CheckPlan:
    """The plan by which files are checked whose comments are to be changed."""
    if not plan.namespace.remove_unused_noqa:
        return plan
    # Which comments are needed is told by what is found without them.
    namespace = argparse.Namespace(**vars(plan.namespace) | {"disable_noqa": True})
    return replace(plan, namespace=namespace, statistics=True, comments=True)


def change(plan: CheckPlan, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes of checks by that plan after what was asked for, in the same order."""
    if plan.namespace.remove_unused_noqa:
        return remove(plan, outcomes)
    return add(plan, outcomes) if plan.namespace.add_noqa else list(outcomes)


def add(plan: CheckPlan, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes after a comment has silenced each finding, in the same order.

    What says that a file cannot be analysed is not silenced, nor anything else in that file.
    """
    asked = [outcome for outcome in outcomes if outcome.findings and not outcome.failed]
    return [_explained(each) for each in _changed(plan, outcomes, asked, additions)]


def remove(plan: CheckPlan, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes after unused codes of ours have left the comments, in the same order, with the
    findings that are reported. ``outcomes`` are those of a run without noqa comments.

    Nothing is taken for unused in a file that is not analysed, or not to its end.
    """
    asked = [
        outcome
        for outcome in outcomes
        if outcome.before is not None and not outcome.failed and outcome.incomplete is None
    ]
    judge = Judge(plan.namespace)
    off = {code for code, field in OFF_BY_DEFAULT.items() if not getattr(plan.options, field)}
    found = _changed(plan, outcomes, asked, functools.partial(_removals, off))
    return [_reported(judge, outcome) for outcome in found]


def _explained(outcome: Outcome) -> Outcome:
    """Say of what is left why no comment silences it."""
    if outcome.failed:
        return outcome
    left = tuple(
        replace(finding, message=f"{finding.message}; not silenced: {_IN_A_STRING}")
        for finding in outcome.findings
    )
    return replace(outcome, findings=left)


def _reported(judge: Judge, outcome: Outcome) -> Outcome:
    source = outcome.after or outcome.before
    text = source.text if source is not None else ""
    reported = judge.reported(outcome.findings, text, outcome.path)
    return replace(outcome, findings=reported, found=reported)


def _changed(
    plan: CheckPlan, outcomes: Sequence[Outcome], asked: Sequence[Outcome], edits: _Edits
) -> list[Outcome]:
    judge = Judge(plan.namespace)
    names = own_names(outcome.path for outcome in outcomes)
    # A file that is known by several names is changed once, by what is found under all of them.
    by_name: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in asked:
        by_name[names[outcome.path]].append(outcome)
    changed: dict[str, Outcome] = {}
    for name, same in by_name.items():
        changed |= {each.path: each for each in _in_file(plan, judge, name, same, edits)}
    return [changed.get(outcome.path, outcome) for outcome in outcomes]


def _in_file(
    plan: CheckPlan, judge: Judge, name: str, same: Sequence[Outcome], edits: _Edits
) -> list[Outcome]:
    source = same[0].before
    assert source is not None, "only files that were read are asked for"
    findings = [finding for outcome in same for finding in outcome.findings]
    try:
        chosen = edits(judge, name, source.text, findings)
        after = _edited(plan, name, source, chosen)
    except UnfitError as failure:
        return [left_alone(plan, outcome, outcome.findings, str(failure)) for outcome in same]
    if after is source:
        return list(same)
    return [
        replace(
            outcome,
            findings=judge.reported(outcome.findings, after.text, outcome.path),
            before=source,
            after=after,
            fixed=len({edit.place.span.start.line for edit in chosen}),
            edited_as=None if outcome.path == name else name,
        )
        for outcome in same
    ]


def _edited(
    plan: CheckPlan, path: str, source: writing.Source, edits: Sequence[Edit]
) -> writing.Source:
    """The source after edits of its comments; raises UnfitError if it must stay as it is."""
    if edits and leads_out(path, plan.namespace.filenames):
        raise UnfitError(_LINK)
    after = writing.edited(source, edits)
    if edits and not comment_edits.same_program(source.text, after.text):
        raise UnfitError(_OTHER)
    return after


def additions(judge: Judge, path: str, text: str, findings: Sequence[Finding]) -> list[Edit]:
    """The edits that silence findings in a text; what no comment can silence has none."""
    lines = Lines(text)
    codes = _codes_by_line(findings)
    found = []
    for spot in judge.noqa_lines(text, path):
        here = {line for line in codes if spot.first <= line <= spot.last}
        if here:
            wanted = {code for line in here for code in codes[line]}
            edit = comment_edits.added(path, lines, spot, wanted)
            if edit is not None:
                found.append(edit)
    return found


def _removals(
    off: Set[str], judge: Judge, path: str, text: str, findings: Sequence[Finding]
) -> list[Edit]:
    lines = Lines(text)
    codes = _codes_by_line(findings)
    told = {code for code in CODES if code not in off and judge.selects(code, path)}
    found = []
    for spot in judge.noqa_lines(text, path):
        if spot.noqa is None:
            continue
        there = {code for line in range(spot.first, spot.last + 1) for code in codes.get(line, ())}
        unused = [code for code in comment_edits.ours(spot.noqa) if _unused(code, there, told)]
        if unused:
            found.append(comment_edits.removed(path, lines, spot.noqa, unused))
    return found


def _unused(code: str, found: Set[str], told: Set[str]) -> bool:
    """Whether a code in a comment silences nothing of what is ``found`` there. Of codes that are
    not ``told`` nothing is known.
    """
    meant = {each for each in CODES if each.startswith(code)}
    return meant <= told and meant.isdisjoint(found)


def _codes_by_line(findings: Sequence[Finding]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for finding in findings:
        found[finding.place.span.start.line].add(finding.code)
    return found
