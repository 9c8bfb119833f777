"""Linters from the Python Package Index to compare with, each in a folder of its own.

flake8 loads every plugin that it can import, so that each plugin has a flake8 for itself. Must not
know what they are given to do.
"""

import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import flake8_graph_me
from tests.benchmarks.measuring.bytecode import write_bytecode
from tests.benchmarks.modules import FLAKE8, PLUGIN, installed, say


@dataclass(frozen=True, slots=True)
class Peer:
    """Installed packages: the folder that they are in, and what they are, with their versions."""

    folder: Path
    shown: str

    @property
    def environment(self) -> dict[str, str]:
        """What makes Python import them."""
        return {"PYTHONPATH": str(self.folder)}

    def script(self, name: str) -> tuple[str, ...]:
        """The start of a command line that runs one of their commands."""
        return (str(self.folder / "bin" / name),)


def flake8_alone(home: Path) -> Peer:
    """The installed flake8 without any plugin."""
    return Peer(installed(home / "flake8", FLAKE8), f"flake8 {version('flake8')}")


def flake8_with_plugin(home: Path) -> Peer:
    """The installed flake8 with this plugin alone."""
    folder = installed(home / "plugin", (*FLAKE8, *PLUGIN))
    if not (folder / flake8_graph_me.__name__).exists():
        # It is installed as a link to this checkout.
        link = folder / flake8_graph_me.__name__
        link.symlink_to(Path(flake8_graph_me.__file__).parent)
    return Peer(folder, f"flake8-graph-me {version('flake8-graph-me')}")


def from_index(home: Path, name: str, *others: str) -> Peer | None:
    """Install a package and others that it is to be run with; None, with the reason printed, if
    that cannot be done.
    """
    folder = home / name
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    given = (*pip, "--no-compile", "--target", str(folder), name, *others)
    done = subprocess.run(given, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = done.stderr.strip().splitlines() or ["pip failed"]
        say(f"  without {name}: {reason[-1]}")
        return None
    write_bytecode(folder)
    return Peer(folder, f"{name} {_version(folder, name)}")


def _version(folder: Path, name: str) -> str:
    stem = name.replace("-", "_")
    found = sorted(folder.glob(f"{stem}-*.dist-info"))
    return found[0].name.removeprefix(f"{stem}-").removesuffix(".dist-info") if found else ""
