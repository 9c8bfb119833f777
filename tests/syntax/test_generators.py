"""Which functions are generators, and which of them use what they are resumed with."""

import libcst as cst
import pytest

from flake8_graph_me.syntax.generators import Generating, generating


@pytest.mark.parametrize(
    ("body", "yields", "takes_values"),
    [
        ("return 1", False, False),
        ("yield 1", True, False),
        ("yield 1\n    yield 2", True, False),
        ("x = yield 1", True, True),
        ("yield 1\n    print((yield 2))", True, True),
        ("try:\n        yield 1\n    finally:\n        print(2)", True, True),
        ("def inner():\n        x = yield 1\n    yield 2", True, False),
        ("class Inner:\n        x = lambda: (yield 1)", False, False),
    ],
)
def test_generating(body: str, *, yields: bool, takes_values: bool) -> None:
    (function,) = cst.parse_module(f"def f():\n    {body}\n").body
    assert isinstance(function, cst.FunctionDef)
    assert generating(function) == Generating(yields, takes_values)
