"""Tests of a text that would come out otherwise if its ``me`` were edited."""

import libcst as cst

from flake8_graph_me.engine.domain.texts import flat
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.engine.machine.events import Events
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.terms.text import Literal

USERS = ("0", "a@b.c")
"""Users as different as they come."""


def told_apart_at(events: Events, segment: Segment) -> cst.CSTNode | None:
    """Where the program makes a test of a text with this segment that comes out otherwise with a
    user in its place; None if it does nowhere.
    """
    for (node, text, _), outcome in events.tests.items():
        start = _start(text, segment)
        if start is None:
            continue
        marks = flat(text)
        before, behind = marks[:start], marks[start + segment.end - segment.start :]
        edited = (f"{before}{segment.before}{user}{behind}" for user in USERS)
        if any(outcome(each) != outcome(marks) for each in edited):
            return node
    return None


def _start(text: Text, segment: Segment) -> int | None:
    """Where a segment begins in a text; None if it is no part of that."""
    position = 0
    for piece in text.pieces:
        length = len(piece.text) if isinstance(piece, Literal) else 1
        if isinstance(piece, Literal) and piece.origin is segment.node:
            inside = segment.start - piece.offset
            if inside >= 0 and inside + segment.end - segment.start <= length:
                return position + inside
        position += length
    return None
