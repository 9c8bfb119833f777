"""Methods that split a text."""

import itertools
import re

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
        # The mark stands in the text for what is not known of it.
        told = separator and HOLE_MARK not in separator
        parts = text_slices.split_at(text, separator, 1, from_right) if told else None
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


def _noting_whether_found(operation: Implementation) -> Implementation:
    """A method that splits its receiver where its first argument stands."""

    def noted(call: Invocation) -> Value:
        separator = constant_text(call.argument(0, "sep"))
        if separator:
            text = receiver_text(call)
            call.run.events.note_test(text, lambda marks: separator in marks, call.node)
        return operation(call)

    return noting_needle(noted)


SPLITTING_OPERATIONS: dict[str, Implementation] = {
    "str.split": _listed(_noting_whether_found(_split(False))),
    "str.rsplit": _listed(_noting_whether_found(_split(True))),
    "str.splitlines": _listed(_lines),
    "str.partition": _noting_whether_found(_partition(False)),
    "str.rpartition": _noting_whether_found(_partition(True)),
}
