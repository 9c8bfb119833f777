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
    List,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative, truth
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.models.access_paths import resolve
from flake8_graph_me.engine.models.sending.layers import handlers_of, method_of
from flake8_graph_me.engine.objects.containers import content
from flake8_graph_me.terms import rows

CALLED = rows.Layer("answer")
"""What is called itself."""


def is_told(call: Invocation, sink: rows.Sink) -> bool:
    """Whether code of the program is called once a request is sent."""
    return any(_function(call, one) is not None for each in _told(call, sink) for _, one in each)


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
    more = {name: call.unknown() for name in answer.keywords}

    def one(atom: Atom, at: State) -> Value:
        function = _function(call, atom)
        if function is not None:
            given = Arguments([just(response)], dict(more))
            call.run.call(function, given, call.node, call.frame, at)
        return just(NONE)

    for each in _told(call, sink):
        if not call.state.dead:
            each_alternative(call.run, each, call.state, one)


def _told(call: Invocation, sink: rows.Sink) -> list[Value]:
    """What is called, one after the other; nothing where that is not known."""
    for path in sink.answer.paths if sink.answer is not None else ():
        value = resolve(call, path) or ()
        given = [one for _, one in value if one != NONE and one is not ABSENT]
        if any(truth(call.run, one, call.state) is not False for one in given):
            return _in_turn(call, value)
    return []


def _in_turn(call: Invocation, value: Value) -> list[Value]:
    """A callable, or the elements of a sequence."""
    atom = value[0][1] if len(value) == 1 else None
    if isinstance(atom, Tuple | List):
        several = content(call.state, atom)
        known = handlers_of(call, several[0][1]) if len(several) == 1 else None
        return list(known or ())
    return [value]


def _function(call: Invocation, atom: Atom) -> Atom | None:
    """What is called of an atom, if it is code of the program that is not running."""
    method = method_of(call, atom, CALLED)
    function = method.function if isinstance(method, Bound) else method
    if isinstance(function, Function) and call.run.active.get(function.node):
        return None
    return method
