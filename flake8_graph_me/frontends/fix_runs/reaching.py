"""Which of the edited files each file of a run reaches by imports.

The content of a file matters only to the files that reach it.
"""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from concurrent.futures import Executor
from dataclasses import dataclass, field

from flake8_graph_me import api
from flake8_graph_me.pipeline.parallel import spread
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.options import Options

# The texts that are not on disk yet travel with each batch, and modules are shared within it.
_BATCH = 128
_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class Reach:
    """Which files reach which, all as absolute paths.

    ``paths`` are those of all files that may reach others. ``texts`` maps paths to the texts that
    replace those on disk.
    """

    options: Options
    paths: Sequence[str]
    texts: Callable[[], Mapping[str, str]]
    pool: Executor | None = None
    _files: frozenset[str] = _NOTHING
    _reached: dict[str, frozenset[str]] = field(default_factory=dict, init=False)
    _users: dict[str, list[str]] | None = field(default=None, init=False)

    def look_for(self, files: Iterable[str]) -> None:
        """From now on, track which files reach these, too."""
        further = frozenset(files) - self._files
        if further:
            self._files |= further
            self._find([absolute(path) for path in self.paths])

    def look_again(self, files: Set[str]) -> None:
        """Recompute what the files that reach these reach, because the texts of these have
        changed.
        """
        self._find([path for path in self._reached if not files.isdisjoint(self.of(path))])

    def of(self, file: str) -> frozenset[str]:
        """The tracked files that ``file`` reaches; a file reaches itself."""
        return self._reached.get(file, _NOTHING) | (self._files & {file})

    def users(self, file: str) -> list[str]:
        """The files that reach a tracked file, in the order of ``paths``."""
        if self._users is None:
            self._users = {}
            for path in self._reached:
                for each in self.of(path):
                    self._users.setdefault(each, []).append(path)
        return self._users.get(file, [])

    def all_of(self, files: Sequence[str]) -> list[frozenset[str]]:
        """All files that each of some files reaches, whether tracked or not."""
        return self._found(files, None)

    def _find(self, paths: Sequence[str]) -> None:
        # A file that is alone reaches no other one that matters.
        found = self._found(paths, self._files) if len(self.paths) > 1 else [_NOTHING] * len(paths)
        self._reached.update(zip(paths, found, strict=True))
        self._users = None

    def _found(self, paths: Sequence[str], files: Set[str] | None) -> list[frozenset[str]]:
        batches = [paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH)]
        task = functools.partial(
            _reached, options=self.options, sources=dict(self.texts()), files=files
        )
        return [each for batch in spread(self.pool, task, batches) for each in batch]


def _reached(
    paths: Sequence[str], options: Options, sources: Mapping[str, str], files: Set[str] | None
) -> list[frozenset[str]]:
    found = api.reached(paths, options=options, sources=sources)
    return [each if files is None else each & files for each in found]
