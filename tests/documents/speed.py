"""The part of the README that says how fast a check is, from the stored results."""

from tests.benchmarks.measuring.results import stored
from tests.benchmarks.measuring.table import table

PART = "speed"


def part(_: str) -> str:
    """The table."""
    return table(stored())
