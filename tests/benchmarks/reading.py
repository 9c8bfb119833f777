"""What a check of a tree costs next to reading it: ``python -m tests.benchmarks.reading TREE``.

In each round the check (without a cache, with an empty one, and with that of the round before), a
loop that reads all files, and ``rg -l`` (if it is installed) take turns.
Times are processor seconds of the process and its children, which other work on the machine changes
less than times by the clock.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.modules import say

ROUNDS = 5
JOBS = 2
READ = """\
import os, sys
from concurrent.futures import ProcessPoolExecutor

def read(paths):
    size = 0
    for path in paths:
        with open(path, "rb") as stream:
            size += len(stream.read())
    return size

if __name__ == "__main__":
    walked = os.walk(sys.argv[1])
    found = [os.path.join(at, name) for at, _, names in walked for name in names]
    found = [path for path in found if path.endswith(".py")]
    parts = [found[start : start + 200] for start in range(0, len(found), 200)]
    with ProcessPoolExecutor(int(sys.argv[2])) as pool:
        print(len(found), sum(pool.map(read, parts)))
"""


def main(arguments: Sequence[str]) -> None:
    """Measure a tree, from inside it and from beside it."""
    tree = Path(arguments[0]).resolve()
    cached = (sys.executable, "-m", "flake8_graph_me", "check", "--isolated", f"--jobs={JOBS}")
    check = (*cached, "--no-cache")
    cache = Path(tempfile.mkdtemp())
    kept = f"--cache-dir={cache / 'kept'}"
    ways = {
        "read loop": ((sys.executable, "-c", READ, str(tree), str(JOBS)), tree),
        "check": ((*check, tree.name), tree.parent),
        "check from inside": ((*check, "."), tree),
        "check that keeps": ((*cached, f"--cache-dir={cache / 'new'}", tree.name), tree.parent),
        "unchanged check": ((*cached, kept, tree.name), tree.parent),
    }
    cost(*ways["unchanged check"])
    if (ripgrep := shutil.which("rg")) is not None:
        ways["rg -l"] = ((ripgrep, "-l", "-uuu", "client_credentials", str(tree)), tree)
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (given, folder) in ways.items():
            costs[name].append(cost(given, folder))
        shutil.rmtree(cache / "new", ignore_errors=True)
    shutil.rmtree(cache)
    count = sum(1 for path in tree.rglob("*.py"))
    say(f"{count:,} files, best of {ROUNDS} rounds, {JOBS} processes")
    for name, found in costs.items():
        processor, clock = (min(each) for each in zip(*found, strict=True))
        each = processor / max(count, 1) * 1e3
        say(f"{name:20} {processor:7.2f} s of processor, {clock:7.2f} s, {each:.3f} ms a file")


def cost(given: Sequence[str], folder: Path) -> tuple[float, float]:
    """Processor seconds and seconds by the clock of a command with its children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(given, cwd=folder, capture_output=True, check=False)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, end - start


if __name__ == "__main__":
    main(sys.argv[1:])
