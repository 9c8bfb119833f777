"""A unified diff of what fixes change, in the files' own bytes, so that it works in any encoding.

Lines with tokens, or with characters that could control a terminal, are shown otherwise than they
are: then the diff says of itself that it cannot be applied.

Names have git's prefixes ``a/`` and ``b/`` and git's quoting, so both ``git apply`` and ``patch
-p1`` accept the diff in the folder where the command was run. There is no ``diff --git`` line:
after it git would resolve names from the top of the repository, and a diff made in a subfolder
would not apply there. patch does not need it.

Of a notebook the cells are compared, each under the name ``nb.ipynb:cell 3``. Such a diff is to be
read; nothing applies it.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Protocol

from flake8_graph_me.frontends.notebooks.cell_texts import cell_texts
from flake8_graph_me.frontends.reports.hidden_tokens import filled, named
from flake8_graph_me.frontends.reports.interchange.git_names import quoted, shown_name
from flake8_graph_me.project.notebooks.notebook import Notebook
from flake8_graph_me.terms.printable import escaped, escaped_source, without_tokens

# Lines shown around a change, and lines that must agree for two texts to be in step again.
_CONTEXT = 3
_LONGEST_CHANGE = 400
"""How many lines one change may span in each text. Past it the rest of the file is one change."""


class _Source(Protocol):
    @property
    def data(self) -> bytes: ...
    @property
    def text(self) -> str: ...
    @property
    def encoding(self) -> str: ...


class _File(_Source, Protocol):
    @property
    def notebook(self) -> Notebook | None: ...


class _Lines(Protocol):
    def __getitem__(self, key: slice, /) -> Iterable[bytes]: ...


class _Change(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def before(self) -> _File | None: ...
    @property
    def after(self) -> _File | None: ...
    @property
    def edited_as(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Diff:
    """The diffs of a run. ``redacted`` says that tokens are hidden in it, ``escaped`` that
    characters are written otherwise than they stand in a file, ``in_cells`` that lines are those of
    a notebook's cells.
    """

    data: bytes
    redacted: bool
    escaped: bool
    in_cells: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines ``start`` to ``end`` of the old text that become those of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def document(changes: Iterable[_Change], *, secrets: bool = False) -> Diff:
    """The diffs of all changed files, one after the other; ``secrets`` shows tokens in their lines.

    A file is named by its real path, because patches do not follow links: relative to the current
    folder if it is below it, else absolute.
    """
    here = os.path.realpath(os.curdir)
    shown = [
        each
        for change in changes
        if change.before is not None and change.after is not None and change.edited_as is None
        for each in _of_file(change.before, change.after, change.path, here, secrets=secrets)
    ]
    return Diff(
        b"".join(each.data for each in shown),
        any(each.redacted for each in shown),
        any(each.escaped for each in shown),
        any(each.in_cells for each in shown),
    )


def _of_file(before: _File, after: _File, path: str, here: str, *, secrets: bool) -> Iterator[Diff]:
    name = shown_name(path, here)
    shown = without_tokens(name)
    if before.notebook is None or after.notebook is None:
        heads = _heads(shown)
        sides = (ShownLines(before, secrets=secrets), ShownLines(after, secrets=secrets))
        yield _diff(before.data, after.data, heads, sides, redacted=shown != name)
        return
    cells = (cell_texts(each.notebook, ended=True) for each in (before, after) if each.notebook)
    for old, new in zip(*cells, strict=True):
        if old.text == new.text:
            continue
        sides = (
            ShownLines(old, secrets=secrets, hidden=old.filled),
            ShownLines(new, secrets=secrets, hidden=new.filled),
        )
        # There is no file of this name for git: nothing is quoted for it.
        head = os.fsencode(f"{escaped(shown)}:cell {old.number}")
        heads = (b"--- %s\n" % head, b"+++ %s\n" % head)
        found = _diff(old.data, new.data, heads, sides, redacted=shown != name)
        yield replace(found, in_cells=True)


def _diff(
    before: bytes,
    after: bytes,
    heads: tuple[bytes, bytes],
    sides: tuple["ShownLines", "ShownLines"],
    *,
    redacted: bool,
) -> Diff:
    data = _unified(_lines(before), _lines(after), heads, sides)
    redacted = redacted or any(side.redacted for side in sides)
    return Diff(data, redacted, any(side.escaped for side in sides))


def unified(before: bytes, after: bytes, name: str) -> bytes:
    """The diff of one file as it is, empty if it is unchanged; lines end at line feeds, as for git
    and patch.

    ``name`` is what follows the prefix, with slashes.
    """
    old, new = _lines(before), _lines(after)
    return _unified(old, new, _heads(name), (old, new))


def _heads(name: str) -> tuple[bytes, bytes]:
    return b"--- " + quoted(b"a/", name), b"+++ " + quoted(b"b/", name)


def _unified(
    old: list[bytes],
    new: list[bytes],
    heads: tuple[bytes, bytes],
    shown: tuple[_Lines, _Lines],
) -> bytes:
    """The diff of two texts, whose lines are shown as ``shown`` has them."""
    hunks = [line for hunk in _hunks(_blocks(old, new)) for line in _hunk(*shown, len(old), hunk)]
    if not hunks:
        return b""
    return b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in (*heads, *hunks)
    )


class ShownLines:
    """The lines of a file as they are shown. What was asked for says whether any of them is
    ``redacted``, or has ``escaped`` characters. ``hidden`` is the text with tokens filled in, if
    that is known.
    """

    def __init__(self, source: _Source, *, secrets: bool, hidden: str | None = None) -> None:
        self._raw = _lines(source.data)
        self._texts = source.text.split("\n")
        hidden = filled(source.text) if hidden is None and not secrets else hidden
        self._filled = self._texts if secrets or hidden is None else hidden.split("\n")
        self._encoding = source.encoding
        self.redacted = self.escaped = False

    def __getitem__(self, key: slice, /) -> list[bytes]:
        numbers = range(len(self._raw))[key]
        return [self._line(number) for number in numbers]

    def _line(self, number: int) -> bytes:
        raw, text = self._raw[number], self._texts[number]
        line = named(self._filled[number])
        self.redacted = self.redacted or line != text
        end = "\r" if raw.endswith(b"\r\n") and line.endswith("\r") else ""
        shown = escaped_source(line.removesuffix(end)) + end
        self.escaped = self.escaped or shown != line
        if shown == text:
            return raw
        ending = b"\n" if raw.endswith(b"\n") else b""
        return shown.encode(self._encoding, "backslashreplace") + ending


def _lines(data: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1].removesuffix(b"\n")
    return lines if lines[-1] else lines[:-1]


def _blocks(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[_Block]:
    """The differences, in order.

    Fixes change few lines and keep their order, so walking both texts in step finds where they
    differ, in a time that grows with their length. difflib alone would compare every line of long
    files with every like one, or ignore frequent lines. It finds the lines that stay within a
    change, which are fewer than must agree for the texts to be in step.
    """
    at = new_at = 0
    while at < len(old) or new_at < len(new):
        if at < len(old) and new_at < len(new) and old[at] == new[new_at]:
            at, new_at = at + 1, new_at + 1
            continue
        gone, come = _step(old[at : at + _LONGEST_CHANGE], new[new_at : new_at + _LONGEST_CHANGE])
        if gone == come == _LONGEST_CHANGE:
            yield _Block(at, len(old), new_at, len(new))
            return
        within = SequenceMatcher(
            None, old[at : at + gone], new[new_at : new_at + come], autojunk=False
        )
        for kind, start, end, new_start, new_end in within.get_opcodes():
            if kind != "equal":
                yield _Block(at + start, at + end, new_at + new_start, new_at + new_end)
        at, new_at = at + gone, new_at + come


def _step(old: Sequence[bytes], new: Sequence[bytes]) -> tuple[int, int]:
    """How many lines of each to skip until they match again: as few as possible, and preferably
    equally many.
    """
    for total in range(1, len(old) + len(new)):
        for gone in sorted(range(total + 1), key=lambda gone: abs(total - 2 * gone)):
            rest = old[gone : gone + _CONTEXT]
            new_rest = new[total - gone : total - gone + _CONTEXT]
            if rest == new_rest and gone <= len(old) and total - gone <= len(new):
                return gone, total - gone
    return len(old), len(new)


def _hunks(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    """The blocks, grouped if their context lines touch."""
    hunk: list[_Block] = []
    for block in blocks:
        if hunk and block.start - hunk[-1].end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk


def _hunk(old: _Lines, new: _Lines, length: int, hunk: Sequence[_Block]) -> Iterator[bytes]:
    """The lines of a hunk; the old text has ``length`` lines."""
    first, last = hunk[0], hunk[-1]
    lead = min(_CONTEXT, first.start)
    trail = min(_CONTEXT, length - last.end)
    removed = _range(first.start - lead, last.end + trail)
    added = _range(first.new_start - lead, last.new_end + trail)
    yield b"@@ -%s +%s @@\n" % (removed, added)
    yield from _marked(b" ", old[first.start - lead : first.start])
    for block, following in pairwise((*hunk, None)):
        assert block is not None
        yield from _marked(b"-", old[block.start : block.end])
        yield from _marked(b"+", new[block.new_start : block.new_end])
        until = following.start if following is not None else last.end + trail
        yield from _marked(b" ", old[block.end : until])


def _range(start: int, end: int) -> bytes:
    """The line range of one side; a single line has no count, and an empty range names the line
    before.
    """
    count = end - start
    if count == 1:
        return b"%d" % (start + 1)
    return b"%d,%d" % (start + 1 if count else start, count)


def _marked(mark: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
    return (mark + line for line in lines)
