"""What a run over files says, on standard error, of those that it leaves out."""

import sys
from collections.abc import Iterable, Sequence

from flake8_graph_me.terms.printable import printable

_MOST_FOLDERS = 3
"""How many folders are named that are not searched. Past it their number is shown."""


def say_skipped(skipped: Iterable[tuple[str, str]]) -> None:
    """Say of each path what is there, which is nothing to check."""
    for path, what in skipped:
        sys.stderr.write(f"not checked: {printable(path)} is {printable(what)}\n")


def say_folders(folders: Sequence[str]) -> None:
    """Say which folders of installed code were passed over."""
    if folders:
        shown = ", ".join(map(printable, folders[:_MOST_FOLDERS]))
        more = len(folders) - _MOST_FOLDERS
        shown = shown if more <= 0 else f"{shown} and {more:,} more"
        sys.stderr.write(
            f"not searched, since they hold installed code: {shown} (to check such a folder, "
            "name it as a PATH)\n"
        )
