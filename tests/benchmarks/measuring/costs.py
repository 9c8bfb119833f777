"""What commands and tasks take: processor time and peak memory, in rounds in which they take turns.

Times are processor seconds, of the user and the system, since other work on a machine changes them
less than times by the clock. Must not know what is measured.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Command:
    """A command, the folder that it is run in, and what it adds to the environment. It ends with
    one of the ``codes``.
    """

    arguments: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    codes: frozenset[int] = frozenset({0, 1})


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command and all its processes took: processor seconds, seconds by the clock, and the
    peak memory, in megabytes, of the largest one.
    """

    processor: float
    clock: float
    megabytes: float


def cost(command: Command) -> Cost:
    """Run a command. Raises RuntimeError, with what it printed, if it fails."""
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env={**os.environ, **command.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=printed,
        )
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
        # It is waited for here because only this tells what it took.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in command.codes:
            printed.seek(0)
            said = printed.read().decode(errors="replace").strip()
            raise RuntimeError(f"{command.arguments} ended with {process.returncode}: {said}")
    size = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Cost(used.ru_utime + used.ru_stime, clock, size)


def in_turn(tasks: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """What each task gives in each round."""
    found: dict[str, list[T]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            found[name].append(task())
    return found


def costs(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Cost]]:
    """What each command takes in each round."""

    def running(command: Command) -> Callable[[], Cost]:
        return lambda: cost(command)

    return in_turn({name: running(command) for name, command in commands.items()}, rounds)


def processor_seconds(task: Callable[[], object]) -> float:
    """What a task in this process takes."""
    start = time.process_time()
    task()
    return time.process_time() - start
