"""A file of JSON sections, each of which can be read without the others.

The first line says what the file is and for whom: its key, and the length and digest of each
section. A file that does not agree with its first line is broken, and must count as none. Must not
know what the sections hold.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from flake8_graph_me.project.files.reader import digest

_KIND = "flake8-graph-me cache"


class BrokenError(ValueError):
    """A document that is none, is damaged, or has another key."""


@dataclass(frozen=True, slots=True)
class Document:
    """The sections of a document, as bytes with the digests that they should have."""

    parts: tuple[bytes, ...]
    digests: tuple[str, ...]

    def section(self, number: int) -> object:
        """The value of a section; raises BrokenError."""
        part = self.parts[number]
        if digest(part).hex() != self.digests[number]:
            raise BrokenError("a section is damaged")
        try:
            value: object = json.loads(part)
        except (ValueError, RecursionError):
            raise BrokenError("a section is no JSON") from None
        return value


def encoded(key: str, sections: Sequence[object]) -> bytes:
    """The bytes of a document of plain values."""
    parts = [json.dumps(section, separators=(",", ":")).encode("ascii") for section in sections]
    head = [_KIND, key, [[len(part), digest(part).hex()] for part in parts]]
    return b"\n".join((json.dumps(head).encode("ascii"), *parts))


def decoded(data: bytes, key: str, count: int) -> Document:
    """The document of ``count`` sections in the bytes of a file; raises BrokenError."""
    first, _, rest = data.partition(b"\n")
    try:
        kind, own, parts = json.loads(first)
        lengths = [int(length) for length, _ in parts]
        digests = tuple(str(each) for _, each in parts)
    except (ValueError, TypeError, RecursionError):
        raise BrokenError("the first line is broken") from None
    if kind != _KIND or own != key or len(lengths) != count or min(lengths, default=0) < 0:
        raise BrokenError("the document is for something else")
    if len(rest) != sum(lengths) + count - 1:
        raise BrokenError("the document is cut short")
    found, start = [], 0
    for length in lengths:
        found.append(rest[start : start + length])
        start += length + 1
    return Document(tuple(found), digests)
