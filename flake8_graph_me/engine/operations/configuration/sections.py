"""The sections of a configuration parser: where they are kept, by which names, and their options.

A parser keeps its sections in its attribute ``sections``, a dictionary; a section is an object that
keeps the parser, and its own options in a dictionary. What is read of one without an option is that
of the section of defaults. They are those of the standard library's configparser.
"""

from flake8_graph_me.engine.domain.alternatives import just, where_absent
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import ABSENT, Class, Dict, Instance, Text, Unknown, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.objects.containers import get_item, new_dict, set_item
from flake8_graph_me.engine.objects.may_change import open_mapping
from flake8_graph_me.engine.objects.special_methods import inherited
from flake8_graph_me.terms.text import Literal

SECTIONS, OPTIONS, OWNER = "sections", "options", "parser"
SECTION, DEFAULTS = "configparser.SectionProxy", "DEFAULT"
FOLDING = "optionxform"


def unknown_sections(call: Invocation, parser: Instance) -> Unknown:
    """What is not known of the sections of a parser."""
    return Unknown(call.run.key(SECTIONS, parser.number))


def begin(call: Invocation, parser: Instance, rest: Value) -> Dict:
    """The sections of a parser from now on: any of them is ``rest``."""
    sections = new_dict(call.run, call.state, rest=rest)
    call.state.write((parser.number, SECTIONS), just(sections))
    return sections


def sections_of(call: Invocation, parser: Instance) -> Dict | None:
    """The sections of a parser, of which none is known if the program did not make it; None if it
    is not known which of several dictionaries they are.
    """
    held = call.state.read((parser.number, SECTIONS))
    if held == NOTHING or not held:
        return begin(call, parser, just(unknown_sections(call, parser)))
    return held[0][1] if len(held) == 1 and isinstance(held[0][1], Dict) else None


def section_of(call: Invocation, parser: Instance, sections: Dict, name: str) -> Instance:
    """The section of a name, which is made if there is none that is known."""
    held = call.state.read((sections.number, ("item", name)))
    if len(held) == 1 and isinstance(held[0][1], Instance):
        return held[0][1]
    rest = NOTHING
    if held != NOTHING or call.state.read((sections.number, REST)) != NOTHING:
        unknown = unknown_sections(call, parser)
        rest = just(call.run.derived(unknown, "item", name))
    return put_section(call, parser, sections, name, rest)


def put_section(
    call: Invocation, parser: Instance, sections: Dict, name: str, rest: Value
) -> Instance:
    """A new section in the place of the one of this name; any of its options is ``rest``."""
    section = Instance(call.run.number(), SECTION)
    options = new_dict(call.run, call.state, rest=rest)
    call.state.write((section.number, OPTIONS), just(options))
    call.state.write((section.number, OWNER), just(parser))
    set_item(call.state, sections.number, name, just(section))
    return section


def owner_of(call: Invocation, section: Instance) -> Instance | None:
    """The parser that a section belongs to; None if that is not known."""
    held = call.state.read((section.number, OWNER))
    return held[0][1] if len(held) == 1 and isinstance(held[0][1], Instance) else None


def options_of(call: Invocation, section: Instance) -> Dict | None:
    """The options that a section has of its own; None if they are not known."""
    held = call.state.read((section.number, OPTIONS))
    return held[0][1] if len(held) == 1 and isinstance(held[0][1], Dict) else None


def raw_option(call: Invocation, parser: Instance, section: Instance, option: str) -> Value:
    """An option as it was written, of the section or else of the defaults; absent if there is
    none.
    """
    sections, own = sections_of(call, parser), options_of(call, section)
    if sections is None or own is None:
        return call.unknown()
    found = get_item(call.run, call.state, own.number, option)
    if all(atom is not ABSENT for _, atom in found):
        return found
    defaults = options_of(call, section_of(call, parser, sections, DEFAULTS))
    if defaults is None:
        return call.unknown()
    return where_absent(found, get_item(call.run, call.state, defaults.number, option))


def is_open(call: Invocation, parser: Instance, section: Instance) -> bool:
    """Whether there may be options that are not known."""
    sections = sections_of(call, parser)
    if sections is None:
        return True
    both = (section, section_of(call, parser, sections, DEFAULTS))
    held = (options_of(call, each) for each in both)
    return any(each is None or call.state.read((each.number, REST)) != NOTHING for each in held)


def folded(call: Invocation, parser: Instance, option: str) -> str | None:
    """The key by which a parser keeps an option; None if that is not known.

    It is in lower case, unless the program gives the parser a function that makes it.
    """
    made = call.state.read((parser.number, FOLDING))
    if made == NOTHING:
        own = isinstance(parser.type, Class) and inherited(parser.type, FOLDING, call.state)
        return None if own else option.lower()
    value = call.call(made, Arguments([just(Text((Literal(option),)))]))
    text = value[0][1] if len(value) == 1 else None
    return known(text) if isinstance(text, Text) else None


def open_options(call: Invocation, section: Instance) -> None:
    """Each option of a section may be another one, and there may be more."""
    options = options_of(call, section)
    if options is not None:
        open_mapping(call.run, call.state, options.number)


def changed(call: Invocation, parser: Instance) -> Value:
    """Any option of a parser may be another one, also of what the call was given."""
    arguments = call.arguments
    call.run.events.note_escapes(arguments.all_values(), call.node)
    sections = sections_of(call, parser)
    if sections is not None:
        section_of(call, parser, sections, DEFAULTS)
        for name in call.state.keys_of(sections.number):
            for _, atom in call.state.read((sections.number, ("item", name))):
                if isinstance(atom, Instance):
                    open_options(call, atom)
        rest = just(unknown_sections(call, parser))
        open_mapping(call.run, call.state, sections.number, rest)
    return call.unknown()
