"""The cost of ten thousand files: ``python -m tests.benchmarks.scale [FILES]``.

The command is compared with peers in the same run: flake8 with pyflakes alone, in an environment
without the plugin, and ``compileall``.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import package
from tests.benchmarks.modules import FLAKE8, SETTLING_SECONDS, installed, say
from tests.support import case_tree

FILES = 10_000
RUNS = 1
MODULES = 290
"""How many modules the first service has; each further one has one more."""

# Prints how much memory the process itself, without its workers, had at most.
MEASURED = """\
import resource, sys
from flake8_graph_me.frontends.command import command

code = command.main(sys.argv[1:])
sys.stderr.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\\n")
sys.exit(code)
"""
CHECK = ("check", "--isolated", "--upn=adele@contoso.com")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds, lines that it printed, megabytes of its first process."""

    seconds: float
    lines: int
    megabytes: float | None = None


def main(arguments: Sequence[str]) -> None:
    """Make the tree, measure, and print."""
    files = int(arguments[0]) if arguments else FILES
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        tree = home / "tree"
        count = lay(tree, files)
        peers = installed(home / "peers", FLAKE8)
        time.sleep(SETTLING_SECONDS)
        size = sum(path.stat().st_size for path in tree.rglob("*.py"))
        say(f"{count} files, {size / 1e6:.1f} MB of source")
        for jobs in (1, 2):
            report(f"flake8-graph-me check --jobs {jobs}", [own(tree, jobs) for _ in range(RUNS)])
            report(f"flake8 --select=F -j{jobs}", [flake8(tree, peers, jobs) for _ in range(RUNS)])
            report(f"compileall -j{jobs}", [compiled(tree, jobs) for _ in range(RUNS)])
        for jobs in (1, 2):
            report(f"check --diff --jobs {jobs}", [own(tree, jobs, "--diff")])


def lay(tree: Path, files: int) -> int:
    """Write a repository with many services, and the programs of the cases; how many files."""
    (tree / ".git").mkdir(parents=True)
    count = len(case_tree.lay(tree / "programs"))
    modules = MODULES
    while count < files:
        texts = package.sources(min(modules, max(files - count, 20)))
        service = tree / f"service{modules}"
        service.mkdir()
        package.write(service, texts)
        count += len(texts)
        modules += 1
    return count


def own(tree: Path, jobs: int, *arguments: str) -> Cost:
    """A run of our command."""
    given = (sys.executable, "-c", MEASURED, *CHECK, f"--jobs={jobs}", *arguments, ".")
    start = time.perf_counter()
    done = subprocess.run(given, cwd=tree, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    assert done.returncode == 1, done.stderr
    memory = int(done.stderr.splitlines()[-1]) / (1e6 if sys.platform == "darwin" else 1e3)
    return Cost(seconds, done.stdout.count("\n"), memory)


def flake8(tree: Path, packages: Path, jobs: int) -> Cost:
    """A run of flake8 with pyflakes alone, and without the plugin."""
    given = ("-S", "-m", "flake8", "--isolated", f"-j{jobs}", "--exit-zero", "--select=F", ".")
    return timed(tree, given, {"PYTHONPATH": str(packages)})


def compiled(tree: Path, jobs: int) -> Cost:
    """What Python takes to compile the files, which is to read and parse them, and a bit more."""
    with tempfile.TemporaryDirectory() as name:
        given = ("-m", "compileall", "-q", "-f", f"-j{jobs}", ".")
        return timed(tree, given, {"PYTHONPYCACHEPREFIX": name})


def timed(tree: Path, arguments: Sequence[str], environment: dict[str, str]) -> Cost:
    """A run of Python."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=tree,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return Cost(time.perf_counter() - start, done.stdout.count("\n"))


def report(name: str, costs: Sequence[Cost]) -> None:
    """Print the quickest of some runs."""
    best = min(costs, key=lambda cost: cost.seconds)
    memory = "" if best.megabytes is None else f", {best.megabytes:.0f} MB in the first process"
    say(f"{name:34} {best.seconds:6.2f} s, {best.lines} lines{memory}")


if __name__ == "__main__":
    main(sys.argv[1:])
