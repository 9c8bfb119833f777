"""Editing source files as bytes, and replacing files in one step.

Everything outside the edits stays byte for byte: encoding, byte order mark, line endings, tabs, the
final newline.

A file is replaced as editors save it: a new file is written beside it and takes over its name.
Readers, even after a crash, see either the old or the new text. The new file keeps mode bits,
extended attributes and access lists, and owner and group where the system allows; its times are
new. A symbolic link stays, and its target is replaced. Other hard links keep the old text, because
they may belong to a package cache or a snapshot, which must not change. A killed process may leave
its new file behind, under a name that is not a Python source.
"""

import codecs
import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from flake8_graph_me.fixes.application import UnfitError, apply, replacements
from flake8_graph_me.project.files.decoding import Source, UnreadableError, decode, read
from flake8_graph_me.project.notebooks import editing
from flake8_graph_me.project.notebooks.names import SUFFIX
from flake8_graph_me.project.notebooks.notebook import Notebook
from flake8_graph_me.project.notebooks.spots import ReplacedSpotError, cell_edits
from flake8_graph_me.terms.findings import Edit

# Of a file that is being written. It must not end like a Python source, which would be checked.
_UNFINISHED = ".tmp"
_SET_ID = stat.S_ISUID | stat.S_ISGID

__all__ = [
    "Source",
    "UnreadableError",
    "UnwritableError",
    "decode",
    "edited",
    "read",
    "write",
]


class UnwritableError(ValueError):
    """A file that is left unchanged; the text is one line that says why."""


def edited(source: Source, edits: Iterable[Edit]) -> Source:
    """The source after the edits, with all other bytes unchanged; raises UnfitError."""
    edits = tuple(edits)
    changes = replacements(source.text, edits)
    if not changes:
        return source
    if source.notebook is not None:
        return _edited_notebook(source, source.notebook, changes, apply(source.text, edits))
    body = source.data.removeprefix(codecs.BOM_UTF8)
    spots = _byte_offsets(
        body, source, sorted({at for start, end, _ in changes for at in (start, end)})
    )
    pieces = [source.mark]
    done = 0
    for start, end, content in changes:
        try:
            pieces += (body[done : spots[start]], content.encode(source.encoding))
        except UnicodeEncodeError:
            raise UnfitError(f"{content!r} cannot be written in {source.encoding}") from None
        done = spots[end]
    data = b"".join((*pieces, body[done:]))
    result = Source(data, source.encoding, apply(source.text, edits))
    _verify(result)
    return result


def _edited_notebook(
    source: Source, notebook: Notebook, changes: Iterable[tuple[int, int, str]], text: str
) -> Source:
    """The notebook after changes of its joined source, which is then ``text``."""
    try:
        old = source.data.removeprefix(source.mark).decode()
        data = editing.edited(old, cell_edits(notebook, changes)).encode()
        result = decode(source.mark + data, SUFFIX)
    except ReplacedSpotError as failure:
        raise UnfitError(str(failure)) from None
    except UnreadableError as failure:
        raise UnfitError(f"the edited file {failure}") from None
    if result.text != text:
        raise UnfitError("the edited cells would be read otherwise")
    return result


def write(path: str, before: Source, after: Source) -> None:
    """Replace the file that held ``before`` with ``after`` in one step; raises UnwritableError.

    A file that already holds ``after`` is left alone.
    """
    try:
        target = Path(path).resolve(strict=True)
        status = target.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnwritableError("it is not a regular file")
        if status.st_size not in {len(before.data), len(after.data)}:
            # Told without reading it: it may have become huge.
            raise _changed()
        now = target.read_bytes()
        if now == after.data:
            return
        if now != before.data:
            raise _changed()
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise UnwritableError("it is read-only")
        _replace(target, status, after.data)
    except (OSError, RuntimeError) as failure:
        reason = getattr(failure, "strerror", None) or failure
        raise UnwritableError(f"it cannot be written: {reason}") from None


def _changed() -> UnwritableError:
    return UnwritableError("another program has changed it since it was read")


def _replace(target: Path, status: os.stat_result, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name[:40]}.", suffix=_UNFINISHED
    )
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _dress(name, target, status)
        # Writing takes a while, in which others may have saved.
        if _state(target.stat()) != _state(status):
            raise _changed()
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _state(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _dress(name: str, target: Path, status: os.stat_result) -> None:
    """Give the new file the old one's metadata.

    Changing the owner clears mode bits, so it comes first. If it is not allowed, the new file
    belongs to the user who runs the fix, as with any editor, and loses its set-ID bits.
    """
    mode = stat.S_IMODE(status.st_mode)
    if hasattr(os, "chown") and not _owned_alike(name, status):
        mode &= ~_SET_ID
    if hasattr(os, "listxattr"):
        # Access lists are among them. What a file system lacks or only root may set is not kept.
        with contextlib.suppress(OSError):
            for attribute in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(name, attribute, os.getxattr(target, attribute))
    Path(name).chmod(mode)


def _owned_alike(name: str, status: os.stat_result) -> bool:
    """Try to give the file this owner and group; returns whether it has both now."""
    for owner in (status.st_uid, -1):
        with contextlib.suppress(PermissionError):
            os.chown(name, owner, status.st_gid)
            break
    now = Path(name).stat()
    return (now.st_uid, now.st_gid) == (status.st_uid, status.st_gid)


def _byte_offsets(body: bytes, source: Source, indexes: list[int]) -> dict[int, int]:
    """Where in ``body`` the characters at ``indexes`` (in order) begin."""
    if source.encoding == "utf-8":
        offsets = {}
        done = offset = 0
        for index in indexes:
            offset += len(source.text[done:index].encode())
            done = index
            offsets[index] = offset
        return offsets
    if len(body) == len(source.text):
        return {index: index for index in indexes}
    return _decoded_offsets(body, source, indexes)


def _decoded_offsets(body: bytes, source: Source, indexes: list[int]) -> dict[int, int]:
    """Byte offsets found by decoding byte by byte, for any codec.

    Some codecs have shift codes between characters. New content starts and ends in their ASCII
    state, so it goes after the codes if ASCII follows, else before them.
    """
    decoder = codecs.getincrementaldecoder(source.encoding)()
    before, behind = {0: 0}, {0: 0}
    count = 0
    for offset, byte in enumerate(body, start=1):
        count += len(decoder.decode(bytes((byte,))))
        if count > indexes[-1]:
            break
        before.setdefault(count, offset)
        behind[count] = offset
    if not before.keys() >= set(indexes):
        raise UnfitError(f"{source.encoding} does not tell characters apart")
    text = source.text
    return {at: (behind if text[at : at + 1].isascii() else before)[at] for at in indexes}


def _verify(result: Source) -> None:
    """Raise UnfitError unless the bytes decode to the edited text.

    Codecs with shift codes can break at an edit, and an edit of the first lines could even name
    another encoding.
    """
    try:
        again = decode(result.data)
    except UnreadableError as failure:
        raise UnfitError(f"the edited file {failure}") from None
    if (again.text, again.encoding) != (result.text, result.encoding):
        raise UnfitError(f"{result.encoding} cannot be edited here without other changes")
