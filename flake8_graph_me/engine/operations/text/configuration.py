"""Configuration parsers: sections of options, from text that is written in the program, from
mappings, and from elsewhere.

A parser keeps its sections in its attribute ``sections``, a dictionary of dictionaries, each with
further items of which nothing is known. Must not know which libraries have them.
"""

import configparser
import re

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped, under
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.texts import cut, flat, plain
from flake8_graph_me.engine.domain.values import NONE, Atom, Dict, Instance, Text, Unknown, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.engine.objects.containers import get_item, new_dict, set_item
from flake8_graph_me.engine.objects.elements.item_keys import key_among
from flake8_graph_me.engine.objects.may_change import open_mapping
from flake8_graph_me.terms.text import HOLE_MARK

LINE = re.compile(r"^(?P<name>[ \t]*[^\s=:#;\[][^=:\n]*[=:][ \t]*)(?P<value>\S[^\n]*)", re.M)
"""A line of an option, with its value."""
MARK = "\ue000"
"""What stands before a number in the place of a value."""
SECTIONS, PARSER = "sections", "configparser.ConfigParser"


def _new(call: Invocation) -> Value:
    """A parser; one that is told how to read is unknown."""
    if call.arguments.all_values():
        return call_unknown(call.run, None, call.arguments, call.node, call.frame, call.state)
    parser = Instance(call.run.number(), PARSER)
    _begin(call, parser, just(_unknown_sections(call, parser)))
    return just(parser)


def _unknown_sections(call: Invocation, parser: Instance) -> Unknown:
    """What is not known of the sections of a parser."""
    return Unknown(call.run.key(SECTIONS, parser.number))


def _begin(call: Invocation, parser: Instance, rest: Value) -> Dict:
    """Nothing is known of any section."""
    sections = new_dict(call.run, call.state, rest=rest)
    call.state.write((parser.number, SECTIONS), just(sections))
    return sections


def _removed(call: Invocation) -> Value:
    """Something is no longer there."""
    if isinstance(call.receiver, Instance):
        _begin(call, call.receiver, call.unknown())
    return call.unknown()


def _sections(call: Invocation) -> Dict | None:
    """The sections of the receiver; of one that the program did not make none is known."""
    if not isinstance(call.receiver, Instance):
        return None
    held = call.state.read((call.receiver.number, SECTIONS))
    if held == NOTHING or not held:
        return _begin(call, call.receiver, just(_unknown_sections(call, call.receiver)))
    return held[0][1] if len(held) == 1 and isinstance(held[0][1], Dict) else None


def _section(call: Invocation, name: Value | None) -> Value:
    """A section by its name."""
    sections, key = _sections(call), key_among(call.state, name)
    if sections is None and isinstance(call.receiver, Instance):
        unknown = _unknown_sections(call, call.receiver)
        return just(call.run.derived(unknown, "item", call.run.number() if key is None else key))
    if sections is None or key is None:
        return call.unknown()
    return get_item(call.run, call.state, sections.number, key)


def _own_section(call: Invocation, sections: Dict, name: str) -> Dict:
    """The one section of a name, which is made if there is none that is known."""
    held = call.state.read((sections.number, ("item", name)))
    if len(held) == 1 and isinstance(held[0][1], Dict):
        return held[0][1]
    rest = call.run.key("section", sections.number, name)
    made = new_dict(call.run, call.state, rest=just(Unknown(rest)))
    set_item(call.state, sections.number, name, just(made))
    return made


def _get(call: Invocation) -> Value:
    """An option, or the fallback of one that may be missing."""
    option = key_among(call.state, call.argument(1, "option"))
    others = "vars" in call.arguments.keywords or call.arguments.more_keywords is not None
    if not isinstance(option, str) or others:
        # What is given for this call comes before what the sections say.
        return call.unknown()
    found = mapped(_section(call, call.argument(0, "section")), lambda a: _option(call, a, option))
    fallback = call.argument(3, "fallback")
    if fallback is None or not any(isinstance(atom, Unknown) for _, atom in found):
        return found
    symbol = call.run.symbols.number(("set", found))
    return joined([*under(frozenset((symbol,)), found), *under(frozenset((-symbol,)), fallback)])


def _option(call: Invocation, section: Atom, option: str) -> Value:
    if isinstance(section, Dict):
        return get_item(call.run, call.state, section.number, option.lower())
    if isinstance(section, Unknown):
        return just(call.run.derived(section, "item", option.lower()))
    return call.unknown()


def _converted(call: Invocation) -> Value:
    """An option that is no text; the same one each time."""

    def one(atom: Atom) -> Value:
        if isinstance(atom, Unknown):
            return just(call.run.derived(atom, "converted"))
        said = plain(atom) if isinstance(atom, Text) else call.run.number()
        return just(Unknown(call.run.key("converted", said)))

    return mapped(_get(call), one)


def _set_item(call: Invocation) -> Value:
    """``parser[section] = mapping``."""
    sections, name = _sections(call), key_among(call.state, call.argument(0))
    given = call.argument(1) or call.unknown()
    if sections is None or not isinstance(name, str):
        return _changed(call)
    held = given[0][1] if len(given) == 1 else None
    rest = Unknown(call.run.key("section", call.run.number()))
    made = new_dict(call.run, call.state, rest=just(rest))
    set_item(call.state, sections.number, name, just(made))
    if isinstance(held, Dict):
        _put(call, made, held)
    return just(NONE)


def _put(call: Invocation, section: Dict, given: Dict) -> None:
    """Set the options of a section that a mapping has."""
    if call.state.read((given.number, REST)) != NOTHING:
        open_mapping(call.run, call.state, section.number)
    for key in call.state.keys_of(given.number):
        value = call.state.read((given.number, ("item", key)))
        if isinstance(key, str) and all(_is_plain(atom) for _, atom in value):
            set_item(call.state, section.number, key.lower(), value)
        elif isinstance(key, str):
            set_item(call.state, section.number, key.lower(), call.unknown())


def _is_plain(atom: Atom) -> bool:
    """Whether an option is read as it was written."""
    return isinstance(atom, Unknown) or (isinstance(atom, Text) and "%" not in flat(atom))


def _read_dict(call: Invocation) -> Value:
    sections, given = _sections(call), call.argument(0, "dictionary") or ()
    held = given[0][1] if len(given) == 1 else None
    if sections is None or not isinstance(held, Dict):
        return _changed(call)
    if call.state.read((held.number, REST)) != NOTHING:
        _changed(call)
    for name in call.state.keys_of(held.number):
        value = call.state.read((held.number, ("item", name)))
        options = value[0][1] if len(value) == 1 else None
        if not isinstance(name, str) or not isinstance(options, Dict):
            return _changed(call)
        _put(call, _own_section(call, sections, name), options)
    return just(NONE)


def _set(call: Invocation) -> Value:
    """``parser.set(section, option, value)``."""
    sections = _sections(call)
    name, option = (key_among(call.state, call.argument(index)) for index in range(2))
    value = call.argument(2, "value") or call.unknown()
    if sections is None or not isinstance(name, str) or not isinstance(option, str):
        return _changed(call)
    known = value if all(_is_plain(atom) for _, atom in value) else call.unknown()
    set_item(call.state, _own_section(call, sections, name).number, option.lower(), known)
    return just(NONE)


def _changed(call: Invocation) -> Value:
    """Any option may be another one."""
    sections = _sections(call)
    call.run.events.note_escapes(call.arguments.all_values(), call.node)
    if sections is not None:
        for name in call.state.keys_of(sections.number):
            for _, atom in call.state.read((sections.number, ("item", name))):
                if isinstance(atom, Dict):
                    open_mapping(call.run, call.state, atom.number)
        open_mapping(call.run, call.state, sections.number)
    return call.unknown()


def _read_string(call: Invocation) -> Value:
    """Read a text: its options take the place of those of the same names."""
    sections, given = _sections(call), call.argument(0, "string") or ()
    text = given[0][1] if len(given) == 1 else None
    if sections is None or not isinstance(text, Text) or text.binary:
        return _changed(call)
    values: list[Text] = []

    def numbered(line: re.Match[str]) -> str:
        start = line.start("value")
        part = cut(text, start, start + len(line["value"].rstrip()))
        values.append(Text(part.pieces, steps=part.steps))
        return f"{line['name']}{MARK}{len(values) - 1}"

    parser = configparser.RawConfigParser()
    try:
        parser.read_string(LINE.sub(numbered, flat(text)))
    except configparser.Error:
        return _changed(call)
    if parser.defaults() or HOLE_MARK in str([*parser.values()]) or MARK in flat(text):
        return _changed(call)
    for name in parser.sections():
        section = _own_section(call, sections, name)
        for option, said in parser.items(name):
            if HOLE_MARK in option:
                return _changed(call)
            set_item(call.state, section.number, option, _said(call, said, values))
    return just(NONE)


def _said(call: Invocation, said: str, values: list[Text]) -> Value:
    """The value of an option that stands in one line."""
    if said.startswith(MARK) and said[1:].isdigit():
        text = values[int(said[1:])]
        if "%" not in flat(text):
            return just(text)
    return call.unknown()


CONFIGURATION_OPERATIONS: dict[str, Implementation] = {
    "new-configuration": _new,
    "configured-section": lambda call: _section(call, call.argument(0)),
    "configured-option": _get,
    "configured-otherwise": _converted,
    "set-section": _set_item,
    "set-configured-option": _set,
    "read-configuration": _read_string,
    "read-sections": _read_dict,
    "configuration-changed": _changed,
    "configuration-removed": _removed,
}
