"""The cost of following imports: ``python -m tests.benchmarks.modules``.

Times are compared with peers in the same run: libcst's parser on the same modules, and flake8 in an
environment without the plugin.
"""

import ast
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from unittest import mock

import libcst as cst

import flake8_graph_me
from flake8_graph_me import api
from flake8_graph_me.gates import gate, signs
from flake8_graph_me.project.modules import import_closure, parsed_cache
from flake8_graph_me.project.modules.import_scan import Import
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.benchmarks.package import REQUEST, sources, write

MODULES = 300
RUNS = 5
FLAKE8 = ("flake8", "mccabe", "pycodestyle", "pyflakes")
PLUGIN = ("flake8-graph-me", "libcst", "PyJWT")
SETTLING_SECONDS = 2.1
"""Until then a file that was just written is read again each time, which no user's are."""


def main() -> None:
    """Make the package, measure, and print."""
    texts = sources(MODULES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        write(folder, texts)
        time.sleep(SETTLING_SECONDS)
        lines = sorted(text.count("\n") for text in texts.values())
        say(f"{len(texts)} modules, of {lines[len(lines) // 2]} lines in the median")
        one_file(folder)
        all_files(folder, list(texts))
        through_flake8(folder)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def one_file(folder: Path) -> None:
    """The file with the request, in a process that knows nothing yet."""
    with counted() as (looked_at, parsed):
        found = check(folder, REQUEST)
    assert [finding.code for finding in found] == ["GME001"], found
    read = list(parsed)

    def parse_all() -> None:
        for text in read:
            cst.parse_module(text)

    own, peer = [], []
    for _ in range(RUNS):
        own.append(seconds(lambda: check(folder, REQUEST)))
        peer.append(seconds(parse_all))
    say(
        f"the file with the request: {looked_at.total()} modules looked at, {len(read)} parsed; "
        f"{shown(own)}, libcst.parse_module of those {shown(peer)}"
    )


def all_files(folder: Path, names: list[str]) -> None:
    """All modules one after the other, with the trees that flake8 has made for them."""
    given = [(name, (folder / name).read_text(encoding="utf-8")) for name in names]
    trees = [(name, text, ast.parse(text)) for name, text in given]

    def check_all() -> None:
        forget()
        for name, text, tree in trees:
            path = str(folder / name)
            api.check_source(text, path, options=Options(), tree=tree)

    with counted() as (looked_at, parsed):
        check_all()
    own = [seconds(check_all) for _ in range(RUNS)]
    say(
        f"all in one process: {shown(own)}; a module is looked at {max(looked_at.values())} times "
        f"and parsed {max(parsed.values())} times at most, {len(parsed)} are parsed"
    )


def through_flake8(folder: Path) -> None:
    """All modules by flake8 in two processes, with the plugin and without."""
    with tempfile.TemporaryDirectory() as name:
        without = installed(Path(name) / "without", FLAKE8)
        plugin = installed(Path(name) / "with", (*FLAKE8, *PLUGIN))
        if not (plugin / flake8_graph_me.__name__).exists():
            # It is installed as a link to this checkout.
            (plugin / flake8_graph_me.__name__).symlink_to(Path(flake8_graph_me.__file__).parent)
        assert "GME001" in flake8(folder, plugin)
        own, peer = [], []
        for _ in range(RUNS):
            own.append(seconds(lambda: flake8(folder, plugin)))
            peer.append(seconds(lambda: flake8(folder, without)))
    say(f"flake8 -j2 on all: {shown(own)} with the plugin, {shown(peer)} without")


def flake8(folder: Path, packages: Path) -> str:
    """What flake8 prints with these packages and no others."""
    done = subprocess.run(
        [
            *(sys.executable, "-S", "-m", "flake8", "--isolated", "-j2"),
            *("--exit-zero", "--select=E9,F,GME", "."),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def installed(folder: Path, names: Iterable[str]) -> Path:
    """A folder for packages that holds what these distributions have installed."""
    folder.mkdir()
    for name in names:
        found = distribution(name)
        for top in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            if not (folder / top).exists():
                (folder / top).symlink_to(str(found.locate_file(top)))
    return folder


def check(folder: Path, name: str) -> tuple[Finding, ...]:
    """Check one file as for the first time."""
    forget()
    path = folder / name
    return api.check_source(path.read_text(encoding="utf-8"), str(path), options=Options())


def forget() -> None:
    """Empty every cache that outlives a check."""
    gate.forget()
    import_closure.forget()
    parsed_cache.forget()


@contextmanager
def counted() -> Iterator[tuple[Counter[str], Counter[str]]]:
    """Count which texts are looked at, and which are parsed."""
    looked_at: Counter[str] = Counter()
    parsed: Counter[str] = Counter()
    parse, show = cst.parse_module, signs.shown

    def looking(text: str, imports: Iterable[Import]) -> frozenset[signs.Sign]:
        looked_at[text] += 1
        return show(text, imports)

    def parsing(text: str) -> cst.Module:
        parsed[text] += 1
        return parse(text)

    with (
        mock.patch.object(signs, "shown", looking),
        mock.patch.object(cst, "parse_module", parsing),
    ):
        forget()
        yield looked_at, parsed
    forget()


def seconds(task: Callable[[], object]) -> float:
    """How long a task takes."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def shown(times: list[float]) -> str:
    """The median of some times, in milliseconds."""
    return f"{statistics.median(times) * 1000:.0f} ms"


if __name__ == "__main__":
    main()
