"""The cells of a notebook's JSON text, with the place of each string of their sources.

The standard library decodes each value and says where it ends, so that what lies between the values
is all that is read here. Outputs are passed over and not kept.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from flake8_graph_me.project.notebooks.refusal import UnreadableNotebookError

FORMAT = 4
_SPACE = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TWICE = "a name stands twice in an object"
_LAST_FORMAT = 99


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnreadableNotebookError(f"is no notebook: {_TWICE} of its metadata")
    return found


_ANY = json.JSONDecoder()
_STRICT = json.JSONDecoder(object_pairs_hook=_unique)


@dataclass(frozen=True, slots=True)
class Piece:
    """A string of a source: where its literal begins and ends in the JSON text, quotes included,
    and the text that it stands for.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class JsonCell:
    """A cell: its number among all cells from 1, and where the value of its source begins.

    ``listed`` says that its source is a list of strings and not one string.
    """

    number: int
    is_code: bool
    start: int
    listed: bool
    pieces: tuple[Piece, ...]

    @property
    def source(self) -> str:
        """The source of the cell."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class JsonNotebook:
    """The cells of a notebook, and its language as it says (None if it does not)."""

    cells: tuple[JsonCell, ...]
    language: str | None


def json_notebook(text: str) -> JsonNotebook:
    """The notebook in a JSON text; raises UnreadableNotebookError."""
    try:
        return _notebook(text)
    except json.JSONDecodeError as error:
        what = f"{error.msg.rstrip(': ')} (line {error.lineno}, column {error.colno})"
        raise UnreadableNotebookError(f"is no notebook, since it is no JSON: {what}") from None
    except (RecursionError, MemoryError):
        raise UnreadableNotebookError("is no notebook: its JSON is nested too deeply") from None
    except UnreadableNotebookError:
        raise
    except ValueError as error:
        # Of numbers with too many digits.
        raise UnreadableNotebookError(f"is no notebook: {error}") from None


def _notebook(text: str) -> JsonNotebook:
    walk = _Walk(text)
    start = walk.after_space(0)
    if text[start : start + 1] != "{":
        walk.end_of_value(start)
        raise UnreadableNotebookError("is no notebook: its JSON is not an object")
    found: dict[str, object] = {}
    cells: list[JsonCell] = []

    def member(name: str, at: int) -> int:
        found[name] = None
        if name == "cells":
            return _cells(walk, at, cells)
        if name not in {"nbformat", "metadata"}:
            return walk.end_of_value(at)
        found[name], end = _STRICT.raw_decode(text, at)
        return end

    end = walk.after_space(walk.object(start, member))
    if end < len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    version = found.get("nbformat")
    if version != FORMAT or isinstance(version, bool):
        raise UnreadableNotebookError(_other_format(version))
    if "cells" not in found:
        raise UnreadableNotebookError("is no notebook: it has no cells")
    return JsonNotebook(tuple(cells), _language(found.get("metadata")))


def _other_format(version: object) -> str:
    if type(version) is not int or not 0 < version <= _LAST_FORMAT:
        return "is no notebook: its nbformat is not a number of a format"
    return (
        f"is a notebook of format {version}, and only format {FORMAT} is read (jupyter nbconvert "
        "--to notebook converts it)"
    )


def _language(metadata: object) -> str | None:
    found = metadata if isinstance(metadata, dict) else {}
    for table, key in (("language_info", "name"), ("kernelspec", "language")):
        inner = found.get(table)
        name = inner.get(key) if isinstance(inner, dict) else None
        if isinstance(name, str):
            return name
    return None


def _cells(walk: "_Walk", start: int, cells: list[JsonCell]) -> int:
    if walk.text[start : start + 1] != "[":
        walk.end_of_value(start)
        raise UnreadableNotebookError("is no notebook: its cells are not a list")

    def item(at: int) -> int:
        cell, end = _cell(walk, at, len(cells) + 1)
        cells.append(cell)
        return end

    return walk.array(start, item)


@dataclass(slots=True)
class _Source:
    start: int = -1
    listed: bool = False
    pieces: list[Piece] = field(default_factory=list)


def _cell(walk: "_Walk", start: int, number: int) -> tuple[JsonCell, int]:
    found: dict[str, object] = {}
    source = _Source()
    if walk.text[start : start + 1] != "{":
        walk.end_of_value(start)
        raise _unfit(number, "is not an object")

    def member(name: str, at: int) -> int:
        if name == "source":
            return _source(walk, at, number, source)
        if name not in {"cell_type", "metadata"}:
            return walk.end_of_value(at)
        found[name], end = _STRICT.raw_decode(walk.text, at)
        return end

    end = walk.object(start, member)
    kind = found.get("cell_type")
    if not isinstance(kind, str):
        raise _unfit(number, "has no cell_type")
    if source.start < 0:
        raise _unfit(number, "has no source")
    is_code = kind == "code" and names_python(_own_language(found.get("metadata")))
    cell = JsonCell(number, is_code, source.start, source.listed, tuple(source.pieces))
    if is_code and _SURROGATE.search(cell.source) is not None:
        raise _unfit(number, "has half of a surrogate pair in its source")
    return cell, end


def _source(walk: "_Walk", start: int, number: int, source: _Source) -> int:
    source.start = start
    source.listed = walk.text[start : start + 1] == "["

    def item(at: int) -> int:
        value, end = _ANY.raw_decode(walk.text, at)
        if not isinstance(value, str):
            raise _unfit(number, "has a source that is neither a text nor a list of texts")
        source.pieces.append(Piece(at, end, value))
        return end

    return walk.array(start, item) if source.listed else item(start)


def _own_language(metadata: object) -> str | None:
    """The language that an editor has noted for a cell alone."""
    noted = metadata.get("vscode") if isinstance(metadata, dict) else None
    name = noted.get("languageId") if isinstance(noted, dict) else None
    return name if isinstance(name, str) else None


def names_python(language: str | None) -> bool:
    """Whether the language that metadata name is Python; so it is where they name none."""
    if language is None:
        return True
    name = language.casefold()
    return name.startswith("python") or name in {"ipython", "pyspark"}


def _unfit(number: int, what: str) -> UnreadableNotebookError:
    return UnreadableNotebookError(f"is no notebook: cell {number} {what}")


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through objects and lists of a JSON text, given the end of each value in them."""

    text: str

    def after_space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        assert found is not None, "it matches nothing, too"
        return found.end()

    def end_of_value(self, at: int) -> int:
        return _ANY.raw_decode(self.text, at)[1]

    def object(self, start: int, member: Callable[[str, int], int]) -> int:
        """The end of the object; ``member`` is told each name and where its value begins, and says
        where that ends.
        """
        seen = set[str]()

        def entry(at: int) -> int:
            if self.text[at : at + 1] != '"':
                message = "Expecting property name enclosed in double quotes"
                raise json.JSONDecodeError(message, self.text, at)
            name, end = _ANY.raw_decode(self.text, at)
            if name in seen:
                raise json.JSONDecodeError(_TWICE, self.text, at)
            seen.add(name)
            at = self.after_space(end)
            if self.text[at : at + 1] != ":":
                raise json.JSONDecodeError("Expecting ':' delimiter", self.text, at)
            return member(name, self.after_space(at + 1))

        return self._entries(start, "}", entry)

    def array(self, start: int, item: Callable[[int], int]) -> int:
        """The end of the list; ``item`` is told where each value begins, and says where it ends."""
        return self._entries(start, "]", item)

    def _entries(self, start: int, closing: str, entry: Callable[[int], int]) -> int:
        at = self.after_space(start + 1)
        if self.text[at : at + 1] == closing:
            return at + 1
        while True:
            at = self.after_space(entry(at))
            if self.text[at : at + 1] == closing:
                return at + 1
            if self.text[at : at + 1] != ",":
                raise json.JSONDecodeError("Expecting ',' delimiter", self.text, at)
            at = self.after_space(at + 1)
