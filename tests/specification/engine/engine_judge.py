"""The engine's view of a toy library case: what it reveals, and what meets at its sinks.

Must not know what the marks expect.
"""

from collections import defaultdict

import libcst as cst

from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.knowledge.python import PYTHON_ROWS
from flake8_graph_me.knowledge.python_texts import PYTHON_TEXT_ROWS
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.syntax.positions import spans
from flake8_graph_me.terms.lookup import gathered
from flake8_graph_me.terms.places import Position
from tests.specification.engine.printing import show, show_meeting
from tests.specification.engine.toy_library import OWN_NAMES, TOY_ROWS
from tests.specification.marks import REVEALED, Observation, program
from tests.specification.pages import Case

ROWS = gathered((PYTHON_ROWS, PYTHON_TEXT_ROWS, TOY_ROWS)).extended(OWN_NAMES)


def judge(case: Case) -> list[Observation]:
    """One observation for each line that reveals something or calls a sink of the library."""
    return [
        observation
        for name, source in program(case).items()
        for observation in _observations(name, source)
    ]


def _observations(name: str, source: str) -> list[Observation]:
    """Reveals of one line are joined in order; what one shows in several contexts, by slashes."""
    module = parse(source)
    events = interpret(module, ROWS, name).events
    texts: dict[cst.CSTNode, dict[str, None]] = defaultdict(dict)
    for node, value in events.revealed:
        texts[node].setdefault(show(value))
    for sink_call in events.sink_calls:
        texts[sink_call.node].setdefault(show_meeting(sink_call))
    lines: dict[int, list[tuple[Position, str]]] = defaultdict(list)
    for node, span in spans(module, texts).items():
        lines[span.start.line].append((span.start, " / ".join(texts[node])))
    return [
        Observation(
            name, line, min(here)[0].column, REVEALED, " | ".join(t for _, t in sorted(here))
        )
        for line, here in lines.items()
    ]
