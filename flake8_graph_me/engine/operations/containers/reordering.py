"""What puts the elements of a list into an order that is not known, or turns it: heaps, shuffling,
queues with two ends.

Must not know which libraries do so.
"""

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import NONE, Atom, List, Tuple, Value
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import any_element
from flake8_graph_me.engine.objects.elements.list_changes import LIMIT, change, rotated, scrambled
from flake8_graph_me.engine.operations.containers.own_iterators import iterated_by
from flake8_graph_me.engine.operations.containers.sequences import backwards, concatenated


def _first_of(call: Invocation) -> Value:
    return call.argument(0) or ()


def _shuffle(call: Invocation) -> Value:
    """Put the elements of the first argument in any order."""

    def act(atom: Atom, at: State) -> Value:
        if isinstance(atom, List):
            change(call.run, at, atom.number, lambda found: scrambled(call.run, found))
        return just(NONE)

    if _first_of(call):
        each_alternative(call.run, _first_of(call), call.state, act)
    return just(NONE)


def _push(call: Invocation) -> Value:
    """Put an element into the first argument, at a place that is not known."""
    item = call.argument(1)

    def act(atom: Atom, at: State) -> Value:
        if isinstance(atom, List) and item is not None:
            place = (atom.number, "content")
            at.write(place, concatenated(at.read(place), just(Tuple((item,)))))
        return just(NONE)

    if _first_of(call):
        each_alternative(call.run, _first_of(call), call.state, act)
    return _shuffle(call)


def _take(call: Invocation) -> Value:
    """Take any element out of the first argument."""

    def act(atom: Atom, at: State) -> Value:
        found = any_element(call.run, at, atom)
        if isinstance(atom, List):
            change(call.run, at, atom.number, lambda one: _without_any(call, one))
        return found

    given = _first_of(call)
    return each_alternative(call.run, given, call.state, act) if given else call.unknown()


def _without_any(call: Invocation, found: Tuple) -> Tuple:
    if found.rest is None and len(found.items) < 2:
        return Tuple(())
    return scrambled(call.run, found, always=True)


def _push_and_take(call: Invocation) -> Value:
    _push(call)
    return _take(call)


def _any_order(call: Invocation) -> Value:
    """A new list of some of the elements of all arguments, in any order."""
    told = [
        given
        for given in call.arguments.positional
        if all(isinstance(atom, Tuple | List) for _, atom in given)
    ]
    # Numbers and functions stand among the sequences.
    unknown = call.arguments.more_positional is not None or not told
    whole: Value = just(Tuple((), call.unknown() if unknown else None))
    for given in told:
        whole = concatenated(whole, iterated_by(call, given))
    made = List(call.run.number())
    mixed = mapped(
        whole, lambda a: just(scrambled(call.run, a, always=True) if isinstance(a, Tuple) else a)
    )
    call.state.write((made.number, "content"), mixed)
    return just(made)


def _rotate(call: Invocation) -> Value:
    by = call.argument(0) or just(constant(1))
    if isinstance(call.receiver, List):
        change(call.run, call.state, call.receiver.number, lambda one: rotated(call.run, one, by))
    return just(NONE)


def _extend_left(call: Invocation) -> Value:
    given = call.argument(0)
    if isinstance(call.receiver, List) and given is not None:
        place = (call.receiver.number, "content")
        more = mapped(iterated_by(call, given), backwards)
        call.state.write(place, concatenated(more, call.state.read(place)))
    return just(NONE)


def _queue_with_two_ends(call: Invocation) -> Value:
    """A list; one that holds a limited number of elements drops others for new ones."""
    given, limit = call.argument(0, "iterable"), call.argument(1, "maxlen")
    made = List(call.run.number())
    content = just(Tuple(())) if given is None else iterated_by(call, given)
    call.state.write((made.number, "content"), content)
    if limit is not None and limit != just(NONE):
        call.state.write((made.number, LIMIT), limit)
        keep_limit(call, made, from_left=True)
    return just(made)


def keep_limit(call: Invocation, sequence: List, *, from_left: bool) -> None:
    """Drop the elements that are too many, at one of the two ends."""
    limit = call.state.read((sequence.number, LIMIT))
    if limit == NOTHING:
        return
    most = limit[0][1] if len(limit) == 1 else NONE
    number = getattr(most, "value", None)

    def cut(found: Tuple) -> Tuple:
        if not isinstance(number, int) or found.rest is not None:
            return scrambled(call.run, found, always=True)
        over = len(found.items) - number
        if over <= 0:
            return found
        return Tuple(found.items[over:] if from_left else found.items[:number])

    change(call.run, call.state, sequence.number, cut)


def limited(operation: Implementation, *, from_left: bool) -> Implementation:
    """A method that puts elements into a queue which may be limited."""

    def kept(call: Invocation) -> Value:
        result = operation(call)
        if isinstance(call.receiver, List):
            keep_limit(call, call.receiver, from_left=from_left)
        return result

    return kept


REORDERING_OPERATIONS: dict[str, Implementation] = {
    "shuffle": _shuffle,
    "push": _push,
    "take": _take,
    "push-and-take": _push_and_take,
    "any-order": _any_order,
    "two-ended": _queue_with_two_ends,
    "list.rotate": _rotate,
    "list.extendleft": limited(_extend_left, from_left=False),
}
