"""Long chains of ``elif``: parsed side by side, with every place where it was."""

import ast

import libcst as cst
import pytest

from flake8_graph_me.syntax.elif_chains import LONGEST_NESTED, flattened, grouped
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.syntax.positions import spans
from flake8_graph_me.syntax.walk import walk


def chain(count: int, line_end: str = "\n", indent: str = "") -> str:
    lines = ["if v:", " pass", *(line for n in range(count) for line in (f"elif v{n}:", " 'é'"))]
    return "".join(f"{indent}{line}{line_end}" for line in (*lines, "else:", " last"))


def test_only_long_chains_are_written_anew() -> None:
    for source in (chain(LONGEST_NESTED), "x = 'elif'\n" * 300, "if a:\n b\n" * 300):
        assert flattened(source, ast.parse(source)) is source
    source = chain(LONGEST_NESTED + 1)
    flat = flattened(source, ast.parse(source))
    assert len(flat) == len(source)
    assert flat.count("if\f\f v") == LONGEST_NESTED + 1
    assert flat.replace("if\f\f", "elif") == source


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("around", ["", "é = 'elif'; def f():"])
def test_every_name_stands_where_python_has_it(line_end: str, around: str) -> None:
    body = chain(150, line_end, "  " if around else "")
    head = around.replace("; ", line_end) + line_end if around else ""
    source = f"# elif{line_end}{head}{body}x{line_end}"
    module = parse(source)
    names = [node for node in walk(module.module) if isinstance(node, cst.Name)]
    found = {(span.start.line, span.start.column) for span in spans(module, names).values()}
    wanted = {
        (node.lineno, node.col_offset)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name)
    }
    assert wanted <= found
    assert len(wanted) >= 152


def test_a_chain_is_one_group() -> None:
    module = parse(f"a\n{chain(150)}if b: pass\nc\n").module
    assert [len(group) for group in grouped(module.body)] == [1, 151, 1, 1]
