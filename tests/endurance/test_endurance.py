"""A sample of the long runs over real files, and what finds faults in them."""

import ast
import random
from itertools import combinations
from pathlib import Path

import pytest

from tests.endurance.__main__ import is_fault, report, tasks_for
from tests.endurance.analyses import (
    CAP,
    FOUND,
    MISSED,
    PLAIN,
    UNREADABLE,
    Result,
    Task,
    Worker,
    analysed,
    kept,
    run,
)
from tests.endurance.planting import END, INSIDE, OWN, PLACES, STATEMENTS, planted
from tests.endurance.same_findings import covering, differences
from tests.support import case_tree, stdlib

SEED = 1
FILES = 24
SOURCE = 'import os\n\n\ndef first():\n    """One."""\n    a = 1\n    return a\n    b = 2\n'


def test_nothing_breaks_and_nothing_is_missed_without_a_word() -> None:
    files = [path for path in stdlib.sample(3 * FILES) if path.stat().st_size < 30_000][:FILES]
    found = [analysed(task) for task in tasks_for(files, SEED)]
    assert len(found) == 2 * FILES
    assert [each for each in found if each.fault or each.result == MISSED] == []
    # Nearly all are found, wherever they stand.
    assert {each.place for each in found if each.result == FOUND} == {*PLACES}
    assert sum(each.result == FOUND for each in found) > FILES / 2


def test_runs_print_the_same_whatever_is_around_them(tmp_path: Path) -> None:
    files = [tmp_path / name for name in case_tree.lay(tmp_path, 90)]
    chosen = covering()
    switches = [(way.jobs == 2, way.shuffled, way.elsewhere, way.warm) for way in chosen]
    for one, other in combinations(range(4), 2):
        # Each pair of switches stands in each of its four positions.
        assert len({(way[one], way[other]) for way in switches}) == 4
    lines = list(differences(files, chosen))
    assert [line for line in lines if line.startswith("DIFFERS")] == []
    sizes = [int(line.split()[1].replace(",", "")) for line in lines]
    assert min(sizes) > 10_000


def test_a_difference_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / name for name in case_tree.lay(tmp_path, 900)]
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\nif os.environ['PYTHONHASHSEED'] == '1': sys.stderr.write('one\\n')\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    told = [line for line in differences(files, covering()[:3]) if line.startswith("DIFFERS")]
    assert len(told) == 2
    assert all("Way(hash_seed=1," in line for line in told)


@pytest.mark.parametrize("ended", ["", "# no end of a line"])
def test_where_a_request_is_planted(ended: str) -> None:
    source = SOURCE + ended
    places = set()
    for seed in range(60):
        plant = planted(source, random.Random(seed))
        ast.parse(plant.source)
        lines = plant.source.splitlines()
        assert "planted_requests.get(" in lines[plant.line - 1]
        # Behind a return nothing is reached.
        places.add((plant.place, plant.line))
    size, end = len(STATEMENTS), SOURCE.count("\n") + bool(ended)
    assert places == {
        (END, end + size),
        (OWN, end + 1 + size),
        (INSIDE, 5 + size),
        (INSIDE, 6 + size),
    }


def test_line_ends_stay(tmp_path: Path) -> None:
    plant = planted("a = 1\r\nb = 2", random.Random(SEED))
    assert plant.source.count("\n") == plant.source.count("\r\n")
    file = tmp_path / "odd.py"
    file.write_bytes(b"a = '\xff'\n")
    assert analysed(Task(str(file), SEED)).result == UNREADABLE


def test_a_run_is_taken_up_again(tmp_path: Path) -> None:
    files = [tmp_path / f"part_{number}.py" for number in range(4)]
    for file in files:
        file.write_text(SOURCE, encoding="utf-8")
    tasks, results = tasks_for(files, SEED), tmp_path / "results"
    first = run(tasks[:5], 2, results)
    assert sorted(each.name for each in kept(results)) == sorted(task.name for task in tasks[:5])
    with results.open("a", encoding="utf-8") as opened:
        opened.write('{"name": "a line that was not')
    every = run(tasks, 1, results)
    assert [each for each in every if each in first] == first
    assert {each.name for each in every} == {task.name for task in tasks}
    assert not any(map(is_fault, every))
    assert any("found, " in line for line in report(every))


def test_who_takes_too_long_is_ended_and_replaced(tmp_path: Path) -> None:
    never, whole = tmp_path / "never.py", tmp_path / "whole.py"
    loops = "".join(f"{' ' * depth}for i{depth} in range(9):\n" for depth in range(9))
    never.write_text(f"{SOURCE}\n{loops}{' ' * 9}print(i0, i1)\n", encoding="utf-8")
    whole.write_text(SOURCE, encoding="utf-8")
    worker = Worker()
    late = worker.do(Task(str(never)), 0.1)
    assert late.fault == "no end within 0.1 seconds by the clock"
    assert is_fault(late)
    assert not is_fault(worker.do(Task(str(whole)), CAP))
    worker.end()


def test_what_is_reported() -> None:
    found = [
        Result(
            "a.py", PLAIN, "internal error", lines=10, seconds=1.0, process=1, megabytes=50, peak=80
        ),
        Result("b.py planted 1", MISSED, place=END, lines=1_000, seconds=90.0, process=1),
    ]
    text = "\n".join(report(found))
    assert "BROKEN a.py: internal error" in text
    assert "MISSED b.py planted 1 (end of the module)" in text
    assert "1 past 25 ms a line" in text
    assert "over 2 analyses, by quarters: 50, 0 MB; at its peak 80 MB" in text
    assert all(map(is_fault, found))
