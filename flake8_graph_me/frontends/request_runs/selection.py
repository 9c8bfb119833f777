"""The calls that ``FILE:LINE`` picks out."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.places import Place
from flake8_graph_me.terms.requests import Sighting

_WITH_LINE = re.compile(r"(?P<file>.+?):(?:cell (?P<cell>\d+):)?(?P<line>\d+)(?::\d+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, or of a cell of a notebook (0 in a file)."""

    path: str
    line: int
    cell: int = 0

    def __str__(self) -> str:
        """The line as it is written on the command line."""
        return (
            f"{self.path}:cell {self.cell}:{self.line}" if self.cell else f"{self.path}:{self.line}"
        )


def split(paths: Iterable[str]) -> tuple[list[str], list[Line]]:
    """The paths without lines, each once, and the lines that are behind them.

    A column behind a line is passed over. What exists by its whole name has no line.
    """
    files: dict[str, None] = {}
    lines: list[Line] = []
    for path in paths:
        found = _WITH_LINE.fullmatch(path)
        if found is None or os.path.lexists(path):
            files.setdefault(path)
            continue
        files.setdefault(found["file"])
        lines.append(Line(found["file"], int(found["line"]), int(found["cell"] or 0)))
    return list(files), lines


def at_lines(sightings: Iterable[Sighting], lines: Sequence[Line]) -> list[Sighting]:
    """The sightings whose request, or a call that leads to it, stands at one of the lines; all if
    there are no lines.
    """
    if not lines:
        return list(sightings)
    wanted = [(absolute(each.path), each.cell, each.line) for each in lines]
    return [
        each
        for each in sightings
        if any(
            _covers(place, *line) for place in (each.request.place, *each.calls) for line in wanted
        )
    ]


def _covers(place: Place, path: str, cell: int, line: int) -> bool:
    within = place.span.start.line <= line <= place.span.end.line
    return within and place.cell == cell and absolute(place.path) == path
