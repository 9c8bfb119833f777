"""Runs the specification's programs against the stand-in cloud, which decides the truth.

A program has findings exactly where Graph refuses its requests (or Entra ID refuses the requested
scopes). Once fixed, nothing is refused: what was refused goes to the user's own path, and all other
requests and answers stay the same.
"""

from collections.abc import Callable, Iterator

import pytest

from flake8_graph_me.rules.request_rules import UNCURED
from flake8_graph_me.terms.findings import Finding
from tests.cloud import Exchange
from tests.running.case_runs import PROGRAMS, Runs, found
from tests.specification.library import graph_cases
from tests.specification.marks import MarkKind, marks_of
from tests.specification.pages import Case
from tests.support.exchanges import (
    answered_alike,
    bad_scopes,
    is_refusal,
    names,
    refused,
)

OF_REQUESTS = ("GME001", "GME002", "GME003")
OF_SCOPES = "GME005"


@pytest.fixture(scope="session")
def runs() -> Iterator[Runs]:
    with Runs() as entered:
        yield entered


@pytest.mark.parametrize("case", graph_cases(), ids=str)
def test_what_is_mended_is_run(case: Case) -> None:
    fixes = [finding for finding in found(case) if finding.fix is not None]
    assert not fixes or case.settings.runs or case.settings.not_run, "say how, or why not"


def is_complete(case: Case) -> bool:
    """Whether all that is wrong with a program is found."""
    return not any(mark.kind is MarkKind.MISSING for mark in marks_of(case))


@pytest.mark.parametrize("case", PROGRAMS, ids=str)
def test_findings_are_what_graph_refuses(
    case: Case, runs: Runs, record_property: Callable[[str, object], None]
) -> None:
    record_property("programs", 1)
    outcome = runs.before(case)
    assert outcome.error is None or is_refusal(outcome), outcome.output
    assert outcome.exchanges or outcome.sign_ins
    findings = found(case)
    of_requests = [finding for finding in findings if finding.code in OF_REQUESTS]
    wrong = refused(outcome)
    for finding in of_requests:
        assert any(names(finding, exchange) for exchange in wrong), (finding.message, wrong)
    of_scopes = [finding for finding in findings if finding.code == OF_SCOPES]
    assert len(of_scopes) <= len(bad_scopes(outcome)), outcome.sign_ins
    if is_complete(case):
        assert bool(of_requests) == bool(wrong), (findings, outcome.exchanges)
        assert bool(of_scopes) == bool(bad_scopes(outcome)), (findings, outcome.sign_ins)


@pytest.mark.parametrize("case", PROGRAMS, ids=str)
def test_a_mended_program_runs_clean(case: Case, runs: Runs) -> None:
    findings = found(case)
    before, after = runs.before(case), runs.after(case)
    left = [finding for finding in findings if finding.fix is None]
    assert after.error is None or (is_refusal(after) and left), after.output
    if is_complete(case):
        for exchange in refused(after):
            assert any(_may_mean(finding, exchange) for finding in left), exchange
        assert left or not bad_scopes(after), after.sign_ins
    problem = answered_alike(before, after)
    assert problem is None, problem


def _may_mean(finding: Finding, exchange: Exchange) -> bool:
    """Whether a finding speaks of a request, or says that its text serves further such requests."""
    return names(finding, exchange) or finding.withheld == UNCURED
