"""Which files a run checks: exactly those that flake8 would, less the folders of installed code and
those in which Jupyter keeps older states of files.

flake8 compares each path with each pattern, which takes longer than to read the folders. Here the
patterns of a run become one. Must not know flake8.
"""

import fnmatch
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flake8_graph_me.project.files.disk_reader import settled_state
from flake8_graph_me.project.files.kinds import obstacle
from flake8_graph_me.project.modules.layout import ENVIRONMENT_FILE, LEFT_OUT
from flake8_graph_me.project.notebooks.names import CHECKPOINTS

STDIN = "-"
_DEFAULT_STDIN_NAME = "stdin"
_ITSELF = frozenset({os.curdir, os.pardir})


@dataclass(frozen=True, slots=True)
class Discovered:
    """The files to check, sorted, each once, and the folders of installed code that were passed
    over.

    ``walked`` are the folders that were read, by absolute paths, each with the state that it had
    before; None if another look may find other names although its times are the same. ``skipped``
    are the paths in folders at which no file can be read, each with what is there.
    """

    files: list[str]
    left_out: list[str] = field(default_factory=list)
    walked: dict[str, tuple[int, ...] | None] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns as flake8 compares them: with the last part of a path, and with its absolute
    form.
    """

    last: re.Pattern[str]
    whole: re.Pattern[str]

    def match(self, name: str, absolute: str) -> bool:
        shown = os.path.normcase(name)
        if name not in _ITSELF and self.last.match(shown) is not None:
            return True
        return self.whole.match(os.path.normcase(absolute)) is not None


def discover(
    paths: Sequence[str], *, stdin_name: str, patterns: Sequence[str], exclude: Sequence[str]
) -> Discovered:
    """The files below ``paths`` whose paths match ``patterns``, and the files among ``paths``
    whatever they are called, without those that ``exclude`` names; ``-`` is standard input, which
    goes by ``stdin_name``.

    Folders of installed code, and of older states, are only searched if they are among ``paths``.
    """
    excluded = _Patterns(_any_of(exclude), _any_of(filter(_may_match_whole, exclude)))
    wanted = _any_of(patterns) if patterns else re.compile("")
    files: set[str] = set()
    left_out: set[str] = set()
    skipped: dict[str, str] = {}
    walked: dict[str, tuple[int, ...] | None] = {}
    for path in paths or (os.curdir,):
        if path == STDIN and stdin_name == _DEFAULT_STDIN_NAME:
            files.add(path)
            continue
        shown = stdin_name if path == STDIN else path
        name = os.path.basename(shown)  # noqa: PTH119 - a Path drops slashes at the end
        whole = os.path.abspath(shown)  # noqa: PTH100 - as above
        if excluded.match(name, whole):
            continue
        if not os.path.isdir(path):  # noqa: PTH112 - as above
            files.add(path)
            continue
        for found, is_file in _below(path, whole, excluded, left_out, walked):
            if wanted.match(os.path.normcase(found)) is None:
                continue
            what = None if is_file else obstacle(found)
            if what is None:
                files.add(found)
            else:
                skipped[found] = what
    return Discovered(sorted(files), sorted(left_out), walked, sorted(skipped.items()))


def is_excluded(path: str, *, exclude: Sequence[str], below: str) -> bool:
    """Whether the search of a folder, given with its absolute path, passes over the file at an
    absolute path below it: for the file or for a folder in between.
    """
    excluded = _Patterns(_any_of(exclude), _any_of(filter(_may_match_whole, exclude)))
    inner = os.path.relpath(path, below)
    parts = Path(inner).parts
    # Of a file that is not below the folder only its own name and path count.
    names = parts[-1:] if os.pardir in parts else parts
    whole = os.path.dirname(path) if len(names) == 1 else below  # noqa: PTH120 - as above
    for name in names:
        whole = os.path.join(whole, name)  # noqa: PTH118 - as above
        left_out = name in LEFT_OUT or name == CHECKPOINTS
        if excluded.match(name, whole) or (left_out and whole != path):
            return True
    return False


def _below(
    top: str,
    whole: str,
    excluded: _Patterns,
    left_out: set[str],
    walked: dict[str, tuple[int, ...] | None],
) -> Iterator[tuple[str, bool]]:
    """What is below a folder, given with its absolute path, no folder and not excluded; and whether
    it is surely a file.
    """
    pending = [(top, whole)]
    while pending:
        folder, whole = pending.pop()
        before, before_whole = (os.path.join(each, "") for each in (folder, whole))  # noqa: PTH118 - as above
        walked[whole] = None
        try:
            state = settled_state(os.stat(folder))  # noqa: PTH116 - as above
            with os.scandir(folder) as entries:
                found = list(entries)
        except OSError:
            continue
        # What a link leads to can change without the folder.
        walked[whole] = None if any(map(_is_link, found)) else state
        if folder != top and any(entry.name == ENVIRONMENT_FILE for entry in found):
            left_out.add(folder)
            continue
        for entry in found:
            name = entry.name
            if excluded.match(name, before_whole + name):
                continue
            if not _is_folder(entry):
                yield before + name, _is_file(entry)
            elif name in LEFT_OUT:
                left_out.add(before + name)
            elif name != CHECKPOINTS and not _is_link(entry):
                pending.append((before + name, before_whole + name))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_link(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink()
    except OSError:
        return False


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression for all patterns; it matches nothing if there are none."""
    each = [fnmatch.translate(os.path.normcase(pattern)) for pattern in patterns]
    return re.compile("|".join(each) if each else r"(?!)")


def _may_match_whole(pattern: str) -> bool:
    """Whether a pattern may match an absolute path: one without a wildcard has to begin as such."""
    return any(sign in pattern for sign in "*?[") or os.path.isabs(pattern)  # noqa: PTH117 - as above
