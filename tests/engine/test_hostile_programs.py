"""Short programs that would grow without end: the work is bounded, and so is every value.

The work is counted in calls of functions, since these are the same in every run.
"""

import sys
from types import FrameType

import pytest

from flake8_graph_me.engine.domain.alternatives import MAX_ALTERNATIVES
from flake8_graph_me.engine.domain.numbers import MAX_BITS
from flake8_graph_me.engine.domain.texts import MAX_LENGTH, MAX_PIECES
from flake8_graph_me.engine.domain.values import Constant, DictSnapshot, Text, Tuple, Value
from flake8_graph_me.engine.domain.weight import MAX_WEIGHT
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import MAX_FROZEN
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.terms.text import Literal
from tests.benchmarks.hostile import HOSTILE
from tests.specification.engine.engine_judge import ROWS

STEPS = 3_000
MOST_CALLS = 2_000_000
LONGEST = 2 * MAX_LENGTH
"""The piece that reaches the bound may be as long again."""
HEAD = "from toy import coin\n\ndef post(json):\n    reveal(json)\n\n"


class TooMuchError(BaseException):
    """More functions were called than the bounds allow; no handler for a failure may take it."""


def run_of(program: str) -> Run:
    """The run of a program, which calls no more functions than a bounded run needs."""
    module = parse(f"{HEAD}{program}reveal(x)\n")
    count = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"
        if count > MOST_CALLS:
            raise TooMuchError

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        return interpret(module, ROWS, "hostile.py", steps=STEPS)
    finally:
        sys.setprofile(before)


def atoms_in(value: Value) -> int:
    """How many atoms a value is made of; fails for one that is larger than a bound."""
    assert len(value) <= MAX_ALTERNATIVES
    count = 0
    pending = [atom for _, atom in value]
    while pending:
        atom = pending.pop()
        count += 1
        if isinstance(atom, Constant) and isinstance(atom.value, int):
            assert atom.value.bit_length() <= MAX_BITS
        elif isinstance(atom, Text):
            assert len(atom.pieces) <= MAX_PIECES
            literals = (piece.text for piece in atom.pieces if isinstance(piece, Literal))
            assert sum(map(len, literals)) <= LONGEST
        elif isinstance(atom, Tuple):
            pending += (inner for part in atom.parts for _, inner in part)
        elif isinstance(atom, DictSnapshot):
            pending += (inner for _, part in atom.items for _, inner in part)
    return count


@pytest.mark.parametrize("program", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_and_values_are_bounded(program: str) -> None:
    run = run_of(program)
    values = [value for _, value in run.events.revealed]
    ended = not run.budget.cut
    assert values or not ended
    for value in values:
        assert atoms_in(value) <= MAX_WEIGHT + MAX_FROZEN


def revealed(program: str) -> list[object]:
    """The atoms that a program reveals first, which is at its end."""
    _, value = run_of(program).events.revealed[0]
    return [atom for _, atom in value]


@pytest.mark.parametrize("times", [7, 8])
def test_a_number_past_its_bound_is_unknown(times: int) -> None:
    program = "x = 2 ** 3 if coin() else 9\nx = 8\n" + "x *= x\n" * times
    kept = 3 * 2**times < MAX_BITS
    assert (revealed(program) == [Constant(8**2**times, "int")]) is kept


def test_a_long_text_keeps_how_it_begins() -> None:
    (text,) = revealed("x = str(12)\n" + "x = x + x\n" * 20)
    assert isinstance(text, Text)
    first = text.pieces[0]
    assert isinstance(first, Literal)
    assert first.text.startswith("1212")
    assert not isinstance(text.pieces[-1], Literal)


def test_a_literal_is_kept_however_long_it_is() -> None:
    (text,) = revealed(f"x = '{'a' * 3 * MAX_LENGTH}'\n")
    assert isinstance(text, Text)
    assert [type(piece) for piece in text.pieces] == [Literal]


def test_what_can_hold_together_is_told_apart() -> None:
    names = [f"v{number}" for number in range(9)]
    lines = ["flag = coin()", *(f"{name} = '{name}' if flag else 'w'" for name in names)]
    program = "\n".join([*lines, f"x = '{'%s' * 9}' % ({', '.join(names)})", ""])
    assert len(revealed(program)) == 2
