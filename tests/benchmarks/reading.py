"""What a check of a tree costs next to reading it: ``python -m tests.benchmarks.reading TREE``.

In each round the check (from beside the tree and from inside it without a cache, and with that of
an earlier run), a loop that reads all files, and ``rg -l`` (if it is installed) take turns.
``figures`` takes the standard library and Django.
"""

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measuring.costs import Command, costs
from tests.benchmarks.measuring.figures import Figure, processor_figures, shown
from tests.benchmarks.modules import say
from tests.support import stdlib

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
    """Measure a tree, and print the figures."""
    tree = Path(arguments[0]).resolve()
    for figure in measured(tree, ROUNDS):
        say(f"{figure.name:30} {shown(figure)}")


def figures(rounds: int) -> list[Figure]:
    """What copies of the standard library and of Django take, which lie in no installed folder."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        trees = {"stdlib": stdlib.FOLDER, "django": django()}
        found = []
        for title, tree in trees.items():
            shutil.copytree(tree, home / title, ignore=_left_out, symlinks=True)
            found += measured(home / title, rounds)
        return found


def django() -> Path:
    """The folder of the installed Django. Raises RuntimeError if there is none."""
    spec = importlib.util.find_spec("django")
    if spec is None or spec.origin is None:
        raise RuntimeError("Django is not installed")
    return Path(spec.origin).parent


def measured(tree: Path, rounds: int) -> list[Figure]:
    """What a tree takes: processor seconds of each way, and the memory of a check."""
    count = sum(1 for _ in tree.rglob("*.py"))
    with tempfile.TemporaryDirectory() as kept:
        ways = _ways(tree, kept)
        # The first run with a cache fills it.
        costs({"unchanged check": ways["unchanged check"]}, 1)
        found = costs(ways, rounds)
    peak = tuple(each.megabytes for each in found["check"])
    return [
        Figure(f"{tree.name}: files", (count,)),
        *processor_figures(found, tree.name),
        Figure(f"{tree.name}: check, largest process", peak, "MB"),
    ]


def _ways(tree: Path, kept: str) -> dict[str, Command]:
    cached = (sys.executable, "-m", "flake8_graph_me", "check", "--isolated", f"--jobs={JOBS}")
    check = (*cached, "--no-cache")
    ways = {
        "read loop": Command((sys.executable, "-c", READ, str(tree), str(JOBS)), tree),
        "check": Command((*check, tree.name), tree.parent),
        "check from inside": Command((*check, "."), tree),
        "unchanged check": Command((*cached, f"--cache-dir={kept}", tree.name), tree.parent),
    }
    if (ripgrep := shutil.which("rg")) is not None:
        ways["rg -l"] = Command((ripgrep, "-l", "-uuu", "client_credentials", str(tree)), tree)
    return ways


def _left_out(_: str, names: Sequence[str]) -> set[str]:
    return {"site-packages", "__pycache__"}.intersection(names)


if __name__ == "__main__":
    main(sys.argv[1:])
