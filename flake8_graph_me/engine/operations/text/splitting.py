"""Methods that split a text."""

import itertools
import re
from dataclasses import dataclass

from flake8_graph_me.engine.domain import text_slices, texts
from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.values import NONE, List, Text, Tuple, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.operations.text.strings import (
    blurred,
    constant_number,
    constant_text,
    noting_needle,
    receiver_text,
)
from flake8_graph_me.terms.text import HOLE_MARK


@dataclass(frozen=True, slots=True, eq=False)
class _Cuts:
    """Where a text is cut: how many separators it has, and the parts up to the last cut.

    Two are alike if one text has its parts at the places of the other's.
    """

    separators: int
    before: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Cuts) and (
            self.separators == other.separators or self.before == other.before
        )

    def __hash__(self) -> int:
        return 0


def _split(from_right: bool) -> Implementation:  # one of the two ends of a text
    def operation(call: Invocation) -> Value:
        given = call.argument(0, "sep")
        if given is None or given == just(NONE):
            return _words(call)
        separator = constant_text(given)
        limit = constant_number(call.argument(1, "maxsplit"), -1)
        if not separator or limit is None:
            return just(Tuple((), blurred(call)))
        parts = text_slices.split_at(receiver_text(call), separator, limit, from_right)
        if parts is None:
            return just(Tuple((), blurred(call)))
        return just(Tuple(tuple(just(part) for part in parts)))

    return operation


def _words(call: Invocation) -> Value:
    """``split()`` at whitespace."""
    marks = texts.flat(receiver_text(call))
    if HOLE_MARK in marks or call.arguments.keywords or call.arguments.positional[1:]:
        return just(Tuple((), blurred(call)))
    found = list(itertools.islice(re.finditer(r"\S+", marks), text_slices.MAX_PARTS + 1))
    if len(found) > text_slices.MAX_PARTS:
        return just(Tuple((), blurred(call)))
    return just(Tuple(tuple(just(texts.cut(receiver_text(call), *part.span())) for part in found)))


def _partition(from_right: bool) -> Implementation:  # one of the two ends of a text
    def operation(call: Invocation) -> Value:
        separator = constant_text(call.argument(0)) or ""
        text = receiver_text(call)
        parts = text_slices.split_at(text, separator, 1, from_right) if separator else None
        if parts is None:
            return just(Tuple((blurred(call), blurred(call), blurred(call))))
        if len(parts) == 1:
            empty = just(Text(()))
            whole = just(text)
            return just(Tuple((empty, empty, whole) if from_right else (whole, empty, empty)))
        start = len(texts.flat(parts[0]))
        middle = texts.cut(text, start, start + len(separator))
        return just(Tuple((just(parts[0]), just(middle), just(parts[1]))))

    return operation


def _lines(call: Invocation) -> Value:
    """``splitlines()`` of a known text."""
    text = receiver_text(call)
    marks = texts.flat(text)
    lines = marks.splitlines(keepends=True)
    # Bytes have fewer line ends than texts.
    odd = text.binary and marks.splitlines() != [marks]
    many = len(lines) > text_slices.MAX_PARTS
    if call.arguments.all_values() or HOLE_MARK in marks or odd or many:
        return just(Tuple((), blurred(call)))
    found: list[Value] = []
    start = 0
    for line in lines:
        found.append(just(texts.cut(text, start, start + len(line.splitlines()[0]))))
        start += len(line)
    return just(Tuple(tuple(found)))


def _listed(parts: Implementation) -> Implementation:
    """The parts as a list of its own."""

    def operation(call: Invocation) -> Value:
        sequence = List(call.run.number())
        call.state.write((sequence.number, "content"), parts(call))
        return just(sequence)

    return operation


def _noting_cuts(
    operation: Implementation, from_right: bool, most: int | None = None
) -> Implementation:
    """A method that cuts its receiver where its first argument stands, ``most`` times, or as often
    as the second argument says.
    """

    def noted(call: Invocation) -> Value:
        separator = constant_text(call.argument(0, "sep"))
        limit = constant_number(call.argument(1, "maxsplit"), -1) if most is None else most
        if separator:

            def outcome(marks: str) -> object:
                cut = marks.rsplit if from_right else marks.split
                parts = cut(separator, -1 if limit is None else limit)
                before = parts[1:] if from_right else parts[:-1]
                return separator in marks, _Cuts(marks.count(separator), tuple(before))

            call.run.events.note_test(receiver_text(call), outcome, call.node)
        return operation(call)

    return noting_needle(noted)


SPLITTING_OPERATIONS: dict[str, Implementation] = {
    "str.split": _listed(_noting_cuts(_split(False), False)),
    "str.rsplit": _listed(_noting_cuts(_split(True), True)),
    "str.splitlines": _listed(_lines),
    "str.partition": _noting_cuts(_partition(False), False, 1),
    "str.rpartition": _noting_cuts(_partition(True), True, 1),
}
