"""The engine's front door: interpret one parsed module and say what happened.

Must not know which libraries the rows describe.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flake8_graph_me.engine.attributes import get_attribute
from flake8_graph_me.engine.calls import call_atom
from flake8_graph_me.engine.entries import run_module
from flake8_graph_me.engine.expressions import evaluate
from flake8_graph_me.engine.parsing import ParsedModule
from flake8_graph_me.engine.relevance import Interest, worth_entering
from flake8_graph_me.engine.run import Run
from flake8_graph_me.engine.statements import execute
from flake8_graph_me.terms.rows import Rows

RECURSION_ROOM = 12_000
"""How deep the interpreter's own calls may nest: MAX_DEPTH calls of deeply nested code."""


@contextmanager
def recursion_room() -> Iterator[None]:
    """Let Python nest deeper while the analysis runs; its calls are pure Python, which takes no C
    stack.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, RECURSION_ROOM))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def interpret(
    module: ParsedModule, rows: Rows, file: str = "", interest: Interest | None = None
) -> Run:
    """Interpret a module with these rows; the run holds its events and symbols.

    With ``interest``, which says of a text whether it matters, only functions that can come by such a
    text or by a label are entered where nothing calls them.
    """
    run = Run(rows, evaluate, execute, call_atom, get_attribute)
    worth = None if interest is None else worth_entering(module.module, rows, interest)
    with recursion_room():
        run_module(run, module.module, file, worth)
    return run
