"""Methods of strings and bytes. Must not know what a text is for."""

import re
from collections.abc import Callable

from flake8_graph_me.engine import texts
from flake8_graph_me.engine.branching import decision, subject_of
from flake8_graph_me.engine.escapes import note_escapes
from flake8_graph_me.engine.invocation import Invocation, Operation
from flake8_graph_me.engine.objects import any_element, elements, get_item, known_elements
from flake8_graph_me.engine.operations.sequences import iterated
from flake8_graph_me.engine.values import (
    NONE,
    Alternative,
    Atom,
    Constant,
    Hop,
    Mapping,
    Text,
    Tuple,
    Value,
    constant,
    hopped,
    joined,
    just,
    mapped,
    paired,
    under,
)
from flake8_graph_me.terms.text import Hole, Template

MAX_FIELDS = 24
"""How many arguments of one template are combined."""


def _receiver(call: Invocation) -> Text:
    assert call.receiver is not None
    return call.text(call.receiver)


def _blurred(call: Invocation) -> Value:
    """An unknown text that keeps the receiver's labels."""
    text = _receiver(call)
    note_escapes(call.run, (just(text),), call.node)
    key = ("blurred", call.run.number())
    return just(Text((Hole(key, texts.labels_in(text.pieces)),), text.binary))


def _constant_text(value: Value | None) -> str | None:
    if value is not None and len(value) == 1 and isinstance(value[0][1], Text):
        return texts.known(value[0][1])
    return None


def _constant_number(value: Value | None, otherwise: int) -> int | None:
    if value is None:
        return otherwise
    if len(value) == 1 and isinstance(value[0][1], Constant):
        number = value[0][1].value
        return number if isinstance(number, int) else None
    return None


def _same(call: Invocation) -> Value:
    return just(_receiver(call))


def _recased(change: Callable[[str], str]) -> Operation:
    return lambda call: just(texts.recased(_receiver(call), change))


def _stripped(left: bool, right: bool) -> Operation:  # the two ends of a text
    def operation(call: Invocation) -> Value:
        given = call.argument(0)
        characters = _constant_text(given)
        if given is not None and characters is None:
            return _blurred(call)
        return just(texts.stripped(_receiver(call), characters, left, right))

    return operation


def _without_affix(at_start: bool) -> Operation:  # one of the two ends of a text
    def operation(call: Invocation) -> Value:
        affix = _constant_text(call.argument(0))
        found = None if affix is None else texts.without_affix(_receiver(call), affix, at_start)
        return _blurred(call) if found is None else just(found)

    return operation


def _replace(call: Invocation) -> Value:
    old = _constant_text(call.argument(0))
    count = _constant_number(call.argument(2, "count"), -1)
    new = call.argument(1)
    if old is None or new is None or count is None:
        return _blurred(call)
    text = _receiver(call)
    return mapped(new, lambda atom: just(texts.replaced(text, old, call.text(atom), count)))


def _split(from_right: bool) -> Operation:  # one of the two ends of a text
    def operation(call: Invocation) -> Value:
        given = call.argument(0, "sep")
        if given is None or given == just(NONE):
            return _words(call)
        separator = _constant_text(given)
        limit = _constant_number(call.argument(1, "maxsplit"), -1)
        if not separator or limit is None:
            return just(Tuple((), _blurred(call)))
        parts = texts.split_at(_receiver(call), separator, limit, from_right)
        if parts is None:
            return just(Tuple((), _blurred(call)))
        return just(Tuple(tuple(just(part) for part in parts)))

    return operation


def _words(call: Invocation) -> Value:
    """``split()`` at white space."""
    marks = texts.flat(_receiver(call))
    if texts.HOLE_MARK in marks or call.arguments.keywords or call.arguments.positional[1:]:
        return just(Tuple((), _blurred(call)))
    found = re.finditer(r"\S+", marks)
    return just(Tuple(tuple(just(texts.cut(_receiver(call), *part.span())) for part in found)))


def _partition(from_right: bool) -> Operation:  # one of the two ends of a text
    def operation(call: Invocation) -> Value:
        separator = _constant_text(call.argument(0))
        text = _receiver(call)
        parts = texts.split_at(text, separator, 1, from_right) if separator else None
        if separator is None or parts is None:
            return just(Tuple((_blurred(call), _blurred(call), _blurred(call))))
        if len(parts) == 1:
            empty = just(Text(()))
            whole = just(text)
            return just(Tuple((empty, empty, whole) if from_right else (whole, empty, empty)))
        start = len(texts.flat(parts[0]))
        middle = texts.cut(text, start, start + len(separator))
        return just(Tuple((just(parts[0]), just(middle), just(parts[1]))))

    return operation


def _join(call: Invocation) -> Value:
    items = call.argument(0)
    if items is None:
        return _blurred(call)
    separator = _receiver(call)
    items = iterated(call.run, call.state, items)
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
        result.extend(under(condition, hopped(whole, Hop(call.node, "joined here"))))
    return joined(result)


def _appended(call: Invocation, first: Atom, separator: Text, second: Atom) -> Value:
    return just(texts.concatenated([call.text(first), separator, call.text(second)]))


def _format(call: Invocation) -> Value:
    """``template.format(…)``: every combination of the arguments' alternatives."""
    template = texts.as_template(_receiver(call), Template("format", call.node))
    arguments = call.arguments
    fields: list[tuple[str, Value]] = [
        *((str(index), value) for index, value in enumerate(arguments.positional)),
        *arguments.keywords.items(),
    ]
    return combined(call, fields[:MAX_FIELDS], lambda found: _fill(call, template, found))


def _fill(call: Invocation, template: Text, found: dict[str, Atom]) -> Value:
    def find(name: str) -> Text:
        first = name.replace("[", ".").split(".")[0]
        atom = found.get(first)
        if atom is None:
            return call.text(call.run.fresh())
        for step in name[len(first) :].replace("]", "").replace("[", ".").split(".")[1:]:
            atom = _field_step(call, atom, step)
        return call.text(atom)

    done = texts.formatted(template, find)
    return _blurred(call) if done is None else just(_with_hop(call, done))


def _field_step(call: Invocation, atom: Atom, step: str) -> Atom:
    if isinstance(atom, Mapping):
        value = get_item(call.run, call.state, atom.number, step)
    else:
        value = call.run.attribute(atom, step, call.node, call.frame, call.state)
    return value[0][1] if len(value) == 1 else call.run.fresh()


def _with_hop(call: Invocation, text: Text) -> Text:
    ((_, atom),) = hopped(just(text), Hop(call.node, "put together here"))
    assert isinstance(atom, Text)
    return atom


def _format_map(call: Invocation) -> Value:
    template = texts.as_template(_receiver(call), Template("format", call.node))
    value = call.argument(0)
    if value is None or len(value) != 1 or not isinstance(value[0][1], Mapping):
        return _blurred(call)
    number = value[0][1].number
    fields = [
        (key, get_item(call.run, call.state, number, key))
        for key in call.state.keys_of(number)
        if isinstance(key, str)
    ]
    return combined(call, fields[:MAX_FIELDS], lambda found: _fill(call, template, found))


def combined(
    call: Invocation, fields: list[tuple[str, Value]], make: Callable[[dict[str, Atom]], Value]
) -> Value:
    """What ``make`` gives for each combination of the fields' alternatives."""

    def step(index: int, found: dict[str, Atom]) -> Value:
        if index == len(fields):
            return make(found)
        name, value = fields[index]
        return mapped(value, lambda atom: step(index + 1, {**found, name: atom}))

    return step(0, {})


def _starts(at_start: bool) -> Operation:  # one of the two ends of a text
    def operation(call: Invocation) -> Value:
        given = call.argument(0)
        several = elements(call.state, given[0][1]) if given and len(given) == 1 else None
        tests = [_has_end(call, affix, at_start) for affix in (several or (given,))]
        if len(tests) == 1:
            return tests[0]
        if any(test == just(constant(True)) for test in tests):
            return just(constant(True))
        if all(test == just(constant(False)) for test in tests):
            return just(constant(False))
        return decision(call.run, ("affix", call.run.number()))

    return operation


def _has_end(call: Invocation, value: Value | None, at_start: bool) -> Value:
    affix = _constant_text(value)
    marks = texts.flat(_receiver(call))
    if affix is not None:
        edge = marks[: len(affix)] if at_start else marks[-len(affix) :] if affix else ""
        if edge == affix:
            return just(constant(True))
        if texts.HOLE_MARK not in marks or _differs(edge, affix, at_start):
            return just(constant(False))
    subject = subject_of(call.run, _receiver(call))
    return decision(call.run, ("affix", subject, affix or call.run.number(), at_start))


def _differs(edge: str, affix: str, at_start: bool) -> bool:  # one of two ends
    """Whether the known characters before any hole already differ."""
    pairs = (
        zip(edge, affix, strict=False) if at_start else zip(edge[::-1], affix[::-1], strict=False)
    )
    for mine, wanted in pairs:
        if mine == texts.HOLE_MARK:
            return False
        if mine != wanted:
            return True
    return False


def _encoded(call: Invocation) -> Value:
    text = _receiver(call)
    return just(Text(text.pieces, not text.binary, text.hops))


def _items_list(call: Invocation) -> Value:
    return just(Tuple((), _blurred(call)))


STRING_OPERATIONS: dict[str, Operation] = {
    "str.format": _format,
    "str.format_map": _format_map,
    "str.join": _join,
    "str.replace": _replace,
    "str.strip": _stripped(True, True),
    "str.lstrip": _stripped(True, False),
    "str.rstrip": _stripped(False, True),
    "str.removeprefix": _without_affix(True),
    "str.removesuffix": _without_affix(False),
    "str.lower": _recased(str.lower),
    "str.casefold": _recased(str.casefold),
    "str.upper": _recased(str.upper),
    "str.title": _recased(str.title),
    "str.capitalize": _blurred,
    "str.encode": _encoded,
    "str.decode": _encoded,
    "str.split": _split(False),
    "str.rsplit": _split(True),
    "str.splitlines": _items_list,
    "str.partition": _partition(False),
    "str.rpartition": _partition(True),
    "str.startswith": _starts(True),
    "str.endswith": _starts(False),
    "str.__str__": _same,
    "str.expandtabs": _same,
    "str.value": _same,
}
