"""Fixes that would spoil what another file of the run does rightly with the same text.

The check of a file knows what that file imports, but not who else imports the same. Must not know
how files are checked, nor how fixes are applied.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flake8_graph_me import session
from flake8_graph_me.engine.file_paths import absolute
from flake8_graph_me.fixes.application import target_of
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from flake8_graph_me.terms.places import Span

if TYPE_CHECKING:
    from flake8_graph_me.uses import Use


@dataclass(slots=True)
class RightUses:
    """What the files of a run, as they are at one moment, do rightly with each other's texts.

    ``paths`` are the files, ``text`` gives what is in one (None if it cannot be read), and
    ``sources`` are the texts that are not on disk yet.
    """

    options: Options
    paths: Iterable[str]
    text: Callable[[str], str | None]
    sources: Mapping[str, str]
    _texts: dict[str, str] = field(default_factory=dict, init=False)
    _reached: dict[str, frozenset[str]] = field(default_factory=dict, init=False)
    _right: dict[str, list["Use"]] = field(default_factory=dict, init=False)

    def spared(self, finding: Finding) -> Finding:
        """The finding; if its fix would spoil a right use, without it and with the reason."""
        target = target_of(finding)
        if finding.fix is None or target is None:
            return finding
        for use in self._not_seen_from(finding.place.path, absolute(target)):
            if any(_holds(use.text.span, edit.place.span) for edit in finding.fix.edits):
                return replace(finding, fix=None, withheld=_reason(use))
        return finding

    def _not_seen_from(self, path: str, file: str) -> list["Use"]:
        """The right uses of a file's texts, unless the check of ``path`` has seen all of them."""
        self._look_around()
        users = [user for user, reached in self._reached.items() if file in reached]
        seen = self._reached.get(absolute(path), frozenset())
        if seen.issuperset(users):
            return []
        if file not in self._right:
            texts = {user: self._texts[user] for user in users}
            self._right[file] = session.right_uses(
                file, texts, options=self.options, sources=self.sources
            )
        return self._right[file]

    def _look_around(self) -> None:
        """Look once at what each file imports."""
        if self._texts:
            return
        for path in self.paths:
            text = self.text(path)
            if text is not None:
                file = absolute(path)
                self._texts[file] = text
                self._reached[file] = session.reached(
                    text, file, options=self.options, sources=self.sources
                )


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _reason(use: "Use") -> str:
    place = use.calls[0] if use.calls else use.request
    try:
        path = os.path.relpath(place.path)
    except ValueError:
        # On another drive.
        path = place.path
    return (
        "the text also serves a request where '/me' is right "
        f"({path.replace(os.sep, '/')}:{place.span.start.line})"
    )
