"""Dividing the files of a run among several machines.

Each file is in exactly one shard, chosen by its path below the top folder of its checkout. So it is
in the same shard on every machine, wherever the checkout is, however the path is spelled and
whatever other files exist.
"""

import functools
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.modules.layout import ROOT_FILES, VERSION_CONTROL
from flake8_graph_me.terms.printable import without_tokens

MAX_SHARDS = 9_999
"""How many shards a run may be divided into. Past it ``--shard`` is refused."""
_SHARD = re.compile(r"([0-9]{1,4})/([0-9]{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shard:
    """The ``number``-th, from 1, of ``count`` shards."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def of(self, paths: Iterable[str]) -> list[str]:
        """The files that are in this shard, in the same order; they need not exist."""
        top = functools.cache(_top)
        return [path for path in paths if _number(path, top) % self.count == self.number - 1]


def shard(text: str) -> Shard:
    """The shard that a text such as ``1/3`` names; raises ValueError with one line."""
    match = _SHARD.fullmatch(text)
    number, count = map(int, match.groups()) if match is not None else (0, 0)
    if not 1 <= number <= count:
        raise ValueError(
            f"{without_tokens(text)[:24]!r} is not of the form I/N, such as 1/3 for the first of "
            f"three shards (of at most {MAX_SHARDS})"
        )
    return Shard(number, count)


def missing(shards: Iterable[Shard]) -> list[Shard]:
    """The shards that are needed besides these for whole runs, in order."""
    found = set(shards)
    counts = sorted({each.count for each in found})
    every = (Shard(number, count) for count in counts for number in range(1, count + 1))
    return [each for each in every if each not in found]


def _number(path: str, top: Callable[[PurePath], PurePath]) -> int:
    """A number computed from the path below the top folder, the same on all systems.

    Some systems compose characters differently, and some ignore case.
    """
    file = PurePath(absolute(path))
    above = top(file.parent)
    name = file.relative_to(above).as_posix() if file.is_relative_to(above) else file.as_posix()
    key = unicodedata.normalize("NFC", name).casefold().encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big")


def _top(folder: PurePath) -> PurePath:
    """The nearest folder under version control, else the nearest with a file that marks a project,
    else the current folder.
    """
    for marks in (VERSION_CONTROL, ROOT_FILES):
        for each in (folder, *folder.parents):
            if any(Path(each, mark).exists() for mark in marks):
                return each
    return PurePath(absolute(""))
