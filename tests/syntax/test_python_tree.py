"""Python's own tree of a source."""

import ast
from pathlib import Path

import pytest

from flake8_graph_me.syntax.python_tree import LazyTree, python_tree, statements
from tests.support import stdlib


@pytest.mark.parametrize("path", stdlib.sample(30), ids=lambda path: path.name)
def test_statements_are_those_that_a_walk_meets(path: Path) -> None:
    tree = ast.parse(path.read_bytes())
    found = list(statements(tree))
    assert set(found) == {node for node in ast.walk(tree) if isinstance(node, ast.stmt)}
    assert len(found) == len(set(found))


def test_a_statement_comes_before_those_inside_of_it() -> None:
    tree = python_tree("match a:\n case 1:\n  try: b\n  except C: d\n  else: e\n  finally: f\n")
    first, second, *rest = statements(tree)
    assert isinstance(first, ast.Match)
    assert isinstance(second, ast.Try)
    assert {ast.unparse(each) for each in rest} == set("bdef")


def test_a_tree_is_made_when_it_is_asked_for() -> None:
    lazy = LazyTree("x = 1")
    assert lazy.made is None
    assert lazy.get() is lazy.get() is lazy.made


def test_a_given_tree_is_not_made_again() -> None:
    tree = ast.parse("x = 1")
    assert LazyTree("y = 2", tree).get() is tree


def test_what_is_no_python_has_no_tree() -> None:
    lazy = LazyTree("def")
    with pytest.raises(SyntaxError):
        lazy.get()
    assert lazy.made is None
