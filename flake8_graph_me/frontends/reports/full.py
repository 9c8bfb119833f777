"""Findings for people: the source, the evidence step by step, and the fix or the reason why there
is none.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from flake8_graph_me.fixes.application import Lines, UnfitError, apply
from flake8_graph_me.frontends.fix_runs.hints import Hints
from flake8_graph_me.frontends.reports.frame import frame
from flake8_graph_me.frontends.reports.paint import Paint, visible
from flake8_graph_me.frontends.reports.texts import Texts
from flake8_graph_me.frontends.running import Outcome
from flake8_graph_me.terms.findings import Edit, Finding, Fix
from flake8_graph_me.terms.places import Position, Span
from flake8_graph_me.terms.printable import printable

_MARK = "[*]"
_UNTOLD = Hints(lambda _: None)
_NOWHERE = Span(Position(1, 0), Position(1, 0))


def document(
    outcomes: Iterable[Outcome], *, colour: bool, secrets: bool = False, hints: Hints = _UNTOLD
) -> str:
    """All findings, with an empty line after each. With ``secrets``, tokens in the lines of the
    sources are shown; in messages they never are. ``hints`` say what applies a fix: ``[*]`` stands
    behind the message if ``--fix`` is enough.
    """
    outcomes = list(outcomes)
    texts = Texts(outcomes, secrets=secrets)
    paint = Paint(colour)
    shown = []
    for outcome in outcomes:
        for finding in outcome.findings:
            shown += [*_finding(finding, texts, paint, hints), ""]
    return "".join(f"{line}\n" for line in shown)


def _finding(finding: Finding, texts: Texts, paint: Paint, hints: Hints) -> list[str]:
    places = [finding.place, *(step.place for step in finding.evidence)]
    if finding.fix is not None:
        places += [edit.place for edit in finding.fix.edits]
    gutter = max(len(str(place.span.end.line)) for place in places)
    mark = f" {paint.note(_MARK)}" if hints.is_marked(finding) else ""
    shown = [f"{paint.code(finding.code)} {printable(finding.message)}{mark}"]
    lines = texts.lines(finding.place)
    shown += frame(finding.place, lines, gutter, paint, paint.code)
    for number, step in enumerate(finding.evidence, start=1):
        shown.append(f"{' ' * gutter} {paint.gutter('|')}")
        shown.append(f"{' ' * gutter} {paint.note(f'{number}.')} {printable(step.message)}")
        shown += frame(step.place, texts.lines(step.place), gutter, paint, paint.note)
    if finding.fix is not None:
        how = hints.of(finding, finding.fix)
        shown += _fix(finding.fix, how, texts, gutter, paint)
    return shown


def _help(text: str, gutter: int, paint: Paint) -> list[str]:
    bar = f"{' ' * gutter} {paint.gutter('|')}"
    return [bar, f"{' ' * gutter} {paint.gutter('=')} {paint.note('help')}: {printable(text)}"]


def _fix(fix: Fix, how: str, texts: Texts, gutter: int, paint: Paint) -> list[str]:
    shown = _help(f"{fix.message} ({how})", gutter, paint)
    by_text = groupby(
        sorted(fix.edits, key=lambda edit: (edit.place.path, edit.place.cell, edit)),
        key=lambda edit: replace(edit.place, span=_NOWHERE),
    )
    for place, edits in by_text:
        lines = texts.lines(place)
        if lines is not None:
            for group in _groups(list(edits)):
                shown += _change(group, lines, gutter, paint)
    return shown


def _groups(edits: list[Edit]) -> list[list[Edit]]:
    """The edits, grouped if they are on the same or adjacent lines."""
    groups: list[list[Edit]] = []
    for edit in edits:
        if groups and edit.place.span.start.line <= groups[-1][-1].place.span.end.line + 1:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _change(edits: list[Edit], lines: Lines, gutter: int, paint: Paint) -> list[str]:
    """The lines that edits touch, before and after."""
    first = edits[0].place.span.start.line
    last = max(edit.place.span.end.line for edit in edits)
    before = [lines.line(number) for number in range(first, last + 1)]
    moved = [_moved(edit, 1 - first) for edit in edits]
    try:
        after = apply("\n".join(before), moved).split("\n")
    except UnfitError:
        return []
    # What stays the same around the change, as after an inserted line, says nothing.
    while before and after and before[-1] == after[-1]:
        before.pop()
        after.pop()
    while before and after and before[0] == after[0]:
        before.pop(0)
        after.pop(0)
        first += 1
    removed = [(number, "-", text) for number, text in enumerate(before, start=first)]
    added = [(number, "+", text) for number, text in enumerate(after, start=first)]
    return [
        paint.gutter(f"{number:>{gutter}}")
        + " "
        + (paint.removed if sign == "-" else paint.added)(f"{sign} {visible(text)}".rstrip())
        for number, sign, text in (*removed, *added)
    ]


def _moved(edit: Edit, by: int) -> Edit:
    start, end = edit.place.span.start, edit.place.span.end
    span = Span(Position(start.line + by, start.column), Position(end.line + by, end.column))
    return replace(edit, place=replace(edit.place, span=span))
