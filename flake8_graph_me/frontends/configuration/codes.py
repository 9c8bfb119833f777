"""The codes that can be selected, and what is refused as none of them."""

import re
from collections.abc import Iterable

from flake8_graph_me.terms.printable import printable

ENTRY = "GME"
"""What all our codes begin with, as flake8 knows them."""
CODES = tuple(f"{ENTRY}{number:03}" for number in (1, 2, 3, 4, 5, 6, 900, 901))
NONE = "names no code"
"""What is wrong with a selection that would hide every finding."""
_SEPARATORS = re.compile(r"[,\s]+")


def codes_in(given: str | Iterable[str]) -> list[str]:
    """The codes, or beginnings of codes, in a text that separates them as flake8 does, or in
    several.
    """
    texts = (given,) if isinstance(given, str) else given
    return [code for text in texts for code in _SEPARATORS.split(text) if code]


def foreign(named: Iterable[str]) -> str | None:
    """The first that is no beginning of a code of ours, or None."""
    return next((each for each in named if not _begins_a_code(each)), None)


def misspelt(named: Iterable[str]) -> str | None:
    """The first that begins as our codes do, in any case, and is none of them, nor the beginning of
    one; None if there is none. What other linters know may stand beside.
    """
    return foreign(each for each in named if each.upper().startswith(ENTRY))


def complaint(wrong: str) -> str:
    """That a text is no code of ours, and the one that is meant if only the case of it differs."""
    meant = wrong.upper()
    near = f"; did you mean {meant!r}?" if _begins_a_code(meant) else ""
    return f"names {printable(wrong)!r}, which is no code of this linter{near}"


def _begins_a_code(text: str) -> bool:
    return any(code.startswith(text) for code in CODES)
