"""Shapes of programs of which the linter is known to be wrong, until it is mended.

A program with such a shape is still made and run, but does not count as a mismatch. Must not know
how programs are made.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class KnownFault:
    """What is wrong, and what tells the programs that have it: a pattern in their text."""

    name: str
    pattern: re.Pattern[str]


KNOWN_FAULTS: tuple[KnownFault, ...] = ()


def known_fault(text: str) -> KnownFault | None:
    """The first of them that a program's text has."""
    return next((fault for fault in KNOWN_FAULTS if fault.pattern.search(text)), None)
