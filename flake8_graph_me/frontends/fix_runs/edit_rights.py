"""Which files and lines a run may edit.

A fix may edit a different file or line from its finding's. Files outside the run and silenced lines
are not touched.
"""

import os
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace

from flake8_graph_me.fixes.writing import Source
from flake8_graph_me.frontends.flake8_judge import Judge
from flake8_graph_me.frontends.notebooks.places import shown_line
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.findings import Edit, Finding, without_fix
from flake8_graph_me.terms.places import Place, Position, Span


def own_names(paths: Iterable[str]) -> dict[str, str]:
    """The path under which each path's file is edited. Links may lead to one file by several paths;
    the path without links is used if it is among them, else the first.
    """
    by_file: dict[str, list[str]] = {}
    for path in paths:
        by_file.setdefault(os.path.realpath(path), []).append(path)
    found = {}
    for file, same in by_file.items():
        own = min(same, key=lambda path: absolute(path) != file)
        found.update(dict.fromkeys(same, own))
    return found


@dataclass(frozen=True, slots=True)
class EditRights:
    """What a run may edit.

    ``files`` are the absolute paths of the files that it checks, and ``source`` gives what is in
    one of them (None if it cannot be read).
    """

    judge: Judge
    files: Container[str]
    source: Callable[[str], Source | None]

    def granted(self, finding: Finding) -> Finding:
        """The finding; if its fix edits what it must not, without the fix and with the reason."""
        for edit in finding.fix.edits if finding.fix is not None else ():
            reason = self._against(edit, finding)
            if reason is not None:
                return without_fix(finding, reason)
        return finding

    def _against(self, edit: Edit, finding: Finding) -> str | None:
        path = edit.place.path
        if absolute(path) not in self.files:
            return f"the text is in {path}, which is not among the checked files"
        own = finding.place.span.start.line if path == finding.place.path else None
        lines = [line for line in _touched(edit) if line != own]
        source = self.source(path) if lines else None
        if source is None:
            return None
        for line in lines:
            spot = Position(line, 0)
            there = replace(finding, place=Place(path, Span(spot, spot)))
            if not self.judge.reported((there,), source.text, path):
                where = shown_line(path, line, source.notebook)
                return f"{finding.code} is silenced on the line of the text ({where})"
        return None


def _touched(edit: Edit) -> Iterator[int]:
    """The lines that an edit changes; inserting whole lines before a line does not change it."""
    start, end = edit.place.span.start, edit.place.span.end
    if start == end and start.column == 0 and edit.content.endswith("\n"):
        return
    yield from range(start.line, end.line + 1)
