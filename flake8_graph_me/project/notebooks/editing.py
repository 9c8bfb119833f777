"""Edits of cells, made in a notebook's JSON text: only strings of sources that change are written
anew, and of those only the characters that change.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flake8_graph_me.project.notebooks.json_cells import JsonCell, json_notebook

# A pair of surrogates is one character.
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\.|.", re.DOTALL
)
_BEYOND_ASCII = re.compile(r"\\u(?!00[0-7])[0-9A-Fa-f]{4}")


@dataclass(frozen=True, slots=True)
class CellEdit:
    """Put ``content`` in place of the characters ``start`` to ``end`` of the source of the cell
    with this number.
    """

    cell: int
    start: int
    end: int
    content: str


@dataclass(frozen=True, slots=True)
class _Break:
    """The end of one string of a list: what stands between it and the next one."""

    between: str
    is_new: bool = False


_Unit = str | _Break


def edited(json_text: str, edits: Iterable[CellEdit]) -> str:
    """The JSON text after edits that are in order and disjoint, and lie within their cells; raises
    UnreadableNotebookError.
    """
    by_cell: dict[int, list[CellEdit]] = {}
    for edit in edits:
        by_cell.setdefault(edit.cell, []).append(edit)
    in_ascii = json_text.isascii() and _BEYOND_ASCII.search(json_text) is not None
    pieces: list[str] = []
    done = 0
    for cell in json_notebook(json_text).cells:
        if cell.number in by_cell:
            start, end = _range(cell)
            units = _changed(cell, json_text, by_cell[cell.number], in_ascii=in_ascii)
            pieces += (json_text[done:start], _written(units))
            done = end
    return "".join((*pieces, json_text[done:]))


def _range(cell: JsonCell) -> tuple[int, int]:
    """Where the strings of a cell's source begin and end."""
    if not cell.pieces:
        return cell.start + 1, cell.start + 1
    return cell.pieces[0].start, cell.pieces[-1].end


def _changed(
    cell: JsonCell, json_text: str, edits: Sequence[CellEdit], *, in_ascii: bool
) -> list[_Unit]:
    """The characters of a source after the edits, as JSON writes them, and the ends of its
    strings.
    """
    characters, breaks = _units(cell, json_text)
    new_break = _Break(_between(cell, json_text), is_new=True) if cell.listed else None
    units: list[_Unit] = []
    done = 0
    pending = True
    for edit in edits:
        units += _unchanged(characters, breaks, done, edit.start, pending=pending)
        if edit.start > done or pending:
            units += breaks.get(edit.start, ())
        units += _new(edit.content, new_break, in_ascii=in_ascii)
        done, pending = edit.end, False
        if edit.end > edit.start and edit.end in breaks and edit.content.endswith("\n"):
            # The string ends as it did.
            units[-1:] = breaks[edit.end]
    units += _unchanged(characters, breaks, done, len(characters), pending=pending)
    if done < len(characters) or pending:
        units += breaks.get(len(characters), ())
    if units and isinstance(units[-1], _Break) and units[-1].is_new:
        units.pop()
    return units


def _units(cell: JsonCell, json_text: str) -> tuple[list[str], dict[int, list[_Break]]]:
    """The characters of a source as they are written, and the breaks before some of them."""
    characters: list[str] = []
    breaks: dict[int, list[_Break]] = {}
    for number, piece in enumerate(cell.pieces):
        if number:
            between = json_text[cell.pieces[number - 1].end : piece.start]
            breaks.setdefault(len(characters), []).append(_Break(between))
        characters += _CHARACTER.findall(json_text, piece.start + 1, piece.end - 1)
    return characters, breaks


def _unchanged(
    characters: Sequence[str],
    breaks: dict[int, list[_Break]],
    start: int,
    end: int,
    *,
    pending: bool,
) -> Iterator[_Unit]:
    """The characters from ``start`` to ``end`` with the breaks between them; that at the start if
    it is pending.
    """
    for at in range(start, end):
        if at > start or pending:
            yield from breaks.get(at, ())
        yield characters[at]


def _new(content: str, new_break: _Break | None, *, in_ascii: bool) -> Iterator[_Unit]:
    """New characters; in a list each of their lines is a string of its own."""
    for character in content:
        yield json.dumps(character, ensure_ascii=in_ascii)[1:-1]
        if character == "\n" and new_break is not None:
            yield new_break


def _between(cell: JsonCell, json_text: str) -> str:
    """What is written between two strings of a list that has more of them now."""
    pieces = cell.pieces
    if len(pieces) > 1:
        return json_text[pieces[0].end : pieces[1].start]
    lead = json_text[cell.start + 1 : pieces[0].start] if pieces else ""
    return f",{lead}" if "\n" in lead else ", "


def _written(units: Iterable[_Unit]) -> str:
    inner = (f'"{unit.between}"' if isinstance(unit, _Break) else unit for unit in units)
    return f'"{"".join(inner)}"'
