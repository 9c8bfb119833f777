"""What is open at the end of a line of Python: a text, brackets, or a statement that goes on.

Python's own tokenizer gives up at what only IPython knows, and in some versions at once for the
whole text.
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<comment>\#)|(?P<quote>\"{3}|'{3}|["'])|(?P<open>[\[({])|(?P<close>[\])}])"""
    r"""|(?P<operator>[=!<>:+*/%&|^@-]=)|(?P<output>=[ \t]*(?:!|%(?=[A-Za-z_])))"""
    r"""|(?P<asks>\?{1,2}[ \t]*(?:\#.*)?\Z)|(?P<goes_on>\\\Z)"""
)


@dataclass(frozen=True, slots=True)
class Scan:
    """What is open behind a line: the ``quote`` of a text, brackets (their ``depth``), or the line
    itself. ``output`` is the column behind the sign of an assignment whose value IPython makes,
    None if there is none; ``asks`` says that the line ends with a question mark.
    """

    quote: str | None = None
    depth: int = 0
    goes_on: bool = False
    output: int | None = None
    asks: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the next line belongs to the same statement."""
        return self.quote is not None or self.depth > 0 or self.goes_on


def scanned(line: str, before: Scan) -> Scan:
    """What is open behind a line without its end, given what was open before it."""
    quote, depth, at = before.quote, before.depth, 0
    while True:
        if quote is not None:
            end = _end_of_text(line, at, quote)
            if end is None:
                # A short text ends with its line, unless a backslash goes on with it.
                kept = quote if len(quote) == _LONG or line.endswith("\\") else None
                return Scan(kept, depth)
            quote, at = None, end
        found = _TOKEN.search(line, at)
        if found is None or found["comment"] is not None:
            return Scan(None, depth)
        at = found.end()
        if found["quote"] is not None:
            quote = found["quote"]
        elif found["open"] is not None:
            depth += 1
        elif found["close"] is not None:
            depth = max(depth - 1, 0)
        elif found["goes_on"] is not None:
            return Scan(None, depth, goes_on=True)
        elif found["output"] is not None and depth == 0:
            value = found.end() - 1
            return Scan(output=value)
        elif found["asks"] is not None and depth == 0:
            return Scan(asks=True)


_LONG = 3


def _end_of_text(line: str, at: int, quote: str) -> int | None:
    """Where a text that is open at a column ends in the line; None if it does not."""
    while at < len(line):
        if line[at] == "\\":
            at += 2
        elif line.startswith(quote, at):
            return at + len(quote)
        else:
            at += 1
    return None
