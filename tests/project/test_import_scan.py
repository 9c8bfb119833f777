"""Which imports a text contains."""

import ast
import time

import pytest

from flake8_graph_me.project.files.decoding import UnreadableError, read
from flake8_graph_me.project.modules.import_scan import Import, imports_of
from tests.support import stdlib


def parsed_imports(source: str) -> set[Import]:
    """The imports as Python's own parser tells them."""
    found: set[Import] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(Import(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = tuple(alias.name for alias in node.names)
            found.add(Import(node.module or "", node.level, names))
    return found


LENGTHS = 125_000, 500_000
"""How many characters hostile texts have."""
LEAST = 0.02
"""A time in seconds that is too short to tell how it grows."""
WAYS = r"""
import a
import a.b.c
import a, b . c as d , e
import a \
    , b
import\
    a
from a import b
from a import b as c, d
from . import b
from .import b
from.import b
from .. a . b import(c)
from ... import b
from .... a import b
from .a import (b as c,
    d,  # a comment (with brackets), and commas
    e
)
from a import *
from .a import*
from a \
  . b \
  import \
  c
from imports import important
from fromage import imported
from .importlib import x
from größe import ñ
import a̐b
def f():
    import inner_a
	# a tab
    from inner import b
class A: import inner_c
if x: import d; import e ;from f import g
try:import t
except E:from t import u
match x:
    case _:import v
lambda: 0; import w
async def g(): from x import y
x = 1; \
import z
if x: \
    import zz
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
def test_all_ways_to_write_an_import(end: str) -> None:
    source = WAYS.replace("\n", end)
    expected = parsed_imports(source)
    assert len(expected) > 30
    # Of "from a \\", "import \\", "c" the second line looks like an import of its own.
    assert set(imports_of(source)) - expected <= {Import("c")}
    assert expected <= set(imports_of(source))


def test_spaces_of_all_kinds() -> None:
    for source in (
        "\fimport a",
        " \f \n\fimport\ta",
        "import\fa",
        "if 1:\timport a",
        "\ufeffimport a",
    ):
        assert imports_of(source) == (Import("a"),)


def test_comment_that_ends_in_a_backslash_swallows_nothing() -> None:
    for comment in ("# import \\", "# then import\\", "#: from a import \\", "#;import x,\\"):
        assert Import("a.b") in imports_of(f"{comment}\nimport a.b\n")
        assert Import("a", 1, ("b",)) in imports_of(f"{comment}\nfrom .a import b\n")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x = 1",
        "important = imported",
        "x.import_(a)",
        "raise X from error",
        "yield from x",
        "'an import in text'",
        "a = 'from here'",
        "# import a",
        "frommage import b",
        "x = b\\\nfrom c",
    ],
)
def test_what_is_no_import(source: str) -> None:
    assert imports_of(source) == ()


def test_none_is_missed_in_real_code() -> None:
    extra = count = 0
    for path in stdlib.sample(150):
        try:
            source = read(str(path)).text
            expected = parsed_imports(source)
        except (UnreadableError, SyntaxError):
            continue
        given = set(imports_of(source))
        assert expected <= given, path
        extra += len(given - expected)
        count += len(expected)
    assert count > 500
    assert extra < count / 20


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        ("", "from x import (\n"),
        ("", "import \\\n"),
        ("", "from "),
        ("", ":"),
        ("", " "),
        ("from ", "."),
        ("from a", ".a"),
        ("", "\\\n"),
        ("", "from x import (#"),
        ("", "import a, "),
        ("", ": import "),
    ],
)
def test_the_time_for_hostile_texts_grows_with_their_length(head: str, piece: str) -> None:
    """Of a text four times as long: a time that grows with the square would be sixteen times as
    long.
    """
    short, long = (_seconds(head + piece * (length // len(piece))) for length in LENGTHS)
    assert long < 10 * short + LEAST


def _seconds(source: str) -> float:
    """The processor time for the imports of a source, at best."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        imports_of(source)
        times.append(time.thread_time() - start)
    return min(times)
