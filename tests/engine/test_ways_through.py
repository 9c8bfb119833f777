"""What could run as often as there are ways through a program: it is bounded, and what stands
behind it is known.

The work is counted in steps and in calls of functions, since these are the same in every run.
"""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import libcst as cst
import pytest

from flake8_graph_me.engine.domain.state import MANY_OUTCOMES
from flake8_graph_me.engine.domain.values import ABSENT, Text, Unknown, Value
from flake8_graph_me.engine.expressions.comprehension import MAX_COMBINATIONS
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.budget import MAX_STEPS
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.variables import SCOPES_PER_STEP
from flake8_graph_me.engine.relevance.reach import below, functions_of, with_callers
from flake8_graph_me.syntax.parsing import parse
from tests.specification.engine.engine_judge import ROWS

HEAD = "from toy import coin\n\n"
END = "reveal('end')\n"


def run_of(program: str, steps: int = MAX_STEPS) -> Run:
    return interpret(parse(f"{HEAD}{program}"), ROWS, "ways.py", steps=steps)


def revealed(run: Run) -> Value:
    """What was revealed last."""
    return run.events.revealed[-1][1]


def calls_in(work: Callable[[], object]) -> int:
    """How many functions are called for a piece of work."""
    count = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def calling_twice(depth: int) -> str:
    """Functions of which each calls the next one with two texts."""
    functions = (
        f"def f{n}(p):\n    if coin({n}):\n        return f{n + 1}(p + '/a')\n"
        f"    return f{n + 1}(p + '/b')\n"
        for n in range(depth)
    )
    return f"{''.join(functions)}def f{depth}(p):\n    return p\nf0('way')\n"


@pytest.mark.parametrize(("depth", "noted"), [(5, False), (20, True)])
def test_functions_that_call_each_other_on_many_ways(depth: int, *, noted: bool) -> None:
    run = run_of(calling_twice(depth) + END)
    assert ("MAX_RUNS" in run.budget.reached) is noted
    assert not run.budget.cut
    assert [type(atom) for _, atom in revealed(run)] == [Text]


def combining(clauses: int, elements: int) -> str:
    """A comprehension of so many clauses over so many elements."""
    over = " ".join(f"for x{n} in {list('abcdefghij'[:elements])!r}" for n in range(clauses))
    return f"reveal([{' + '.join(f'x{n}' for n in range(clauses))} {over}])\n"


def test_a_comprehension_is_run_for_a_bounded_number_of_combinations() -> None:
    few, many = (run_of(combining(clauses, 4) + END) for clauses in (8, 16))
    assert few.budget.work.done > MAX_COMBINATIONS
    assert many.budget.work.done < 4 * few.budget.work.done
    assert not many.budget.cut
    assert [type(atom) for _, atom in revealed(many)] == [Text]


def test_a_dictionary_before_statements_that_were_cut_is_not_empty() -> None:
    work = "def spend(p):\n" + "    p = p + p\n" * 400 + "    return p\nspend('x')\n"
    run = run_of(f"d = {{'key': 'known'}}\n{work}reveal(d['key'])\n", steps=600)
    assert run.budget.cut
    (atom,) = (atom for _, atom in revealed(run) if atom is not ABSENT)
    assert isinstance(atom, Unknown)
    assert run.budget.cuts[atom.key] == "MAX_STEPS"


def line_of_classes(count: int) -> str:
    return "class C0: pass\n" + "".join(f"class C{n + 1}(C{n}): pass\n" for n in range(count))


def test_the_work_for_a_line_of_classes_grows_with_its_square_at_most() -> None:
    short, long = (calls_in(partial(run_of, line_of_classes(n))) for n in (40, 120))
    assert long < 9 * short


def line_of_functions(count: int) -> str:
    return "".join(f"def f{n}(): f{n + 1}()\n" for n in range(count))


@pytest.mark.parametrize("ask", [below, with_callers])
def test_the_work_for_what_functions_come_to_grows_with_their_number(
    ask: Callable[..., object],
) -> None:
    counts = []
    for number in (100, 300):
        functions = functions_of([parse(line_of_functions(number))])
        (first, *_, last) = functions
        counts.append(calls_in(partial(ask, functions, [first, last])))
    assert counts[1] < 4 * counts[0]


def leaving_a_loop(blocks: int) -> str:
    """A loop that each of its blocks may leave in several ways."""
    block = (
        "        try:\n            if coin(1): raise ValueError(p)\n"
        "            if coin(2): continue\n            if coin(3): return p\n"
        "            p = p + '/a'\n        except ValueError as error: p = error.args[0]\n"
        "        finally:\n            if coin(4): break\n"
    )
    return f"def f(p):\n    while coin(0):\n{block * blocks}    return p\nf('way')\n"


def test_the_work_for_the_ways_out_of_a_loop_grows_with_its_square_at_most() -> None:
    few, many = (run_of(leaving_a_loop(blocks) + END) for blocks in (10, 30))
    assert many.budget.work.done < 9 * few.budget.work.done
    short, long = (calls_in(partial(run_of, leaving_a_loop(blocks))) for blocks in (10, 30))
    assert long < 9 * short


def test_a_name_counts_for_the_scopes_that_are_looked_through() -> None:
    def read(times: int, depth: int) -> int:
        inner = " + ".join(["p"] * times)
        for n in range(depth):
            inner = f"[{inner} for q{n} in 'a']"
        return run_of(f"p = 'x'\n{inner}\n").budget.work.done

    shallow, deep = (read(11, depth) - read(1, depth) for depth in (2, 20))
    assert deep >= shallow + 10 * (20 // SCOPES_PER_STEP)


@pytest.mark.parametrize(("steps", "noted"), [(300, True), (3000, False)])
def test_an_example_whose_building_is_cut_off(steps: int, *, noted: bool) -> None:
    lines = "".join(f"        self.a{n} = coin({n})\n" for n in range(200))
    run = run_of(f"class Long:\n    def __init__(self):\n{lines}", steps)
    left = [one.node for one in run.events.left_out if isinstance(one.node, cst.ClassDef)]
    assert [node.name.value for node in left] == ["Long"] * noted
    assert {one.bound for one in run.events.left_out} == ({"MAX_STEPS"} if noted else set())


@pytest.mark.parametrize(
    ("dear", "cheap"),
    [
        ("coin('{n}')", "toy.setting('{n}')"),
        ("toy.mix('{n}')", "toy.setting('{n}')"),
        (f"{list('abcdefgh')!r}[coin({{n}})]", f"{list('abcdefgh')!r}, coin({{n}})"),
        ("f({n})", "f, {n}, 0"),
    ],
    ids=["unknown call", "sink call", "choice", "function"],
)
def test_what_costs_more_counts_for_more(dear: str, cheap: str) -> None:
    def cost(line: str) -> int:
        lines = "".join(f"{line.format(n=n)}\n" for n in range(40))
        return run_of(f"import toy\ndef f(p): pass\n{lines}").budget.work.done

    assert cost(dear) >= cost(cheap) + 40


def test_a_way_that_many_tests_lead_to_counts_for_more() -> None:
    def cost(guards: int) -> int:
        lines = "".join(f"if coin({n}): raise ValueError\n" for n in range(guards))
        return run_of(lines).budget.work.done

    few, many = MANY_OUTCOMES // 2, MANY_OUTCOMES * 3
    assert cost(many) > 6 * cost(few) + 4 * MANY_OUTCOMES // 2
