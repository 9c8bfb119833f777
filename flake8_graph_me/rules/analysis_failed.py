"""GME900 analysis-failed: this plugin could not analyse the file.

## What it does
Says once, at the first character of the file, that the analysis could not be done and why: the
file is too large or nested too deeply, libcst cannot parse it, or the analysis itself broke.

## Why is this bad?
Nothing else is said about the file, so a wrong request in it would go unseen.

## Fix safety
There is no fix.

## References
- https://github.com/Instagram/LibCST
"""

from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.places import Place, Position, Span

CODE = "GME900"
SLUG = "analysis-failed"


def analysis_failed(path: str, reason: str) -> Finding:
    """The finding for a file that could not be analysed; ``reason`` is put on one line."""
    start = Position(1, 0)
    line = " ".join(reason.split())
    return Finding(CODE, SLUG, f"the analysis failed: {line}", Place(path, Span(start, start)))
