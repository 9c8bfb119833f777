"""The runs that flake8's calls for single files belong to.

flake8 does not say when a run begins. Within a run it asks once for each file, so a file that is
asked for again begins a new one. A process that lives on, such as an editor's, may also ask for
another file after some time, and has to see what has changed until then.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

TRUSTED_SECONDS = 5.0
"""How long files on disk count as unchanged for the plugin. Past it their times are looked at
again.
"""
MAX_FILES = 100_000
"""For how many files one run is asked. Past it a new run begins."""


@dataclass(slots=True)
class PluginRuns:
    """The run under way. ``clock`` gives seconds."""

    clock: Callable[[], float] = time.monotonic
    _name: str = ""
    _end: float = 0.0
    _files: set[str] = field(default_factory=set)

    def run_for(self, file: str) -> str:
        """The name of the run that the call for a file belongs to."""
        now = self.clock()
        is_over = now >= self._end or len(self._files) >= MAX_FILES
        if not self._name or is_over or file in self._files:
            self._begin(now)
        self._files.add(file)
        return self._name

    def _begin(self, now: float) -> None:
        self._name = os.urandom(16).hex()
        self._end = now + TRUSTED_SECONDS
        self._files.clear()
