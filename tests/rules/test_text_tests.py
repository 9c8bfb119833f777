"""Whether tests of a text come out otherwise once its ``me`` is edited."""

from collections.abc import Callable

import libcst as cst
import pytest

from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.engine.machine.events import Events
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.rules.requests.text_tests import told_apart_at
from flake8_graph_me.terms.text import Hole, Literal

NODE = cst.SimpleString("'/me/x'")
SEGMENT = Segment(NODE, 1, 3, "users/")
WHOLE = Literal("/me/x", NODE, 0, exact=True)
BEHIND = Literal("/x", NODE, 3, exact=True)


@pytest.mark.parametrize(
    ("pieces", "outcome", "told"),
    [
        ((WHOLE,), lambda marks: marks.startswith("/me"), True),
        ((WHOLE,), lambda marks: marks.startswith("/users"), True),
        ((WHOLE,), lambda marks: marks.startswith("/"), False),
        ((WHOLE,), lambda marks: marks.endswith("/x"), False),
        ((WHOLE,), lambda marks: "@" in marks, True),
        ((Literal("https://h"), WHOLE), lambda marks: marks.startswith("https://h/me/"), True),
        ((Literal("https://h"), WHOLE), lambda marks: marks.startswith("https://h/"), False),
        ((Hole("base"), WHOLE), lambda marks: marks[1:].startswith("/me/"), True),
        ((BEHIND,), len, False),
        ((Literal("/me/x"),), len, False),
    ],
)
def test_what_a_user_in_its_place_changes(
    pieces: tuple[Literal | Hole, ...], outcome: Callable[[str], object], *, told: bool
) -> None:
    events = Events()
    events.tests[NODE, Text(pieces), None] = outcome
    assert (told_apart_at(events, SEGMENT) is NODE) is told
