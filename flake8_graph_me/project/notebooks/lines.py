"""Lines as Python's tokenizer has them. Must not know notebooks."""

import re

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_END = re.compile(r"[\r\n]+\Z")


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends."""
    return _LINE.findall(text)


def without_end(line: str) -> str:
    """A line without its end."""
    return _END.sub("", line)
