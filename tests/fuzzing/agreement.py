"""Whether what the analysis knows of a value allows for what Python gives.

A value that is not known allows for everything. Must not know how the value was made.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import cast

from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Constant,
    DictSnapshot,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.objects.elements.item_keys import key_of
from flake8_graph_me.terms.text import Literal

INTRODUCING = "/?#;:"
"""Characters that introduce a part of a URL."""


def allows(value: Value, given: object) -> bool:
    """Whether one of the alternatives may be what was given."""
    return any(_may_be(atom, given) for _, atom in value)


def allows_without_parts(value: Value, given: object) -> bool:
    """Whether one of the alternatives may be the URL that was given, which may lack parts of which
    nothing is known, and with them what introduces them.
    """
    return allows(value, given) or any(
        re.fullmatch(_expression(atom, optional=INTRODUCING), given)
        for _, atom in value
        if isinstance(atom, Text) and isinstance(given, str)
    )


def _may_be(atom: object, given: object) -> bool:
    match atom:
        case Constant(value=value, kind=kind):
            return kind == type(given).__name__ and repr(value) == repr(given)
        case Text(binary=binary):
            if not isinstance(given, bytes if binary else str):
                return False
            return _fits(atom, given.decode("latin-1") if isinstance(given, bytes) else given)
        case Tuple():
            return _holds(atom, _content(given))
        case DictSnapshot(items=items, rest=rest):
            content = _content(given)
            return isinstance(content, Mapping) and _maps(items, rest, content)
    return atom is not ABSENT


def _content(given: object) -> object:
    """What a JSON text holds; for the analysis the one stands for the other."""
    if isinstance(given, str):
        try:
            return cast("object", json.loads(given))
        except ValueError:
            return given
    return given


def _fits(text: Text, given: str) -> bool:
    """Whether the known pieces stand in a text in this order, with nothing else around them but
    holes.
    """
    return re.fullmatch(_expression(text), given) is not None


def _expression(text: Text, optional: str = "") -> str:
    """What a text with its holes matches; characters next to a hole may be missing if they are
    ``optional``.
    """
    runs = [
        ("".join(piece.text for piece in pieces if isinstance(piece, Literal)), is_known)
        for is_known, pieces in groupby(text.pieces, lambda piece: isinstance(piece, Literal))
    ]
    return "".join(
        _run_expression(run, optional if number else "", optional if number + 1 < len(runs) else "")
        if is_known
        else "(?s:.*?)"
        for number, (run, is_known) in enumerate(runs)
    )


def _run_expression(run: str, before: str, after: str) -> str:
    """What known characters match, of which some at both ends may be missing."""
    start = len(run) - len(run.lstrip(before)) if before else 0
    end = max(start, len(run.rstrip(after)) if after else len(run))
    first, last = (
        "".join(f"{re.escape(each)}?" for each in part) for part in (run[:start], run[end:])
    )
    return f"(?s:{first}{re.escape(run[start:end])}{last})"


def _holds(atom: Tuple, given: object) -> bool:
    if isinstance(given, AbstractSet):
        parts = atom.parts
        return all(any(allows(part, one) for part in parts) for one in given)
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        # An iterator, whose elements are not looked at.
        return not isinstance(given, str | bytes | int | float | None)
    if len(given) < len(atom.items) or (atom.rest is None and len(given) > len(atom.items)):
        return False
    if atom.unordered:
        return all(any(allows(part, one) for part in atom.parts) for one in given)
    first, further = given[: len(atom.items)], given[len(atom.items) :]
    return all(map(allows, atom.items, first)) and all(
        atom.rest is not None and allows(atom.rest, one) for one in further
    )


def _maps(
    items: Iterable[tuple[object, Value]], rest: Value | None, given: Mapping[object, object]
) -> bool:
    known = dict(items)
    for key, one in given.items():
        value = known.pop(_key(key), rest)
        if value is None or not allows(value, one):
            return False
    return all(any(atom is ABSENT for _, atom in value) for value in known.values())


def _key(key: object) -> object:
    """The key as the analysis keeps it, if it is a plain one."""
    if isinstance(key, str):
        return key
    return key_of(Constant(key, type(key).__name__))
