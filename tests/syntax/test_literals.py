"""Literals: their values, the position of each character, and how to change some of them."""

import ast
import warnings

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.syntax.literals import (
    StringNode,
    evaluated,
    is_bytes,
    replacement,
    source_offsets,
    source_range,
    span_of,
    style,
)
from flake8_graph_me.terms.places import Position, Span

TEXT_PREFIXES = ["", "u", "U", "r", "R"]
BYTES_PREFIXES = ["b", "B", "rb", "bR", "Rb", "BR"]
F_PREFIXES = ["f", "F", "rf", "fR", "Rf"]
QUOTES = ["'", '"', "'''", '"""']
PIECES = [
    *("a", "/me", "é", "😀", " ", "0", "7", "N", "{", "}", "'", '"', "\t", "\f", "\u2028"),
    *(r"\n", r"\\", r"\'", r"\"", r"\x41", r"\u0042", r"\U0001F600", r"\N{BULLET}", r"\101"),
    *(r"\0", r"\12", r"\777", r"\d", r"\/", "\\\n", "\\\r\n", "\n", "\r\n", "\r", "\\"),
]
CONTENT = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
F_CONTENT = st.lists(
    st.sampled_from([*(piece for piece in PIECES if piece not in "{}"), "{{", "}}"]), max_size=8
).map("".join)
NEW_TEXT = st.text(
    st.sampled_from("ab/{}'\"\\\n\r\t\0é😀7N") | st.characters(exclude_categories=["Cs"]),
    max_size=6,
)


def value_of(source: str) -> str | None:
    """What Python makes of a literal, bytes as Latin-1, or None if it refuses it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # Not eval or literal_eval, which strip the text before parsing.
            tree = compile(source, "<literal>", "eval", ast.PyCF_ONLY_AST)
        except (SyntaxError, ValueError):
            return None
        assert isinstance(tree, ast.Expression)
        if not isinstance(tree.body, (ast.Constant, ast.JoinedStr)):
            return None
        if any(isinstance(node, ast.FormattedValue) for node in ast.walk(tree)):
            return None
        value = eval(compile(tree, "<literal>", "eval"))
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def parsed(source: str) -> tuple[StringNode, cst.FormattedString | None] | None:
    """The node to test with, or None if the source is no single literal."""
    if value_of(source) is None:
        return None
    try:
        node = cst.parse_expression(source)
    except cst.ParserSyntaxError:
        return None
    if isinstance(node, cst.FormattedString):
        if len(node.parts) == 1 and isinstance(node.parts[0], cst.FormattedStringText):
            return node.parts[0], node
        return None
    return (node, None) if isinstance(node, cst.SimpleString) else None


@st.composite
def literals(draw: st.DrawFn) -> str:
    prefix = draw(st.sampled_from([*TEXT_PREFIXES, *BYTES_PREFIXES, *F_PREFIXES]))
    quote = draw(st.sampled_from(QUOTES))
    content = draw(F_CONTENT if "f" in prefix.lower() else CONTENT)
    if "b" in prefix.lower():
        content = content.encode("ascii", "ignore").decode()
    return f"{prefix}{quote}{content}{quote}"


def rewritten(source: str, node: StringNode, edit: tuple[int, int, str]) -> str:
    start, end, content = edit
    # The text of an f-string begins behind its prefix and opening quote.
    prefix = source.index(source[-1])
    opening = prefix + (len(source) - prefix - len(node.value)) // 2
    shift = 0 if isinstance(node, cst.SimpleString) else opening
    return source[: shift + start] + content + source[shift + end :]


@given(literals())
def test_evaluates_as_python_does(source: str) -> None:
    found = parsed(source)
    if found is not None:
        assert evaluated(*found) == value_of(source)
        assert is_bytes(found[0]) == ("b" in source[:2].lower().split(source[-1])[0])


@given(literals())
def test_each_character_stands_where_the_offsets_say(source: str) -> None:
    found = parsed(source)
    if found is None:
        return
    node, enclosing = found
    text, offsets = evaluated(node, enclosing), source_offsets(node, enclosing)
    assert len(offsets) == len(text)
    assert sorted(offsets) == list(offsets)
    for character, (start, end) in zip(text, offsets, strict=True):
        piece = node.value[start:end]
        prefix = "f" if enclosing is not None and piece in {"{{", "}}"} else ""
        prefix += "b" if is_bytes(node) else ""
        if piece != character:
            assert value_of(f"{prefix}'''{piece}'''") == character


@given(literals(), NEW_TEXT, st.data())
def test_replacing_a_range_gives_the_expected_text(
    source: str, new: str, data: st.DataObject
) -> None:
    found = parsed(source)
    if found is None:
        return
    node, enclosing = found
    text = evaluated(node, enclosing)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        edit = replacement(node, start, end, new, enclosing)
    except ValueError:
        how = style(node, enclosing)
        assert how.raw or (how.is_bytes and any(ord(character) > 0xFF for character in new))
        return
    low, high = source_range(node, start, end, enclosing)
    assert edit[0] <= low <= high <= edit[1]
    assert value_of(rewritten(source, node, edit)) == text[:start] + new + text[end:]


@pytest.mark.parametrize("source", ["r'aaaa/me\\\n'", 'rb"/me\\\r\n"', "r'\\\n/me'"])
def test_a_raw_literal_does_not_lose_the_backslash_that_continues_it(source: str) -> None:
    found = parsed(source)
    assert found is not None
    node, enclosing = found
    text = evaluated(node, enclosing)
    with pytest.raises(ValueError, match="cannot"):
        replacement(node, 0, text.index("\n"), "", enclosing)


@given(st.sampled_from(TEXT_PREFIXES + BYTES_PREFIXES + F_PREFIXES), st.sampled_from(QUOTES))
def test_style_tells_prefix_and_quotes(prefix: str, quote: str) -> None:
    found = parsed(f"{prefix}{quote}a{quote}")
    assert found is not None
    how = style(*found)
    letters = prefix.lower()
    assert (how.raw, how.is_bytes, how.quote, how.braces) == (
        "r" in letters,
        "b" in letters,
        quote,
        "f" in letters,
    )


@given(st.sampled_from(["", "b", "f"]), st.sampled_from(QUOTES), NEW_TEXT)
def test_what_is_escaped_evaluates_to_the_text(prefix: str, quote: str, text: str) -> None:
    if prefix == "b":
        text = text.encode("latin-1", "ignore").decode("latin-1")
    found = parsed(f"{prefix}{quote}x{quote}")
    assert found is not None
    node, enclosing = found
    low, high, written = replacement(node, 0, 1, text, enclosing)
    source = f"{prefix}{quote}{node.value[:low]}" if enclosing else node.value[:low]
    end = f"{node.value[high:]}{quote}" if enclosing else node.value[high:]
    assert value_of(source + written + end) == text


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ('r"a"', '"'),
        ("r'a'", "'"),
        ("r'a'", "b\nc"),
        ("r'a'", "b\\"),
        ('r"""a"""', "b\rc"),
        ("r'a'", "\0"),
        ("r'a'", "\ud800"),
        ("rb'a'", "é"),
        ("b'a'", "€"),
    ],
)
def test_what_a_literal_cannot_hold_is_refused(literal: str, text: str) -> None:
    node = cst.ensure_type(cst.parse_expression(literal), cst.SimpleString)
    with pytest.raises(ValueError, match="cannot hold"):
        replacement(node, 0, 1, text)


@pytest.mark.parametrize(
    ("literal", "start", "end", "text", "expected"),
    [
        ("'/me/x'", 1, 3, "users/ä", "'/users/ä/x'"),
        (r"'\x2fme'", 1, 3, "users", r"'\x2fusers'"),
        (r"'\/me'", 2, 4, "n", r"'\/n'"),
        (r"'\dme'", 1, 4, "n", r"'\\n'"),
        (r"'\1me'", 1, 3, "7", r"'\x017'"),
        (r"r'\me'", 1, 3, "users", r"r'\users'"),
        ('"""a"x"b"""', 1, 3, '"', '"""a\\""b"""'),
        ('"""ab"""', 1, 2, '"', '"""a\\""""'),
        ("'a'", 1, 1, "\n\t\x07\u200b", r"'a\n\t\x07\u200b'"),
        (r"'\d'", 1, 1, "N", r"'\\Nd'"),
        (r"'\d'", 1, 1, "x", r"'\\xd'"),
        (r"b'\d'", 1, 1, "N", r"b'\Nd'"),
        ("''", 0, 0, "a", "'a'"),
        ("'''a\\\n'''", 1, 1, "b", "'''ab\\\n'''"),
    ],
)
def test_edits_stay_small(literal: str, start: int, end: int, text: str, expected: str) -> None:
    node = cst.ensure_type(cst.parse_expression(literal), cst.SimpleString)
    low, high, content = replacement(node, start, end, text)
    assert literal[:low] + content + literal[high:] == expected


def test_raw_literal_whose_quote_would_come_loose_is_refused() -> None:
    node = cst.ensure_type(cst.parse_expression(r"r'\'a'"), cst.SimpleString)
    with pytest.raises(ValueError, match="raw literal"):
        replacement(node, 0, 1, "")


def test_text_before_a_hole_may_end_in_what_a_whole_literal_may_not() -> None:
    whole = cst.ensure_type(cst.parse_expression('f"""a"{x}b{{c"d"""'), cst.FormattedString)
    first, second = whole.parts[0], whole.parts[2]
    assert isinstance(first, cst.FormattedStringText)
    assert isinstance(second, cst.FormattedStringText)
    assert replacement(first, 0, 1, "z", whole) == (0, 1, "z")
    assert evaluated(second, whole) == 'b{c"d'
    assert replacement(second, 1, 2, "}", whole) == (1, 3, "}}")


def test_a_lone_backslash_before_a_hole_is_kept_or_escaped() -> None:
    whole = cst.ensure_type(cst.parse_expression(r'f"a\{x}"'), cst.FormattedString)
    text = whole.parts[0]
    assert isinstance(text, cst.FormattedStringText)
    assert evaluated(text, whole) == "a\\"
    assert replacement(text, 0, 1, "b", whole) == (0, 1, "b")
    assert replacement(text, 2, 2, "n", whole) == (1, 2, r"\\n")


def test_text_of_an_f_string_needs_the_f_string() -> None:
    with pytest.raises(ValueError, match="with its f-string"):
        evaluated(cst.FormattedStringText("a"))


@pytest.mark.parametrize(
    ("raw", "start", "end", "expected"),
    [
        ("'abc'", 1, 3, ((3, 5), (3, 7))),
        ("'''a\nbc'''", 5, 7, ((4, 0), (4, 2))),
        ("'''a\r\nbc\rd'''", 6, 10, ((4, 0), (5, 1))),
        ("'''a\x0c\u2028b'''", 6, 7, ((3, 10), (3, 11))),
    ],
)
def test_span_of_offsets(
    raw: str, start: int, end: int, expected: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    whole = Span(Position(3, 4), Position(9, 0))
    first, last = expected
    assert span_of(whole, raw, start, end) == Span(Position(*first), Position(*last))
