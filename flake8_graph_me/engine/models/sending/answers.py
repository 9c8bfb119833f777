"""What a library calls once it has sent a request: code of the program that gets the answer.

Must not know any particular library: it reads rows.
"""

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    NONE,
    Atom,
    Bound,
    Function,
    Instance,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative, truth
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import resolve
from flake8_graph_me.engine.models.sending.layers import handlers_of, listed, method_of
from flake8_graph_me.terms import rows
from flake8_graph_me.terms.layers import Layer

CALLED = Layer("answer")
"""What is called itself."""


def is_told(call: Invocation, sink: rows.Sink) -> bool:
    """Whether code of the program is called once a request is sent, or may be."""
    return any(
        handlers is None
        or any(_function(call, one) is not None for each in handlers for _, one in each)
        for _, atom in _told(call, sink)
        for _, one_of in listed(call.state, atom)
        for handlers in (_handlers(call, one_of),)
    )


def tell(call: Invocation, sink: rows.Sink, request: Value) -> None:
    """Call what is called once a request is sent."""
    answer = sink.answer
    if answer is None or call.state.dead or not is_told(call, sink):
        return
    response = Instance(call.run.number(), answer.type)
    call.state.write((response.number, "request"), request)
    for name, kind in answer.members:
        member = just(Instance(call.run.number(), kind))
        call.state.write((response.number, name), member)
    given = Arguments([just(response)], {name: call.unknown() for name in answer.keywords})

    def call_one(atom: Atom, at: State) -> Value:
        function = _function(call, atom)
        if function is not None:
            call.run.call(function, given, call.node, call.frame, at)
        return just(NONE)

    def call_each(one_of: Atom, at: State) -> Value:
        handlers = _handlers(call, one_of)
        if handlers is None:
            return call.run.call(call.run.fresh(), given, call.node, call.frame, at)
        for each in handlers:
            if not at.dead:
                each_alternative(call.run, each, at, call_one)
        return just(NONE)

    def one(atom: Atom, at: State) -> Value:
        each_alternative(call.run, listed(at, atom), at, call_each)
        return just(NONE)

    each_alternative(call.run, _told(call, sink), call.state, one)


def _told(call: Invocation, sink: rows.Sink) -> Value:
    """What is called, or a sequence of that; nothing where that is not known."""
    for path in sink.answer.paths if sink.answer is not None else ():
        value = resolve(call, path) or ()
        given = [one for _, one in value if one != NONE and one is not ABSENT]
        if any(truth(call.run, one, call.state) is not False for one in given):
            return value
    return ()


def _handlers(call: Invocation, found: Atom) -> tuple[Value, ...] | None:
    """What is called one after the other; None if that is not known."""
    return handlers_of(call, found, CALLED) if isinstance(found, Tuple) else (just(found),)


def _function(call: Invocation, atom: Atom) -> Atom | None:
    """What is called of an atom, if it is code of the program that is not running."""
    method = method_of(call, atom, CALLED)
    function = method.function if isinstance(method, Bound) else method
    if isinstance(function, Function) and call.run.active.get(function.node):
        return None
    return method
