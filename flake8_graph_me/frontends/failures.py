"""Reporting a file that could not be analysed or fixed: one GME900 at its start.

Must not import the analysis: this module must work when the analysis is broken.
"""

from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.places import Place, Position, Span
from flake8_graph_me.terms.printable import printable

CODE = "GME900"
_SLUG = "analysis-failed"
_START = Position(1, 0)


def failure(path: str, message: str) -> Finding:
    """The finding that says why there are no other findings, or no fix."""
    return Finding(CODE, _SLUG, printable(message), Place(path, Span(_START, _START)))


def describe(problem: Exception) -> str:
    """One line about an unexpected exception from the analysis."""
    reason = " ".join(str(problem).split())
    return printable(
        ": ".join(filter(None, ("the analysis failed", type(problem).__name__, reason)))
    )
