"""What linters take for real files: flake8 with and without the plugin, and its peers.

``python -m tests.benchmarks linters`` installs the peers and measures. All run in one process, on
a copy of Django's ``core`` package, in which nothing gets a token: what is measured is what the
plugin costs those who have nothing to find.
"""

import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.measuring.costs import Command, costs
from tests.benchmarks.measuring.figures import Figure, processor_figures
from tests.benchmarks.measuring.peers import Peer, flake8_alone, flake8_with_plugin, from_index
from tests.benchmarks.reading import django

PLUGINS = ("flake8-bugbear", "flake8-async")
RULE = """\
rules:
  - id: me-with-application-token
    languages: [python]
    severity: ERROR
    message: an app-only token for /me
    patterns:
      - pattern: requests.$METHOD("=~/\\\\/me\\\\b/", ...)
"""
"""One search pattern for a literal path: it knows nothing of tokens."""


def figures(rounds: int) -> list[Figure]:
    """The processor seconds of each linter."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        tree = home / "tree"
        shutil.copytree(
            django() / "core", tree / "core", ignore=shutil.ignore_patterns("__pycache__")
        )
        found = costs(_commands(home, tree), rounds)
        count = sum(1 for _ in tree.rglob("*.py"))
    return [Figure("files", (count,)), *processor_figures(found)]


def _commands(home: Path, tree: Path) -> Mapping[str, Command]:
    commands = {}
    alone, own = flake8_alone(home), flake8_with_plugin(home)
    commands[alone.shown] = _flake8(alone, tree)
    commands[f"with {own.shown}"] = _flake8(own, tree)
    for plugin in PLUGINS:
        peer = from_index(home, plugin, f"flake8=={version('flake8')}")
        if peer is not None:
            commands[f"with {peer.shown}"] = _flake8(peer, tree)
    check = (sys.executable, "-m", "flake8_graph_me", "check", "--isolated", "--jobs=1", ".")
    commands["flake8-graph-me check"] = Command(check, tree)
    if (ruff := from_index(home, "ruff")) is not None:
        given = (*ruff.script("ruff"), "check", "--isolated", "--no-cache", "--quiet", ".")
        commands[ruff.shown] = Command(given, tree, {"RAYON_NUM_THREADS": "1"})
    if (semgrep := from_index(home, "semgrep")) is not None:
        commands[f"{semgrep.shown}, one pattern"] = _semgrep(semgrep, home, tree)
    return commands


def _flake8(peer: Peer, tree: Path) -> Command:
    given = (sys.executable, "-S", "-m", "flake8", "--isolated", "-j1", "--exit-zero", ".")
    return Command(given, tree, peer.environment)


def _semgrep(peer: Peer, home: Path, tree: Path) -> Command:
    rule = home / "rule.yaml"
    rule.write_text(RULE, encoding="utf-8")
    given = (
        *peer.script("semgrep"),
        *("scan", "--quiet", "--jobs=1", "--metrics=off", "--disable-version-check"),
        *("--no-git-ignore", f"--config={rule}", "."),
    )
    path = f"{peer.folder / 'bin'}:/usr/bin:/bin"
    return Command(given, tree, {**peer.environment, "PATH": path, "HOME": str(home)})
