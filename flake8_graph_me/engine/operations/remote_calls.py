"""Calls of functions from afar, by what a task queue makes of them."""

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.values import (
    Function,
    List,
    Partial,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.descriptions import GIVEN
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.listed_arguments import listed
from flake8_graph_me.engine.objects.containers import any_element
from flake8_graph_me.syntax.parameters import parameters_of


def _call_receiver(call: Invocation) -> Value:
    return _sent(call, call.arguments)


def _call_receiver_with(call: Invocation) -> Value:
    """Call the receiver with the elements of ``args`` and the items of ``kwargs``."""
    return _sent(call, listed(call.state, call.argument(0, "args"), call.argument(1, "kwargs")))


def _call_receiver_each(call: Invocation) -> Value:
    """Call the receiver with an element of each sequence that is given, and with what is none."""

    def one(value: Value) -> Value:
        return mapped(
            value,
            lambda atom: (
                any_element(call.run, call.state, atom)
                if isinstance(atom, Tuple | List)
                else just(atom)
            ),
        )

    given = call.arguments
    keywords = {name: one(value) for name, value in given.keywords.items()}
    return _sent(call, Arguments([one(value) for value in given.positional], keywords))


def _call_receiver_behind(call: Invocation) -> Value:
    """Call the receiver, behind what it may get of another call first; not if more may be added."""
    given, function = call.arguments, call.receiver
    if not isinstance(function, Function):
        return call.unknown()
    wanted = [each for each in parameters_of(function.node) if each.name != "self"]
    own = [each for each in wanted if each.name not in given.keywords]
    missing = len(own) - len(given.positional)
    if missing not in (0, 1) or any(each.kind != "positional" for each in wanted):
        return call.unknown()
    if missing and own[0].default is not None:
        return call.unknown()
    first = [call.unknown()] if missing else []
    return _sent(call, Arguments([*first, *given.positional], given.keywords))


def _sent(call: Invocation, arguments: Arguments) -> Value:
    """Call a function remotely; one outside of a class with a ``self`` parameter gets its task."""
    receiver = call.receiver
    if isinstance(receiver, Function) and receiver.owner is None:
        first = parameters_of(receiver.node)[:1]
        if first and first[0].name == "self":
            task = [
                atom.positional[0]
                for _, atom in dict(receiver.defaults).get("self", ())
                if isinstance(atom, Partial) and atom.callee == GIVEN
            ]
            given = [task[0] if task else call.unknown(), *arguments.positional]
            arguments = Arguments(given, arguments.keywords)
    return call.call(call.receiver_value(), arguments)


REMOTE_CALL_OPERATIONS: dict[str, Implementation] = {
    "call-receiver": _call_receiver,
    "call-receiver-with": _call_receiver_with,
    "call-receiver-each": _call_receiver_each,
    "call-receiver-behind": _call_receiver_behind,
}
