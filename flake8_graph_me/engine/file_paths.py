"""Paths of files as texts: absolute, without dots, compared as they are written.

Texts and not ``pathlib``, since looking up modules is made of joining paths. Must not look at any
file.
"""

import os
from pathlib import Path


def absolute(path: str) -> str:
    """The path from the top, without ``.`` and ``..``; symbolic links stay."""
    try:
        return os.path.normpath(Path(path).absolute())
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
