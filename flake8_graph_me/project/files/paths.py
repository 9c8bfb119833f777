"""Paths of files as texts: absolute, without dots, compared as they are written.

They are strings rather than ``pathlib`` objects because module lookup joins many paths. Must not
look at any file.
"""

import os
from pathlib import Path


def absolute(path: str) -> str:
    """The absolute path without ``.`` and ``..``; symbolic links stay."""
    try:
        return os.path.abspath(path)  # noqa: PTH100 - asked for so often that a Path costs
    except OSError:
        # The current folder is gone, so that nothing relative to it can be found anyway.
        return os.path.normpath(os.sep + path)


def joined(folder: str, name: str) -> str:
    """The path of ``name`` in a folder."""
    return folder + name if folder.endswith(os.sep) else folder + os.sep + name


def parent(path: str) -> str:
    """The folder that holds an absolute path; the topmost folder holds itself."""
    head, _, _ = path.rpartition(os.sep)
    if head and not head.endswith(":"):
        return head
    return str(Path(path).parent)


def is_within(path: str, folder: str) -> bool:
    """Whether an absolute path is a folder or lies below it."""
    return path == folder or path.startswith(joined(folder, ""))


def as_given(file: str, path: str, folder: str = os.curdir) -> str:
    """The absolute path of another file, written in the style of ``path``: absolute, or relative to
    ``folder``, with or without a leading dot.
    """
    if Path(path).is_absolute():
        return file
    here = f".{os.sep}"
    try:
        shown = os.path.relpath(file, folder)
    except ValueError:
        # On another drive.
        return file
    return here + shown if path.startswith(here) else shown
