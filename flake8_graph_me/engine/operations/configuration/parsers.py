"""Configuration parsers: what they read from text that is written in the program, from mappings,
and from elsewhere, and what the program sets. They are those of the standard library.
"""

import configparser
import re
from collections.abc import Callable

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.texts import cut, flat
from flake8_graph_me.engine.domain.values import NONE, Dict, Instance, Text, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.engine.objects.containers import set_item
from flake8_graph_me.engine.objects.elements.item_keys import key_among
from flake8_graph_me.engine.operations.configuration.interpolation import INTERPOLATION, RAW_PARSER
from flake8_graph_me.engine.operations.configuration.options import (
    converted,
    parser_option,
    parser_section,
)
from flake8_graph_me.engine.operations.configuration.section_changes import (
    SECTION_OPERATIONS,
    put_options,
    set_option,
)
from flake8_graph_me.engine.operations.configuration.sections import (
    DEFAULTS,
    begin,
    changed,
    folded,
    options_of,
    put_section,
    section_of,
    sections_of,
)
from flake8_graph_me.terms.text import HOLE_MARK

LINE = re.compile(r"^(?P<name>[ \t]*[^\s=:#;\[][^=:\n]*[=:][ \t]*)(?P<value>\S[^\n]*)", re.M)
"""A line of an option, with its value."""
MARK = "\ue000"
"""What stands before a number in the place of a value."""
NO_SECTION = "\ue001"
"""A name that no section has."""
PARSER = "configparser.ConfigParser"
UNDERSTOOD = frozenset({"allow_no_value", "defaults", "interpolation", "strict"})
"""How a parser may be told to read: what is read in spite of others is read in the same way."""


class _Reader(configparser.RawConfigParser):
    """A parser that keeps options by keys that a function makes."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__(default_section=NO_SECTION)
        self._fold = fold

    def optionxform(self, optionstr: str) -> str:
        return self._fold(optionstr)


def _new(kind: str) -> Implementation:
    """Makes a parser; one that is told how to read in ways that are not followed is unknown."""

    def operation(call: Invocation) -> Value:
        given = call.arguments
        more = given.more_positional is not None or given.more_keywords is not None
        if more or len(given.positional) > 1 or not given.keywords.keys() <= UNDERSTOOD:
            return call_unknown(call.run, None, given, call.node, call.frame, call.state)
        parser = Instance(call.run.number(), kind)
        sections = begin(call, parser, NOTHING)
        defaults = section_of(call, parser, sections, DEFAULTS)
        if "interpolation" in given.keywords:
            call.state.write((parser.number, INTERPOLATION), given.keywords["interpolation"])
        values = call.argument(0, "defaults")
        if values is not None and values != just(NONE):
            put_options(call, parser, defaults, values)
        return just(parser)

    return operation


def _removed(call: Invocation) -> Value:
    """Something is no longer there."""
    if isinstance(call.receiver, Instance):
        begin(call, call.receiver, call.unknown())
    return call.unknown()


def _set_item(call: Invocation) -> Value:
    """``parser[section] = mapping``."""
    parser, name = call.receiver, key_among(call.state, call.argument(0))
    if not isinstance(parser, Instance):
        return call.unknown()
    sections = sections_of(call, parser)
    if sections is None or not isinstance(name, str):
        return changed(call, parser)
    section = put_section(call, parser, sections, name, NOTHING)
    put_options(call, parser, section, call.argument(1) or call.unknown())
    return just(NONE)


def _read_dict(call: Invocation) -> Value:
    parser, given = call.receiver, call.argument(0, "dictionary") or ()
    if not isinstance(parser, Instance):
        return call.unknown()
    held, sections = given[0][1] if len(given) == 1 else None, sections_of(call, parser)
    if sections is None or not isinstance(held, Dict):
        return changed(call, parser)
    if call.state.read((held.number, REST)) != NOTHING:
        changed(call, parser)
    for name in call.state.keys_of(held.number):
        if not isinstance(name, str):
            return changed(call, parser)
        section = section_of(call, parser, sections, name)
        put_options(call, parser, section, call.state.read((held.number, ("item", name))))
    return just(NONE)


def _set(call: Invocation) -> Value:
    """``parser.set(section, option, value)``."""
    parser = call.receiver
    if not isinstance(parser, Instance):
        return call.unknown()
    sections = sections_of(call, parser)
    name = key_among(call.state, call.argument(0, "section"))
    if sections is None or not isinstance(name, str):
        return changed(call, parser)
    section = section_of(call, parser, sections, name)
    value = call.argument(2, "value") or call.unknown()
    return set_option(call, parser, section, call.argument(1, "option"), value)


def _read_string(call: Invocation) -> Value:
    """Read a text: its options take the place of those of the same names."""
    parser, given = call.receiver, call.argument(0, "string") or ()
    if not isinstance(parser, Instance):
        return call.unknown()
    text, sections = given[0][1] if len(given) == 1 else None, sections_of(call, parser)
    if sections is None or not isinstance(text, Text) or text.binary:
        return changed(call, parser)
    read, values = _read(text, lambda name: folded(call, parser, name) or HOLE_MARK)
    if read is None:
        return changed(call, parser)
    for name in read.sections():
        options = options_of(call, section_of(call, parser, sections, name))
        for option, said in read.items(name):
            if options is None or HOLE_MARK in option:
                return changed(call, parser)
            set_item(call.state, options.number, option, _said(call, said, values))
    return just(NONE)


def _read(text: Text, fold: Callable[[str], str]) -> tuple[_Reader | None, list[Text]]:
    """A text read with numbers in the places of values, and those values; None for the first if
    that is not known.
    """
    values: list[Text] = []

    def numbered(line: re.Match[str]) -> str:
        start = line.start("value")
        part = cut(text, start, start + len(line["value"].rstrip()))
        values.append(Text(part.pieces, steps=part.steps))
        return f"{line['name']}{MARK}{len(values) - 1}"

    reader = _Reader(fold)
    try:
        reader.read_string(LINE.sub(numbered, flat(text)))
    except configparser.Error:
        return None, values
    odd = HOLE_MARK in str([*reader.values()]) or MARK in flat(text) or NO_SECTION in flat(text)
    return (None if odd else reader), values


def _said(call: Invocation, said: str, values: list[Text]) -> Value:
    """The value of an option that stands in one line."""
    if said.startswith(MARK) and said[1:].isdigit():
        return just(values[int(said[1:])])
    return call.unknown()


def _on_parser(act: Callable[[Invocation, Instance], Value]) -> Implementation:
    """An operation on the receiver, if it is one object."""
    return lambda call: (
        act(call, call.receiver) if isinstance(call.receiver, Instance) else call.unknown()
    )


def _defaults(call: Invocation, parser: Instance) -> Value:
    """The defaults as they were written."""
    sections = sections_of(call, parser)
    options = sections and options_of(call, section_of(call, parser, sections, DEFAULTS))
    return call.unknown() if options is None else just(options)


CONFIGURATION_OPERATIONS: dict[str, Implementation] = {
    "new-configuration": _new(PARSER),
    "new-raw-configuration": _new(RAW_PARSER),
    "configured-section": parser_section,
    "configured-option": parser_option,
    "configured-otherwise": converted(parser_option),
    "configured-defaults": _on_parser(_defaults),
    "set-section": _set_item,
    "set-configured-option": _set,
    "read-configuration": _read_string,
    "read-sections": _read_dict,
    "configuration-changed": _on_parser(changed),
    "configuration-removed": _removed,
    **SECTION_OPERATIONS,
}
