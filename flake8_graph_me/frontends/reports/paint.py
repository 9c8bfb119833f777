"""Terminal colours, and making source text safe for terminals."""

import os
import unicodedata
from dataclasses import dataclass
from typing import TextIO

from flake8_graph_me.frontends.reports.hidden_tokens import named
from flake8_graph_me.terms.printable import escaped

_TAB = "    "


@dataclass(frozen=True, slots=True)
class Paint:
    """Wraps text in terminal colours, or leaves it plain."""

    enabled: bool

    def code(self, text: str) -> str:
        """A rule's code and what is wrong."""
        return self._wrap("1;31", text)

    def gutter(self, text: str) -> str:
        """Line numbers and lines drawn around source."""
        return self._wrap("1;34", text)

    def note(self, text: str) -> str:
        """Headings, and places that are not themselves wrong."""
        return self._wrap("1;36", text)

    def added(self, text: str) -> str:
        """A line that a fix adds."""
        return self._wrap("32", text)

    def removed(self, text: str) -> str:
        """A line that a fix removes."""
        return self._wrap("31", text)

    def _wrap(self, style: str, text: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.enabled and text else text


def wants_colour(stream: TextIO, choice: str) -> bool:
    """Whether to colour: the user's choice, then NO_COLOR, then FORCE_COLOR, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def visible(text: str) -> str:
    """A part of a source with tabs expanded, tokens that are filled in named, and characters that
    could control a terminal escaped.
    """
    return escaped(named(text.replace("\t", _TAB)))


def width(text: str) -> int:
    """The number of columns that visible text takes on a terminal."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
