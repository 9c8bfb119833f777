"""Runs the specification's programs against the stand-in cloud, which decides the truth.

A program has findings exactly where Graph refuses its requests, and once mended it is refused
nothing and answered alike in all else. Must not know how findings come about.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from flake8_graph_me.terms.findings import Finding
from tests.cloud import NO_SIGNED_IN_USER, Cloud, Exchange, Outcome, Program, run_programs
from tests.specification.judging import choose_all, find, fix
from tests.specification.library import graph_cases
from tests.specification.marks import Kind, marks_of, program
from tests.specification.pages import Case

USER = "adele@contoso.com"
PROGRAMS = [case for case in graph_cases() if case.settings.run]
REQUEST = re.compile(r"(?P<method>[A-Z]+|request to) '(?P<path>[^']*)'")
REFUSED = 400


@dataclass(frozen=True)
class Runs:
    """What came of each program as it is written, and as the fixes leave it."""

    before: Mapping[str, Outcome]
    after: Mapping[str, Outcome]


@pytest.fixture(scope="session")
def runs() -> Iterator[Runs]:
    """Every program run as it is and as it is mended, in as few child processes as it takes."""
    written = [Program(str(case), program(case), case.files[0].name) for case in PROGRAMS]
    mended = [
        Program(str(case), files, case.files[0].name)
        for case in PROGRAMS
        if (files := mended_files(case)) != program(case)
    ]
    with Cloud() as cloud, ThreadPoolExecutor(2) as pool:
        runs = pool.map(run_programs, (written, mended), (cloud, cloud))
        before, after = ({outcome.name: outcome for outcome in run} for run in runs)
        # What nothing mends has been run already.
        yield Runs(before, {**before, **after})


def found(case: Case) -> dict[str, tuple[Finding, ...]]:
    """The findings in a program, with a user to mend it with."""
    options = case.settings.options
    if options.upn is None and options.user_expression is None:
        options = replace(options, upn=USER)
    return find(program(case), options)


def mended_files(case: Case) -> dict[str, str]:
    """A program after all its fixes."""
    return fix(program(case), choose_all(found(case), unsafe=True, display=True))


def refused(outcome: Outcome) -> list[Exchange]:
    """The requests that Graph refused."""
    return [exchange for exchange in outcome.exchanges if exchange.status >= REFUSED]


def is_refusal(outcome: Outcome) -> bool:
    """Whether what ended a program is Graph's refusal, raised by the library that it uses."""
    return bool(refused(outcome)) and NO_SIGNED_IN_USER in (outcome.error or "")


def names(finding: Finding, exchange: Exchange) -> bool:
    """Whether a finding's message speaks of a request."""
    match = REQUEST.match(finding.message)
    assert match is not None, finding.message
    parts = [re.escape(part) for part in match["path"].split("{…}")]
    path = "/" + exchange.path.split("?")[0].strip("/")
    # Where the method depends on what follows, so may the end of the path.
    end = "(/|$)" if match["method"] == "request to" else "$"
    fits = re.search("[^?]*".join(parts) + end, path, re.IGNORECASE) is not None
    return fits and match["method"] in (exchange.method, "request to")


@pytest.mark.parametrize("case", PROGRAMS, ids=str)
def test_findings_are_what_graph_refuses(
    case: Case, runs: Runs, record_property: Callable[[str, object], None]
) -> None:
    record_property("programs", 1)
    outcome = runs.before[str(case)]
    assert outcome.error is None or is_refusal(outcome), outcome.output
    assert outcome.exchanges
    findings = [finding for each in found(case).values() for finding in each]
    wrong = refused(outcome)
    if not any(mark.kind is Kind.MISSING for mark in marks_of(case)):
        assert bool(findings) == bool(wrong), (findings, outcome.exchanges)
    for finding in findings:
        assert any(names(finding, exchange) for exchange in wrong), (finding.message, wrong)


@pytest.mark.parametrize("case", PROGRAMS, ids=str)
def test_a_mended_program_runs_clean(case: Case, runs: Runs) -> None:
    findings = [finding for each in found(case).values() for finding in each]
    outcome = runs.after[str(case)]
    mendable = all(finding.fix is not None for finding in findings)
    assert outcome.error is None or (is_refusal(outcome) and not mendable), outcome.output
    known = not any(mark.kind is Kind.MISSING for mark in marks_of(case))
    if known and mendable:
        assert not refused(outcome)
    assert not _served(runs.before[str(case)]) - _served(outcome)


def _served(outcome: Outcome) -> Counter[tuple[str, str, int]]:
    """The requests that Graph answered, as often as each; threads send them in any order."""
    return Counter((e.method, e.path, e.status) for e in outcome.exchanges if e.status < REFUSED)
