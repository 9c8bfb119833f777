"""What Python makes of statements: the value that they set, for something unknown in them."""

import re
import warnings
from dataclasses import dataclass

from tests.running.processor_time import OutOfTimeError, limited

SECONDS = 1.0
"""How much processor time Python may take for it."""
LONGEST_NUMBER = 4
"""How many digits a number may have in what Python is asked: it would pad texts to such a width."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value that Python gave."""

    value: object


def is_valid(program: str) -> bool:
    """Whether Python can parse a program."""
    try:
        with warnings.catch_warnings():
            # It warns about dubious escapes, which are made on purpose.
            warnings.simplefilter("ignore")
            compile(program, "program.py", "exec")
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError):
        return False
    return True


def evaluated(statements: str, unknown: str) -> Given | None:
    """What the statements set ``x`` to where ``h`` is the unknown text; None if they fail."""
    if re.search(rf"\d{{{LONGEST_NUMBER + 1},}}", statements):
        return None
    names: dict[str, object] = {"h": unknown}
    try:
        with warnings.catch_warnings(), limited(SECONDS):
            warnings.simplefilter("ignore")
            exec(compile(statements, "statements.py", "exec"), names)  # made by these tests
    except (Exception, OutOfTimeError):  # noqa: BLE001  # whatever fails is no value
        return None
    return Given(names["x"]) if "x" in names else None
