"""Text that may be shown: printable, on one line, and without access tokens.

Whatever is printed and comes from a program, a file's name, an argument or a configuration file
goes through here. The plugin imports this in every run of flake8, so it must import nothing that
costs time.
"""

import functools
import re
from collections.abc import Iterator

HIDDEN = "[redacted]"
"""What is shown in place of a token."""
SHORTEST_OPAQUE = 32
"""How many characters a token without a shape of its own has at least. A shorter word is rather a
mistake than a token, and shown.
"""
_SHORTEST_HEADER = 10
"""How many characters of base64 the smallest JSON object with a member takes. A shorter word before
a dot is no token's first part.
"""

# Nothing but JSON begins with the first, so it counts also right behind other characters. With
# white space in it, or before it, an object begins with one of the others.
_BEGINNING = (
    r"(?P<scheme>[Bb][Ee][Aa][Rr][Ee][Rr](?:[ \t:=+]|%20)+)|eyJ"
    r"|(?:(?<![\w-])|(?<=%[0-9A-Fa-f]{2}))[eICD]"
)
_OPAQUE = rf"[\w.~+/=*!$%-]{{{SHORTEST_OPAQUE},}}"
_PART = r"[\w-]*={0,2}"
_FURTHER_PARTS = r"(?:\.+[\w-]+={0,2})+"
_ONE_MORE = r"\.+[\w-]"
_TWO_MORE = r"\.+[\w-]+={0,2}\.+[\w-]"
_CERTAIN = "eyJ"
# Printable for Python, but nothing is seen of them: fillers, and selectors of a glyph's variant.
_UNSEEN = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
_CONTROLLING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(text: str) -> str:
    r"""The text on one line, without tokens, with all that is not printable escaped as Python
    writes it (``\x1b``, ``\u202e``, ``\udc80``). Done twice it changes nothing more.
    """
    return escaped(without_tokens(text))


def escaped(text: str) -> str:
    """The text on one line, with all that is not printable escaped; tokens stay."""
    return text if _is_plain(text) else "".join(map(_escaped, text))


def escaped_source(line: str) -> str:
    """A line of source without its line end, with the characters escaped that control how it is
    shown; tabs, and spaces and glyphs of any kind, stay.
    """
    if line.isprintable():
        return line
    from unicodedata import category  # noqa: PLC0415 - as above

    return "".join(
        ascii(each)[1:-1] if each != "\t" and category(each) in _CONTROLLING else each
        for each in line
    )


def without_tokens(text: str) -> str:
    """The text with ``HIDDEN`` in place of each token."""
    pieces: list[str] = []
    done = 0
    for start, end in token_ranges(text):
        pieces += (text[done:start], HIDDEN)
        done = end
    return "".join((*pieces, text[done:])) if pieces else text


def token_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Where the text has what looks like a token, in order: parts of base64url with dots between
    them of which the first is a JSON object, and what is long enough behind the word "Bearer".
    """
    at = 0
    while (found := _pattern(_BEGINNING).search(text, at)) is not None:
        at = found.end()
        if found["scheme"] is not None:
            opaque = _pattern(_OPAQUE).match(text, at)
            if opaque is not None:
                yield opaque.span()
                at = opaque.end()
            continue
        # Only what a dot follows begins a token, so a part is never read twice.
        part, at = _part(text, found.start())
        start = _start(part, text, at)
        if start is not None:
            others = _pattern(_FURTHER_PARTS).match(text, at)
            assert others is not None, "a token has further parts"
            yield found.start() + start, others.end()
            at = others.end()


@functools.cache  # of the constants above: most runs of flake8 show nothing, and need none of them
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.ASCII)


def _part(text: str, start: int) -> tuple[str, int]:
    """The part of a dotted text that begins there, and its end."""
    found = _pattern(_PART).match(text, start)
    assert found is not None, "it matches nothing, too"
    return found[0], found.end()


def _start(part: str, text: str, end: int) -> int | None:
    """Where in a part of a dotted text, which ends there, a token begins."""
    if _pattern(_ONE_MORE).match(text, end) is None:
        return None
    if part[:3] != _CERTAIN and _pattern(_TWO_MORE).match(text, end) and _is_object(part):
        return 0
    # Of a token that is cut off two parts are enough.
    start = part.find(_CERTAIN)
    return None if start < 0 or len(part) - start < _SHORTEST_HEADER else start


def _is_object(part: str) -> bool:
    """Whether base64url stands for what looks like a JSON object."""
    import binascii  # noqa: PLC0415 - as above

    if len(part) < _SHORTEST_HEADER:
        return False
    try:
        decoded = binascii.a2b_base64(part.translate({ord("-"): "+", ord("_"): "/"}) + "==")
    except binascii.Error:
        return False
    decoded = decoded.strip()
    return decoded.startswith(b"{") and decoded.endswith(b"}")


def _is_plain(text: str) -> bool:
    return text.isprintable() and (text.isascii() or _pattern(_UNSEEN).search(text) is None)


def _escaped(character: str) -> str:
    return character if _is_plain(character) else ascii(character)[1:-1]
