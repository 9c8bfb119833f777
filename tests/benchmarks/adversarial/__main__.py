"""Checks each adversarial program: ``python -m tests.benchmarks.adversarial``.

Each is checked in a process of its own; the figures are its processor time and its peak memory.
Seconds differ from machine to machine, so libcst's parse of 500 lines takes turns with them. The
memory is never less than that of this process, which starts them.
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import libcst as cst

from tests.benchmarks.adversarial import programs
from tests.benchmarks.hostile import CHECK
from tests.benchmarks.measured.editing import LINES, source
from tests.benchmarks.measuring.bytecode import write_package_bytecode
from tests.benchmarks.modules import say

MOST_SECONDS = 2
MOST_MEGABYTES = 300
TIMEOUT = 60
SHOWN = 5
YARDSTICK = source(0)
PRINTED = re.compile(r"\s*([\d.]+) s\s+(\d+) MB(, failed)?\s*")


@dataclass(frozen=True)
class Outcome:
    """What the check of a program cost, and how it failed if it did; ``parse`` is what libcst took
    for 500 lines right before, in processor seconds.
    """

    name: str
    seconds: float = 0.0
    megabytes: int = 0
    failure: str = ""
    timed_out: bool = False
    parse: float = 0.0

    @property
    def slow(self) -> bool:
        """Whether it took more processor time than it may."""
        return self.seconds > MOST_SECONDS

    @property
    def large(self) -> bool:
        """Whether it took more memory than it may."""
        return self.megabytes > MOST_MEGABYTES

    @property
    def wrong(self) -> bool:
        """Whether anything about it is to be looked at."""
        return self.slow or self.large or bool(self.failure)

    def __str__(self) -> str:
        failure = f" {self.failure}" if self.failure else " TIMEOUT" * self.timed_out
        return f"{self.seconds:5.2f} s {self.megabytes:4} MB {self.name}{failure}"


def beside_parse(name: str, source: str, timeout: int) -> Outcome:
    """The outcome of one program, with what a parse took in this thread right before."""
    start = time.thread_time()
    cst.parse_module(YARDSTICK)
    parse = time.thread_time() - start
    return replace(outcome(name, source, timeout), parse=parse)


def outcome(name: str, source: str, timeout: int = TIMEOUT) -> Outcome:
    """The outcome of one program; one that takes too long counts with the whole time."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", CHECK],
            input=source,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(name, timeout, timed_out=True)
    printed = PRINTED.fullmatch(done.stdout)
    if done.returncode or printed is None:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return Outcome(name, failure=f"RAISED, exit status {done.returncode}: {last}")
    failure = "GME900" if printed[3] else ""
    return Outcome(name, float(printed[1]), int(printed[2]), failure)


def summary(outcomes: Sequence[Outcome]) -> str:
    """How many there were of each kind, and which cost most."""
    counts = (
        f"{len(outcomes)} programs: {sum(each.slow for each in outcomes)} over {MOST_SECONDS} s, "
        f"{sum(each.large for each in outcomes)} over {MOST_MEGABYTES} MB, "
        f"{sum(bool(each.failure) for each in outcomes)} raised, "
        f"{sum(each.timed_out for each in outcomes)} timed out"
    )
    parses = sorted(each.parse for each in outcomes)
    ratios = sorted(each.seconds / each.parse for each in outcomes)
    beside = (
        f"libcst's parse of {LINES} lines: {statistics.median(parses) * 1e3:.0f} ms "
        f"({parses[0] * 1e3:.0f} to {parses[-1] * 1e3:.0f}); a program takes as long as "
        f"{statistics.median(ratios):.0f} of them (median), {ratios[-1]:.0f} at most"
    )
    lines = [
        counts,
        beside,
        "slowest:",
        *map(str, sorted(outcomes, key=lambda each: -each.seconds)[:SHOWN]),
        "largest:",
        *map(str, sorted(outcomes, key=lambda each: -each.megabytes)[:SHOWN]),
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Check all programs, and print the figures; 1 if any is over a bound or raised."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.adversarial", description=__doc__
    )
    parser.add_argument("--jobs", type=int, default=1, help="how many are checked at once")
    parser.add_argument(
        "--over-only", action="store_true", help="show only those over a bound or that raised"
    )
    parser.add_argument("--largest-only", action="store_true", help="leave out the smaller sizes")
    parser.add_argument("--only", default="", help="check those whose names have this in them")
    parser.add_argument("--timeout", type=int, default=TIMEOUT, help="seconds for one of them")
    given = parser.parse_args(arguments)
    chosen = [each for each in programs(given.largest_only) if given.only in each[0]]
    if not chosen:
        parser.error("there is no such program")
    write_package_bytecode()
    outcomes = []
    with ThreadPoolExecutor(given.jobs) as pool:
        for each in pool.map(
            lambda program: beside_parse(program[0], program[1], given.timeout), chosen
        ):
            outcomes.append(each)
            if each.wrong or not given.over_only:
                say(str(each))
    say(summary(outcomes))
    return int(any(each.wrong for each in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
