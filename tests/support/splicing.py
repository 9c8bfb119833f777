"""Applies edits to a text in the simplest way, to verify the package's own way.

Must not use the package's code for it.
"""

import re
from collections.abc import Iterable

from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Position

_BARE = re.compile(r"(?<!\r)\n")
_LINE = re.compile(r"\r\n|\r|\n")


def splice(source: str, edits: Iterable[Edit]) -> str:
    """The text with each edit's span replaced by its content, and not a character else changed."""
    starts = [0, *(end.end() for end in _LINE.finditer(source))]

    def offset(position: Position) -> int:
        return starts[position.line - 1] + position.column

    newline = "\r\n" if "\r\n" in source else "\n"
    for edit in sorted(set(edits), reverse=True):
        span = edit.place.span
        content = _BARE.sub(newline, edit.content)
        source = source[: offset(span.start)] + content + source[offset(span.end) :]
    return source
