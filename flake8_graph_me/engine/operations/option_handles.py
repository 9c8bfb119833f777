"""Objects that are told by a call, for each of their options, what they are to do later.

An option is a constant of its module or of the object; what setting it does is said by a row of the
object's type under the option's name. Must not know which libraries do so.
"""

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import NONE, Atom, Bound, External, Instance, Value
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import elements, new_dict
from flake8_graph_me.engine.objects.may_change import names_in, open_names
from flake8_graph_me.engine.operations.commands import named_lines


def _set_option(call: Invocation) -> Value:
    return _told(call, call.argument(1, "value") or call.unknown())


def _unset_option(call: Invocation) -> Value:
    return _told(call, just(NONE))


def _told(call: Invocation, value: Value) -> Value:
    option, receiver = call.argument(0, "option"), call.receiver
    # Other handles may be made of this one.
    call.run.events.note_escapes([value], call.node)
    if option is None or not isinstance(receiver, Instance):
        return call.unknown()

    def act(atom: Atom, at: State) -> Value:
        name = _name_of(atom)
        if not name:
            open_names(call.run, at, receiver.number)
            return just(NONE)
        method = call.run.attribute(receiver, name, call.node, call.frame, at)
        if len(method) == 1 and isinstance(method[0][1], Bound):
            given = mapped(value, lambda each: _own(call, receiver, each))
            call.run.call(method[0][1], Arguments([given]), call.node, call.frame, at)
        return just(NONE)

    return each_alternative(call.run, option, call.state, act)


def _name_of(option: Atom) -> str:
    named = option.function if isinstance(option, Bound) else option
    return named.name.rpartition(".")[2] if isinstance(named, External) else ""


def _own(call: Invocation, receiver: Instance, atom: Atom) -> Value:
    """What a constant of the module stands for, if a row of the object's type says so."""
    if not isinstance(atom, External):
        return just(atom)
    return call.run.attribute(receiver, _name_of(atom), call.node, call.frame, call.state)


def _forget_options(call: Invocation) -> Value:
    if isinstance(call.receiver, Instance):
        for name in names_in(call.state, call.receiver.number):
            call.state.write((call.receiver.number, name), just(NONE))
    return just(NONE)


def _header_lines(call: Invocation) -> Value:
    """A mapping out of a sequence of texts ``Name: value``."""

    def one(atom: Atom) -> Value:
        if atom == NONE:
            return just(atom)
        lines = elements(call.state, atom)
        if lines is None:
            return just(new_dict(call.run, call.state, rest=call.unknown()))
        return named_lines(call, lines)

    return mapped(call.argument(0) or just(NONE), one)


OPTION_OPERATIONS: dict[str, Implementation] = {
    "set-option": _set_option,
    "unset-option": _unset_option,
    "forget-options": _forget_options,
    "header-lines": _header_lines,
}
