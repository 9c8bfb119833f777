"""Edits of noqa comments, and whether a text means the same after them."""

import io
import re
import tokenize
from collections.abc import Iterable

from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.frontends.configuration.codes import ENTRY
from flake8_graph_me.frontends.flake8_judge import Noqa, NoqaLines
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Place, Position, Span

_GAP = "  "
_BLANK = " \t\f"
_SEPARATOR = re.compile(r"([,\s]+)")
_OURS = re.compile(rf"{ENTRY}[0-9]+")
_MEANINGLESS = frozenset({tokenize.COMMENT, tokenize.NL})


def added(path: str, lines: Lines, spot: NoqaLines, codes: Iterable[str]) -> Edit | None:
    """The edit that silences these codes there; None if what flake8 takes for the comment is a part
    of a string, which must not change.
    """
    new = ",".join(sorted(set(codes)))
    if spot.noqa is None:
        text = lines.line(spot.last)
        spaces = _GAP[min(len(text) - len(text.rstrip(" ")), len(_GAP)) :]
        return _replaced(path, spot.last, len(text), len(text), f"{spaces}# noqa: {new}")
    if not spot.noqa.is_comment or spot.noqa.codes is None:
        return None
    separator = ", " if ", " in spot.noqa.codes else ","
    return _replaced(path, spot.noqa.line, spot.noqa.end, spot.noqa.end, f"{separator}{new}")


def ours(noqa: Noqa) -> list[str]:
    """The codes of ours, or beginnings of them, that a comment names."""
    if noqa.codes is None or not noqa.is_comment:
        return []
    return [code for code in _SEPARATOR.split(noqa.codes) if _OURS.fullmatch(code)]


def removed(path: str, lines: Lines, noqa: Noqa, unused: Iterable[str]) -> Edit:
    """The edit that takes these codes out of a comment, and the comment if none is left.

    Words behind the codes stay, as a comment.
    """
    gone = frozenset(unused)
    assert noqa.codes is not None, "a comment without codes is not touched"
    text = lines.line(noqa.line)
    start = noqa.end - len(noqa.codes)
    kept = _without(noqa.codes, gone)
    if kept:
        return _replaced(path, noqa.line, start, noqa.end, kept)
    behind = text[noqa.end :].lstrip(f"{_BLANK},")
    end = len(text) - len(behind)
    if not behind:
        return _replaced(path, noqa.line, len(text[: noqa.start].rstrip(_BLANK)), end, "")
    return _replaced(path, noqa.line, noqa.start, end, "" if behind.startswith("#") else "# ")


def same_program(before: str, after: str) -> bool:
    """Whether two texts differ in comments and empty lines only."""
    tokens = _tokens(before)
    return tokens is not None and tokens == _tokens(after)


def _without(codes: str, gone: frozenset[str]) -> str:
    """A list of codes without some of them, with the separators that stood before those that
    stay.
    """
    first, *others = _SEPARATOR.split(codes)
    pieces = [] if first in gone else [first]
    for separator, code in zip(others[::2], others[1::2], strict=True):
        if code not in gone:
            pieces += [separator, code] if pieces else [code]
    return "".join(pieces)


def _replaced(path: str, line: int, start: int, end: int, content: str) -> Edit:
    return Edit(Place(path, Span(Position(line, start), Position(line, end))), content)


def _tokens(text: str) -> list[tuple[int, str]] | None:
    try:
        return [
            (token.type, token.string)
            for token in tokenize.generate_tokens(io.StringIO(text, newline=None).readline)
            if token.type not in _MEANINGLESS
        ]
    except (tokenize.TokenError, SyntaxError):
        return None
