"""String literals: from source text to evaluated text, and back to each character's position.

Handles ``SimpleString`` nodes, and ``FormattedStringText`` nodes together with their
``FormattedString``, whose prefix and quotes decide how the text is written. Texts inside a format
specification (``f"{x:…}"``) follow other rules and are not covered.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.terms.places import Position, Span

StringNode = cst.SimpleString | cst.FormattedStringText

_OPENING = re.compile(r"""([A-Za-z]*)(\"{3}|'{3}|["'])""")
_LINE_END = re.compile(r"\r\n?|\n")

_BYTES_ESCAPES = r"""\\(?:\r\n|[\r\n\\'"abfnrtv]|[0-7]{1,3}|x[0-9A-Fa-f]{2})"""
_TEXT_ESCAPES = r"\\(?:N\{[^}]*\}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"
_SIMPLE_ESCAPES = {
    "\r\n": "",
    "\r": "",
    "\n": "",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}
_SHORT_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

# How many neighbours left and right of an edit are written anew where they would read differently.
_WIDENINGS = ((0, 0), (1, 0), (0, 1), (1, 1))


@dataclass(frozen=True, slots=True)
class Style:
    """How a literal is written. ``quote`` closes it; ``braces`` says that ``{{`` means ``{``, as
    in the texts of f-strings.
    """

    raw: bool
    is_bytes: bool
    quote: str
    braces: bool


def style(node: StringNode, enclosing: cst.FormattedString | None = None) -> Style:
    """How ``node`` is written; ``enclosing`` is the f-string of a ``FormattedStringText``.

    Raises ValueError for such a text without its f-string.
    """
    return _split(node, enclosing)[0]


def is_bytes(node: StringNode) -> bool:
    """Whether ``node`` is a bytes literal."""
    return isinstance(node, cst.SimpleString) and _split(node, None)[0].is_bytes


def evaluated(node: StringNode, enclosing: cst.FormattedString | None = None) -> str:
    """The text that the literal stands for; bytes are decoded as Latin-1.

    Raises ValueError for a ``FormattedStringText`` without its f-string.
    """
    how, _, content = _split(node, enclosing)
    return _evaluate(content, how)


def source_offsets(
    node: StringNode, enclosing: cst.FormattedString | None = None
) -> tuple[tuple[int, int], ...]:
    """For each character of the evaluated text, the half-open range of ``node.value`` that produces
    it.

    Ranges are in order and do not overlap; between them there may be line continuations, which
    produce nothing.
    """
    how, offset, content = _split(node, enclosing)
    ranges: list[tuple[int, int]] = []
    done = 0
    for start, end, text in _units(content, how):
        ranges += ((offset + at, offset + at + 1) for at in range(done, start))
        ranges += [(offset + start, offset + end)] * len(text)
        done = end
    ranges += ((offset + at, offset + at + 1) for at in range(done, len(content)))
    return tuple(ranges)


def source_range(
    node: StringNode, start: int, end: int, enclosing: cst.FormattedString | None = None
) -> tuple[int, int]:
    """The half-open range of ``node.value`` that produces the characters ``start`` to ``end`` of
    the evaluated text.

    An empty range is directly after the preceding character.
    """
    ranges = source_offsets(node, enclosing)
    if start < end:
        return ranges[start][0], ranges[end - 1][1]
    at = ranges[start - 1][1] if start else _split(node, enclosing)[1]
    return at, at


def replacement(
    node: StringNode, start: int, end: int, text: str, enclosing: cst.FormattedString | None = None
) -> tuple[int, int, str]:
    """The edit of ``node.value`` by which the evaluated characters ``start`` to ``end`` become
    ``text``: the half-open range to replace, and what to write there.

    The range is one character wider if a neighbour would otherwise be read differently (a backslash
    of an unknown escape, a short octal escape, a quote in a triple-quoted literal). Raises
    ValueError if the literal cannot hold the text.
    """
    how, offset, content = _split(node, enclosing)
    before = _evaluate(content, how)
    wanted = before[:start] + text + before[end:]
    closes = enclosing is None or enclosing.parts[-1] is node
    for left, right in _WIDENINGS:
        first, last = max(start - left, 0), min(end + right, len(before))
        low, high = source_range(node, first, last, enclosing)
        written = _escape(before[first:start] + text + before[end:last], how)
        candidate = content[: low - offset] + written + content[high - offset :]
        reads_so = _evaluate(candidate, how) == wanted and not _has_broken_escape(candidate, how)
        if reads_so and _keeps_quotes(candidate, how, closes=closes):
            return low, high, written
    raise ValueError(f"{text!r} cannot be written into the literal {node.value}")


def span_of(node_span: Span, raw_text: str, start: int, end: int) -> Span:
    """The span of the characters ``start`` to ``end`` of ``raw_text``, which fills the span."""
    return Span(
        _position_at(node_span.start, raw_text, start), _position_at(node_span.start, raw_text, end)
    )


def _position_at(origin: Position, raw_text: str, offset: int) -> Position:
    line, line_start = origin.line, -origin.column
    for found in _LINE_END.finditer(raw_text, 0, offset):
        line, line_start = line + 1, found.end()
    return Position(line, offset - line_start)


def _split(node: StringNode, enclosing: cst.FormattedString | None) -> tuple[Style, int, str]:
    """How a literal is written, where its content starts in ``node.value``, and that content."""
    if isinstance(node, cst.SimpleString):
        opening = _OPENING.match(node.value)
        if opening is None:
            raise ValueError(f"not a string literal: {node.value}")
        how = _style(opening[1].lower(), opening[2])
        return how, opening.end(), node.value[opening.end() : -len(how.quote)]
    if enclosing is None:
        raise ValueError("the text of an f-string can only be read with its f-string")
    return _style(enclosing.prefix.lower(), enclosing.quote), 0, node.value


@functools.cache
def _style(prefix: str, quote: str) -> Style:
    return Style("r" in prefix, "b" in prefix, quote, "f" in prefix)


@functools.cache
def _unit_pattern(how: Style) -> re.Pattern[str]:
    """Matches the source characters that do not stand for themselves."""
    parts = [r"\r\n?"]
    if not how.raw:
        parts.append(_BYTES_ESCAPES)
    if not how.raw and not how.is_bytes:
        parts.append(_TEXT_ESCAPES)
    if how.braces:
        parts.append(r"\{\{|\}\}")
    return re.compile("|".join(parts))


def _has_broken_escape(content: str, how: Style) -> bool:
    r"""Whether a backslash begins an escape that Python refuses, such as ``\x`` without digits."""
    if how.raw:
        return False
    between: list[str] = []
    done = 0
    for start, end, _ in _units(content, how):
        between.append(content[done:start])
        done = end
    left = " ".join((*between, content[done:]))
    return re.search(r"\\x" if how.is_bytes else r"\\[xuUN]", left) is not None


def _units(content: str, how: Style) -> Iterator[tuple[int, int, str]]:
    """Where such characters start and end in ``content``, and what they stand for."""
    for found in _unit_pattern(how).finditer(content):
        yield found.start(), found.end(), _unit_text(found[0], how)


def _unit_text(unit: str, how: Style) -> str:
    if unit[0] != "\\":
        return "\n" if unit[0] == "\r" else unit[0]
    code = unit[1:]
    if code in _SIMPLE_ESCAPES:
        return _SIMPLE_ESCAPES[code]
    if code[0] == "N":
        return unicodedata.lookup(code[2:-1])
    if code[0] in "xuU":
        return chr(int(code[1:], 16))
    octal = int(code, 8)
    return chr(octal % 256 if how.is_bytes else octal)


def _evaluate(content: str, how: Style) -> str:
    # Most literals stand for their own characters; three searches cost less than the pattern's.
    plain = "\\" not in content and "\r" not in content
    if plain and not (how.braces and ("{" in content or "}" in content)):
        return content
    pieces: list[str] = []
    done = 0
    for start, end, text in _units(content, how):
        pieces += (content[done:start], text)
        done = end
    pieces.append(content[done:])
    return "".join(pieces)


def _escape(text: str, how: Style) -> str:
    if how.raw:
        _refuse_for_raw(text, how)
        written = text
    else:
        written = "".join(_escape_character(character, how) for character in text)
    return written.replace("{", "{{").replace("}", "}}") if how.braces else written


def _refuse_for_raw(text: str, how: Style) -> None:
    unwritable = {"\r", "\0", how.quote[0]} | ({"\n"} if len(how.quote) == 1 else set())
    backslashes = len(text) - len(text.rstrip("\\"))
    if (
        not unwritable.isdisjoint(text)
        or backslashes % 2
        or any("\ud800" <= character <= "\udfff" for character in text)
        or (how.is_bytes and not text.isascii())
    ):
        raise ValueError(f"a raw literal in {how.quote} cannot hold {text!r}")


def _escape_character(character: str, how: Style) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character == how.quote[0]:
        return "\\" + character
    if character.isprintable() and (character.isascii() or not how.is_bytes):
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    if how.is_bytes:
        raise ValueError(f"a bytes literal cannot hold {character!r}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _keeps_quotes(content: str, how: Style, *, closes: bool) -> bool:
    """Whether ``content`` ends before the literal does, and stays on its line.

    ``closes`` says that the closing quote follows, rather than a replacement field.
    """
    quote = re.escape(how.quote)
    # Only a literal in three quotes goes over lines without a backslash.
    plain = r"[^\\]" if len(how.quote) > 1 else r"[^\\\r\n]"
    body = rf"(?:\\(?:\r\n|.)|(?!{quote}){plain})*"
    if closes:
        return re.fullmatch(body + quote, content + how.quote, re.DOTALL) is not None
    return re.fullmatch(body + r"\\?", content, re.DOTALL) is not None
