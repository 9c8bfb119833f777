"""Rewriting texts in f-strings with the syntax of Python 3.12 and later."""

import ast
import sys

import pytest

from tests.support.marked_source import fixed

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="Python before 3.12 does not parse such f-strings"
)

ROWS = [
    ('f"{B + "/«me»"}/a"', 'f"{B + "/users/a@b.com"}/a"', 'f"{B + f"/users/{e[\'U\']}"}/a"'),
    ('f"{f"{B}/«me»"}/a"', 'f"{f"{B}/users/a@b.com"}/a"', 'f"{f"{B}/users/{e[\'U\']}"}/a"'),
    (
        'f"{f"{f"{B}"}/«me»/{"a"}"}"',
        'f"{f"{f"{B}"}/users/a@b.com/{"a"}"}"',
        'f"{f"{f"{B}"}/users/{e[\'U\']}/{"a"}"}"',
    ),
    (
        'f"{\n  B  # base\n}/«me»"',
        'f"{\n  B  # base\n}/users/a@b.com"',
        "f\"{\n  B  # base\n}/users/{e['U']}\"",
    ),
    (
        'f"{B + "\\x2f«me»"}"',
        'f"{B + "\\x2fusers/a@b.com"}"',
        'f"{B + f"\\x2fusers/{e[\'U\']}"}"',
    ),
]


@pytest.mark.parametrize(("source", "literal", "expression"), ROWS)
def test_strings_in_holes(source: str, literal: str, expression: str) -> None:
    head = "e = B = {}\nx = "
    assert fixed(head + source, "literal", "a@b.com") == head + literal
    assert fixed(head + source, "expression", 'e["U"]') == head + expression
    ast.parse(literal)
    ast.parse(expression)
