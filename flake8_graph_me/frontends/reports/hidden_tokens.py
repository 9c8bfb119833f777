"""Tokens in a source that is shown: each of their characters is replaced, so that places stay.

A token may be written in several literals and over several lines. Must not know libcst: a source
that is shown need not have been parsed.
"""

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from flake8_graph_me.terms.printable import (
    HIDDEN,
    SHORTEST_OPAQUE,
    token_ranges,
    without_tokens,
)
from flake8_graph_me.tokens.material import token_text

FILL = "\udfff"
"""What stands in place of each character of a token: a character that no text read from a file
has.
"""
_FILLED = re.compile(f"{FILL}+")
_MAY_HOLD = re.compile("eyJ|bearer|[eICD][A-Za-z0-9_-]{7,}=?=?[.]", re.IGNORECASE)
_OPENING = re.compile(r"""([A-Za-z]*)(\"{3}|'{3}|["'])""")
_WHOLE = re.compile(r"[\w-]+={0,2}(?:\.[\w-]+={0,2}){2}", re.ASCII)
_OPAQUE = re.compile(rf"[\w.~+/=-]{{{SHORTEST_OPAQUE}}}", re.ASCII)
# What may stand between literals that are put together.
_BETWEEN = frozenset({"+", "(", ")"})
_PASSED_OVER = frozenset(
    {tokenize.NL, tokenize.COMMENT}
    | {
        getattr(tokenize, name)
        for name in ("FSTRING_START", "FSTRING_END")
        if hasattr(tokenize, name)
    }
)
_MIDDLE = getattr(tokenize, "FSTRING_MIDDLE", None)
_Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A literal: where its content stands in the source, and the text that it stands for."""

    start: int
    end: int
    text: str

    def range_of(self, start: int, end: int) -> _Range:
        """Where these characters of its text stand; all of it if it is written with escapes."""
        if len(self.text) != self.end - self.start:
            return self.start, self.end
        return self.start + max(start, 0), self.start + min(end, len(self.text))


def filled(text: str) -> str:
    """The source with all tokens in it filled in, of the same length and with the same lines."""
    if _MAY_HOLD.search(text) is None:
        return text
    characters: list[str] | None = None
    for start, end in (*token_ranges(text), *_in_literals(text)):
        characters = characters or list(text)
        for at in range(start, end):
            if characters[at] not in "\r\n":
                characters[at] = FILL
    return text if characters is None else "".join(characters)


def named(text: str) -> str:
    """A part of such a source as it is shown: with a word in place of what is filled in."""
    return _FILLED.sub(HIDDEN, text) if FILL in text else text


def _in_literals(text: str) -> Iterator[_Range]:
    """Where literals, alone or put together, hold a token."""
    for chain in _chains(text):
        whole = "".join(piece.text for piece in chain)
        ranges = [(0, len(whole))] if _is_secret(whole) else list(token_ranges(whole))
        ends = list(accumulate(len(piece.text) for piece in chain))
        for start, end in ranges:
            for piece, stop in zip(chain, ends, strict=True):
                before = stop - len(piece.text)
                if start < stop and before < end:
                    yield piece.range_of(start - before, end - before)


def _is_secret(text: str) -> bool:
    """Whether all of a literal is hidden: it holds nothing but a token, and that in lines, or with
    others such as the refresh token of the same answer.
    """
    found = token_text(text)
    if not isinstance(found, str) or _WHOLE.fullmatch(found) is None:
        return False
    return found not in text or _OPAQUE.search(without_tokens(text)) is not None


def _chains(text: str) -> Iterator[list[_Piece]]:
    """The literals of a source, those together that are put together; none behind an error."""
    # Some versions of the tokenizer know only one kind of line end.
    text = re.sub(r"\r(?!\n)", "\n", text)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    chain: list[_Piece] = []
    for token in _tokens(text):
        if token.type in (tokenize.STRING, _MIDDLE):
            start, end = (starts[row - 1] + column for row, column in (token.start, token.end))
            chain.append(_piece(text, start, end, is_whole=token.type == tokenize.STRING))
        elif token.type not in _PASSED_OVER and token.string not in _BETWEEN:
            if chain:
                yield chain
            chain = []
    if chain:
        yield chain


def _tokens(text: str) -> Iterable[tokenize.TokenInfo]:
    try:
        yield from tokenize.generate_tokens(io.StringIO(text).readline)
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def _piece(text: str, start: int, end: int, *, is_whole: bool) -> _Piece:
    literal = text[start:end]
    opening = _OPENING.match(literal)
    if not is_whole or opening is None:
        return _Piece(start, end, literal)
    content = _Piece(
        start + opening.end(),
        end - len(opening[2]),
        literal[opening.end() : len(literal) - len(opening[2])],
    )
    if "\\" not in content.text or not set(opening[1].lower()).isdisjoint("fr"):
        return content
    try:
        with warnings.catch_warnings():
            # Python warns about dubious escapes; that is not our message to give.
            warnings.simplefilter("ignore")
            value = ast.literal_eval(literal)
    except (SyntaxError, ValueError):
        return content
    decoded = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    return _Piece(content.start, content.end, decoded)
