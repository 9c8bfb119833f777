"""Functions that are started and run at some time: by threads, timers, pools and event loops.

What such a function writes is what was there, or what it wrote, whenever it is read from then on.
Must not know which libraries start functions.
"""

from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import NONE, Bound, Class, Instance, List, Tuple, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.listed_arguments import listed
from flake8_graph_me.engine.models.starting import at_some_time

FUTURE = "concurrent.futures.Future"
RUNNING = "run"
TAKEN = ("taken",)
"""The location of what has been taken out of a queue."""


def _started(call: Invocation, *, apart: bool = False) -> Value:
    """Start what an object of a thread runs; ``apart``, in a process that shares nothing."""
    thread = call.receiver
    if not isinstance(thread, Instance):
        return call.unknown()

    def act(inner: Invocation) -> Value:
        own = _attribute(inner, thread, RUNNING) if isinstance(thread.type, Class) else ()
        if any(isinstance(atom, Bound) and atom.receiver == thread for _, atom in own):
            return inner.call(own, Arguments())
        target, args, kwargs = (_held(inner, thread, n) for n in ("target", "args", "kwargs"))
        if target is None or target == just(NONE):
            return just(NONE)
        return inner.call(target, listed(inner.state, args, kwargs))

    if apart:
        starved = call.run.starved

        def begin(state: State) -> None:
            act(replace(call, state=state.child(call.run.numbers + 1)))

        begin(call.state)
        if call.run.starved > starved:
            call.frame.again.append(begin)
    else:
        at_some_time(call, act)
    return just(NONE)


def _attribute(call: Invocation, owner: Instance, name: str) -> Value:
    return call.run.attribute(owner, name, call.node, call.frame, call.state)


def _held(call: Invocation, owner: Instance, name: str) -> Value | None:
    found = call.state.read((owner.number, name))
    return None if found == NOTHING or not found else found


def _later(call: Invocation) -> Value:
    """Call the first argument with the others at some time."""
    function = call.argument(0)
    if function is None:
        return call.unknown()
    return at_some_time(call, lambda inner: inner.call(function, call.arguments.after(1)))


def _submit(call: Invocation) -> Value:
    """Call the first argument with the others at some time; an object holds the result."""
    made = _later(call)
    if not any(isinstance(atom, Instance) for _, atom in made):
        return made
    future = Instance(call.run.number(), FUTURE)
    call.state.write((future.number, "made"), made)
    return just(future)


def _ended(call: Invocation) -> Value:
    """Wait for what runs beside, or end it: what it finds in queues from now on is not its own."""
    call.frame.run_again(call.state)
    call.frame.again.clear()
    return just(NONE)


def _all_done(call: Invocation) -> Value:
    """Wait until a queue is empty: what runs beside has taken all of it, and goes on."""
    call.frame.run_again(call.state)
    if isinstance(call.receiver, List):
        # Who reads the queue has to be followed, whatever is left in it.
        held = call.state.read((call.receiver.number, "content"))
        call.state.write((call.receiver.number, TAKEN), held)
        call.state.write((call.receiver.number, "content"), just(Tuple(())))
    return just(NONE)


THREAD_OPERATIONS: dict[str, Implementation] = {
    "ended": _ended,
    "list.join": _all_done,
    "start": _started,
    "start-apart": lambda call: _started(call, apart=True),
    "later": _later,
    "submit": _submit,
}
