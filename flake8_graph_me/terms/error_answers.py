"""What is known of one way in which a request was refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """``words`` is what the answer says, ``pattern`` a regular expression for the part by which it
    is recognised, in lower case and with single spaces; ``meaning`` is what it has to do with
    ``/me`` and app-only tokens, and what mends it.
    """

    words: str
    pattern: str
    meaning: str
