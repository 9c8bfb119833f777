"""The peak memory of a check: ``python -m tests.benchmarks memory``.

Each candidate is checked by a process of its own; others only import libcst, and parse.
"""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measured.candidates import planted
from tests.benchmarks.measuring.costs import Command, costs
from tests.benchmarks.measuring.figures import Figure

MODULES = ("argparse", "enum", "typing")
PARSE = "import sys, libcst; libcst.parse_module(open(sys.argv[1], encoding='utf-8').read())"


def figures(rounds: int) -> list[Figure]:
    """The megabytes of each process."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name).resolve()
        commands = {}
        for module in MODULES:
            path = home / f"{module}_planted.py"
            path.write_text(planted(module), encoding="utf-8")
            check = (sys.executable, "-m", "flake8_graph_me", "check", "--isolated", "--jobs=1")
            commands[f"{module}: check"] = Command((*check, path.name), home)
            parse = (sys.executable, "-c", PARSE, path.name)
            commands[f"{module}: libcst.parse_module"] = Command(parse, home)
        found = costs(commands, rounds)
    return [
        Figure(way, tuple(each.megabytes for each in taken), "MB") for way, taken in found.items()
    ]
