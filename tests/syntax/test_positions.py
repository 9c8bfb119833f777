"""Positions computed by statement agree with libcst's provider and with the source."""

import functools
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import libcst as cst
import pytest
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider
from libcst.metadata import position_provider as private

from flake8_graph_me.syntax import positions
from flake8_graph_me.syntax.parsing import AnalysisFailed, ParsedModule, parse
from flake8_graph_me.syntax.positions import spans
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.places import Position, Span
from tests.support.stdlib import modules, sample

# All of the standard library takes some minutes.
WHOLE = os.environ.get("WHOLE_STANDARD_LIBRARY") == "1"
FILES = modules() if WHOLE else sample(40)

FAITHFUL = {
    "leading lines": "# header\n\n# lead\na = 1\n\n# lead\n\nb(c, d=e)  # tail\n# footer\n",
    "docstring": '"""Doc\nstring"""\nimport a\n',
    "semicolons": "a = 1; b = c\nd; e;\nf\n",
    "decorators": "\n# x\n@a\n# y\n@b(c)\n\ndef f(d): return e\n@g\nclass H: pass\n",
    "one-liners": "if True: pass\nelse: a; b\nwhile c: d\nfor e in f: g; h\n",
    "blocks": "if a:\n    if b:\n\n        # c\n        d\n    # e\nelif f: g\nelse:\n  h\ni\n",
    "tabs": "if a:\n\tb = c\n\tif d:\n\t\te\n",
    "continuation": "a = b + \\\n    c\nd(\\\n  e)\n",
    "CRLF": "a = 1\r\n\r\n# x\r\nb = '''c\r\nd'''; e\r\nf\r\n",
    "mixed line ends": "a\nb = '''\r\n'''\r\nc\n",
    "no last line end": "a\nif b:\n    c",
    "layout at the end": "a\nb  \n  ",
    "comment at the end": "a\nb # c",
    "type comments": "a = []  # type: list[int]\ndef f(b):\n    # type: (int) -> None\n    pass\n",
    "strings": "a = f'b{c!r:>{d}}e{{' 'f' r''\"g\"\nh = '''i\nj{''' f'''k\n{l}\nm'''\nn\n",
    "wide characters": "é = '😀'; ß = 1; a(b='€', c='\u2028', d=f'🐍{é}\u0085{ß}'); e\nf\n",
    "form feeds on lines of their own": "a\n\x0c\nb\n\x0c\n\x0c# c\ndef d(): e\n",
    "form feed within a line": "a \x0c= b\n'\x0c'; c\n",
    "async": "async def f():\n    async with a: await b\n",
    "empty": "",
}
# libcst drops some of the layout of these.
UNFAITHFUL = {
    "form feed before a statement": "a = 1\n\x0cb = c\nd; e\n",
    "form feed before the first": "\x0ca = 1\nb\n",
    "form feed before an indentation": "if a:\n\x0c    b = c\n    d\ne\n",
    "line continued before a statement": "a\n\\\nb = c\nd\n",
    "carriage returns": "a = 1\rb = '''c\rd'''\rif e:\r    f\rg\r",
    "decorator on the next line": "a\n@(\n    b\n)\ndef f(c): pass\n@\\\nd\nclass G: pass\n",
}
LEAVES = (cst.Name, cst.Integer, cst.SimpleString, cst.FormattedStringText)


def whole_provider(module: ParsedModule) -> dict[cst.CSTNode, Span]:
    wrapper = MetadataWrapper(module.module, unsafe_skip_copy=True)
    return {
        node: Span(
            Position(found.start.line, found.start.column),
            Position(found.end.line, found.end.column),
        )
        for node, found in wrapper.resolve(PositionProvider).items()
    }


@functools.cache
def line_starts(source: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer(r"\r\n?|\n", source))]


def text_at(source: str, span: Span) -> str:
    starts = line_starts(source)
    start = starts[span.start.line - 1] + span.start.column
    return source[start : starts[span.end.line - 1] + span.end.column]


def below(module: ParsedModule) -> list[cst.CSTNode]:
    return [node for node in walk(module.module) if node is not module.module]


def refuse(*_: object) -> dict[cst.CSTNode, Span]:
    raise AssertionError("the slow way was taken")


def assert_leaves_stand_there(module: ParsedModule, nodes: Iterable[cst.CSTNode]) -> None:
    asked = list(nodes)
    found = spans(module, asked)
    assert found.keys() == set(asked)
    for node in asked:
        if isinstance(node, LEAVES):
            assert text_at(module.source, found[node]) == node.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_equal_to_the_provider_on_real_files(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        module = parse(path.read_bytes().decode())
    except (AnalysisFailed, UnicodeDecodeError) as error:
        pytest.skip(str(error))
    nodes = below(module)
    if module.module.code == module.source:
        monkeypatch.setattr(positions, "_spans_by_module", refuse)
        expected = whole_provider(module)
        assert spans(module, nodes) == {node: expected[node] for node in nodes}
    assert_leaves_stand_there(module, nodes)


@pytest.mark.parametrize("source", FAITHFUL.values(), ids=FAITHFUL.keys())
def test_equal_to_the_provider_in_odd_layout(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(positions, "_spans_by_module", refuse)
    module = parse(source)
    nodes = below(module)
    expected = whole_provider(module)
    for node in nodes:
        assert spans(module, [node]) == {node: expected[node]}
    assert spans(module, nodes) == {node: expected[node] for node in nodes}
    assert_leaves_stand_there(module, nodes)


@pytest.mark.parametrize("source", UNFAITHFUL.values(), ids=UNFAITHFUL.keys())
def test_true_where_libcst_drops_layout(source: str) -> None:
    module = parse(source)
    assert_leaves_stand_there(module, below(module))
    for node in below(module):
        if isinstance(node, LEAVES):
            assert text_at(source, spans(module, [node])[node]) == node.value


def test_a_byte_order_mark_is_no_column() -> None:
    module = parse("\ufeffa = b\n")
    name = module.module.body[0]
    assert spans(module, [name])[name] == Span(Position(1, 0), Position(1, 5))


def test_spans_leave_out_parentheses_and_take_in_their_parts() -> None:
    module = parse("a = f(\n    (b.c),\n    d='e' 'f',\n)\n")
    texts = {
        type(node).__name__: text_at(module.source, span)
        for node, span in spans(module, below(module)).items()
    }
    assert texts["Attribute"] == "b.c"
    assert texts["ConcatenatedString"] == "'e' 'f'"
    assert texts["Arg"] == "d='e' 'f'"
    assert texts["Call"].endswith(",\n)")


def test_holes_and_texts_of_f_strings() -> None:
    module = parse("a = f'b{{{c!r:>{d}}e'\n")
    found = spans(module, below(module))
    texts = [
        text_at(module.source, found[node]) for node in found if "Formatted" in repr(type(node))
    ]
    assert texts == ["f'b{{{c!r:>{d}}e'", "b{{", "{c!r:>{d}}", ">", "{d}", "e"]


def test_module_and_layout_have_spans_too() -> None:
    module = parse("# a\nb(c, d)\n")
    call = next(node for node in walk(module.module) if isinstance(node, cst.Call))
    comma = call.args[0].comma
    assert isinstance(comma, cst.Comma)
    found = spans(module, [module.module, comma])
    assert text_at(module.source, found[comma]).strip() == ","
    assert found[module.module].end == Position(3, 0)


def test_no_nodes_no_spans() -> None:
    assert spans(parse("a\n"), []) == {}


def test_a_node_of_another_module_is_an_error() -> None:
    with pytest.raises(KeyError):
        spans(parse("a\n"), [cst.Name("a")])


def test_the_private_interface_is_as_expected() -> None:
    """If this fails, libcst has changed, and all positions are computed the slow way."""
    module = cst.parse_module("if a:\n    b\n")
    provider = PositionProvider()
    state = private.PositionProvidingCodegenState(
        default_indent="    ", default_newline="\n", provider=provider, line=7, column=0
    )
    statement = module.body[0]
    statement._codegen(state)  # noqa: SLF001 - the private interface is what is tested
    assert "".join(state.tokens) == "if a:\n    b\n"
    computed = provider._computed  # noqa: SLF001 - the same
    assert computed[statement] == CodeRange((7, 0), (8, 5))
    assert {type(node).__name__ for node in computed} >= {"If", "Name", "IndentedBlock"}


@pytest.mark.parametrize("missing", [AttributeError, TypeError])
def test_without_the_private_interface_the_provider_serves(
    missing: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = parse("a = 1\n\n@b\ndef c(): d\n")
    expected = spans(module, below(module))

    def changed(**_: object) -> None:
        raise missing

    written_by_provider = positions._written_module(module.module)  # noqa: SLF001 - see below
    monkeypatch.setattr(private, "PositionProvidingCodegenState", changed)
    # The provider itself is built on the class that is taken away here.
    monkeypatch.setattr(positions, "_written_module", lambda _: written_by_provider)
    assert spans(module, below(module)) == expected


def test_trees_that_do_not_belong_together_are_noticed() -> None:
    module = parse("a\nb\n")
    for other in ("a\n", "a\nb\nc\n", "\n\n\na\nb\n"):
        mixed = ParsedModule(module.source, parse(other).tree, module.module)
        assert_leaves_stand_there(mixed, below(module))


def test_text_that_is_not_the_source_is_refused() -> None:
    module = parse("a\n")
    mixed = ParsedModule("b\n", module.tree, module.module)
    with pytest.raises(AnalysisFailed, match="other text"):
        spans(mixed, below(module))


@pytest.mark.parametrize(
    "source",
    [
        "a = " + "- " * 600 + "c\n",
        "a = (\n" + "    'b'\n" * 1_200 + ")\n",
        "\x0ca = " + "- " * 600 + "c\n",
    ],
    ids=["signs", "joined strings", "by module"],
)
def test_statements_too_deep_for_libcst_have_a_reason(source: str) -> None:
    limit = sys.getrecursionlimit()
    module = parse(source)
    with pytest.raises(AnalysisFailed, match="nested too deeply to tell positions"):
        spans(module, below(module))
    assert sys.getrecursionlimit() == limit


def test_a_deep_statement_does_not_harm_the_others() -> None:
    module = parse("a = " + "- " * 600 + "c\nd = e\n")
    last = module.module.body[1]
    assert spans(module, [last]) == {last: Span(Position(2, 0), Position(2, 5))}
    first = below(module)[1:2]
    with pytest.raises(AnalysisFailed):
        spans(module, first)


@pytest.mark.parametrize(
    "chain",
    [
        "b" + "+ c" * 1_500,
        "f(" + "b" + " or c" * 1_500 + ", d)",
        "(b\n" + "    .c\n" * 1_500 + ")",
        "(b\n" + "    .c(d + e)\n" * 700 + ")",
        "b" + " and (c" + "+ d" * 800 + ")" + " and e" * 800,
    ],
    ids=["sum", "operands", "attributes", "call chain", "one in the other"],
)
def test_long_chains_have_positions(chain: str) -> None:
    """Each in its place, and the tree is the same as before."""
    module = parse(f"a = {chain}\n")
    before = below(module)
    assert_leaves_stand_there(module, before)
    after = below(module)
    assert len(after) == len(before)
    assert all(one is other for one, other in zip(before, after, strict=True))
