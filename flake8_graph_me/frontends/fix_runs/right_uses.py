"""Withholding fixes that would break correct uses of the same text in other files of the run.

A safe fix is also withheld from a use that is not proven to be wrong.

The check of a file knows what that file imports, but not which other files import the same.
"""

import functools
import os
from collections.abc import Callable, Iterable, Mapping, Set
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flake8_graph_me import api
from flake8_graph_me.fixes import writing
from flake8_graph_me.fixes.application import target_of
from flake8_graph_me.frontends.fix_runs.reaching import Reach
from flake8_graph_me.frontends.notebooks.places import shown_line
from flake8_graph_me.pipeline.parallel import spread
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.notebooks.names import is_notebook
from flake8_graph_me.terms.findings import Applicability, Finding, without_fix
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Span

if TYPE_CHECKING:
    from flake8_graph_me.pipeline.text_uses import Use


@dataclass(frozen=True, slots=True)
class _User:
    """A file to analyse: its text (None: as on disk), the files whose texts matter, and the texts
    that replace those of other files on disk.
    """

    path: str
    text: str | None
    wanted: frozenset[str]
    sources: Mapping[str, str]


@dataclass(slots=True)
class RightUses:
    """The correct uses that the files of a run make of each other's texts.

    ``reach`` knows which files reach which. ``texts`` maps absolute paths to the texts that replace
    those on disk.
    """

    options: Options
    reach: Reach
    texts: Callable[[], Mapping[str, str]]
    source: Callable[[str], writing.Source | None]
    pool: Executor | None = None
    _seen: dict[str, frozenset[str]] = field(default_factory=dict, init=False)
    _uses: dict[str, tuple[frozenset[str], list["Use"]]] = field(default_factory=dict, init=False)

    def forget(self, files: Set[str]) -> None:
        """Forget what depends on the texts of these files, which have changed."""
        for kept in (self._seen, self._uses):
            for path in [each for each in kept if not files.isdisjoint(self.reach.of(each))]:
                del kept[path]

    def spared(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings; if a fix would break a correct use, without the fix and with the reason."""
        found = list(findings)
        edited = {
            (absolute(finding.place.path), absolute(target))
            for finding in found
            if (target := target_of(finding)) is not None
        }
        files = self._used_elsewhere(edited)
        used = {file for others in files.values() for file in others}
        self._analyse(used)
        right = {file: self._right(file) for file in used}
        return [self._spared(finding, files, right) for finding in found]

    def _spared(
        self,
        finding: Finding,
        files: Mapping[str, Set[str]],
        right: Mapping[str, list["Use"]],
    ) -> Finding:
        target = target_of(finding)
        if finding.fix is None or target is None:
            return finding
        file = absolute(target)
        if file not in files.get(absolute(finding.place.path), ()):
            return finding
        safe = finding.fix.applicability is Applicability.SAFE
        for use in right[file]:
            if not (use.right or safe):
                continue
            if any(_holds(use.text.span, edit.place.span) for edit in finding.fix.edits):
                return without_fix(finding, _reason(use, self.source))
        return finding

    def _used_elsewhere(self, edited: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
        """For each file with findings, the files that its fixes edit, except those whose users its
        check has seen completely.
        """
        asked: dict[str, set[str]] = {}
        for path, file in edited:
            own = {path, file} if file in self.reach.of(path) else set[str]()
            if not own.issuperset(self.reach.users(file)):
                asked.setdefault(path, set()).add(file)
        unknown = [path for path in asked if path not in self._seen]
        self._seen.update(zip(unknown, self.reach.all_of(unknown), strict=True))
        return {
            path: {
                file for file in files if not self._seen[path].issuperset(self.reach.users(file))
            }
            for path, files in asked.items()
        }

    def _analyse(self, files: Set[str]) -> None:
        """Analyse each user of the files once, for all of the files."""
        texts = self.texts()
        asked = []
        for path in dict.fromkeys(user for file in files for user in self.reach.users(file)):
            wanted = self.reach.of(path) & files
            known, _ = self._uses.get(path, (frozenset[str](), ()))
            if not known.issuperset(wanted):
                sources = {file: texts[file] for file in self.reach.of(path) if file in texts}
                asked.append(_User(path, texts.get(path), wanted | known, sources))
        found = spread(self.pool, functools.partial(_uses_of, options=self.options), asked)
        for user, uses in zip(asked, found, strict=True):
            self._uses[user.path] = user.wanted, uses

    def _right(self, file: str) -> list["Use"]:
        """The uses of a file's texts that are not proven to be wrong."""
        found = (use for user in self.reach.users(file) for use in self._uses[user][1])
        return api.right_uses(use for use in found if use.text.path == file)


def _uses_of(user: _User, options: Options) -> list["Use"]:
    text = user.text
    if text is None:
        try:
            text = writing.read(user.path).text
        except writing.UnreadableError:
            return []
    return api.uses_in(text, user.path, user.wanted, options=options, sources=user.sources)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _reason(use: "Use", source: Callable[[str], writing.Source | None]) -> str:
    place = use.calls[0] if use.calls else use.request
    try:
        path = os.path.relpath(place.path)
    except ValueError:
        # On another drive.
        path = place.path
    there = source(place.path) if is_notebook(place.path) else None
    notebook = None if there is None else there.notebook
    where = shown_line(path.replace(os.sep, "/"), place.span.start.line, notebook)
    if use.unfollowed:
        what = "the text may also be used in code that is too complex to analyse completely"
        return f"{what} ({where})"
    if use.otherwise:
        return f"the text is also used for something else than a request ({where})"
    what = "where '/me' is correct" if use.right else "whose token is not known to be app-only"
    return f"the text is also used in a request {what} ({where})"
