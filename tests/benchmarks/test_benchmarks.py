"""What the benchmarks say of what they have measured."""

import ast
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.benchmarks.adversarial import __main__ as adversarial
from tests.benchmarks.adversarial import programs
from tests.benchmarks.measured import candidates, editing, relevance, scaling
from tests.benchmarks.measuring import results, table
from tests.benchmarks.measuring.costs import Command, cost, in_turn
from tests.benchmarks.measuring.figures import Figure, rounded, shown
from tests.running.processor_time import OutOfTimeError, limited

SPENDING = "import time; data = b'x' * 80_000_000\nwhile time.process_time() < 0.5: pass"


def test_a_command_costs_what_its_process_spends(tmp_path: Path) -> None:
    spent = cost(Command((sys.executable, "-c", SPENDING), tmp_path))
    assert spent.processor >= 0.5
    assert spent.megabytes > 80


def test_a_command_costs_what_its_children_spend(tmp_path: Path) -> None:
    calling = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SPENDING!r}])"
    spent = cost(Command((sys.executable, "-c", calling), tmp_path))
    assert spent.processor >= 0.5
    assert spent.megabytes > 80


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such tree"):
        cost(
            Command(
                (sys.executable, "-c", "import sys; sys.exit('no such tree')"),
                tmp_path,
                codes=frozenset({0}),
            )
        )


def _endless() -> None:
    while True:
        with suppress(Exception):
            sum(range(1000))


def test_a_task_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(OutOfTimeError), limited(0.1):
        _endless()


def test_tasks_take_turns() -> None:
    order: list[str] = []
    in_turn({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 2)
    assert order == ["a", "b", "a", "b"]


def test_a_figure_shows_its_median_and_between_what_it_lay() -> None:
    assert shown(Figure("check", (3.0, 1.2345, 2.0), "s")) == "2 s (1.23 to 3)"
    assert shown(Figure("files", (1790,))) == "1,790"
    assert rounded([Figure("check", (1.23456789,), "s")]) == (Figure("check", (1.235,), "s"),)


def test_a_part_that_is_stored_replaces_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    old, new = (
        results.Result(results.this_machine(), 3, (Figure("check", values, "s"),))
        for values in ((1.0, 2.0), (3.0,))
    )
    results.store({"trees": old, "linters": old}, path)
    results.store({"trees": new}, path)
    assert results.stored(path) == {"trees": new, "linters": old}
    assert "| check | 3 s |" in table.table(results.stored(path))


@pytest.mark.parametrize("power", [1, 2])
def test_the_exponent_is_that_of_the_growth(power: int) -> None:
    sizes = (10, 20, 40)
    found = scaling.exponent(sizes, [size**power / 1000 for size in sizes])
    assert found == pytest.approx(power)


def test_the_edited_file_is_about_as_long_as_it_is_said_to_be() -> None:
    assert editing.LINES <= editing.source(0).count("\n") < editing.LINES + 40
    assert editing.source(0) != editing.source(1)


def test_a_candidate_holds_its_request_and_is_measured() -> None:
    (found,) = candidates.measured(("ast",), 2)
    assert [each.code for each in found.findings] == ["GME001"]
    assert found.planted() is found.findings[0]
    assert len(found.parsing) == len(found.analysing) == 2


@pytest.mark.parametrize("name", ["copy", "unittest/mock"])
def test_of_a_module_only_the_planted_function_is_run(name: str) -> None:
    judged = relevance.judged(candidates.planted(name), candidates.path_of(name))
    assert "planted_request" in {function.name.value for function in judged.wanted}
    assert judged.wanted
    assert judged.functions >= len(judged.wanted)
    assert 0 < judged.steps < 5_000


def test_the_adversarial_programs_are_many_and_all_different() -> None:
    made = dict(programs())
    assert len(made) >= 300
    assert len(set(made.values())) == len(made)
    for source in made.values():
        ast.parse(source)


def test_an_adversarial_program_stands_beside_a_parse() -> None:
    found = adversarial.beside_parse("short", "x = 1\n", adversarial.TIMEOUT)
    assert not found.failure
    assert found.parse > 0
    fast, slow = (
        adversarial.Outcome(name, seconds, 50, parse=0.04)
        for name, seconds in (("fast", 1.0), ("slow", 2.4))
    )
    counts, beside, *_ = adversarial.summary([fast, slow]).splitlines()
    assert counts.startswith("2 programs: 1 over 2 s, 0 over 300 MB")
    assert beside == (
        "libcst's parse of 500 lines: 40 ms (40 to 40); a program takes as long as "
        "42 of them (median), 60 at most"
    )
