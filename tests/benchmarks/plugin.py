"""What the plugin costs inside flake8: ``python -m tests.benchmarks.plugin [FOLDER…]``.

Processor time of flake8 in one process, with the plugin and in an environment without it, in turns.
Without folders they run on modules of the standard library, and on an application whose files all
import each other and use Graph in a few.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import flake8_graph_me
from tests.benchmarks import package
from tests.benchmarks.modules import FLAKE8, PLUGIN, SETTLING_SECONDS, installed, say
from tests.support import stdlib

RUNS = 7
PLAIN_FILES = 80
SMALLEST, LARGEST = 3_000, 80_000
APPLICATION_FILES = 500
ROUTES = f"{package.NAME}/routes.py"


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        without = installed(home / "without", FLAKE8)
        plugin = installed(home / "with", (*FLAKE8, *PLUGIN))
        if not (plugin / flake8_graph_me.__name__).exists():
            # It is installed as a link to this checkout.
            (plugin / flake8_graph_me.__name__).symlink_to(Path(flake8_graph_me.__file__).parent)
        folders = [Path(each).resolve() for each in arguments] or list(made(home))
        time.sleep(SETTLING_SECONDS)
        for folder in folders:
            report(folder, home / "bytecode", without, plugin)


def made(home: Path) -> Iterator[Path]:
    """Two projects: plain modules, and an application."""
    plain = home / "plain modules"
    plain.mkdir()
    (plain / "pyproject.toml").touch()
    every = [path for path in stdlib.modules() if path.parent == stdlib.FOLDER]
    fitting = [path for path in every if SMALLEST < path.stat().st_size < LARGEST]
    for path in fitting[:PLAIN_FILES]:
        shutil.copy(path, plain)
    yield plain
    application = home / "an application in a circle"
    application.mkdir()
    package.write(application, in_circle(package.sources(APPLICATION_FILES)))
    yield application


def in_circle(texts: dict[str, str]) -> dict[str, str]:
    """The package with a module that imports all others, and is imported by its subpackages."""
    modules = [name.removesuffix(".py").replace("/", ".") for name in texts]
    names = [name.removesuffix(".__init__") for name in modules]
    inits = [name for name in texts if name.count("/") > 1 and name.endswith("/__init__.py")]
    circular = {name: f"{texts[name]}\nfrom {package.NAME} import routes\n" for name in inits}
    routes = "".join(f"import {name}\n" for name in names)
    last = f"LAST = {names[-1]}.__doc__\n"
    return {**texts, **circular, ROUTES: f'"""All routes."""\n\n{routes}\n{last}'}


def report(folder: Path, bytecode: Path, without: Path, plugin: Path) -> None:
    """Run flake8 in turns, and print the medians with what half of the runs are between."""
    for packages in (without, plugin):
        seconds(folder, bytecode, packages)
    peer, own = [], []
    for _ in range(RUNS):
        peer.append(seconds(folder, bytecode, without))
        own.append(seconds(folder, bytecode, plugin))
    more = [100 * (mine / other - 1) for mine, other in zip(own, peer, strict=True)]
    count = sum(1 for _ in folder.rglob("*.py"))
    say(f"{folder.name}, {count} files: {shown(peer, 's')} without, {shown(own, 's')} with")
    say(f"  the plugin costs {shown(more, '%')} more")


def seconds(folder: Path, bytecode: Path, packages: Path) -> float:
    """The processor time of a run. What Python compiles of the packages is kept, as where they are
    installed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    kept = {"PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(
        [sys.executable, "-S", "-m", "flake8", "--isolated", "-j1", "--exit-zero", "."],
        cwd=folder,
        env={**os.environ, **kept, "PYTHONPATH": str(packages)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def shown(values: Sequence[float], unit: str) -> str:
    """The median of some values, and the quartiles."""
    low, middle, high = statistics.quantiles(values, n=4)
    return f"{middle:.2f} {unit} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main(sys.argv[1:])
