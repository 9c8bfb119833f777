"""What regular expressions replace in a text.

An expression that must not be run, or a text whose holes may matter, makes the result unknown.
"""

import re

from flake8_graph_me.engine.domain.alternatives import just, mapped, paired
from flake8_graph_me.engine.domain.text_slices import loosened, replaced
from flake8_graph_me.engine.domain.texts import concatenated, cut, flat
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Bound,
    Function,
    Partial,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.escape import hand_callables
from flake8_graph_me.engine.operations.text.matching import (
    count_of,
    match_object,
    of_module,
    of_pattern,
    unknown_text,
    with_arguments,
)
from flake8_graph_me.engine.operations.text.patterns import (
    PLAIN,
    Pattern,
    around,
    group_of,
    matches,
    pattern_of,
)
from flake8_graph_me.engine.operations.text.strings import constant_number, constant_text
from flake8_graph_me.terms.text import Literal

TEMPLATE = re.compile(r"\\(?:g<(?P<name>\w+)>|(?P<number>[1-9]\d?)|(?P<escape>.))", re.DOTALL)
ESCAPES = {"\\": "\\", "n": "\n", "r": "\r", "t": "\t"}


def _noted(call: Invocation) -> Value:
    """The pattern, noting that it has a use that is not followed."""
    call.run.events.note_escapes(call.arguments.all_values(), call.node)
    return call.argument(0, "pattern") or call.unknown()


def _substituted(
    call: Invocation, pattern: Value | None, flags: Value | None, rest: Arguments
) -> Value:
    """The text with matches replaced; the arguments are the replacement, text and count."""
    inner = with_arguments(call, rest)
    new, text = inner.argument(0, "repl"), inner.argument(1, "string")
    count = constant_number(inner.argument(2, "count"), 0)
    old, found = _plain(pattern, flags), pattern_of(pattern, flags)
    if found is None or new is None or text is None or count is None:
        hand_callables(call.run, () if new is None else (new,), call.node, call.frame, call.state)
        return unknown_text(call, rest.all_values())

    def one(atom: Atom) -> Value:
        if isinstance(atom, Text):
            how = (count, "search")
            call.run.events.note_test(atom, lambda marks: count_of(found, marks, how), call.node)
        return mapped(new, lambda by: _replaced(call, atom, (old, found, count), by))

    return mapped(text, one)


def _plain(pattern: Value | None, flags: Value | None) -> str | None:
    """The characters that a pattern matches, if it matches nothing else."""
    if flags is not None and flags != just(NONE):
        return None
    found = constant_text(pattern)
    if found is None or PLAIN.fullmatch(found) is None:
        return None
    return re.sub(r"\\(.)", r"\1", found)


def _replaced(
    call: Invocation, text: Atom, old: tuple[str | None, Pattern, int], new: Atom
) -> Value:
    plain, pattern, count = old
    times = -1 if count == 0 else max(count, 0)
    if isinstance(new, Function | Bound | Partial):
        return _by_function(call, text, pattern, count, new)
    if not isinstance(text, Text) or not isinstance(new, Text | Unknown):
        return unknown_text(call, (just(text), just(new)))
    template = isinstance(new, Text) and "\\" in flat(new)
    if plain is not None and not template:
        return just(replaced(text, plain, call.text(new), times))
    found = matches(pattern, text, count)
    if found is None:
        return unknown_text(call, (just(text), just(new)))
    by = [_expanded(call.text(new), text, match) if template else call.text(new) for match in found]
    whole = [each for each in by if each is not None]
    if len(whole) != len(found):
        return unknown_text(call, (just(text), just(new)))
    return _put_in(pattern, text, found, [just(each) for each in whole])


def _by_function(
    call: Invocation, text: Atom, pattern: Pattern, count: int, function: Atom
) -> Value:
    """The text with each match replaced by what a function of the program makes of it."""
    found = matches(pattern, text, count) if isinstance(text, Text) else None
    if found is None or not isinstance(text, Text):
        hand_callables(call.run, (just(function),), call.node, call.frame, call.state)
        return unknown_text(call, (just(text),))
    by = [
        mapped(
            call.call(just(function), Arguments([match_object(call, text, match)])),
            lambda atom: just(call.text(atom)),
        )
        for match in found
    ]
    return _put_in(pattern, text, found, by)


def _put_in(pattern: Pattern, text: Text, found: list[re.Match[str]], by: list[Value]) -> Value:
    """The text with these values in place of the matches."""
    source = around(pattern, text, found)
    whole = just(Text((), text.binary, text.steps))
    start = 0
    for match, value in zip(found, by, strict=True):
        before = cut(source, start, match.start())
        whole = paired(whole, value, lambda a, b, s=before: _joined(a, s, b))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        start = match.end()
    rest = cut(source, start, len(flat(source)))
    return mapped(whole, lambda atom: _joined(atom, rest))


def _joined(*atoms: Atom) -> Value:
    return just(concatenated([atom for atom in atoms if isinstance(atom, Text)]))


def _expanded(template: Text, text: Text, match: re.Match[str]) -> Text | None:
    """A replacement with what the groups have matched; None if it is odd."""
    marks = flat(template)
    source = loosened(template)
    parts: list[Text] = []
    start = 0
    for each in TEMPLATE.finditer(marks):
        parts.append(cut(source, start, each.start()))
        start = each.end()
        if each["escape"] is not None:
            if each["escape"] not in ESCAPES:
                return None
            parts.append(Text((Literal(ESCAPES[each["escape"]]),)))
            continue
        name = each["name"] or each["number"]
        found = group_of(text, match, int(name) if name.isdecimal() else name)
        if found is None:
            return None
        parts += [found] if isinstance(found, Text) else []
    return concatenated([*parts, cut(source, start, len(marks))])


SUBSTITUTION_OPERATIONS: dict[str, Implementation] = {
    "noted-pattern": _noted,
    "substitute": of_module(_substituted, 4),
    "substitute-pattern": of_pattern(_substituted),
}
