"""A stand-in for the analysis, for tests of the front-ends: it finds only the text ``"/me``.

With a literal user its fix is safe. With an expression it is unsafe and adds an import. Without
either it is display-only. Marks after the text request more:

- ``!`` makes the check raise, ``~`` makes it report a failure;
- ``?`` goes without a fix, the fix of ``*`` breaks the syntax, that of ``%`` leads to ``~``;
- the fix of ``+`` also inserts its line's number at the top, which clashes with others that do.
"""

import ast
import re
from collections.abc import Mapping

from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.terms.findings import Applicability, Edit, EvidenceStep, Finding, Fix
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Place, Position, Span

_ME = re.compile(r'"/(me)\b([!?*~%+]?)')


def check_source(
    source: str,
    path: str,
    *,
    options: Options,
    tree: ast.Module | None = None,
    sources: Mapping[str, str] | None = None,
    run: str | None = None,
    trail: object = None,
) -> tuple[Finding, ...]:
    """The findings of the stand-in, which tells no trail."""
    del tree, sources, run, trail
    try:
        ast.parse(source)
    except (SyntaxError, ValueError) as problem:
        return (_failure(path, f"not Python: {problem}"),)
    lines = Lines(source)
    findings = []
    for match in _ME.finditer(source):
        if match[2] == "!":
            raise RuntimeError("the stand-in\nbroke")
        place = Place(path, Span(lines.position(match.start(1)), lines.position(match.end(1))))
        if match[2] == "~":
            return (_failure(path, "the stand-in gave up"),)
        fix = None if match[2] == "?" else _fix(place, options, match[2])
        withheld = "the text is used elsewhere" if fix is None else None
        evidence = (EvidenceStep(place, "the path stands here"),)
        message = "GET '/me' needs a signed-in user"
        findings.append(Finding("GME001", "app-only-me", message, place, evidence, fix, withheld))
    return tuple(findings)


def is_ruled_out(path: str, *, options: Options, run: str) -> bool:
    """Nothing is."""
    del path, options, run
    return False


def _failure(path: str, reason: str) -> Finding:
    start = Position(1, 0)
    return Finding("GME900", "analysis-failed", reason, Place(path, Span(start, start)))


def _fix(place: Place, options: Options, mark: str) -> Fix:
    user = options.upn or "<upn>"
    message = f"use '/users/{user}'"
    top = Place(place.path, Span(Position(1, 0), Position(1, 0)))
    named = Applicability.SAFE
    if options.user_expression is not None:
        imported = Edit(top, "import settings\n")
        whole = Edit(place, 'users/" + settings.mailbox + "')
        return Fix(Applicability.UNSAFE, message, (imported, whole), named)
    edits = [Edit(place, {"*": 'me"', "%": "me~"}.get(mark, f"users/{user}"))]
    if mark == "+":
        edits.append(Edit(top, f"# {place.span.start.line}\n"))
    safe = options.upn is not None
    how_far = Applicability.SAFE if safe else Applicability.DISPLAY
    return Fix(how_far, message, tuple(edits), named)
