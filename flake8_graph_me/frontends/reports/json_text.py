"""JSON as all reports write it: without tokens, and in ASCII, so that it works in any encoding."""

import json

from flake8_graph_me.terms.printable import without_tokens

_DELETE = "\x7f"


def json_text(value: object) -> str:
    """A value of dicts, lists, texts and numbers as indented JSON, with a final newline.

    Texts stay as they are, but for tokens: what controls a terminal is escaped as JSON has it, so
    that a program reads the very name of a file.
    """
    return _encoded(value, indent=2)


def json_line(value: object) -> str:
    """The same on a line of its own."""
    return _encoded(value, indent=None)


def _encoded(value: object, *, indent: int | None) -> str:
    text = json.dumps(_without_tokens(value), indent=indent)
    # A control character in ASCII that JSON need not escape.
    return text.replace(_DELETE, "\\u007f") + "\n"


def _without_tokens(value: object) -> object:
    if isinstance(value, str):
        return without_tokens(value)
    if isinstance(value, dict):
        return {name: _without_tokens(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_without_tokens(each) for each in value]
    return value
