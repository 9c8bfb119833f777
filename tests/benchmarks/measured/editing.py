"""What an editor waits for: a file is checked again after an edit.

``python -m tests.benchmarks editing`` measures a candidate of 500 lines, once in a process that
goes on, as a language server's, and once by a new flake8, which is what many editors start.
"""

import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import libcst as cst

from flake8_graph_me import api
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.benchmarks.client import CLIENT
from tests.benchmarks.measuring.costs import Command, costs, processor_seconds
from tests.benchmarks.measuring.figures import Figure
from tests.benchmarks.modules import SETTLING_SECONDS
from tests.benchmarks.package import PARTS

LINES = 500
IMPORTS = "from decimal import Decimal\n\n"
REQUEST = '''

def mine(settings):
    """The messages of nobody."""
    return default_client(settings).get("/me/messages", top={top})
'''
FLAKE8 = (sys.executable, "-m", "flake8", "--isolated", "--exit-zero")


def source(edits: int) -> str:
    """The candidate after so many edits of a number in it."""
    parts = [IMPORTS, CLIENT]
    request = REQUEST.format(top=edits)
    while sum(part.count("\n") for part in parts) + request.count("\n") < LINES:
        index = len(parts)
        part = PARTS[index % len(PARTS)]
        parts.append(part.format(word="order", title="Order", index=index))
    return "".join([*parts, request])


def figures(rounds: int) -> list[Figure]:
    """What a check after an edit takes, next to the parse of the same text."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name).resolve() / "orders.py"
        (path.parent / "pyproject.toml").touch()
        path.write_text(source(0), encoding="utf-8")
        time.sleep(SETTLING_SECONDS)
        found = _check(path, source(0))
        assert [each.code for each in found] == ["GME001"], found
        checking, parsing = [], []
        for number in range(1, rounds + 1):
            text = source(number)
            parsing.append(processor_seconds(partial(cst.parse_module, text)) * 1e3)
            checking.append(processor_seconds(partial(_check, path, text)) * 1e3)
        ways = {
            "new flake8 on it": (*FLAKE8, "--select=F,GME", path.name),
            "new flake8 on an empty file": (*FLAKE8, "--select=F,GME", "empty.py"),
        }
        (path.parent / "empty.py").touch()
        commands = {way: Command(given, path.parent) for way, given in ways.items()}
        started = costs(commands, rounds)
    return [
        Figure("lines", (source(0).count("\n"),)),
        Figure("libcst.parse_module", tuple(parsing), "ms"),
        Figure("check after an edit", tuple(checking), "ms"),
        *(
            Figure(way, tuple(each.processor * 1e3 for each in taken), "ms")
            for way, taken in started.items()
        ),
    ]


def _check(path: Path, text: str) -> tuple[Finding, ...]:
    return api.check_source(text, str(path), options=Options(), sources={str(path): text})
