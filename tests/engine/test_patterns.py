"""Regular expressions of the analysed code are run only where that is little work."""

import pytest

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.engine.operations.text.patterns import matches, pattern_of
from flake8_graph_me.terms.text import Literal


def text(content: str) -> Text:
    return Text((Literal(content),))


def spans(expression: str, content: str) -> list[tuple[int, int]] | None:
    """Where an expression matches; None if it is not run."""
    pattern = pattern_of(just(text(expression)), None)
    found = None if pattern is None else matches(pattern, text(content))
    return None if found is None else [match.span() for match in found]


# Each would take far longer with a few more of the same.
@pytest.mark.parametrize(
    "expression",
    [
        "(a+)+!",
        "(?:a|aa)+!",
        "(?:a?){12}!",
        "(a*b*)*!",
        "a*" * 8 + "!",
        "(.*a){4}!",
        "a?" * 24 + "!",
        "(?:a|aa)" * 20 + "!",
        "(?:a|aa|aaa)" * 10 + "!",
        "(a|aa)\\1*!",
        "(?:a+b|a+c)+!",
    ],
)
def test_what_may_be_much_work_is_not_run(expression: str) -> None:
    assert spans(expression, "a" * 24) is None


@pytest.mark.parametrize(
    ("expression", "content", "found"),
    [
        ("a+", "baab", [(1, 3)]),
        ("/(me|users|groups)/", "/v1.0/users/x", [(5, 12)]),
        (r"\{(\w+)\}", "/{user}/{id}", [(1, 7), (8, 12)]),
        (r"^https?://([^/]+)/(v1\.0|beta)/", "https://graph.microsoft.com/beta/me", [(0, 33)]),
        ("x", "abc", []),
    ],
)
def test_what_is_little_work_is_run(
    expression: str, content: str, found: list[tuple[int, int]]
) -> None:
    assert spans(expression, content) == found
