"""Reading YAML text that is written in the program: mappings of names and plain texts, by
indentation. Of anything else nothing is known.

Its strings remain parts of the literal that contains them.
"""

import re
from dataclasses import dataclass

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.texts import cut, flat
from flake8_graph_me.engine.domain.values import Atom, Text, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import new_dict, set_item
from flake8_graph_me.engine.operations.text.json_text import MAX_DEPTH, MAX_TOKENS

LINE = re.compile(r"(?P<indent> *)(?P<name>[A-Za-z_][\w-]*):(?: +(?P<value>\S.*))?")
"""A name in a mapping, with its value."""
PLAIN = re.compile(r"[A-Za-z/](?:[^\s:]|:(?=\S))*")
"""A text without quotes and spaces: no colon is at its end."""
QUOTED = re.compile(r"""(?P<quote>["'])(?P<inner>[^"'\\]*)(?P=quote)""")
COMMENT = re.compile(r"(?<![ \t])[ \t]+(?:#.*)?$")
WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null"})
"""What is no text, in any case."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a mapping: how far it is indented, its name, and where in the text its value is."""

    indent: int
    name: str
    value: tuple[int, int]


def _loads(call: Invocation) -> Value:
    given = call.argument(0, "stream")
    return call.unknown() if given is None else mapped(given, lambda atom: _parsed(call, atom))


def _parsed(call: Invocation, atom: Atom) -> Value:
    if not isinstance(atom, Text) or atom.binary:
        return call.unknown()
    lines = _lines(flat(atom))
    read = None if lines is None else _mapping(call, atom, lines, 0, MAX_DEPTH)
    if read is None or lines is None or read[1] < len(lines):
        call.run.events.note_escapes((just(atom),), call.node)
        return call.unknown()
    return read[0]


def _lines(text: str) -> list[Line] | None:
    """The lines that say something; None if one is not of the form that is read."""
    found: list[Line] = []
    start = 0
    for line in text.split("\n"):
        said = line.strip()
        if said and not said.startswith("#") and (found or said != "---"):
            match = LINE.fullmatch(COMMENT.sub("", line, count=1))
            if match is None or len(found) >= MAX_TOKENS:
                return None
            value = match.span("value") if match["value"] else (0, 0)
            where = (start + value[0], start + value[1])
            found.append(Line(len(match["indent"]), match["name"], where))
        start += len(line) + 1
    return found or None


def _mapping(
    call: Invocation, whole: Text, lines: list[Line], at: int, depth: int
) -> tuple[Value, int] | None:
    """The mapping that begins at a line, and the line behind it."""
    mapping = new_dict(call.run, call.state)
    indent = lines[at].indent
    names: set[str] = set()
    while at < len(lines) and lines[at].indent == indent:
        line = lines[at]
        if line.name in names or line.name.lower() in WORDS or depth == 0:
            return None
        names.add(line.name)
        at += 1
        start, end = line.value
        deeper = at < len(lines) and lines[at].indent > indent
        if deeper and start == end:
            inner = _mapping(call, whole, lines, at, depth - 1)
            if inner is None:
                return None
            value, at = inner
        elif deeper:
            return None
        else:
            value = _scalar(call, whole, start, end)
        set_item(call.state, mapping.number, line.name, value)
    return None if at < len(lines) and lines[at].indent > indent else (just(mapping), at)


def _scalar(call: Invocation, whole: Text, start: int, end: int) -> Value:
    """A text, with quotes or without; unknown if it is anything else."""
    said = flat(whole)[start:end]
    quoted = QUOTED.fullmatch(said)
    if quoted is not None:
        start, end = start + 1, end - 1
    elif PLAIN.fullmatch(said) is None or said.lower() in WORDS:
        return call.unknown()
    part = cut(whole, start, end)
    return just(Text(part.pieces, steps=part.steps))


YAML_OPERATIONS: dict[str, Implementation] = {"read-yaml": _loads}
