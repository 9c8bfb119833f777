"""Files as an analysis sees them, whether they are on disk or given as texts.

Files that cannot be read do not exist: no reader raises because of a file's nature.
"""

from dataclasses import dataclass
from typing import Protocol

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Listing:
    """The names in a folder: regular files, folders (following links), and which names are
    links.
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

    A reader may cache folders and links, but not the contents of files. So it is made for one
    check, or asked whether the cache is still valid.
    """

    def is_file(self, path: str) -> bool:
        """Whether there is a regular file at a path."""
        ...

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder at a path."""
        ...

    def listing(self, folder: str) -> Listing:
        """The names in a folder, spelled as on disk; none if there is no such folder."""
        ...

    def real(self, path: str) -> str:
        """The path with symbolic links resolved."""
        ...

    def is_as_on_disk(self) -> bool:
        """Whether it sees exactly the folders and links on disk, whatever the files contain."""
        ...

    def state(self, path: str) -> object:
        """A value that differs (by ``==``) once the content of a file may have changed; None if
        there is no such file.
        """
        ...

    def content(self, path: str) -> Content | None:
        """The text of a file, without a byte order mark; None if there is no readable file."""
        ...


def fingerprint(text: str) -> bytes:
    """A fingerprint of a text: equal only for equal texts."""
    return digest(text.encode("utf-8", "surrogatepass"))


def digest(data: bytes) -> bytes:
    """A digest of bytes: equal only for equal bytes."""
    import hashlib  # noqa: PLC0415 - it loads OpenSSL, and most files are told by their times

    return hashlib.blake2b(data, digest_size=20).digest()
