"""Runs that must not differ: hash seeds, processes, the order of files, working folders, a cache.

``python -m tests.endurance.same_findings`` takes the programs of all cases and compares, byte for
byte, what the command prints in each way and each format.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.support import case_tree

UPN = "adele@contoso.com"
HASH_SEEDS = range(6)
FORMATS = ("json", "full")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to run the command over the same files."""

    hash_seed: int
    jobs: int
    shuffled: bool
    elsewhere: bool
    """Whether the working folder is another one than that of the files."""
    warm: bool
    """Whether another run has filled the cache before."""


def ways() -> list[Way]:
    """Each hash seed with every combination of the other four."""
    either = (False, True)
    return [Way(*each) for each in product(HASH_SEEDS, (1, 2), either, either, either)]


def covering() -> list[Way]:
    """A way for each hash seed; any two values of the other four meet in some way."""
    rows = (
        (1, False, False, False),
        (1, True, True, True),
        (2, False, True, True),
        (2, True, False, True),
        (2, True, True, False),
        (1, False, True, False),
    )
    return [Way(seed, *row) for seed, row in zip(HASH_SEEDS, rows, strict=True)]


def printed(files: Sequence[Path], way: Way, report: str, caches: Path) -> bytes:
    """What one run prints, its last line the exit code.

    The warm cache is the folder ``warm`` in ``caches``; what is cold has none that is filled.
    """
    names = [str(file) for file in files]
    if way.shuffled:
        random.Random(way.hash_seed).shuffle(names)
    with tempfile.TemporaryDirectory() as cold:
        command = [
            *(sys.executable, "-m", "flake8_graph_me", "check", "--isolated", f"--upn={UPN}"),
            *("--extend-select=GME006,GME901", f"--output-format={report}", f"--jobs={way.jobs}"),
            f"--cache-dir={caches / 'warm' if way.warm else cold}",
            *names,
        ]
        done = subprocess.run(
            command,
            cwd=cold if way.elsewhere else files[0].parent,
            env={**os.environ, "PYTHONHASHSEED": str(way.hash_seed)},
            capture_output=True,
            check=False,
        )
    return done.stdout + done.stderr + f"exit code {done.returncode}\n".encode()


def differences(files: Sequence[Path], chosen: Sequence[Way]) -> Iterator[str]:
    """What differs from the first way, a line each; the first way's size in bytes comes first."""
    with tempfile.TemporaryDirectory() as caches:
        for report in FORMATS:
            first = printed(files, chosen[0], report, Path(caches))
            yield f"{report}: {len(first):,} bytes, {len(chosen)} ways"
            for way in chosen[1:]:
                if way.warm:
                    # The folder is filled by the first of these.
                    printed(files, way, report, Path(caches))
                other = printed(files, way, report, Path(caches))
                if other != first:
                    yield f"DIFFERS {way}: {_first_line_that_differs(first, other)}"


def _first_line_that_differs(one: bytes, other: bytes) -> str:
    for left, right in zip(one.splitlines(), other.splitlines(), strict=False):
        if left != right:
            return f"{left!r} against {right!r}"
    return f"{len(one)} against {len(other)} bytes"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare all ways over the programs of the cases; 1 if any differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.same_findings")
    parser.add_argument("--each", type=int, default=1, help="of so many programs take one")
    parser.add_argument("--covering", action="store_true", help="six ways instead of all")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        files = [folder / each for each in case_tree.lay(folder, options.each)]
        faults = 0
        for line in differences(files, covering() if options.covering else ways()):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
            faults += line.startswith("DIFFERS")
    sys.stdout.write(f"{len(files)} files, {faults} ways differ\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
