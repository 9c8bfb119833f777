"""How grave a code is: decided here for all formats and for editors."""

import enum


class Severity(enum.Enum):
    """An error, something that may be one, or something to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_OTHERS = {
    "GME002": Severity.WARNING,
    "GME006": Severity.WARNING,
    "GME901": Severity.INFO,
}


def severity(code: str) -> Severity:
    """That of one of our codes; those of other plugins, of which nothing is known, are warnings."""
    return _OTHERS.get(code, Severity.ERROR) if code.startswith("GME") else Severity.WARNING
