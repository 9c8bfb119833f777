"""Names of files in diffs, as git writes them."""

import os
import re

_NAMED_ESCAPES = {
    0x07: rb"\a",
    0x08: rb"\b",
    0x09: rb"\t",
    0x0A: rb"\n",
    0x0B: rb"\v",
    0x0C: rb"\f",
    0x0D: rb"\r",
    0x22: rb"\"",
    0x5C: rb"\\",
}
_QUOTED = re.compile(rb'[\x00-\x1f"\\\x7f-\xff]')


def shown_name(path: str, here: str) -> str:
    """The real path of a file, with slashes; relative to the real path ``here`` if below it."""
    real = os.path.realpath(path)
    try:
        if os.path.commonpath((real, here)) == here:
            real = os.path.relpath(real, here)
    except ValueError:
        # On another drive.
        pass
    return real.replace(os.sep, "/").removeprefix("/")


def quoted(prefix: bytes, name: str) -> bytes:
    """A name at the end of its line, as git writes it: quoted if it has unusual bytes, and followed
    by a tab if it has a space, which could otherwise begin a date.
    """
    text = prefix + os.fsencode(name)
    end = b"\t\n" if b" " in text else b"\n"
    if _QUOTED.search(text) is not None:
        text = b'"' + _QUOTED.sub(lambda found: _escape(found[0][0]), text) + b'"'
    return text + end


def _escape(byte: int) -> bytes:
    return _NAMED_ESCAPES.get(byte) or b"\\%03o" % byte
