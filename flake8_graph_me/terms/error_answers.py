"""What is known about one kind of error answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """``words`` is the text of the answer. ``pattern`` is a regular expression that recognises it,
    in lower case and with single spaces. ``meaning`` explains its relation to ``/me`` and app-only
    tokens, and the remedy. ``alone`` says that it means something only where no other is found.
    """

    words: str
    pattern: str
    meaning: str
    alone: bool = False
