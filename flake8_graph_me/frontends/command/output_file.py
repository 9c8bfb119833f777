"""The file that a report is written to: as a whole or not at all."""

import os
import shutil
import stat
from pathlib import Path

# Of a file that is being written.
_UNFINISHED = ".tmp"
_SOURCES = {**dict.fromkeys((".py", ".pyi", ".pyw"), "a Python source"), ".ipynb": "a notebook"}
_CONFIGURATION = frozenset({"pyproject.toml", "setup.cfg", "tox.ini", ".flake8"})
_STREAM = "-"
# What stands for a stream of this process is written to, wherever it leads.
_OF_THE_SYSTEM = ("/dev/", "/proc/")


class OutputFileError(ValueError):
    """A file that no report can be written to; the text is one line that says why."""


def refuse(name: str) -> None:
    """Raise OutputFileError for a file that cannot be written, as far as that is known before."""
    if not name or "\0" in name or name == _STREAM:
        raise OutputFileError("it must name a file; without it standard output is written to")
    path = Path(name)
    try:
        if path.is_dir():
            raise OutputFileError(f"{name!r} is a folder")
        if not path.parent.is_dir():
            raise OutputFileError(f"there is no folder {str(path.parent)!r}")
    except OSError as failure:
        raise _unwritable(name, failure) from None
    what = _SOURCES.get(path.suffix.lower())
    if what is not None or path.name.lower() in _CONFIGURATION:
        # Rather the value was forgotten, and this is what was to be checked.
        raise OutputFileError(f"{name!r} is {what or 'a file of configuration'}")


def write(name: str, text: str) -> None:
    """Replace the file in one step by one with this text, in UTF-8; raises OutputFileError.

    A link stays, and its target is replaced; mode bits are kept. What is no regular file, such as a
    pipe, is written to.
    """
    data = text.encode(errors="backslashreplace")
    try:
        if name.startswith(_OF_THE_SYSTEM):
            with Path(name).open("ab") as stream:
                stream.write(data)
            return
        target = Path(name).resolve()
        mode = target.stat().st_mode if target.exists() else None
        if mode is None or stat.S_ISREG(mode):
            _replace(target, data, keep=mode is not None)
        else:
            target.write_bytes(data)
    except (OSError, RuntimeError) as failure:
        raise _unwritable(name, failure) from None


def _unwritable(name: str, failure: Exception) -> OutputFileError:
    reason = getattr(failure, "strerror", None) or failure
    return OutputFileError(f"{name!r} cannot be written: {reason}")


def _replace(target: Path, data: bytes, *, keep: bool) -> None:
    # A temporary file of tempfile's could be read by its owner alone.
    new = target.with_name(f".{target.name[:40]}.{os.urandom(8).hex()}{_UNFINISHED}")
    try:
        with new.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if keep:
            shutil.copymode(target, new)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
