"""Figures: what was measured, and how it is shown."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.measuring.costs import Cost


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured under a name, a value for each round, in a unit: s, ms, MB, or none."""

    name: str
    values: tuple[float, ...]
    unit: str = ""


def processor_figures(found: Mapping[str, Sequence[Cost]], tree: str = "") -> list[Figure]:
    """The processor seconds of commands by their names, behind the name of a tree if given."""
    before = f"{tree}: " if tree else ""
    return [
        Figure(f"{before}{name}", tuple(each.processor for each in taken), "s")
        for name, taken in found.items()
    ]


def rounded(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures with as many digits as mean anything."""
    return tuple(
        Figure(each.name, tuple(float(f"{value:.4g}") for value in each.values), each.unit)
        for each in figures
    )


def shown(figure: Figure) -> str:
    """The median of a figure, and between what it lay if that is not the same."""
    least, most = _number(min(figure.values)), _number(max(figure.values))
    median = _number(statistics.median(figure.values))
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{median}{unit}" if least == most else f"{median}{unit} ({least} to {most})"


def _number(value: float) -> str:
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
