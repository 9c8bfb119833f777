"""Builds the distributions once."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.documents.parts import ROOT


@dataclass(frozen=True)
class Distributions:
    """The files that a release publishes."""

    sdist: Path
    wheel: Path


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """A source distribution of this tree, and the wheel that is built from it.

    The backend comes from the environment of the tests, where everybody else fetches it.
    """
    folder = tmp_path_factory.mktemp("distributions")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return Distributions(sdist, wheel)
