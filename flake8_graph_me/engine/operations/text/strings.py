"""Methods of strings and bytes."""

import re
from collections.abc import Callable, Iterable

from flake8_graph_me.engine.domain import text_slices, texts
from flake8_graph_me.engine.domain.alternatives import constant, joined, just, mapped, paired, under
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.values import (
    Alternative,
    Atom,
    Constant,
    Step,
    Text,
    Value,
)
from flake8_graph_me.engine.machine.branching import decision, subject_of
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import any_element, elements, known_elements
from flake8_graph_me.engine.operations.containers.own_iterators import iterated_by
from flake8_graph_me.terms.text import HOLE_MARK, Hole, Literal

MAX_WIDTH = 1_000
"""To how many characters a text is filled up. Past it the text is unknown, with its labels."""


def receiver_text(call: Invocation) -> Text:
    """The text of the receiver."""
    assert call.receiver is not None
    return call.text(call.receiver)


def blurred(call: Invocation) -> Value:
    """An unknown part of the receiver: it has the labels of one of its holes, not known which."""
    text = receiver_text(call)
    call.run.events.note_escapes((just(text),), call.node)
    holes = [piece.labels for piece in text.pieces if isinstance(piece, Hole)]
    kinds = list(dict.fromkeys(holes)) or [frozenset()]
    number = call.run.number()
    found: list[Alternative] = []
    before: frozenset[int] = frozenset()
    for index, labels in enumerate(kinds):
        symbol = call.run.symbols.number(("part", number, index))
        last = index == len(kinds) - 1
        part = Text((Hole(("blurred", number, index), labels),), text.binary)
        found.append((before if last else before | {symbol}, part))
        before |= {-symbol}
    return joined(found)


def constant_text(value: Value | None) -> str | None:
    """The characters of a value that is a single known text; None also if one of them is the mark
    that stands for what is not known where it is looked for in texts.
    """
    if value is None or len(value) != 1 or not isinstance(value[0][1], Text):
        return None
    found = texts.known(value[0][1])
    return None if found is None or HOLE_MARK in found else found


def constant_number(value: Value | None, otherwise: int) -> int | None:
    """A value's number, or the default if no value is given; None if it is unknown."""
    if value is None:
        return otherwise
    if len(value) == 1 and isinstance(value[0][1], Constant):
        number = value[0][1].value
        return number if isinstance(number, int) else None
    return None


def _same(call: Invocation) -> Value:
    return just(receiver_text(call))


def _recased(change: Callable[[str], str]) -> Implementation:
    return lambda call: just(texts.recased(receiver_text(call), change))


def _titled(call: Invocation) -> Value:
    text = receiver_text(call)
    # Whether a word begins behind a hole is not known.
    odd = any(letter.isalpha() for letter in re.findall(f"{HOLE_MARK}(.)", texts.flat(text)))
    return blurred(call) if odd else just(texts.recased(text, str.title))


def _stripped(left: bool, right: bool) -> Implementation:  # the two ends of a text
    def operation(call: Invocation) -> Value:
        given = call.argument(0)
        characters = constant_text(given)
        if given is not None and characters is None:
            return blurred(call)
        return just(text_slices.stripped(receiver_text(call), characters, left, right))

    return operation


def _without_affix(at_start: bool) -> Implementation:  # one of the two ends of a text
    def operation(call: Invocation) -> Value:
        affix = constant_text(call.argument(0))
        _note_ends(call, [call.argument(0)], at_start)
        found = (
            None
            if affix is None
            else text_slices.without_affix(receiver_text(call), affix, at_start)
        )
        return blurred(call) if found is None else just(found)

    return operation


def _replace(call: Invocation) -> Value:
    old = constant_text(call.argument(0))
    count = constant_number(call.argument(2, "count"), -1)
    new = call.argument(1)
    if old is None or new is None or count is None:
        return blurred(call)
    text = receiver_text(call)
    call.run.events.note_test(text, lambda marks: marks.count(old), call.node)
    if not old:
        # The new text comes between all characters.
        return blurred(call)
    return mapped(new, lambda atom: just(text_slices.replaced(text, old, call.text(atom), count)))


def _join(call: Invocation) -> Value:
    items = call.argument(0)
    if items is None:
        return blurred(call)
    separator = receiver_text(call)
    items = iterated_by(call, items)
    found = known_elements(call.state, items)
    if found is None:
        inner = mapped(items, lambda atom: any_element(call.run, call.state, atom))
        labels = frozenset(
            label for _, atom in inner for label in texts.labels_in(call.text(atom).pieces)
        )
        return just(Text((Hole(("join", call.run.number()), labels),)))
    result: list[Alternative] = []
    for condition, parts in found:
        whole = just(Text(()))
        for index, element in enumerate(parts):
            before = separator if index else Text(())
            whole = paired(whole, element, lambda a, b, s=before: _appended(call, a, s, b))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        result.extend(under(condition, with_step(whole, Step(call.node, "joined here"))))
    return joined(result)


def _appended(call: Invocation, first: Atom, separator: Text, second: Atom) -> Value:
    return just(texts.concatenated([call.text(first), separator, call.text(second)]))


def _starts(at_start: bool) -> Implementation:  # one of the two ends of a text
    def operation(call: Invocation) -> Value:
        given = call.argument(0)
        several = elements(call.state, given[0][1]) if given and len(given) == 1 else None
        _note_ends(call, several or (given,), at_start)
        tests = [_has_end(call, affix, at_start) for affix in (several or (given,))]
        if len(tests) == 1:
            return tests[0]
        if any(test == just(constant(True)) for test in tests):
            return just(constant(True))
        if all(test == just(constant(False)) for test in tests):
            return just(constant(False))
        return decision(call.run, ("affix", call.run.number()))

    return operation


def _note_ends(call: Invocation, values: Iterable[Value | None], at_start: bool) -> None:
    """Note at which end what is looked for in the receiver."""
    text, affixes = receiver_text(call), [constant_text(value) for value in values]
    sought = tuple(affix for affix in affixes if affix is not None)
    if len(sought) < len(affixes) or len(call.arguments.positional) > 1:
        call.run.events.note_escapes((just(text),), call.node)
        return

    def outcome(marks: str) -> bool:
        return marks.startswith(sought) if at_start else marks.endswith(sought)

    call.run.events.note_test(text, outcome, call.node)


def _has_end(call: Invocation, value: Value | None, at_start: bool) -> Value:
    affix = constant_text(value)
    marks = texts.flat(receiver_text(call))
    if affix is not None:
        edge = marks[: len(affix)] if at_start else marks[-len(affix) :] if affix else ""
        if edge == affix:
            return just(constant(True))
        if HOLE_MARK not in marks or _differs(edge, affix, at_start):
            return just(constant(False))
    subject = subject_of(call.run, receiver_text(call))
    return decision(call.run, ("affix", subject, affix or call.run.number(), at_start))


def _differs(edge: str, affix: str, at_start: bool) -> bool:  # one of two ends
    """Whether the known characters before any hole already differ."""
    pairs = (
        zip(edge, affix, strict=False) if at_start else zip(edge[::-1], affix[::-1], strict=False)
    )
    for mine, wanted in pairs:
        if mine == HOLE_MARK:
            return False
        if mine != wanted:
            return True
    return False


def _padded(name: str) -> Implementation:
    """``ljust`` and its like, by name."""

    def operation(call: Invocation) -> Value:
        text = receiver_text(call)
        marks = texts.flat(text)
        width, fill = constant_number(call.argument(0), 0), constant_text(call.argument(1))
        if width is not None and width <= len(marks.replace(HOLE_MARK, "")):
            return just(text)
        fill = fill if call.argument(1) is not None else " "
        odd = not marks or (name == "zfill" and marks[0] in "+-") or HOLE_MARK in marks
        # A longer fill is refused.
        if width is None or fill is None or len(fill) != 1 or width > MAX_WIDTH or odd:
            return blurred(call)
        # How much goes before and behind is the same for any text of this length.
        stand_in = HOLE_MARK * len(marks)
        given = (width,) if name == "zfill" else (width, fill)
        before, _, behind = getattr(stand_in, name)(*given).partition(stand_in)
        ends = (Text((Literal(each),), text.binary) for each in (before, behind))
        # A longer text would have less of it.
        return just(text_slices.loosened(texts.concatenated([next(ends), text, next(ends)])))

    return operation


def _expanded(call: Invocation) -> Value:
    text = receiver_text(call)
    return blurred(call) if "\t" in texts.flat(text) else just(texts.recased(text, str))


def noting_needle(operation: Implementation) -> Implementation:
    """A method that searches its receiver for its first argument."""

    def noted(call: Invocation) -> Value:
        call.run.events.note_escapes(call.arguments.positional[:1], call.node)
        return operation(call)

    return noted


STRING_OPERATIONS: dict[str, Implementation] = {
    "str.join": _join,
    "str.replace": noting_needle(_replace),
    "str.strip": noting_needle(_stripped(True, True)),
    "str.lstrip": noting_needle(_stripped(True, False)),
    "str.rstrip": noting_needle(_stripped(False, True)),
    "str.removeprefix": noting_needle(_without_affix(True)),
    "str.removesuffix": noting_needle(_without_affix(False)),
    "str.lower": _recased(str.lower),
    "str.casefold": _recased(str.casefold),
    "str.upper": _recased(str.upper),
    "str.title": _titled,
    "str.capitalize": blurred,
    "str.startswith": noting_needle(_starts(True)),
    "str.endswith": noting_needle(_starts(False)),
    "str.__str__": _same,
    "str.expandtabs": _expanded,
    "str.ljust": _padded("ljust"),
    "str.rjust": _padded("rjust"),
    "str.center": _padded("center"),
    "str.zfill": _padded("zfill"),
    "str.value": _same,
    # A task is taken for its result.
    "str.result": _same,
}
