"""The walk over libcst's trees yields what libcst's own traversal yields, without the layout."""

import inspect
import time
from pathlib import Path

import libcst as cst
import pytest

from flake8_graph_me.syntax.walk import _LAYOUT, _reader, children, walk
from tests.support.stdlib import sample

EVERYTHING = '''\
"""Docstring"""
import a.b as c, d
from . import e
from .f import *
from g import (h as i, j)
@decorator(1)
async def f[T: int = str, *Ts, **P](x: int, /, y=2, *args: str, z, w=3, **kwargs) -> None:
    async with a as b, c: await d
    async for q in r: yield s
    else: return
    global gl, gl2
    nonlocal nl
    raise X from Y
class A[T](Base, metaclass=M): attribute: int = 1
if (n := 1) and not m or o: pass
elif p: continue
else: break
while t: del u, v
else: assert x, "y"
try: pass
except E as e: pass
except (F, G): pass
finally: pass
try: pass
except* H: pass
match value:
    case [1, *rest] | {"k": v, **others} if guard: pass
    case Point(x, y=0) as p: pass
    case None | "a" "b" | -1: pass
    case (a, b): pass
    case _: pass
type Alias[K] = dict[K, K]
lambda a, *b, c=1, **d: a
x = y = [*a, b, (c, d), {e: f, **g}, {h, *i}]
x[1:2:3, ...] += a if b else c
[a for b in c if d if e for f in g]; {a: b for c in d}; {a for b in c}; (a async for b in c)
f"a{b!r:>{width}}c{d=}" "plain" r"raw"
call(a, *b, c=d, **e).attribute @ 1.5 ** 2j < 3 is not 4 not in 5
with (open(a) as b, c): yield from z
'''


def visible(node: cst.CSTNode) -> list[cst.CSTNode]:
    layout = _LAYOUT
    return [child for child in node.children if not isinstance(child, layout)]


def assert_same_children(module: cst.Module) -> int:
    count = 0
    for node in walk(module):
        found = list(children(node))
        expected = visible(node)
        assert [id(child) for child in found] == [id(child) for child in expected], node
        count += 1
    return count


def test_children_are_those_of_libcst_in_their_order() -> None:
    assert assert_same_children(cst.parse_module(EVERYTHING)) > 300


@pytest.mark.parametrize("path", sample(12), ids=lambda path: path.stem)
def test_children_in_the_standard_library(path: Path) -> None:
    assert_same_children(cst.parse_module(path.read_bytes()))


def test_every_node_type_has_a_reader() -> None:
    types = [
        found
        for _, found in inspect.getmembers(cst, inspect.isclass)
        if issubclass(found, cst.CSTNode) and not inspect.isabstract(found)
    ]
    assert len(types) > 150
    for node_type in types:
        assert callable(_reader(node_type))


def test_layout_is_left_out() -> None:
    module = cst.parse_module("f( # comment\n  a , b. c)  # more\n\n# end\n")
    kinds = [type(node).__name__ for node in walk(module)]
    expected = "Module SimpleStatementLine Expr Call Name Arg Name Arg Attribute Name Name"
    assert kinds == expected.split()
    markers = cst.parse_module("async def f(a, /, *, b): a @= not b\nfrom c import *\n")
    layout = {"ParamSlash", "ParamStar", "ImportStar", "Asynchronous", "Not"}
    assert not layout & {type(node).__name__ for node in walk(markers)}


def test_walk_is_no_recursion() -> None:
    node: cst.BaseExpression = cst.Name("a")
    for _ in range(20_000):
        node = cst.UnaryOperation(cst.Minus(), node)
    assert sum(1 for _ in walk(node)) == 20_001


def test_walk_costs_a_fraction_of_the_parse() -> None:
    source = Path(inspect.__file__).read_bytes()
    parses, walks = [], []
    for _ in range(3):
        start = time.process_time()
        module = cst.parse_module(source)
        middle = time.process_time()
        assert sum(1 for _ in walk(module)) > 10_000
        parses.append(middle - start)
        walks.append(time.process_time() - middle)
    # 0.05 on a quiet machine.
    assert min(walks) < 0.3 * min(parses)
