"""The list of known limits: how it is made, and that the README contains it."""

import dataclasses
from pathlib import Path

import pytest

from tests.documents.limits import limits, listed
from tests.specification.library import GRAPH, TESTS, graph_cases
from tests.specification.pages import read_page

PAGE = """
# Page
## known limit
```python
x = 1
y = 2  # MISSING: GME001 only x is seen
```
"""


def test_limits_are_listed(tmp_path: Path) -> None:
    written = tmp_path / "toy.md"
    written.write_text(PAGE)
    (case,) = read_page(written)

    here = dataclasses.replace(case, page=TESTS / "cases" / "toy.md")
    expected = "- GME001 is missed: only x is seen ([known limit](../../tests/cases/toy.md)).\n"
    assert limits([here]) == expected
    assert listed(f"text\n<!-- limits -->\n{expected}<!-- /limits -->\n") == expected
    assert listed("text") is None


def test_the_readme_lists_the_known_limits() -> None:
    readme = TESTS.parent / "flake8_graph_me" / "docs" / "limits.md"
    found = listed(readme.read_text(encoding="utf-8")) if readme.exists() else None
    if found is None:
        pytest.skip("the README has no list of limits")
    assert found.strip("\n") == limits(graph_cases()).strip("\n")


def test_every_page_has_cases() -> None:
    assert all(read_page(path) for path in GRAPH.folder.glob("*.md"))
