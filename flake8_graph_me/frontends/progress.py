"""Progress of a long run: one line on the terminal, which is redrawn and finally removed."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self, TextIO, TypeVar

from flake8_graph_me.terms.printable import printable

PATIENCE_SECONDS = 1.0
"""How long a run takes before anything is shown."""
REDRAW_SECONDS = 0.1
_NARROWEST = 20
_USUAL_COLUMNS = 80

Item = TypeVar("Item")


class Progress:
    """The line on ``stream``, or nothing if it is None. Leaving the context clears it.

    ``clock`` gives seconds.
    """

    def __init__(
        self, stream: TextIO | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._next = clock() + PATIENCE_SECONDS
        self._drawn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def over(self, items: Iterable[Item], describe: Callable[[int, Item], str]) -> Iterator[Item]:
        """The items; after each one, the line shows ``describe`` of their number and the item."""
        for number, item in enumerate(items, start=1):
            self.say(describe(number, item))
            yield item

    def say(self, text: str) -> None:
        """Show this line, unless the run has just begun or the last line is still new."""
        if self._stream is not None and self._clock() >= self._next:
            self._draw(text)

    def clear(self) -> None:
        """Remove the line."""
        if self._stream is not None and self._drawn:
            drawn, self._drawn = self._drawn, 0
            self._stream.write(f"\r{' ' * drawn}\r")
            self._stream.flush()

    def _draw(self, text: str) -> None:
        assert self._stream is not None
        # In the last column some terminals go on to the next line.
        line = printable(text)[: _columns(self._stream) - 1]
        # Counted before it is written, in case that is interrupted.
        before, self._drawn = self._drawn, max(len(line), self._drawn)
        self._stream.write(f"\r{line}{' ' * (before - len(line))}")
        self._stream.flush()
        self._drawn = len(line)
        self._next = self._clock() + REDRAW_SECONDS


def wanted(output: TextIO, errors: TextIO) -> bool:
    """Whether to show progress: only on a terminal that can return to the start of a line."""
    if os.environ.get("NO_COLOR") or os.environ.get("CI"):
        return False
    if os.environ.get("TERM", "dumb" if os.name == "posix" else "") == "dumb":
        return False
    return output.isatty() and errors.isatty()


def _columns(stream: TextIO) -> int:
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return max(columns or _USUAL_COLUMNS, _NARROWEST)
