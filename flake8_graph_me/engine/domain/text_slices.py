"""Slicing texts with holes, and which parts would survive an edit of the text.

A part that would change if the text became longer, or contained more separators, no longer
corresponds to the source one to one: it is not *exact*.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from string import whitespace
from typing import Final

from flake8_graph_me.engine.domain.texts import concatenated, cut, flat, hole_for, recased
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.terms.text import HOLE_MARK, Hole, Literal, Piece

STRIPPED: Final = "stripped"
"""How the key of a hole begins of which nothing may be left."""
WRITTEN = re.compile(r"[\w/@.'%-]{1,6}")
"""What an edit may bring into a text, as far as it turns up by chance: a slash, a short word."""


MAX_PARTS = 256
"""Into how many parts a text is cut where something is replaced, or where it is split. Past it the
rest of the text in which something is replaced is one hole, with the labels of the rest and of the
replacement, and the parts of one that is split, or of which characters are picked out, are unknown.
"""


def loosened(text: Text) -> Text:
    """The text, with no part that can be edited in place."""
    pieces = (
        replace(piece, exact=False) if isinstance(piece, Literal) and piece.exact else piece
        for piece in text.pieces
    )
    return replace(text, pieces=tuple(pieces))


def sliced(text: Text, start: int | None, end: int | None) -> Text | None:
    """``text[start:end]``; None if a hole precedes one of the ends."""
    marks = flat(text)
    first, last = slice(start, end).indices(len(marks))[:2]
    if HOLE_MARK in marks:
        low_edge = marks[:first] if start is None or start >= 0 else marks[first:]
        high_edge = "" if end is None else marks[:last] if end >= 0 else marks[last:]
        if HOLE_MARK in low_edge or HOLE_MARK in high_edge:
            return None
    part = cut(text, first, max(first, last))
    # Counted from the other end than the one at which the part begins or ends.
    depends = (start is not None and start < 0) or (end is not None and end >= 0)
    return loosened(part) if depends else part


def stepped(text: Text, bounds: slice) -> Text | None:
    """``text[start:end:step]``; None if it has holes, and past the bound."""
    marks = flat(text)
    if HOLE_MARK in marks or bounds.step == 0:
        return None
    places = range(len(marks))[bounds]
    if len(places) > MAX_PARTS:
        return None
    found = concatenated([cut(text, at, at + 1) for at in places])
    return loosened(replace(found, binary=text.binary))


def stripped(text: Text, characters: str | None, left: bool, right: bool) -> Text:
    """``strip``, ``lstrip`` and ``rstrip``; a hole at an end stands for what is left of it, and of
    what is taken off behind it if nothing is. No hole holds nothing but slashes.
    """
    if characters is None and text.binary:
        # Bytes have no other whitespace than that of ASCII.
        characters = whitespace
    pieces = text.pieces
    if left:
        pieces = _stripped_at(pieces, characters, at_start=True)
    if right:
        pieces = _stripped_at(pieces[::-1], characters, at_start=False)[::-1]
    part = replace(text, pieces=pieces)
    return loosened(part) if any(map(_may_begin_or_end, characters or "")) else part


def _stripped_at(
    pieces: Sequence[Piece], characters: str | None, *, at_start: bool
) -> tuple[Piece, ...]:
    """Pieces, of which the first one is at the end that is stripped, without such characters."""
    holes: list[Hole] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, Hole):
            holes.append(_stripped_hole(piece, characters, at_start))
            continue
        taken = _taken_off(holes[-1], characters) if holes else characters
        rest = piece.text.lstrip(taken) if at_start else piece.text.rstrip(taken)
        gone = len(piece.text) - len(rest)
        if gone and holes:
            # It is there where something is left of the hole.
            known = _key_if_stripped(holes[-1]) or (holes[-1].key,)
            holes[-1] = replace(holes[-1], key=(*known, piece.text, gone))
        if rest:
            left = replace(piece, text=rest, offset=piece.offset + at_start * gone)
            return (*holes, left, *pieces[index + 1 :])
    return tuple(holes)


def _stripped_hole(hole: Hole, characters: str | None, at_start: bool) -> Hole:
    """A hole at an end that was stripped: nothing may be left of it if other characters than
    slashes and space were taken off.
    """
    if characters is None or not characters.strip(f"/{whitespace}"):
        return hole
    return Hole((STRIPPED, at_start, characters, hole.key), hole.labels)


def _taken_off(hole: Hole, characters: str | None) -> str | None:
    """Which characters are taken off behind a hole: no slash, unless nothing may be left of it."""
    if characters is None or _key_if_stripped(hole) is not None:
        return characters
    return characters.replace("/", "")


def _key_if_stripped(hole: Hole) -> tuple[Hashable, ...] | None:
    return hole.key if isinstance(hole.key, tuple) and hole.key[:1] == (STRIPPED,) else None


def without_affix(text: Text, affix: str, at_start: bool) -> Text | None:
    """``removeprefix`` and ``removesuffix``; None if a hole makes it unclear what is removed."""
    marks = flat(text)
    if not affix:
        return text
    edge = marks[: len(affix)] if at_start else marks[-len(affix) :]
    if edge == affix:
        return (
            cut(text, len(affix), len(marks)) if at_start else cut(text, 0, len(marks) - len(affix))
        )
    if HOLE_MARK in edge and edge[0 if at_start else -1] == HOLE_MARK:
        return None
    return loosened(text) if _may_begin_or_end(affix) else text


def replaced(text: Text, old: str, new: Text, count: int = -1) -> Text:
    """``replace`` in the literals; the content of a hole stays unknown."""
    if not old:
        return text
    marks = flat(text)
    source = loosened(text) if may_turn_up(old) else text
    parts: list[Text] = []
    start = 0
    while count != 0:
        found = marks.find(old, start)
        if found < 0:
            break
        if len(parts) >= 2 * MAX_PARTS:
            rest = cut(source, start, len(marks))
            hidden = hole_for([*rest.pieces, *new.pieces], "MAX_PARTS")
            return concatenated([*parts, replace(rest, pieces=(hidden,))])
        parts += [cut(source, start, found), new]
        start = found + len(old)
        count -= 1
    if not parts:
        return source
    return concatenated([*parts, cut(source, start, len(marks))])


def translated(text: Text, table: Mapping[str, Text]) -> Text:
    """The text with characters replaced; the content of a hole is unknown then."""
    parts: list[Text] = []
    start = 0
    marks = flat(text)
    for match in re.finditer("|".join(map(re.escape, sorted(table))) or "(?!)", marks):
        parts += [cut(text, start, match.start()), table[match.group()]]
        start = match.end()
        if len(parts) > MAX_PARTS:
            return replace(text, pieces=(hole_for(text.pieces, "MAX_PARTS"),))
    found = recased(concatenated([*parts, cut(text, start, len(marks))]), str)
    return replace(loosened(found), binary=text.binary)


def split_at(text: Text, separator: str, limit: int, from_right: bool) -> list[Text] | None:
    """``split`` and ``rsplit`` by a separator; None if a hole may contain separators that
    matter, or past the bound.
    """
    marks = flat(text)
    if HOLE_MARK in marks and limit < 0:
        return None
    if limit > MAX_PARTS or (limit < 0 and marks.count(separator) > MAX_PARTS):
        return None
    found = marks.rsplit(separator, limit) if from_right else marks.split(separator, limit)
    if HOLE_MARK in marks and not _cut_is_certain(found, from_right, limit):
        return None
    result: list[Text] = []
    position = 0
    for part in found:
        result.append(cut(text, position, position + len(part)))
        position += len(part) + len(separator)
    if not may_turn_up(separator):
        return result
    # Beyond the last cut there may be as many more separators as one likes.
    rest = (0 if from_right else len(found) - 1) if len(found) == limit + 1 else None
    return [part if number == rest else loosened(part) for number, part in enumerate(result)]


def _cut_is_certain(found: list[str], from_right: bool, limit: int) -> bool:
    """Whether no hole lies between the side where splitting began and the last cut."""
    if len(found) <= limit:
        return False
    before = found[1:] if from_right else found[:-1]
    return all(HOLE_MARK not in part for part in before)


def may_turn_up(characters: str) -> bool:
    """Whether an edit may bring these characters into a text by chance."""
    return WRITTEN.fullmatch(characters) is not None


def _may_begin_or_end(characters: str) -> bool:
    """The same at an end of what is written, where no extra slash appears."""
    return "/" not in characters and may_turn_up(characters)
