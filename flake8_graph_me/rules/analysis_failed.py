"""GME900 analysis-failed: this plugin could not analyse the file.

## What it does
Reports once, at the first character of the file, that the analysis failed, and why: the file is too
large or too deeply nested, libcst cannot parse it, or the analysis itself broke.

## Why is this bad?
There are no other findings for the file, so a wrong request in it goes unnoticed.

## Fix safety
There is no fix.

## References
- https://github.com/Instagram/LibCST
"""

from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.places import Place, Position, Span
from flake8_graph_me.terms.printable import printable

CODE = "GME900"
SLUG = "analysis-failed"


def analysis_failed(path: str, reason: str) -> Finding:
    """The finding for a file that could not be analysed; ``reason`` is folded into one line."""
    start = Position(1, 0)
    line = printable(" ".join(reason.split()))
    return Finding(CODE, SLUG, f"the analysis failed: {line}", Place(path, Span(start, start)))
