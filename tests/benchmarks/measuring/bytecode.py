"""The bytecode of what is measured, without which a process compiles all that it imports.

A person has it: pip writes it where it installs, and else the first run does. Where Python is told
to write none (``PYTHONDONTWRITEBYTECODE``), each run of a checkout would take as long as the first.
"""

import subprocess
import sys
from pathlib import Path

import flake8_graph_me


def write_bytecode(folder: Path) -> None:
    """Write that of all files of a folder that can be compiled, where it is missing or old."""
    given = (sys.executable, "-m", "compileall", "-q", str(folder))
    subprocess.run(given, capture_output=True, check=False)


def write_package_bytecode() -> None:
    """Write that of this package, which may be a checkout."""
    write_bytecode(Path(flake8_graph_me.__file__).parent)
