"""Slots in statements, and what they are filled with."""

import random
import re
from collections.abc import Callable, Mapping

from tests.fuzzing.texts import formats, grammars, literals

SLOT = re.compile(r"<([A-Z])>")
SLOTS: Mapping[str, Callable[[random.Random], str]] = {
    "A": literals.anything,
    "B": literals.binary,
    "C": grammars.command,
    "D": formats.dollars,
    "E": literals.escaped_literal,
    "F": formats.f_string,
    "G": formats.braces,
    "H": grammars.header,
    "I": grammars.ini,
    "J": grammars.document,
    "K": grammars.token,
    "L": literals.literal,
    "M": formats.fields,
    "N": literals.number,
    "O": grammars.toml,
    "P": formats.percents,
    "Q": grammars.replacement,
    "R": grammars.pattern,
    "S": formats.spec,
    "T": literals.operand,
    "U": grammars.url,
    "Y": grammars.yaml,
    "Z": lambda chance: chance.choice(
        ("0", "re.I", "re.M | re.S", "re.X", "re.A", "2", "re.I | 0")
    ),
}


def filled(statements: str, chance: random.Random) -> str:
    """Statements with every slot filled; Python may refuse them."""
    return SLOT.sub(lambda slot: SLOTS[slot[1]](chance), statements)


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that is indented, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
