"""How many functions of real modules may take part in a request, and are wanted for what is sought.

``python -m tests.benchmarks relevance`` counts them for the candidates. Times do not matter here.
"""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

from flake8_graph_me import api
from flake8_graph_me.engine import interpreter
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.relevance.mentions import Pair
from flake8_graph_me.engine.relevance.relevance import Functions, Relevance, relevance_of
from flake8_graph_me.pipeline import check
from tests.benchmarks.measured.candidates import MODULES, OPTIONS, path_of, planted
from tests.benchmarks.measuring.figures import Figure
from tests.benchmarks.modules import say

SAMPLE = MODULES[::6]
"""The candidates whose functions are counted; the first is argparse."""


@dataclass(slots=True)
class Judged:
    """How the functions of a module were judged: those that may take ``part`` in what is sought,
    and those ``wanted`` for it. ``entered`` are those that were run with unknown arguments,
    ``steps`` what all took.
    """

    functions: int = 0
    part: Functions = frozenset()
    wanted: Functions = frozenset()
    entered: int = 0
    steps: int = 0

    def __str__(self) -> str:
        return (
            f"{self.functions:4} functions, {len(self.part):4} take part, "
            f"{len(self.wanted):4} wanted, {self.entered:4} entered, {self.steps:7,} steps"
        )


def figures(_: int) -> list[Figure]:
    """The counts, which are the same in each round."""
    found = {name: judged(planted(name), path_of(name)) for name in SAMPLE}
    for name in sorted(found, key=lambda name: len(found[name].wanted), reverse=True):
        say(f"  {name:28} {found[name]}")
    share = [len(each.wanted) / max(each.functions, 1) for each in found.values()]
    steps = [each.steps for each in found.values()]
    example = found["argparse"]
    return [
        Figure("argparse: functions", (example.functions,)),
        Figure("argparse: may take part", (len(example.part),)),
        Figure("argparse: wanted", (len(example.wanted),)),
        Figure("share of the functions that is wanted, median", (statistics.median(share),)),
        Figure("share of the functions that is wanted, most", (max(share),)),
        Figure("steps of an analysis, median", (statistics.median(steps),)),
        Figure("steps of an analysis, most", (max(steps),)),
    ]


def judged(source: str, path: str) -> Judged:
    """How the functions of a source are judged in a check of it."""
    with judging() as found:
        api.check_source(source, path, options=OPTIONS)
    return found


@contextmanager
def judging() -> Iterator[Judged]:
    """How the functions of the one module that is checked meanwhile are judged."""
    seen = Judged()
    wanted = Relevance.wanted

    def noting(*arguments: object, **named: object) -> Relevance:
        found: Relevance = relevance_of(*arguments, **named)  # type: ignore[arg-type]  # handed on
        seen.functions = len(found.index.functions)
        seen.part = frozenset(found.index.functions) - found.unneeded()
        return found

    def wanting(relevance: Relevance, holders: Sequence[Pair]) -> Functions:
        found = wanted(relevance, holders)
        seen.wanted |= found
        return found

    def running(*arguments: object, **named: object) -> Run:
        run: Run = interpret(*arguments, **named)  # type: ignore[arg-type]  # handed on
        seen.entered, seen.steps = len(run.entered), run.budget.work.done
        return run

    with (
        mock.patch.object(interpreter, "relevance_of", noting),
        mock.patch.object(Relevance, "wanted", wanting),
        mock.patch.object(check, "interpret", running),
    ):
        yield seen
