"""What a program does with one section of a configuration parser."""

from collections.abc import Callable
from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.values import NONE, Dict, Instance, Text, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import set_item
from flake8_graph_me.engine.objects.elements.item_keys import key_among
from flake8_graph_me.engine.operations.configuration.options import (
    converted,
    listed,
    section_get,
    section_option,
)
from flake8_graph_me.engine.operations.configuration.sections import (
    folded,
    open_options,
    options_of,
    owner_of,
)
from flake8_graph_me.engine.operations.containers.mappings import MAPPING_OPERATIONS
from flake8_graph_me.terms.text import Literal


def put_options(call: Invocation, parser: Instance, section: Instance, given: Value) -> None:
    """Set the options of a section that a mapping has."""
    held, options = given[0][1] if len(given) == 1 else None, options_of(call, section)
    if options is None or not isinstance(held, Dict):
        call.run.events.note_escapes([given], call.node)
        open_options(call, section)
        return
    if call.state.read((held.number, REST)) != NOTHING:
        open_options(call, section)
    for key in call.state.keys_of(held.number):
        value = call.state.read((held.number, ("item", key)))
        option = folded(call, parser, key) if isinstance(key, str) else None
        if option is None:
            call.run.events.note_escapes([value], call.node)
            open_options(call, section)
        else:
            put_option(call, options, option, value)


def put_option(call: Invocation, options: Dict, option: str, value: Value) -> None:
    """Write an option. What else the parser does with it is not followed everywhere, so that no fix
    is made in the text.
    """
    call.run.events.note_escapes([value], call.node)
    set_item(call.state, options.number, option, value)


def set_option(
    call: Invocation, parser: Instance, section: Instance, name: Value | None, value: Value
) -> Value:
    """Set one option of a section."""
    key, options = key_among(call.state, name), options_of(call, section)
    option = folded(call, parser, key) if isinstance(key, str) else None
    if option is None or options is None:
        call.run.events.note_escapes([value], call.node)
        open_options(call, section)
    else:
        put_option(call, options, option, value)
    return just(NONE)


def _on_section(
    act: Callable[[Invocation, Instance, Instance], Value],
) -> Implementation:
    """An operation on the receiver, a section, and the parser that has it."""

    def operation(call: Invocation) -> Value:
        section = call.receiver
        parser = owner_of(call, section) if isinstance(section, Instance) else None
        if parser is None or not isinstance(section, Instance):
            return call.unknown()
        return act(call, parser, section)

    return operation


def _set_item(call: Invocation, parser: Instance, section: Instance) -> Value:
    """``section[option] = value``."""
    return set_option(call, parser, section, call.argument(0), call.argument(1) or call.unknown())


def _update(call: Invocation, parser: Instance, section: Instance) -> Value:
    """``section.update(mapping, option=value)``."""
    arguments = call.arguments
    if arguments.more_positional is not None or arguments.more_keywords is not None:
        open_options(call, section)
    for given in arguments.positional:
        put_options(call, parser, section, given)
    for name, value in arguments.keywords.items():
        set_option(call, parser, section, just(Text((Literal(name),))), value)
    return just(NONE)


def _changed_by(method: str) -> Implementation:
    """A method that changes the options of a section as one of the same name does a dictionary."""

    def act(call: Invocation, parser: Instance, section: Instance) -> Value:
        options, given = options_of(call, section), list(call.arguments.positional)
        key = key_among(call.state, given[0]) if given else ""
        option = folded(call, parser, key) if isinstance(key, str) else None
        if options is None or option is None:
            call.run.events.note_escapes(given, call.node)
            open_options(call, section)
            return call.unknown()
        if given:
            given[0] = just(Text((Literal(option),)))
        changing = replace(call, receiver=options, arguments=Arguments(given))
        MAPPING_OPERATIONS[f"dict.{method}"](changing)
        # What it gives is not followed.
        call.run.events.note_escapes(given[1:], call.node)
        return call.unknown()

    return _on_section(act)


SECTION_OPERATIONS: dict[str, Implementation] = {
    "option-of-section": section_option,
    "option-of-section-or-none": section_get,
    "option-of-section-otherwise": converted(section_get),
    **{f"{make}-of-section": listed(make) for make in ("items", "keys", "values")},
    "set-option-of-section": _on_section(_set_item),
    "update-section": _on_section(_update),
    **{
        f"{method}-of-section": _changed_by(method)
        for method in ("__delitem__", "clear", "pop", "popitem", "setdefault")
    },
}
