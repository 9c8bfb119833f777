"""The specification's programs as the stand-in cloud runs them, as they are written and mended.

A program is run when it is asked for; its outcome is kept.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self

from flake8_graph_me.terms.findings import Finding
from tests.cloud import Batch, Cloud, Graph, Program, ProgramOutcome, open_batch
from tests.specification.judging import choose_all, find, fix
from tests.specification.library import TESTS, graph_cases
from tests.specification.marks import program
from tests.specification.pages import Case

USER = "adele@contoso.com"
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
