"""Operations on texts with holes: joining, cutting, replacing, templates.

Each keeps track, where possible, of where the characters are in the source. What cannot be followed
becomes a hole, never a guess.
"""

import re
import string
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from flake8_graph_me.engine.domain.cuts import CUT
from flake8_graph_me.engine.domain.values import Atom, Constant, External, Text, Unknown
from flake8_graph_me.terms.text import HOLE_MARK, Hole, Literal, Piece, Template

MAX_PIECES = 64
"""How many pieces one text keeps. Past it the rest is one hole, with the labels of the rest."""
MAX_LENGTH = 10_000
"""How many characters of a text that is put together are kept, to the end of the piece that reaches
so far. Past it the rest is one hole, with the labels of the rest.
"""


def pieces_of(atom: Atom, key: int) -> tuple[Piece, ...]:
    """The text of ``str(atom)``; ``key`` names the hole if it is not known."""
    if isinstance(atom, Text):
        return atom.pieces
    if isinstance(atom, Constant):
        return (Literal(str(atom.value)),)
    if isinstance(atom, Unknown):
        return (Hole(atom.key, frozenset(atom.labels)),)
    if isinstance(atom, External):
        return (Hole(("external", atom.name)),)
    return (Hole(key),)


def labels_in(pieces: Iterable[Piece]) -> frozenset[object]:
    """All labels of the holes."""
    found: set[object] = set()
    for piece in pieces:
        if isinstance(piece, Hole):
            found.update(piece.labels)
    return frozenset(found)


def compact(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces without empty ones; neighbours that are adjacent in the source are joined."""
    result: list[Piece] = []
    length = 0
    remaining = iter(pieces)
    for piece in remaining:
        if length >= MAX_LENGTH:
            return (
                *result[: MAX_PIECES - 1],
                hole_for([*result[MAX_PIECES - 1 :], piece, *remaining], "MAX_LENGTH"),
            )
        if isinstance(piece, Literal):
            length += len(piece.text)
            if not piece.text:
                continue
            last = result[-1] if result else None
            if isinstance(last, Literal) and _continues(last, piece):
                result[-1] = replace(last, text=last.text + piece.text)
                continue
        result.append(piece)
    if len(result) > MAX_PIECES:
        return (*result[: MAX_PIECES - 1], hole_for(result[MAX_PIECES - 1 :], "MAX_PIECES"))
    return tuple(result)


def hole_for(pieces: Sequence[Piece], bound: str) -> Hole:
    """A hole in the place of pieces past a bound; equal pieces give equal holes."""
    return Hole((CUT, bound, len(pieces), hash(tuple(pieces))), labels_in(pieces))


def _continues(first: Literal, second: Literal) -> bool:
    if first.origin is None:
        return second.origin is None
    if first.origin is not second.origin or first.template != second.template:
        return False
    if not first.exact:
        return not second.exact
    return second.exact and first.offset + len(first.text) == second.offset


def concatenated(texts: Sequence[Text]) -> Text:
    """The texts one after the other. Their steps are concatenated too."""
    pieces = compact(piece for text in texts for piece in text.pieces)
    steps = tuple(dict.fromkeys(step for text in texts for step in text.steps))
    return Text(pieces, any(text.binary for text in texts), steps)


def known(text: Text) -> str | None:
    """The characters of a text without holes; None for a text with holes."""
    if all(isinstance(piece, Literal) for piece in text.pieces):
        return "".join(piece.text for piece in text.pieces if isinstance(piece, Literal))
    return None


def plain(text: Text) -> tuple[Hashable, ...]:
    """The content of a text without its position: equal for texts that are surely equal."""
    return tuple(p.text if isinstance(p, Literal) else p.key for p in text.pieces)


def flat(text: Text) -> str:
    """The characters with one mark for each hole."""
    return "".join(p.text if isinstance(p, Literal) else HOLE_MARK for p in text.pieces)


def cut(text: Text, start: int, end: int) -> Text:
    """The part of a text between two indices of its flat form."""
    result: list[Piece] = []
    position = 0
    for piece in text.pieces:
        if position >= end:
            break
        behind = position + (len(piece.text) if isinstance(piece, Literal) else 1)
        if start < behind:
            result.append(_within(piece, max(start - position, 0), end - position))
        position = behind
    return Text(compact(result), text.binary, text.steps)


def _within(piece: Piece, start: int, end: int) -> Piece:
    """The part of a piece between two indices of its characters; a hole is not divided."""
    if isinstance(piece, Hole) or (start == 0 and end >= len(piece.text)):
        return piece
    return replace(piece, text=piece.text[start:end], offset=piece.offset + start)


def recased(text: Text, change: Callable[[str], str]) -> Text:
    """The text with each literal changed (``lower``, ``upper``); holes stay unknown."""
    pieces: list[Piece] = []
    for kind, run in groupby(text.pieces, type):
        if kind is Hole:
            pieces += (Hole(("changed", p.key), p.labels) for p in run if isinstance(p, Hole))
        else:
            pieces += _changed([p for p in run if isinstance(p, Literal)], change)
    return Text(tuple(pieces), text.binary, text.steps)


def _changed(run: Sequence[Literal], change: Callable[[str], str]) -> list[Literal]:
    """Neighbouring literals changed one by one; all at once where that is not the same."""
    changed = [change(piece.text) for piece in run]
    if len(run) > 1 and "".join(changed) != (whole := change("".join(piece.text for piece in run))):
        return [Literal(whole)]
    return [
        replace(piece, text=new, exact=piece.exact and new == piece.text)
        for piece, new in zip(run, changed, strict=True)
    ]


def as_template(text: Text, template: Template) -> Text:
    """The text with its literals marked as parts of a template."""
    return Text(
        tuple(
            replace(piece, template=template) if isinstance(piece, Literal) else piece
            for piece in text.pieces
        ),
        text.binary,
        text.steps,
    )


def formatted(text: Text, find: Callable[[str], Text]) -> Text | None:
    """``str.format``: ``find`` gives the text of a field by its name; None if the template is
    odd.
    """
    marks = flat(text)
    if HOLE_MARK in marks and "{" not in marks and "}" not in marks:
        return text
    parts: list[Text] = []
    position = automatic = 0
    try:
        fields = [(*field, _numbered_in(field[2])) for field in string.Formatter().parse(marks)]
    except ValueError:
        return None
    for literal, name, spec, conversion, nested in fields:
        for run in re.findall(r"[{}]|[^{}]+", literal):
            parts.append(cut(text, position, position + len(run)))
            position += 2 if run in "{}" else len(run)
        if name is None:
            continue
        position = _field_end(marks, position)
        field = name or str(automatic)
        automatic += (not name) + nested
        parts.append(_converted(find(field), spec, conversion))
    return concatenated(parts)


def _numbered_in(spec: str | None) -> int:
    """How many fields without a name a format spec has; raises ValueError if it is odd."""
    fields = string.Formatter().parse(spec or "")
    return sum(name == "" for _, name, _, _ in fields)


def _field_end(marks: str, start: int) -> int:
    """Where the replacement field ends that begins at ``start``: the index after its brace."""
    depth, in_name, in_index = 0, True, False
    for index in range(start, len(marks)):
        mark = marks[index]
        if in_name and mark in "[]":
            in_index = mark == "["
        elif in_index:
            continue
        elif mark in ":!":
            in_name = False
        elif mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if not depth:
                return index + 1
    return len(marks)


def _converted(text: Text, spec: str | None, conversion: str | None) -> Text:
    # Bytes are written as their literal.
    if (spec and spec != "s") or conversion in ("r", "a") or text.binary:
        return Text((Hole(("format", plain(text), spec), labels_in(text.pieces)),))
    return text


def interpolated(text: Text, find: Callable[[str | int], Text]) -> Text | None:
    """The ``%`` operation: ``find`` gives the text of an argument by its key or its position."""
    marks = flat(text)
    parts: list[Text] = []
    position = index = 0
    while True:
        at = marks.find("%", position)
        if at < 0 or at + 1 >= len(marks):
            break
        parts.append(cut(text, position, at))
        name: str | int = index
        end = at + 1
        if marks[end] == "%":
            parts.append(cut(text, at, at + 1))
            position = end + 1
            continue
        if marks[end] == "(":
            close = marks.find(")", end)
            if close < 0:
                return None
            name, end = marks[end + 1 : close], close + 1
        start = end
        while end < len(marks) and marks[end] in "#0- +.123456789hlL*":
            end += 1
        if end >= len(marks):
            return None
        index += isinstance(name, int)
        given = find(name)
        plain = end == start and (marks[end] == "s" or (marks[end] in "diu" and _is_number(given)))
        # Bytes in bytes stand for themselves.
        own = replace(given, binary=given.binary and not text.binary)
        parts.append(_converted(own, None if plain else "other", None))
        position = end + 1
    return concatenated([*parts, cut(text, position, len(marks))])


def _is_number(text: Text) -> bool:
    """Whether a text is one that a whole number has, as far as it is known."""
    characters = known(text)
    return characters is None or re.fullmatch(r"-?\d+", characters) is not None
