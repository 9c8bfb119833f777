"""Laws that hold for every case of the specification, whatever it is about.

A finding does not depend on the gates, on the functions that the analysis leaves out or on the
front-end that asks, and a fix changes exactly what it says.
"""

import ast
import dataclasses
import re
from collections import Counter
from collections.abc import Iterable
from unittest import mock

import pytest

from flake8_graph_me.engine.relevance.relevance import Relevance
from flake8_graph_me.rules import analysis_incomplete
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.specification.frontends import FrontEnds, Report, Reports, without_folders
from tests.specification.judging import Findings, choose_all, find, fix, observations
from tests.specification.library import graph_cases
from tests.specification.marks import program
from tests.specification.pages import Case
from tests.support.splicing import splice

UPN = "adele@contoso.com"
_LINE = re.compile(r"line \d+")

every_case = pytest.mark.parametrize("case", graph_cases(), ids=str)


@pytest.fixture(scope="session")
def front_ends(tmp_path_factory: pytest.TempPathFactory) -> FrontEnds:
    return FrontEnds(tmp_path_factory.mktemp("cases"), graph_cases())


@pytest.fixture(scope="session")
def through_flake8(front_ends: FrontEnds) -> Reports:
    return front_ends.flake8()


@pytest.fixture(scope="session")
def through_command(front_ends: FrontEnds) -> Reports:
    return front_ends.command()


@every_case
def test_every_program_compiles(case: Case) -> None:
    for name, source in program(case).items():
        compile(source, name, "exec", dont_inherit=True)


@every_case
def test_nothing_is_hidden_by_what_is_left_out(case: Case) -> None:
    sources, options = program(case), case.settings.options
    found = find(sources, options)
    with mock.patch.object(Relevance, "unneeded", return_value=frozenset()):
        assert found == find(sources, options, gates=False)


@pytest.mark.parametrize("case", [each for each in graph_cases() if len(each.files) > 1], ids=str)
def test_a_wrong_request_is_reported_in_one_file(case: Case) -> None:
    findings = find(program(case), case.settings.options)
    told = [
        (name, finding.code, {finding.place, *(step.place for step in finding.evidence)})
        for name, found in findings.items()
        for finding in found
    ]
    for name, code, steps in told:
        others = [each for other, its, each in told if other != name and its == code]
        assert not any(steps <= each for each in others)


@every_case
def test_flake8_reports_the_same(case: Case, through_flake8: Reports) -> None:
    assert through_flake8[case] == _seen(case)


@every_case
def test_the_command_reports_the_same(case: Case, through_command: Reports) -> None:
    assert through_command[case] == _seen(case)


@every_case
def test_fixes_mend_what_they_say(case: Case) -> None:
    sources, options = program(case), _with_a_user(case.settings.options)
    before = find(sources, options)
    chosen = choose_all(before, unsafe=True)
    after_sources = fix(sources, chosen)
    for source in after_sources.values():
        ast.parse(source)
    after = find(after_sources, options)
    assert _messages(after) == _messages(before) - _messages(
        {name: each.findings for name, each in chosen.items()}
    )
    assert fix(after_sources, choose_all(after, unsafe=True)) == after_sources


@every_case
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_fixes_touch_nothing_else(case: Case, newline: str) -> None:
    sources = {name: text.replace("\n", newline) for name, text in program(case).items()}
    findings = find(sources, _with_a_user(case.settings.options))
    chosen = choose_all(findings, unsafe=True)
    mended = fix(sources, chosen)
    for name, source in sources.items():
        assert mended[name] == splice(source, chosen[name].edits)


def _seen(case: Case) -> set[Report]:
    found = observations(find(program(case), case.settings.options))
    return {
        (each.file, each.line, each.column, each.code, without_folders(each.message))
        for each in found
    }


def _with_a_user(options: Options) -> Options:
    if options.upn or options.user_expression:
        return options
    return dataclasses.replace(options, upn=UPN)


def _messages(findings: Findings) -> Counter[tuple[str, str]]:
    """Codes and messages without line numbers, which a fix may move. What is said of the analysis
    is left out: it goes once no text is left that may be the signed-in user's.
    """
    every: Iterable[Finding] = (each for here in findings.values() for each in here)
    told = (each for each in every if each.code != analysis_incomplete.CODE)
    return Counter((each.code, _LINE.sub("line N", each.message)) for each in told)
