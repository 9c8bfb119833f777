"""What a run over files says, on standard error, of those that it leaves out."""

import os
import sys
from collections.abc import Iterable, Sequence

from flake8_graph_me.terms.printable import printable

_MOST_PATHS = 3
"""How many paths are named in a line about them. Past it their number is shown."""


def say_skipped(skipped: Iterable[tuple[str, str]]) -> None:
    """Say of each path what is there, which is nothing to check."""
    for path, what in skipped:
        sys.stderr.write(f"not checked: {printable(path)} is {printable(what)}\n")


def say_folders(folders: Sequence[str]) -> None:
    """Say which folders of installed code were passed over."""
    if folders:
        sys.stderr.write(
            f"not searched, since they hold installed code: {_listed(folders)} (to check such a "
            "folder, name it as a PATH)\n"
        )


def say_nothing_is_there(paths: Sequence[str]) -> None:
    """Say that these paths, or the current folder without one, hold nothing to read."""
    sys.stderr.write(
        f"nothing checked: no Python files or notebooks found in {_listed(paths or (os.curdir,))} "
        "(apart from what is excluded)\n"
    )


def _listed(paths: Sequence[str]) -> str:
    shown = ", ".join(map(printable, paths[:_MOST_PATHS]))
    more = len(paths) - _MOST_PATHS
    return shown if more <= 0 else f"{shown} and {more:,} more"
