"""Diagnostics of a text in one that has changed since, as while it has a syntax error."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

import attrs
from lsprotocol import types

_LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line in the protocol."""


def moved(
    shown: Iterable[types.Diagnostic], uri: str, before: str, now: str
) -> list[types.Diagnostic]:
    """The diagnostics of the text ``before`` on the lines where these are ``now``, without those
    whose lines have changed. Related places in the document with this ``uri`` move too. Nothing is
    said of fixes, which are edits of the other text.
    """
    lines = line_numbers(before, now)
    found = []
    for each in shown:
        place = _moved_range(each.range, lines)
        if place is not None:
            related = _moved_related(each.related_information, uri, lines)
            data = {**each.data, "fix": None} if isinstance(each.data, dict) else None
            found.append(attrs.evolve(each, range=place, related_information=related, data=data))
    return found


def line_numbers(before: str, now: str) -> Mapping[int, int]:
    """For each line of one text that stands in the other, from 0, its number there."""
    old, new = _LINE_END.split(before), _LINE_END.split(now)
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    middle = SequenceMatcher(
        None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False
    )
    return {
        **{number: number for number in range(start)},
        **{
            start + block.a + n: start + block.b + n
            for block in middle.get_matching_blocks()
            for n in range(block.size)
        },
        **{len(old) - n: len(new) - n for n in range(1, end + 1)},
    }


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many equal lines two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _moved_range(given: types.Range, lines: Mapping[int, int]) -> types.Range | None:
    first, last = lines.get(given.start.line), lines.get(given.end.line)
    if first is None or last is None or last - first != given.end.line - given.start.line:
        return None
    return types.Range(
        types.Position(first, given.start.character), types.Position(last, given.end.character)
    )


def _moved_related(
    related: Iterable[types.DiagnosticRelatedInformation] | None,
    uri: str,
    lines: Mapping[int, int],
) -> list[types.DiagnosticRelatedInformation] | None:
    if related is None:
        return None
    found = []
    for each in related:
        place = _moved_range(each.location.range, lines) if each.location.uri == uri else None
        if place is not None:
            found.append(attrs.evolve(each, location=types.Location(uri, place)))
        elif each.location.uri != uri:
            found.append(each)
    return found
