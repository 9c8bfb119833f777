"""A sample of the odd inputs, and what finds faults in them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import libcst as cst
import pytest

from flake8_graph_me.engine import expressions
from flake8_graph_me.engine.domain.alternatives import constant, just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Value
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from tests.fuzzing.flows.reaching import made_by
from tests.fuzzing.flows.scenes import Scene
from tests.fuzzing.inputs import FLOWS, PROGRAMS, TEXTS, Input, around, in_flow, made
from tests.fuzzing.running import Outcome, figures_of, outcome, outcomes, smallest
from tests.fuzzing.texts.kinds import ANY

SEED = 1


@pytest.mark.parametrize(("family", "count"), [(TEXTS, 300), (PROGRAMS, 60), (FLOWS, 24)])
def test_nothing_breaks_and_nothing_is_ruled_out(family: str, count: int) -> None:
    figures = figures_of(outcomes(family, SEED, range(count), jobs=1))
    assert figures.inputs.total() == count
    assert not [(fault.number, fault.fault, fault.input.program) for fault in figures.faults]
    if family == TEXTS:
        # Otherwise nothing was compared.
        assert figures.compared > count
        assert figures.exact > count / 3
    if family == FLOWS:
        # Otherwise no run reached a request.
        assert figures.exact == figures.compared > 4 * count


@pytest.mark.parametrize("family", [TEXTS, PROGRAMS, FLOWS])
def test_an_input_is_the_same_each_time(family: str) -> None:
    assert made(family, SEED, 7) == made(family, SEED, 7)
    assert made(family, SEED, 7) != made(family, SEED + 1, 7)


def outcome_of(statements: str, folder: Path) -> Outcome:
    given = Input("methods", around(statements), statements, ANY)
    return outcome(0, given, str(folder / "program.py"))


def test_what_python_gives_is_allowed(tmp_path: Path) -> None:
    right = outcome_of("x = [h + 'a', 1, {'b': None}]\n", tmp_path)
    assert (right.fault, right.compared, right.exact) == ("", len(ANY), 0)
    assert outcome_of("x = 'a' + 'b'\n", tmp_path).exact == len(ANY)


def test_parts_of_a_changed_url_may_be_missing_but_not_its_known_path(tmp_path: Path) -> None:
    made_of = "from urllib.parse import urlsplit\nx = urlsplit(h)._replace(path='/a').geturl()\n"
    given = Input("changed urls", around(made_of), made_of, ("me",), parts_stay=True)
    path = str(tmp_path / "program.py")
    assert outcome(0, given, path).fault == ""
    assert outcome(0, replace(given, parts_stay=False), path).fault.startswith("mismatch")
    other = replace(given, statements=made_of.replace("/a", "/b"))
    assert outcome(0, other, path).fault.startswith("mismatch: Python gives '/b', the analysis")


def test_an_error_is_found_and_its_program_reduced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_run: Run, node: cst.Integer, _frame: Frame, _state: State) -> Value:
        raise KeyError(node.value)

    evaluate_numbers(monkeypatch, broken)
    found = outcome_of("y = ['a', 'b' * 3]\nx = len(y)\n", tmp_path)
    assert "internal error, KeyError at broken:" in found.fault
    assert smallest(found).statements == "y = 3\nx = len\n"


def test_a_value_that_is_ruled_out_is_a_mismatch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluate_numbers(monkeypatch, lambda *_: just(constant(7)))
    wrong = outcome_of("y = 'a'\nx = y, 3\n", tmp_path)
    assert wrong.fault == "mismatch: Python gives ('a', 3), the analysis ['a', 7]"


FLOW = """\
def first(p, q=None):
    if p == 1:
        requests.get("https://graph.microsoft.com/v1.0/me/q1", headers=headers)
    if strange.value():
        requests.get("https://graph.microsoft.com/v1.0/me/q2", headers=headers)
    while True:
        first(p)
    requests.get("https://graph.microsoft.com/v1.0/me/q3", headers=headers)
"""
OBJECTS = Scene("objects", "", {}, {}, (), ("first",), (), 5, 1)


def test_a_request_that_runs_reach_and_nothing_finds_is_missed(tmp_path: Path) -> None:
    flow = FLOW.replace("        first(p)\n", "        break\n")
    given = Input("objects", in_flow(flow), flow, scene=OBJECTS)
    path = str(tmp_path / "program.py")
    right = outcome(0, given, path)
    assert (right.fault, right.compared, right.exact) == ("", 3, 3)
    wrong = replace(given, program=given.program.replace("if p == 1:", "if False:"))
    assert outcome(0, wrong, path).fault == "missed: requests 1"


def test_a_flow_is_reduced_to_what_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluate_numbers(monkeypatch, lambda *_: just(constant(0)))
    request = '{}requests.get("https://graph.microsoft.com/v1.0/me/q{}", headers=headers)\n'
    flow = "".join(
        (
            "def first(p, q=None):\n    try:\n        p = q.x\n    except AttributeError:\n",
            request.format(" " * 8, 1),
            "    if 1:\n        if q:\n            p = [q]\n",
            request.format(" " * 8, 2),
        )
    )
    given = Input("objects", in_flow(flow), flow, scene=OBJECTS)
    found = outcome(0, given, str(tmp_path / "program.py"))
    assert found.fault == "missed: requests 2"
    assert smallest(found).statements == "if 1:\n" + request.format(" " * 4, 2)


def test_a_run_without_an_end_is_given_up_and_reaches_no_more() -> None:
    endless = FLOW.replace("        first(p)\n", "        second(p)\n") + (
        "def second(p):\n    try:\n        second(p)\n    finally:\n        "
        'requests.get("https://graph.microsoft.com/v1.0/me/q4", headers=headers)\n'
    )
    assert made_by(endless, OBJECTS).wrong == {"1", "2"}


def test_what_runs_make_for_a_user_must_not_be_called_proven(tmp_path: Path) -> None:
    theirs = 'def first(p):\n    requests.get("https://graph.microsoft.com/v1.0/me/q1", {})\n'
    run, analysed = theirs.format("headers=theirs"), theirs.format("headers=headers")
    given = Input("objects", in_flow(analysed), run, scene=OBJECTS)
    assert outcome(0, given, str(tmp_path / "program.py")).fault == "claimed: requests 1"


def test_what_the_program_calls_itself_nobody_else_calls() -> None:
    assert made_by(FLOW, OBJECTS).wrong == frozenset()
    request = '        requests.get("https://graph.microsoft.com/v1.0/me/q{}", headers=headers)\n'
    methods = "class Thing:\n    def __init__(self, x=None):\n        pass\n" + "".join(
        f"    def {name}(self):\n{request.format(number)}        if False:\n            self.b()\n"
        for number, name in enumerate("ab", 1)
    )
    scene = replace(OBJECTS, functions=(), classes=("Thing",))
    assert made_by(methods, scene).wrong == {"1"}


def evaluate_numbers(monkeypatch: pytest.MonkeyPatch, evaluate: Callable[..., Value]) -> None:
    """Let the analysis evaluate whole numbers so."""
    evaluators = dict(expressions.EVALUATORS)
    evaluators[cst.Integer] = evaluate
    monkeypatch.setattr(expressions, "EVALUATORS", evaluators)
