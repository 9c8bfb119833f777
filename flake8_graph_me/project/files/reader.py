"""Files as an analysis sees them, whether they are on disk or given as texts.

What cannot be read is not there: no reader raises for what a file is.
"""

import hashlib
from dataclasses import dataclass
from typing import Protocol

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Listing:
    """The names in a folder: of regular files and of folders, links followed, and which of these
    names are links.
    """

    files: frozenset[str] = _NOTHING
    folders: frozenset[str] = _NOTHING
    links: frozenset[str] = _NOTHING


@dataclass(frozen=True, slots=True)
class Content:
    """A decoded text, and the state of its file when it was read."""

    text: str
    state: object


class Reader(Protocol):
    """Where an analysis takes files from. Paths are absolute and without dots.

    A reader may keep what it has seen of folders and links, but not what is in files; so it is
    made for one check, or asked whether all that still holds.
    """

    def is_file(self, path: str) -> bool:
        """Whether there is a regular file at a path."""
        ...

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder at a path."""
        ...

    def listing(self, folder: str) -> Listing:
        """The names in a folder, spelt as they are there; none if there is no such folder."""
        ...

    def real(self, path: str) -> str:
        """The path without symbolic links."""
        ...

    def is_as_on_disk(self) -> bool:
        """Whether it sees the folders and links on disk and no others, whatever is in the files."""
        ...

    def state(self, path: str) -> object:
        """What differs (by ``==``) once the content of a file may have changed; None if there is no
        such file.
        """
        ...

    def content(self, path: str) -> Content | None:
        """The text of a file, without a byte order mark; None if there is none to be read."""
        ...


def fingerprint(text: str) -> bytes:
    """The same for the same text, and for no other."""
    return digest(text.encode("utf-8", "surrogatepass"))


def digest(data: bytes) -> bytes:
    """The same for the same bytes, and for no others."""
    return hashlib.blake2b(data, digest_size=20).digest()
