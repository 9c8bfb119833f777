"""A unified diff of what fixes change, in the files' own bytes, so that it works in any encoding.

Lines with tokens, or with characters that could control a terminal, are shown otherwise than they
are: then the diff says of itself that it cannot be applied.

Names have git's prefixes ``a/`` and ``b/`` and git's quoting, so both ``git apply`` and ``patch
-p1`` accept the diff in the folder where the command was run. There is no ``diff --git`` line:
after it git would resolve names from the top of the repository, and a diff made in a subfolder
would not apply there. patch does not need it.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from flake8_graph_me.frontends.reports.hidden_tokens import filled, named
from flake8_graph_me.terms.printable import escaped_source, without_tokens

# Lines shown around a change, and lines that must agree for two texts to be in step again.
_CONTEXT = 3
_LONGEST_CHANGE = 400
"""How many lines one change may span in each text. Past it the rest of the file is one change."""

_NAMED_ESCAPES = {
    0x07: rb"\a",
    0x08: rb"\b",
    0x09: rb"\t",
    0x0A: rb"\n",
    0x0B: rb"\v",
    0x0C: rb"\f",
    0x0D: rb"\r",
    0x22: rb"\"",
    0x5C: rb"\\",
}
_QUOTED = re.compile(rb'[\x00-\x1f"\\\x7f-\xff]')


class _Source(Protocol):
    @property
    def data(self) -> bytes: ...
    @property
    def text(self) -> str: ...
    @property
    def encoding(self) -> str: ...


class _Lines(Protocol):
    def __getitem__(self, key: slice, /) -> Iterable[bytes]: ...


class _Change(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def before(self) -> _Source | None: ...
    @property
    def after(self) -> _Source | None: ...
    @property
    def edited_as(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Diff:
    """The diffs of a run. ``redacted`` says that tokens are hidden in it, ``escaped`` that
    characters are written otherwise than they stand in a file.
    """

    data: bytes
    redacted: bool
    escaped: bool


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
        _of_file(change.before, change.after, _name(change.path, here), secrets=secrets)
        for change in changes
        if change.before is not None and change.after is not None and change.edited_as is None
    ]
    return Diff(
        b"".join(each.data for each in shown),
        any(each.redacted for each in shown),
        any(each.escaped for each in shown),
    )


def _of_file(before: _Source, after: _Source, name: str, *, secrets: bool) -> Diff:
    sides = (ShownLines(before, secrets=secrets), ShownLines(after, secrets=secrets))
    shown_name = without_tokens(name)
    data = _unified(_lines(before.data), _lines(after.data), shown_name, sides)
    redacted = shown_name != name or any(side.redacted for side in sides)
    return Diff(data, redacted, any(side.escaped for side in sides))


def unified(before: bytes, after: bytes, name: str) -> bytes:
    """The diff of one file as it is, empty if it is unchanged; lines end at line feeds, as for git
    and patch.

    ``name`` is what follows the prefix, with slashes.
    """
    old, new = _lines(before), _lines(after)
    return _unified(old, new, name, (old, new))


def _unified(old: list[bytes], new: list[bytes], name: str, shown: tuple[_Lines, _Lines]) -> bytes:
    """The diff of two texts, whose lines are shown as ``shown`` has them."""
    hunks = [line for hunk in _hunks(_blocks(old, new)) for line in _hunk(*shown, len(old), hunk)]
    if not hunks:
        return b""
    heads = (b"--- " + _quoted(b"a/", name), b"+++ " + _quoted(b"b/", name))
    return b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in (*heads, *hunks)
    )


class ShownLines:
    """The lines of a file as they are shown. What was asked for says whether any of them is
    ``redacted``, or has ``escaped`` characters.
    """

    def __init__(self, source: _Source, *, secrets: bool) -> None:
        self._raw = _lines(source.data)
        self._texts = source.text.split("\n")
        self._filled = self._texts if secrets else filled(source.text).split("\n")
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


def _name(path: str, here: str) -> str:
    real = os.path.realpath(path)
    try:
        if os.path.commonpath((real, here)) == here:
            real = os.path.relpath(real, here)
    except ValueError:
        # On another drive.
        pass
    return real.replace(os.sep, "/").removeprefix("/")


def _quoted(prefix: bytes, name: str) -> bytes:
    """A name at the end of its line, as git writes it: quoted if it has unusual bytes, and followed
    by a tab if it has a space, which could otherwise begin a date.
    """
    text = prefix + os.fsencode(name)
    end = b"\t\n" if b" " in text else b"\n"
    if _QUOTED.search(text) is not None:
        text = b'"' + _QUOTED.sub(lambda found: _escape(found[0][0]), text) + b'"'
    return text + end


def _escape(byte: int) -> bytes:
    return _NAMED_ESCAPES.get(byte) or b"\\%03o" % byte


def _lines(data: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1].removesuffix(b"\n")
    return lines if lines[-1] else lines[:-1]


def _blocks(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[_Block]:
    """The differences, in order.

    Fixes change few lines and keep their order, so walking both texts in step finds the smallest
    changes. difflib would not: in long files it ignores frequent lines.
    """
    at = new_at = 0
    while at < len(old) or new_at < len(new):
        if at < len(old) and new_at < len(new) and old[at] == new[new_at]:
            at, new_at = at + 1, new_at + 1
            continue
        gone, come = _step(old[at : at + _LONGEST_CHANGE], new[new_at : new_at + _LONGEST_CHANGE])
        if gone == come == _LONGEST_CHANGE:
            gone, come = len(old) - at, len(new) - new_at
        yield _Block(at, at + gone, new_at, new_at + come)
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
