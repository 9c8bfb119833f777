"""Calls of everything that there are rows for, with arguments that nobody meant for it: no analysis
fails.
"""

import pytest

from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.pipeline.known import knowledge_for
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.terms.options import Options

ROWS = knowledge_for(Options()).rows
NAMES = sorted(name for name in ROWS.calls if all(part.isidentifier() for part in name.split(".")))
ARGUMENTS = (
    "",
    "a, b",
    "[], {}, 'x', url=a",
    "*a, **b",
    "None, 1, 2, 3",
    "lambda: 0, f'{a}', headers=b, data=a",
)


@pytest.mark.parametrize("arguments", ARGUMENTS)
def test_methods_that_are_called_through_their_types(arguments: str) -> None:
    """Such a call has no receiver."""
    failed = set[str]()
    for start in range(0, len(NAMES), 100):
        names = NAMES[start : start + 100]
        imports = {f"import {name.partition('.')[0]}" for name in names}
        program = "\n".join([*sorted(imports), *(f"{name}({arguments})" for name in names), ""])
        failed |= interpret(parse(program), ROWS, "odd.py").budget.failed
    assert len(NAMES) > 700
    assert failed == set()
