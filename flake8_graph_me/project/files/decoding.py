"""Reading a file's bytes, and decoding them to text as Python does (PEP 263); of a notebook, to the
Python of its cells.
"""

import codecs
import contextlib
import errno
import os
import re
import stat
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flake8_graph_me.project.files.kinds import special
from flake8_graph_me.project.notebooks.names import is_notebook
from flake8_graph_me.project.notebooks.refusal import ForeignNotebookError, UnreadableNotebookError
from flake8_graph_me.syntax.python_tree import MAX_SOURCE_BYTES

if TYPE_CHECKING:
    from flake8_graph_me.project.notebooks.notebook import Notebook

MAX_DATA_BYTES = MAX_SOURCE_BYTES + len(codecs.BOM_UTF8)
"""How many bytes of a checked file are read: those of the longest source, and its mark. Past it
nothing is read, and GME900 says why.
"""
MAX_NOTEBOOK_BYTES = 20_000_000
"""How many bytes of a notebook are read; most of them are outputs. Past it nothing is read, and
GME900 says why.
"""
# Opening a pipe would wait for a writer, and Windows would translate line ends.
OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_LINE_END = re.compile(rb"\r\n|\r|\n")


class UnreadableError(ValueError):
    """A file that cannot be read or decoded; the text is one line that says why."""


class ForeignError(UnreadableError):
    """A notebook in another language; ``what`` is what it is, such as "a notebook in R"."""

    def __init__(self, what: str) -> None:
        super().__init__(f"is {what}")
        self.what = what


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes and the text that Python reads in them, without the byte order mark.

    Of a ``notebook`` the text is the Python of its cells.
    """

    data: bytes
    encoding: str
    text: str
    notebook: "Notebook | None" = None

    @property
    def mark(self) -> bytes:
        """The byte order mark, if there is one."""
        return codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""


def read(path: str) -> Source:
    """The file at ``path``; raises UnreadableError, without reading what is no regular file or has
    more bytes than ``bytes_read`` of it. By its name it may be a notebook.
    """
    try:
        data = _data(path, bytes_read(path))
    except UnreadableError:
        raise
    except OSError as failure:
        raise UnreadableError(f"cannot be read: {failure.strerror or failure}") from None
    except ValueError as failure:
        raise UnreadableError(f"cannot be read: {failure}") from None
    return decode(data, path)


def bytes_read(path: str) -> int:
    """How many bytes of a file with this name are read."""
    return MAX_NOTEBOOK_BYTES if is_notebook(path) else MAX_DATA_BYTES


def decode(data: bytes, path: str = "") -> Source:
    """The text in ``data`` as Python reads it (PEP 263), or that of a notebook if the ``path`` is
    one's; raises UnreadableError, also for more than ``bytes_read``.
    """
    if len(data) > bytes_read(path):
        raise _too_long(bytes_read(path))
    if is_notebook(path):
        return _notebook(data)
    if b"coding" not in _first_lines(data) and not data.startswith(codecs.BOM_UTF8):
        # Nearly all files; to ask Python takes longer than to decode them.
        with contextlib.suppress(UnicodeDecodeError):
            return Source(data, "utf-8", data.decode())
    # The tokenizer of Python ends a line at a lone carriage return too, detect_encoding does not.
    head = iter(line + b"\n" for line in _LINE_END.split(data, maxsplit=2)[:2])
    try:
        encoding, _ = tokenize.detect_encoding(lambda: next(head, b""))
        # Its answer for a byte order mark is a codec that would drop a second mark as well.
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as failure:
        reason = f"byte {failure.start} is not valid {encoding}"
        raise UnreadableError(f"cannot be decoded: {reason}") from None
    except (SyntaxError, LookupError, UnicodeError) as failure:
        raise UnreadableError(f"cannot be decoded: {' '.join(str(failure).split())}") from None
    return Source(data, encoding, text)


def _notebook(data: bytes) -> Source:
    from flake8_graph_me.project.notebooks.notebook import notebook_of  # noqa: PLC0415 - few files are notebooks

    try:
        notebook = notebook_of(data.removeprefix(codecs.BOM_UTF8).decode())
    except UnicodeDecodeError as failure:
        raise UnreadableError(
            f"cannot be decoded: byte {failure.start} is not valid utf-8"
        ) from None
    except UnreadableNotebookError as failure:
        raise UnreadableError(str(failure)) from None
    except ForeignNotebookError as failure:
        raise ForeignError(str(failure)) from None
    return Source(data, "utf-8", notebook.text, notebook)


def _data(path: str, most: int) -> bytes:
    # Asked before it is opened, which a device may notice and a socket refuses.
    kind = special(os.stat(path).st_mode)  # noqa: PTH116 - a Path for each file takes longer
    if kind is not None:
        raise UnreadableError(f"cannot be read: it is {kind}, not a regular file")
    descriptor = os.open(path, OPEN_FLAGS)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if status.st_size > most:
            raise _too_long(most, f" ({status.st_size})")
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            # It may have grown since, and some files of the system do not tell their size.
            return stream.read(most + 1)
    finally:
        os.close(descriptor)


def _too_long(most: int, size: str = "") -> UnreadableError:
    shown = MAX_SOURCE_BYTES if most == MAX_DATA_BYTES else most
    return UnreadableError(f"is longer than {shown} bytes{size}")


def _first_lines(data: bytes) -> bytes:
    """The lines in which an encoding may be declared, and perhaps more."""
    return data[: data.find(b"\n", data.find(b"\n") + 1) + 1] or data
