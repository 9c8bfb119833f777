"""Choosing fixes to apply together, and applying their edits to source text."""

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flake8_graph_me.terms.findings import Applicability, Edit, Finding
from flake8_graph_me.terms.places import Position, Span

# What ends a line for Python's tokenizer; str.splitlines knows more, such as form feeds.
_LINE_END = re.compile(r"\r\n|\r|\n")
_BARE_NEWLINE = re.compile(r"(?<!\r)\n")


class UnfitError(ValueError):
    """Edits that cannot be applied to a text; the text of the exception is one line."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Fixes that go together.

    ``edits`` are in order and disjoint. ``findings`` are those whose fix is among them.
    ``held_back`` counts the distinct fixes that need a user.
    """

    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    held_back: int


class Lines:
    """The lines of a text, and conversion between positions and indexes."""

    def __init__(self, text: str) -> None:
        self._text = text
        ends = [(match.start(), match.end()) for match in _LINE_END.finditer(text)]
        self._starts = [0, *(after for _, after in ends)]
        self._stops = [*(before for before, _ in ends), len(text)]

    def __len__(self) -> int:
        return len(self._starts)

    def line(self, number: int) -> str:
        """The line (from 1) without its line ending; empty if there is no such line."""
        if not 1 <= number <= len(self._starts):
            return ""
        return self._text[self._starts[number - 1] : self._stops[number - 1]]

    def index(self, position: Position) -> int:
        """The index of a position in the text; raises UnfitError for one outside it."""
        if 1 <= position.line <= len(self._starts) and position.column >= 0:
            index = self._starts[position.line - 1] + position.column
            if index <= self._stops[position.line - 1]:
                return index
        raise UnfitError(f"{position.line}:{position.column} is outside the text")

    def position(self, index: int) -> Position:
        """The position of an index into the text."""
        line = bisect.bisect_right(self._starts, index)
        return Position(line, index - self._starts[line - 1])

    def newline(self, number: int) -> str:
        """The ending of the line (from 1), else of the line before; a line feed if neither has
        one.
        """
        for line in (number, number - 1):
            if 1 <= line < len(self._starts):
                return self._text[self._stops[line - 1] : self._starts[line]]
        return "\n"


def target_of(finding: Finding) -> str | None:
    """The one file that a finding's fix edits; None without a fix, or if it edits several."""
    edits = finding.fix.edits if finding.fix is not None else ()
    paths = {edit.place.path for edit in edits}
    return paths.pop() if len(paths) == 1 else None


def choose(findings: Iterable[Finding], *, unsafe: bool, path: str | None = None) -> Chosen:
    """The fixes to apply to the file ``path`` in one round, or, without a path, to each finding's
    own file. If fixes overlap, the first one wins.

    A display-only fix is never chosen, nor one that edits several files.
    """
    allowed = {Applicability.SAFE, Applicability.UNSAFE} if unsafe else {Applicability.SAFE}
    taken: list[Edit] = []
    fixed: list[Finding] = []
    shown_only: set[tuple[Edit, ...]] = set()
    for finding in sorted(findings, key=lambda finding: finding.place):
        fix = finding.fix
        if fix is None or not fix.edits:
            continue
        if fix.applicability is Applicability.DISPLAY:
            shown_only.add(fix.edits)
        elif fix.applicability in allowed and target_of(finding) == (path or finding.place.path):
            together = _join(taken, fix.edits)
            if together is not None:
                taken = together
                fixed.append(finding)
    return Chosen(tuple(taken), tuple(fixed), len(shown_only))


def apply(source: str, edits: Iterable[Edit]) -> str:
    """The text after the edits; raises UnfitError if they overlap or lie outside it."""
    pieces: list[str] = []
    done = 0
    for start, end, content in replacements(source, edits):
        pieces += (source[done:start], content)
        done = end
    pieces.append(source[done:])
    return "".join(pieces)


def replacements(source: str, edits: Iterable[Edit]) -> list[tuple[int, int, str]]:
    """The edits in order as (start, end, content), using the line endings of their own lines.

    Identical edits count once. Raises UnfitError if edits overlap or lie outside the text.
    """
    lines = Lines(source)
    found = []
    done = 0
    for edit in sorted(set(edits), key=_order):
        start, end = lines.index(edit.place.span.start), lines.index(edit.place.span.end)
        if start < done or end < start:
            raise UnfitError("edits overlap")
        newline = lines.newline(edit.place.span.start.line)
        # No backslash in it, so it needs no escape as a replacement.
        content = _BARE_NEWLINE.sub(newline, edit.content)
        found.append((start, end, content))
        done = end
    return found


def _order(edit: Edit) -> tuple[Span, str]:
    return edit.place.span, edit.content


def _join(taken: Sequence[Edit], new: Sequence[Edit]) -> list[Edit] | None:
    """The edits of both in order, without duplicates; None if different ones overlap."""
    joined = list(taken)
    for edit in new:
        # Disjoint edits in order can be overlapped by a further one only next to its own spot.
        spot = bisect.bisect_left(joined, _order(edit), key=_order)
        if spot < len(joined) and joined[spot] == edit:
            continue
        neighbours = joined[max(spot - 1, 0) : spot + 1]
        if any(_overlap(edit.place.span, other.place.span) for other in neighbours):
            return None
        joined.insert(spot, edit)
    return joined


def _overlap(one: Span, other: Span) -> bool:
    # Two insertions at one spot have no order of their own, so they count as overlapping.
    if one.start == one.end == other.start == other.end:
        return True
    return one.start < other.end and other.start < one.end
