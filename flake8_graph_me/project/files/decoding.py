"""Decoding a file's bytes to text as Python does (PEP 263)."""

import codecs
import contextlib
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path

_LINE_END = re.compile(rb"\r\n|\r|\n")


class UnreadableError(ValueError):
    """A file that cannot be read or decoded; the text is one line that says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes and the text that Python reads in them, without the byte order mark."""

    data: bytes
    encoding: str
    text: str

    @property
    def mark(self) -> bytes:
        """The byte order mark, if there is one."""
        return codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""


def read(path: str) -> Source:
    """The file at ``path``; raises UnreadableError."""
    try:
        data = Path(path).read_bytes()
    except OSError as failure:
        raise UnreadableError(f"cannot be read: {failure.strerror or failure}") from None
    except ValueError as failure:
        raise UnreadableError(f"cannot be read: {failure}") from None
    return decode(data)


def decode(data: bytes) -> Source:
    """The text in ``data`` as Python reads it (PEP 263); raises UnreadableError."""
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


def _first_lines(data: bytes) -> bytes:
    """The lines in which an encoding may be declared, and perhaps more."""
    return data[: data.find(b"\n", data.find(b"\n") + 1) + 1] or data
