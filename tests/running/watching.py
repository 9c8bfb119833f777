"""Waits for processes by what they do: on a busy machine a clock says nothing about them.

A process may use so much processor time, and may be idle for so long. Idle is who neither runs,
nor waits for a disk, nor does what the caller counts as progress. Whether a process runs is not
told on Windows; there nothing is ever idle, and only processor time is limited. Must not know what
the processes are for.
"""

import contextlib
import queue
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import psutil

T = TypeVar("T")

_LOOK_SECONDS = 0.25
_IDLE_SHARE = 0.02
_RUNNING = frozenset({psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP})


@dataclass(frozen=True)
class Limits:
    """What a process may use and do before it counts as one that never ends."""

    cpu_seconds: float = 60.0
    idle_seconds: float = 60.0


class EndlessError(Exception):
    """A process that used up what it was given; the text says what."""


class Watch:
    """Looks at a process and all that it has started, from now on.

    ``progress`` tells what the processes have brought about: as long as it changes, none is idle.
    """

    def __init__(
        self, process: int, limits: Limits, progress: Callable[[], object] = lambda: None
    ) -> None:
        self._process = process
        self._limits = limits
        self._progress = progress
        self._first = self._last = cpu_seconds(process)
        self._reached = progress()
        self._idle = 0.0

    def look(self) -> None:
        """Note what has been done since the last look; raises EndlessError.

        Looks are counted in place of seconds: who is kept from looking by other programs has
        watched processes that are kept from their work as well.
        """
        used, reached = cpu_seconds(self._process), self._progress()
        if used - self._first > self._limits.cpu_seconds:
            raise EndlessError(
                f"no end within {self._limits.cpu_seconds:g} seconds of processor time"
            )
        if reached != self._reached:
            self._idle = 0.0
        elif used - self._last < _IDLE_SHARE * _LOOK_SECONDS and not _is_running(self._process):
            self._idle += _LOOK_SECONDS
        self._last, self._reached = max(used, self._last), reached
        if self._idle >= self._limits.idle_seconds:
            raise EndlessError(f"no end, idle for {self._limits.idle_seconds:g} seconds")


def get(messages: "queue.Queue[T]", watch: Watch) -> T:
    """The next message from what is watched; raises EndlessError."""
    while True:
        try:
            return messages.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            watch.look()


def wait(process: "subprocess.Popen[Any]", limits: Limits) -> None:
    """Let a process come to its end by itself; raises EndlessError."""
    watch = Watch(process.pid, limits)
    while True:
        try:
            process.wait(_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            watch.look()
        else:
            return


def end(process: "subprocess.Popen[Any]") -> None:
    """End a process and all that it has started, which would go on for ever."""
    family = _family(process.pid)
    for each in family:
        # It may have ended meanwhile.
        with contextlib.suppress(psutil.Error):
            each.kill()
    process.wait()
    # On a busy machine even this takes its time.
    while any(is_alive(each.pid) for each in family):
        time.sleep(_LOOK_SECONDS / 10)


def is_alive(process: int) -> bool:
    """Whether a process of this number works, or could."""
    try:
        return bool(psutil.Process(process).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def cpu_seconds(process: int) -> float:
    """The processor time of a process and of all that it has started; none if it is gone."""
    return sum(_own_seconds(each) for each in _family(process))


def _family(process: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(process)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def _own_seconds(process: psutil.Process) -> float:
    try:
        # Those that have ended are counted by who has waited for them.
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def _is_running(process: int) -> bool:
    for each in _family(process):
        try:
            if each.status() in _RUNNING:
                return True
        except psutil.Error:
            continue
    return False
