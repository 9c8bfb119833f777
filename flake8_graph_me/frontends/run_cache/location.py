"""The folder in which runs keep their documents.

Nothing that goes wrong with it is an error, since a run needs no cache; only a path that the user
has named must be that of a folder.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from flake8_graph_me.frontends.usage import UsageError

NAME = "flake8-graph-me"
SUFFIX = ".graph-me-cache"
"""How the name of a document ends; no other file is ever removed."""
MAX_DOCUMENT_BYTES = 100_000_000
"""How many bytes one document may have. Past it the document is neither read nor written."""
MAX_FOLDER_BYTES = 400_000_000
"""How many bytes all documents of a folder have. Past it those that were used longest ago are
removed.
"""

_TAG = """\
Signature: 8a477f597d28d172789f06886806bc55
# This file marks a folder of flake8-graph-me's as a cache, see https://bford.info/cachedir/
"""
_OWN = {"CACHEDIR.TAG": _TAG, ".gitignore": "*\n"}


def default_folder(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> Path | None:
    """The user's own folder for it, by the habits of the system; None if there is none."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local or home / "AppData" / "Local", NAME, "cache")
    if platform == "darwin":
        return home / "Library" / "Caches" / NAME
    named = environment.get("XDG_CACHE_HOME", "")
    # By its specification, a relative path is to be ignored.
    return Path(named if os.path.isabs(named) else home / ".cache", NAME)  # noqa: PTH117 - a text


def folder_of(named: str | None) -> Path | None:
    """The folder that the user has named, else the default one; raises UsageError if what is named
    is no folder.
    """
    if named is None:
        return default_folder()
    if not named or "\0" in named:
        raise UsageError("--cache-dir must name a folder")
    folder = Path(named)
    try:
        blocked = not folder.is_dir() and os.path.lexists(folder)
        blocked = blocked or any(each.is_file() for each in folder.parents)
    except OSError:
        return folder
    if blocked:
        raise UsageError(f"--cache-dir: {named!r} is not a folder")
    return folder


def read(folder: Path, name: str) -> bytes | None:
    """The bytes of a document; None if it cannot be read or is too large."""
    try:
        with (folder / (name + SUFFIX)).open("rb") as stream:
            data = stream.read(MAX_DOCUMENT_BYTES + 1)
    except (OSError, ValueError):
        return None
    return data if len(data) <= MAX_DOCUMENT_BYTES else None


def holds_only_documents(folder: Path) -> bool:
    """Whether nobody else has put anything into the folder."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names are all that is needed
    except OSError:
        return True
    return all(name in _OWN or name.endswith(SUFFIX) for name in names)


def touch(folder: Path, name: str) -> None:
    """Note that a document was used."""
    with contextlib.suppress(OSError):
        os.utime(folder / (name + SUFFIX))


def write(folder: Path, name: str, data: bytes) -> bool:
    """Replace a document as a whole, readable for the user alone; whether that was possible."""
    if len(data) > MAX_DOCUMENT_BYTES:
        return False
    try:
        _prepare(folder)
        descriptor, written = tempfile.mkstemp(suffix=SUFFIX, prefix=".new-", dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
            os.replace(written, folder / (name + SUFFIX))  # noqa: PTH105 - a text, by tempfile
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(written)  # noqa: PTH108 - as above
            raise
        _evict(folder)
    except OSError:
        return False
    return True


def _prepare(folder: Path) -> None:
    """Make the folder. Where it lies in a project, neither backups nor git should take it along;
    a folder that somebody else has made is left as it is.
    """
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    for name, text in _OWN.items():
        (folder / name).write_text(text, encoding="ascii")


def _evict(folder: Path) -> None:
    """Remove the documents that were used longest ago, if all are too large together."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(SUFFIX):
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    found.append((status.st_mtime_ns, status.st_size, entry.path))
    size = 0
    for _, bytes_, path in sorted(found, reverse=True):
        size += bytes_
        if size > MAX_FOLDER_BYTES:
            with contextlib.suppress(OSError):
                os.unlink(path)  # noqa: PTH108 - a text, by the system
