"""What a call reads from a configuration parser, or from one section of it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from flake8_graph_me.engine.domain.alternatives import (
    chosen_by,
    joined,
    just,
    mapped,
    without_absent,
)
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.texts import flat, plain
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    Constant,
    Dict,
    Instance,
    Text,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import new_dict, set_item
from flake8_graph_me.engine.objects.elements.item_keys import key_among
from flake8_graph_me.engine.operations.configuration.interpolation import (
    interpolated,
    pattern_of,
)
from flake8_graph_me.engine.operations.configuration.sections import (
    DEFAULTS,
    folded,
    is_open,
    options_of,
    owner_of,
    raw_option,
    section_of,
    sections_of,
    unknown_sections,
)
from flake8_graph_me.engine.operations.containers.mappings import MAPPING_OPERATIONS

NOTHING_GIVEN: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True)
class _Reading:
    """One look-up: the parser and its section, what the call gives for options (by their keys), and
    whether they are taken as they were written; None if that is not known.
    """

    call: Invocation
    parser: Instance
    section: Instance
    given: Mapping[str, Value]
    raw: bool | None

    def written(self, name: str | None, option: str) -> Value:
        """An option as it was written; absent if there is none."""
        key = folded(self.call, self.parser, option)
        sections = sections_of(self.call, self.parser)
        if key is None or sections is None:
            return self.call.unknown()
        if name is None and key in self.given:
            return self.given[key]
        section = self.section
        if name is not None:
            section = section_of(self.call, self.parser, sections, name)
        return raw_option(self.call, self.parser, section, key)

    def read(self, value: Value) -> Value:
        """What is read of an option that was written so."""
        pattern = pattern_of(self.call, self.parser)
        if pattern is None or self.raw:
            return value

        named: list[Value] = []

        def found(name: str | None, option: str) -> Value:
            named.append(self.written(name, option))
            return named[-1]

        def one(atom: Atom) -> Value:
            if not isinstance(atom, Text):
                return just(atom)
            known = self.raw is not None or not pattern.search(flat(atom))
            text = interpolated(atom, pattern, found) if known else None
            if text is None:
                self.call.run.events.note_escapes([just(atom), *named], self.call.node)
            return self.call.unknown() if text is None else just(text)

        return mapped(value, one)


def parser_section(call: Invocation) -> Value:
    """``parser[name]``."""
    parser, name = call.receiver, key_among(call.state, call.argument(0))
    return _section(call, parser, name) if isinstance(parser, Instance) else call.unknown()


def _section(call: Invocation, parser: Instance, name: Hashable | None) -> Value:
    sections = sections_of(call, parser)
    if sections is None or not isinstance(name, str):
        key = call.run.number() if name is None else name
        return just(call.run.derived(unknown_sections(call, parser), "item", key))
    return just(section_of(call, parser, sections, name))


def parser_option(call: Invocation) -> Value:
    """``parser.get(section, option)``."""
    if not isinstance(call.receiver, Instance):
        return call.unknown()
    name = key_among(call.state, call.argument(0, "section"))
    fallback = call.arguments.keywords.get("fallback")
    if fallback is not None and _is_missing(call, call.receiver, name):
        # Without its section, not even the defaults count.
        return fallback
    section = _section(call, call.receiver, name)[0][1]
    if not isinstance(section, Instance):
        return _not_known(call)
    return _option(call, call.receiver, section, call.argument(1, "option"))


def _is_missing(call: Invocation, parser: Instance, name: Hashable | None) -> bool:
    """Whether a parser of which all is known has no section of a name."""
    sections = sections_of(call, parser)
    return (
        sections is not None
        and isinstance(name, str)
        and name != DEFAULTS
        and name not in call.state.keys_of(sections.number)
        and call.state.read((sections.number, REST)) == NOTHING
    )


def section_option(call: Invocation) -> Value:
    """``section[option]``."""
    section = call.receiver
    parser = owner_of(call, section) if isinstance(section, Instance) else None
    if parser is None or not isinstance(section, Instance):
        return _not_known(call)
    return _option(call, parser, section, call.argument(0, "option"))


def section_get(call: Invocation) -> Value:
    """``section.get(option)``, which gives None for one that is missing."""
    arguments = call.arguments
    fallback = call.argument(1, "fallback") or just(NONE)
    keywords = {**arguments.keywords, "fallback": fallback}
    return section_option(replace(call, arguments=replace(arguments, keywords=keywords)))


def _not_known(call: Invocation) -> Value:
    """What is given for the option may be what comes out."""
    call.run.events.note_escapes(call.arguments.all_values(), call.node)
    return call.unknown()


def _option(call: Invocation, parser: Instance, section: Instance, name: Value | None) -> Value:
    """An option of a section, or the fallback of one that may be missing."""
    option, given = key_among(call.state, name), _given(call, parser)
    if not isinstance(option, str) or given is None or _has_more(call):
        return _not_known(call)
    reading = _Reading(call, parser, section, given, _is_raw(call))
    written = reading.written(None, option)
    found = reading.read(without_absent(written))
    fallback = call.arguments.keywords.get("fallback")
    missing = any(atom is ABSENT for _, atom in written)
    if fallback is None or not written:
        return found or call.unknown()
    if missing:
        return joined([*found, *fallback]) if found else fallback
    if not is_open(call, parser, section) or not all(isinstance(a, Unknown) for _, a in found):
        # What was written is never taken away, only replaced.
        return found
    symbol = call.run.symbols.number(("set", found))
    return chosen_by(symbol, found, fallback)


def _has_more(call: Invocation) -> bool:
    arguments = call.arguments
    return arguments.more_keywords is not None or arguments.more_positional is not None


def _is_raw(call: Invocation) -> bool | None:
    value = call.arguments.keywords.get("raw")
    if value is None:
        return False
    atom = value[0][1] if len(value) == 1 else None
    return bool(atom.value) if isinstance(atom, Constant) else None


def _given(call: Invocation, parser: Instance) -> Mapping[str, Value] | None:
    """What a call gives for options, before what the sections say; None if that is not known."""
    value = call.arguments.keywords.get("vars")
    if value is None or value == just(NONE):
        return NOTHING_GIVEN
    held = value[0][1] if len(value) == 1 else None
    if not isinstance(held, Dict) or call.state.read((held.number, REST)) != NOTHING:
        return None
    result = {}
    for key in call.state.keys_of(held.number):
        name = folded(call, parser, key) if isinstance(key, str) else None
        if name is None:
            return None
        result[name] = call.state.read((held.number, ("item", key)))
    return result


def converted(read: Implementation) -> Implementation:
    """Reads an option that is no text; the same one each time."""

    def operation(call: Invocation) -> Value:
        def one(atom: Atom) -> Value:
            if isinstance(atom, Unknown):
                return just(call.run.derived(atom, "converted"))
            said = plain(atom) if isinstance(atom, Text) else call.run.number()
            return just(Unknown(call.run.key("converted", said)))

        return mapped(read(call), one)

    return operation


def listed(make: str) -> Implementation:
    """The items, keys or values of a section, with the defaults."""

    def operation(call: Invocation) -> Value:
        options = _all_options(call)
        if options is None:
            return call.unknown()
        return MAPPING_OPERATIONS[f"dict.{make}"](replace(call, receiver=options))

    return operation


def _all_options(call: Invocation) -> Dict | None:
    """A dictionary of the options that are read of a section; None if they are not known."""
    section = call.receiver
    parser = owner_of(call, section) if isinstance(section, Instance) else None
    if parser is None or not isinstance(section, Instance) or is_open(call, parser, section):
        return None
    sections, own = sections_of(call, parser), options_of(call, section)
    defaults = sections and options_of(call, section_of(call, parser, sections, DEFAULTS))
    if own is None or defaults is None:
        return None
    result = new_dict(call.run, call.state)
    reading = _Reading(call, parser, section, NOTHING_GIVEN, raw=False)
    for key in dict.fromkeys(
        (*call.state.keys_of(own.number), *call.state.keys_of(defaults.number))
    ):
        if isinstance(key, str):
            value = raw_option(call, parser, section, key)
            set_item(call.state, result.number, key, reading.read(value))
    return result
