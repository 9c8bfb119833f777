"""Entering one function, or one method on one object, in a world of its own."""

from dataclasses import dataclass

from flake8_graph_me.engine.calls.functions import invoke
from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.state import OPENED, State
from flake8_graph_me.engine.domain.values import Atom, Class, Function, Instance, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.assumptions import assumed, build_here
from flake8_graph_me.engine.entry_points.made_objects import (
    Returned,
)
from flake8_graph_me.engine.entry_points.written import (
    Written,
    objects_left,
    or_for_a_while,
)
from flake8_graph_me.engine.machine.endless import endless_loops
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.reaching import note_handed
from flake8_graph_me.engine.objects.may_change import or_counted_on


@dataclass(frozen=True, slots=True)
class Entry:
    """A function to enter, on a receiver if it is a method: an object of the class, or without one
    that which stands for all of them. It is ``perhaps`` called on that.
    """

    function: Function
    receiver: Class | None
    one: Instance | None = None
    perhaps: bool = False


def enter(
    run: Run,
    entry: Entry,
    frame: Frame,
    state: State,
    written: Written,
    returned: list[Returned],
) -> State:
    """Enter one function in its own world, and note its effects and what it has ``returned``;
    returns the world.
    """
    function, index = entry.function, run.number()
    receiver: Atom | None = None
    skip = 0
    if entry.receiver is not None:
        build_here(run, entry.receiver, frame)
        receiver = entry.one or run.examples.get(entry.receiver.number)
        if function.kind == "class":
            receiver = entry.receiver
        skip = 1
    perhaps = run.symbols.default(("called", run.number())) if entry.perhaps else None
    world = state.child(run.numbers + 1, frozenset(() if perhaps is None else (perhaps,)))
    world.log_reads()
    mark = run.numbers + 1
    arguments = assumed(run, function, frame, world, skip)
    if skip:
        first: Value = run.unknown() if receiver is None else just(receiver)
        arguments.positional.insert(0, first)
    inner = Frame(frame.scope)
    with endless_loops(run) as endless:
        value = invoke(
            run, function, arguments, function.node, inner, world, receiver, assumed=True
        )
    if (function, None) in run.escaped.functions:
        # Whoever has it calls it, and gets what it returns.
        note_handed(run, (value,), function.node, world)
    returned.append(Returned(function.node, value, world, mark - 1))
    # What never returns has changed what it had at the end of a round.
    for left in endless if world.dead else [world]:
        _note_written(run, function, index, state, left, mark, written)
    world.dead = False
    return world


def _note_written(
    run: Run,
    function: Function,
    index: int,
    state: State,
    world: State,
    mark: int,
    written: Written,
) -> None:
    """Note what a function wrote, and what it made, the numbers of which begin with ``mark``."""
    made: dict[int, list[Location]] = {}
    left: list[Value] = []
    for location in world.written_since(state):
        # What replaces other code for longer counts for all that are entered.
        if location == OPENED or location in run.replaced:
            continue
        if location[0] < mark or run.is_shared(location[0]):
            value = or_counted_on(run, location, world.read(location), world)
            value = or_for_a_while(run, location, value, function, state)
            if value != state.read(location):
                written.setdefault(location, []).append((index, value))
                left.append(value)
        else:
            made.setdefault(location[0], []).append(location)
    for location in objects_left(run, left, made, world):
        written.setdefault(location, []).append((index, world.read(location)))
