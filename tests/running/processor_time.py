"""A limit on the processor time of a block."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class OutOfTimeError(BaseException):
    """A task has taken too long. It is no Exception, so that no task takes it for its own."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError within once this process has spent so many processor seconds there."""

    def stop(*_: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
