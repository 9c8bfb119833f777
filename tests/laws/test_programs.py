"""Runs the specification's programs against the stand-in cloud, which decides the truth.

A program has findings exactly where Graph refuses its requests (or Entra ID refuses the requested
scopes). Once fixed, nothing is refused: what was refused goes to the user's own path, and all other
requests and answers stay the same.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self

import pytest

from flake8_graph_me.rules.request_rules import UNCURED
from flake8_graph_me.terms.findings import Finding
from tests.cloud import Batch, Cloud, Exchange, Graph, Program, ProgramOutcome, open_batch
from tests.specification.judging import choose_all, find, fix
from tests.specification.library import TESTS, graph_cases
from tests.specification.marks import MarkKind, marks_of, program
from tests.specification.pages import Case
from tests.support.exchanges import (
    answered_alike,
    bad_scopes,
    is_refusal,
    names,
    refused,
)

USER = "adele@contoso.com"
OF_REQUESTS = ("GME001", "GME002", "GME003")
OF_SCOPES = "GME005"
DRIVE = "drive.py"
GIVEN = TESTS / "specification" / "given.py"


PROGRAMS = [case for case in graph_cases() if case.settings.runs]


class Runs:
    """What came of each program as it is written, and as the fixes leave it.

    Programs are run when they are asked for, one after another in as few child processes as it
    takes.
    """

    def __init__(self) -> None:
        self._resources = ExitStack()
        self._batches: dict[bool, Batch] = {}
        self._outcomes: dict[tuple[Case, tuple[str, ...]], ProgramOutcome] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._resources.__exit__(kind, error, trace)

    def before(self, case: Case) -> ProgramOutcome:
        """What came of a program as it is written."""
        return self._outcome(case, program(case))

    def after(self, case: Case) -> ProgramOutcome:
        """What came of it as it is mended; the same if nothing mends it."""
        return self._outcome(case, mended_files(case))

    def _outcome(self, case: Case, files: Mapping[str, str]) -> ProgramOutcome:
        key = case, tuple(files.values())
        if key not in self._outcomes:
            batch = self._batch(foreign=case.settings.foreign_tokens)
            self._outcomes[key] = batch.run(program_of(case, files))
        return self._outcomes[key]

    def _batch(self, *, foreign: bool) -> Batch:
        if foreign not in self._batches:
            graph = Graph(accept_foreign_tokens=foreign)
            cloud = self._resources.enter_context(Cloud(graph=graph))
            self._batches[foreign] = self._resources.enter_context(open_batch(cloud))
        return self._batches[foreign]


@pytest.fixture(scope="session")
def runs() -> Iterator[Runs]:
    with Runs() as entered:
        yield entered


def program_of(case: Case, files: Mapping[str, str]) -> Program:
    """The files of a case with what makes them run: the drive, if the case has one."""
    drive = case.settings.drive
    if drive is None:
        return Program(str(case), files, case.files[0].name)
    beside = {DRIVE: drive, GIVEN.name: GIVEN.read_text(encoding="utf-8")}
    assert not beside.keys() & files.keys()
    return Program(str(case), {**files, **beside}, DRIVE)


def found(case: Case) -> list[Finding]:
    """The findings in a program, with a user to mend it with."""
    return [finding for each in _found(case).values() for finding in each]


def _found(case: Case) -> dict[str, tuple[Finding, ...]]:
    options = case.settings.options
    if options.upn is None and options.user_expression is None:
        options = replace(options, upn=USER)
    return find(program(case), options)


def mended_files(case: Case) -> dict[str, str]:
    """A program after all its fixes."""
    return fix(program(case), choose_all(_found(case), unsafe=True, display=True))


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
