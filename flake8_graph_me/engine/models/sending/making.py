"""Requests that a method of the program makes, in the place of the library's own.

Must not know any particular library: it reads rows.
"""

from flake8_graph_me.engine.domain.alternatives import chosen_by, just
from flake8_graph_me.engine.domain.values import (
    NONE,
    Bound,
    Class,
    External,
    Function,
    Instance,
    Text,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import bind_row
from flake8_graph_me.terms import rows
from flake8_graph_me.terms.text import Literal


def made_by_receiver(call: Invocation, row: rows.Call, sink: rows.Sink) -> bool:
    """Let the receiver's own method make the request of a call, and send that; returns whether
    there is such a method.
    """
    making = sink.making
    maker = None if making is None else own_method(call, making.method)
    if making is None or maker is None:
        return False
    arguments = passed_through(row, call.arguments) if row.through else call.arguments
    names = ("method", *row.parameters[:1]) if row.through else row.parameters
    given = bind_row(names, arguments)
    handed = Arguments(
        keywords={
            name: given[name] if name in given else _perhaps_given(call, arguments)
            for name in making.names
        },
        nodes={name: node for name, node in arguments.nodes.items() if name in making.names},
    )
    if making.of:
        handed = Arguments([call.call(just(External(making.of)), handed)])
    made = call.run.call(maker, handed, call.node, call.frame, call.state)
    kept = {name: given[name] for name in making.kept if name in given}
    receiver = call.receiver_value()[0][1]
    sender = call.run.attribute(receiver, making.sender, call.node, call.frame, call.state)
    # What is kept may be among the keywords that are not known.
    call.call(sender, Arguments([made], kept, more_keywords=arguments.more_keywords))
    return True


def _perhaps_given(call: Invocation, arguments: Arguments) -> Value:
    """An argument that a call does not name: None, or what is among keywords that are not known."""
    if arguments.more_keywords is None:
        return just(NONE)
    symbol = call.run.symbols.number(("given", call.run.number()))
    return chosen_by(symbol, arguments.more_keywords, just(NONE))


def own_method(call: Invocation, name: str) -> Bound | None:
    """The method of this name that the program gives the receiver of a call of a library, if it
    does.
    """
    receiver = call.receiver
    if not name or not isinstance(receiver, Instance) or not isinstance(receiver.type, Class):
        return None
    found = call.run.attribute(receiver, name, call.node, call.frame, call.state)
    method = found[0][1] if len(found) == 1 else None
    if not isinstance(method, Bound) or not isinstance(method.function, Function):
        return None
    # A method that calls what goes through it would do so for ever.
    return None if call.run.active.get(method.function.node) else method


def passed_through(row: rows.Call, arguments: Arguments) -> Arguments:
    """The arguments as the method gets them that a row's call goes through."""
    constants = dict(row.sink.constants) if row.sink is not None else {}
    first, rest = arguments.positional[:1], arguments.positional[1:]
    names = row.parameters[1:]
    method: Value = just(Text((Literal(constants.get("method", "")),)))
    return Arguments(
        [method, *first],
        {**dict(zip(names, rest, strict=False)), **arguments.keywords},
        arguments.more_positional,
        arguments.more_keywords,
        {
            (1 if key == 0 else names[key - 1] if 0 < key <= len(names) else key)
            if isinstance(key, int)
            else key: each
            for key, each in arguments.nodes.items()
        },
    )
