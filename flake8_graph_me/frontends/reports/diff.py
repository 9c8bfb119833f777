"""What fixes change, as a unified diff in the files' own bytes: it applies to any encoding."""

import difflib
import os
from collections.abc import Iterable
from typing import Protocol


class _Source(Protocol):
    @property
    def data(self) -> bytes: ...


class _Change(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def before(self) -> _Source | None: ...
    @property
    def after(self) -> _Source | None: ...


def document(changes: Iterable[_Change]) -> bytes:
    """The diffs of all changed files, one after the other."""
    return b"".join(
        unified(change.before.data, change.after.data, change.path)
        for change in changes
        if change.before is not None and change.after is not None
    )


def unified(before: bytes, after: bytes, path: str) -> bytes:
    """The diff of one file; lines end at line feeds, as they do for git and patch."""
    name = os.fsencode(path)
    lines = difflib.diff_bytes(
        difflib.unified_diff, _lines(before), _lines(after), name, name, lineterm=b"\n"
    )
    return b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in lines
    )


def _lines(data: bytes) -> list[bytes]:
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1].removesuffix(b"\n")
    return lines if lines[-1] else lines[:-1]
