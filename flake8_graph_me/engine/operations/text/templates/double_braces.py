"""Templates with names in double braces, as Jinja fills them."""

import re
from collections.abc import Hashable
from dataclasses import dataclass

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.values import Atom, Constant, Dict, Text, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.operations.text.templates.fields import (
    MAX_FIELDS,
    combined,
    field_step,
    item_named,
    with_hop,
    written,
)
from flake8_graph_me.terms.text import Hole, Literal

BRACES = re.compile(r"\{\{(?P<name>[^{}]*)\}\}|\{[{%#]")
"""A field of a template with double braces, or what else may begin there."""
OTHER_LINE_BREAK = re.compile(r"\r\n?")
"""What breaks a line apart from ``\\n``."""
NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
"""What such a field says, if it is a name and attributes."""
CONSTANTS = frozenset({"true", "false", "none", "True", "False", "None"})
"""What a field says that stands for itself, whatever it is given."""
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"})
"""What is written of a value in the place of these characters where they are escaped."""


@dataclass(frozen=True, slots=True)
class _Options:
    """How a template writes: whether a line break at its end stays, and whether the characters of
    HTML in values are escaped; None if unknown.
    """

    ending: bool | None
    escaping: bool | None


def _braces(call: Invocation) -> Value:
    """The receiver's ``source`` with the names in double braces filled in."""
    if call.receiver is None:
        return call.unknown()
    source = call.run.attribute(call.receiver, "source", call.node, call.frame, call.state)
    options = _Options(
        _told(call, call.receiver, "keep_trailing_newline"),
        _told(call, call.receiver, "autoescape"),
    )
    arguments = call.arguments

    def one(atom: Atom) -> Value:
        names = _names_in_braces(atom) if isinstance(atom, Text) else None
        if names is None:
            call.run.events.note_escapes((just(atom), *arguments.all_values()), call.node)
            return call.unknown()
        given = dict(arguments.keywords)
        for mapping in (*arguments.positional, arguments.more_keywords):
            for name in names if mapping else ():
                given.setdefault(name, item_named(call, mapping or (), name))
        items = [(name, given[name]) for name in names if name in given][:MAX_FIELDS]
        template = texts.recased(call.text(atom), _with_one_line_break)
        return combined(call.run, items, lambda found: _fill_braces(call, template, options, found))

    return mapped(source, one)


def _names_in_braces(template: Text) -> list[str] | None:
    """The names with which the fields of a template begin; None if there is anything but names."""
    names: dict[str, None] = {}
    for match in BRACES.finditer(texts.flat(template)):
        name = NAME.fullmatch((match["name"] or "").strip())
        if name is None or name[0] in CONSTANTS:
            return None
        names[name[0].partition(".")[0]] = None
    return list(names)


def _with_one_line_break(text: str) -> str:
    """The text as a template has it: with one way to break a line."""
    return OTHER_LINE_BREAK.sub("\n", text)


def _told(call: Invocation, template: Atom, option: str) -> bool | None:
    """An option of a template; None if it is not known, or a function that decides."""
    value = call.run.attribute(template, option, call.node, call.frame, call.state)
    told = {bool(atom.value) if isinstance(atom, Constant) else None for _, atom in value}
    return told.pop() if len(told) == 1 else None


def _fill_braces(
    call: Invocation, template: Text, options: _Options, found: dict[Hashable, Atom]
) -> Value:
    done: list[Text] = []
    end, flat = 0, texts.flat(template)
    for match in BRACES.finditer(flat):
        done.append(texts.cut(template, end, match.start()))
        name, *steps = match["name"].strip().split(".")
        atom = found.get(name) or call.run.fresh()
        for step in steps:
            # A mapping has its methods before its items.
            own = isinstance(atom, Dict) and hasattr(dict, step)
            atom = call.run.fresh() if own else field_step(call, atom, step)
        done.append(_escaped(call, written(call, atom), options.escaping))
        end = match.end()
    if not flat.endswith("\n") or end == len(flat):
        done.append(texts.cut(template, end, len(flat)))
    else:
        done.append(texts.cut(template, end, len(flat) - 1))
        done.append(_line_break(call, options.ending))
    return just(with_hop(call, texts.concatenated(done)))


def _escaped(call: Invocation, text: Text, escaping: bool | None) -> Text:
    """A value's text with the characters of HTML escaped, if they are."""
    if escaping is False:
        return text
    found = texts.recased(text, lambda part: part.translate(ESCAPES))
    if escaping or texts.flat(found) == texts.flat(text):
        return found
    return Text((Hole(call.run.number(), texts.labels_in(text.pieces)),))


def _line_break(call: Invocation, kept: bool | None) -> Text:
    """What is written of a line break at the end."""
    if kept is None:
        return Text((Hole(call.run.number()),))
    return Text((Literal("\n"),) if kept else ())


BRACE_OPERATIONS: dict[str, Implementation] = {"fill-braces": _braces}
