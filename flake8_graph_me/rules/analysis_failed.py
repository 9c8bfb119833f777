"""GME900 analysis-failed: this plugin could not analyse the file.

## What it does
Reports once, at the first character of the file, that the analysis failed, and why: the file is not
there or cannot be read, is not valid Python or too large or too deeply nested, libcst cannot parse
it, or the analysis itself broke. `--fix` also reports so what it cannot write. What Python says of
a syntax error names its line.

A file with a syntax error is reported if it gets a token or imports what does. One that cannot hold
a finding by what its text shows is not parsed at all, so its errors are left to flake8 and Python.

## Why is this bad?
There are no other findings for the file, so a wrong request in it goes unnoticed, and what other
files import from it is unknown. Mend what the reason says. If it is an internal error, the rest of
the run is not touched; please report the file, or the smallest part of it that shows the error.

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
