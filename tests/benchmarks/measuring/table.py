"""The stored results as the table of the README."""

from collections.abc import Mapping

from tests.benchmarks.measuring.figures import shown
from tests.benchmarks.measuring.results import Result

TITLES = {
    "trees": "Whole trees, with two processes",
    "linters": "Django's `core` package, with one process",
    "candidates": "Standard library modules with one wrong request planted into each",
    "relevance": "Functions of these modules that are entered",
    "scaling": "Growth with the size of a file",
    "editing": "A file of 500 lines with a wrong request, after an edit",
    "memory": "Peak memory of a process",
}
"""What each part measures."""


def table(results: Mapping[str, Result]) -> str:
    """All figures in one table, and below it where they were measured."""
    rows = ["| measured | median (least to most) |", "|---|---|"]
    machines: dict[str, list[str]] = {}
    for name, title in TITLES.items():
        if name in results:
            result = results[name]
            rows.append(f"| **{title}** | |")
            rows += [f"| {figure.name} | {shown(figure)} |" for figure in result.figures]
            rounds = "1 round" if result.rounds == 1 else f"{result.rounds} rounds"
            machines.setdefault(f"{rounds}, {result.machine}", []).append(name)
    told = [f"{', '.join(names)}: {machine}." for machine, names in machines.items()]
    return "\n".join([*rows, "", *told])
