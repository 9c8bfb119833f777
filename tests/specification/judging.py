"""Asks the package what it finds in a case and how it fixes it.

A judge is a function from a case to observations. Must not know what the marks expect.
"""

import dataclasses
import importlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import cast

from flake8_graph_me import api
from flake8_graph_me.fixes.application import Chosen, apply, choose, target_of
from flake8_graph_me.terms.findings import Applicability, Edit, Finding
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Place
from tests.specification.marks import Observation, program
from tests.specification.pages import Case

Judge = Callable[[Case], list[Observation]]
Findings = dict[str, tuple[Finding, ...]]


def judge_graph(case: Case) -> list[Observation]:
    """What the checker finds in a case of Microsoft Graph."""
    return observations(find(program(case), case.settings.options))


def judge_engine(case: Case) -> list[Observation]:
    """What the engine reveals in a case of the toy library."""
    module = importlib.import_module("tests.specification.engine.engine_judge")
    return cast("Judge", module.judge)(case)


def find(sources: Mapping[str, str], options: Options, *, gates: bool = True) -> Findings:
    """The findings in each file of a program, their places named as the files are."""
    return dict(_found(tuple(sources.items()), options, gates=gates))


@cache
def _found(
    sources: tuple[tuple[str, str], ...], options: Options, *, gates: bool
) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    # Every law asks for the findings of the same programs again.
    if len(sources) == 1:
        ((name, source),) = sources
        return ((name, api.check_source(source, name, options=options, gates=gates)),)
    with written(dict(sources)) as folder:
        return tuple(
            (
                name,
                tuple(
                    _named(finding, folder)
                    for finding in api.check_source(
                        source, str(folder / name), options=options, gates=gates
                    )
                ),
            )
            for name, source in sources
        )


def observations(findings: Findings) -> list[Observation]:
    """The findings as the marks see them."""
    return [
        Observation(
            finding.place.path,
            finding.place.span.start.line,
            finding.place.span.start.column,
            finding.code,
            finding.message,
        )
        for each in findings.values()
        for finding in each
    ]


def fix(sources: Mapping[str, str], chosen: Mapping[str, Chosen]) -> dict[str, str]:
    """The files of a program after the chosen fixes."""
    return {name: apply(source, chosen[name].edits) for name, source in sources.items()}


def choose_all(findings: Findings, *, unsafe: bool, display: bool = False) -> dict[str, Chosen]:
    """The fixes that edit each file; with ``display`` also those that are only ever shown."""
    found = [finding for here in findings.values() for finding in here]
    found = [_promoted(finding) for finding in found] if display else found
    return {
        name: choose([f for f in found if target_of(f) == name], unsafe=unsafe, path=name)
        for name in findings
    }


def fixed(case: Case) -> dict[str, str]:
    """The files of a case after the fixes that its settings ask for."""
    sources = program(case)
    settings = case.settings
    findings = find(sources, settings.options)
    return fix(sources, choose_all(findings, unsafe=settings.unsafe, display=settings.display))


@contextmanager
def written(sources: Mapping[str, str]) -> Iterator[Path]:
    """A folder that holds the files, the root of a project of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / "pyproject.toml").touch()
        write(sources, folder)
        yield folder


def write(sources: Mapping[str, str], folder: Path) -> None:
    """Write the files below a folder, byte for byte."""
    for name, source in sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.encode())


def _promoted(finding: Finding) -> Finding:
    if finding.fix is None or finding.fix.applicability is not Applicability.DISPLAY:
        return finding
    shown = dataclasses.replace(finding.fix, applicability=Applicability.SAFE)
    return dataclasses.replace(finding, fix=shown)


def _named(finding: Finding, folder: Path) -> Finding:
    def near(place: Place) -> Place:
        return Place(Path(place.path).relative_to(folder).as_posix(), place.span)

    fix = finding.fix
    if fix is not None:
        edits = tuple(Edit(near(edit.place), edit.content) for edit in fix.edits)
        fix = dataclasses.replace(fix, edits=edits)
    steps = tuple(dataclasses.replace(step, place=near(step.place)) for step in finding.evidence)
    return dataclasses.replace(finding, place=near(finding.place), evidence=steps, fix=fix)
