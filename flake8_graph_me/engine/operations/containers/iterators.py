"""Iterators: what is left of them, and what takes an element out of them."""

from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import chosen_by, just, mapped
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    IMPOSSIBLE,
    NONE,
    Atom,
    Bound,
    Class,
    External,
    Instance,
    List,
    Partial,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.exceptions import keep_arguments, raise_here
from flake8_graph_me.engine.objects.containers import (
    BEGUN,
    RETURNED,
    THROWN,
    any_element,
    content,
    new_iterator,
)
from flake8_graph_me.engine.objects.elements.choices import one_of
from flake8_graph_me.engine.objects.elements.item_keys import key_among
from flake8_graph_me.engine.operations.containers.own_iterators import (
    MAX_TAKEN,
    has_next,
    iterator_of,
)
from flake8_graph_me.engine.operations.containers.sequences import iterated

SENT = ("sent",)
"""The location of what a generator was sent so far."""


def once(operation: Implementation) -> Implementation:
    """The elements that an operation gives, as an iterator that gives each of them once."""

    def iterator(call: Invocation) -> Value:
        return mapped(operation(call), lambda atom: _iterator_over(call, atom))

    return iterator


def _iterator_over(call: Invocation, atom: Atom) -> Value:
    whole = isinstance(atom, Tuple)
    return just(new_iterator(call.run, call.state, just(atom)) if whole else atom)


def _iter(call: Invocation, *, later: bool = False) -> Value:
    """An iterator; one of an iterator is that one itself."""
    items = call.argument(0)
    if items is None:
        return call.unknown()
    last = call.argument(1)
    if last is not None:
        return just(new_iterator(call.run, call.state, just(_until(call, items, last))))

    def one(atom: Atom) -> Value:
        if isinstance(atom, List) and atom.once:
            return just(atom)
        if has_next(atom, call.state):
            return just(atom)
        found = iterated(call.run, call.state, just(atom))
        return mapped(found, lambda each: _iterator_over(call, each))

    def begun(atom: Atom, at: State) -> Value:
        return iterator_of(call.run, atom, call.node, call.frame, at, later=later)

    return mapped(each_alternative(call.run, items, call.state, begun), one)


def _until(call: Invocation, function: Value, last: Value) -> Tuple:
    """What a function gives each time, until that is the last value."""
    items: list[Value] = []
    key = key_among(call.state, last)
    for _ in range(MAX_TAKEN):
        value = call.call(function, Arguments())
        found = key_among(call.state, value)
        call.run.events.note_escapes((value, last), call.node)
        if call.state.dead or (found is not None and found == key):
            return Tuple(tuple(items))
        if found is None or key is None:
            return Tuple(tuple(items), value)
        items.append(value)
    return Tuple(tuple(items), call.unknown())


def _next(call: Invocation) -> Value:
    """The next element of an iterator, which is then no longer left."""
    items = call.argument(0)
    if items is None:
        return call.unknown()
    default = call.argument(1, "default")

    def act(atom: Atom, at: State) -> Value:
        inner = replace(call, state=at)
        if isinstance(atom, List) and atom.once:
            left = content(at, atom)
            return each_alternative(
                call.run, left, at, lambda one, then: _taken(inner, atom, one, default, then)
            )
        return _first_of(inner, atom, default)

    return each_alternative(call.run, items, call.state, act)


def _taken(
    call: Invocation, iterator: List, found: Atom, default: Value | None, state: State
) -> Value:
    place = (iterator.number, "content")
    if not isinstance(found, Tuple):
        return call.unknown()
    if found.items:
        _note_resumed(iterator, state)
        state.write(place, just(Tuple(found.items[1:], found.rest)))
        return found.items[0]
    if found.rest is not None:
        _note_resumed(iterator, state)
        return _or_default(call, one_of(call.run, (), found.rest), default)
    if default is None:
        ended = Instance(call.run.number(), "builtins.StopIteration")
        returned = state.read((iterator.number, RETURNED))
        value = just(NONE) if returned == NOTHING else returned
        state.write((ended.number, "value"), value)
        keep_arguments(ended, Arguments([value]), state)
        raise_here(ended, call.frame, state)
    return default or IMPOSSIBLE


def _or_default(call: Invocation, found: Value, default: Value | None) -> Value:
    if default is None:
        return found
    symbol = call.run.symbols.number(("next", call.run.number()))
    return chosen_by(symbol, found, default)


def _first_of(call: Invocation, whole: Atom, default: Value | None) -> Value:
    """What ``next`` gives of what is no iterator that is known."""
    if isinstance(whole, Instance) and isinstance(whole.type, Class):
        for name in ("__next__", "__anext__"):
            method = call.run.attribute(whole, name, call.node, call.frame, call.state)
            if len(method) == 1 and isinstance(method[0][1], Bound):
                return _or_default(call, call.call(method, Arguments()), default)

    def first(atom: Atom) -> Value:
        if isinstance(atom, Tuple) and atom.rest is None and atom.items:
            return atom.items[0]
        if isinstance(atom, Tuple) and not atom.items and atom.rest is None:
            return default or ()
        return _or_default(call, any_element(call.run, call.state, atom), default)

    return mapped(iterated(call.run, call.state, just(whole)), first)


def _next_of_receiver(call: Invocation) -> Value:
    return _next(replace(call, arguments=Arguments([call.receiver_value()])))


def _note_resumed(iterator: List, state: State) -> None:
    """Keep that a generator goes on to its next ``yield``, which begins it if it has not begun."""
    if state.read((iterator.number, BEGUN)) != NOTHING:
        before = _sent_so_far(iterator, state)
        sent = () if before is None else (*before, just(NONE))
        state.write((iterator.number, SENT), just(Tuple(sent)))


def _sent_so_far(iterator: List, state: State) -> tuple[Value, ...] | None:
    """What a generator was sent; None if it has not begun."""
    before = state.read((iterator.number, SENT))
    if before == NOTHING or len(before) != 1 or not isinstance(before[0][1], Tuple):
        return None
    return before[0][1].items


def _send(call: Invocation) -> Value:
    """What a generator does with what it is sent: it is called again, and sent all that it was sent
    so far, up to the ``yield`` for which there is nothing any more.
    """
    iterator, given = call.receiver, call.argument(0) or call.unknown()
    if not isinstance(iterator, List):
        return call.unknown()
    if given == just(NONE) or call.state.read((iterator.number, BEGUN)) == NOTHING:
        # Who does not look at what is sent goes on as by ``next``.
        return _next_of_receiver(call)
    return _resumed(call, iterator, given)


def _resumed(call: Invocation, iterator: List, given: Value) -> Value:
    begun = call.state.read((iterator.number, BEGUN))
    sent = _sent_so_far(iterator, call.state) or ()
    call.state.write((iterator.number, SENT), just(Tuple((*sent, given))))
    return call.call(begun, Arguments(sent=(*sent, given)))


def _throw(call: Invocation) -> Value:
    """What a generator does with an exception that is thrown where it waits. What it yields after
    that, for who only goes on, is unknown.
    """
    iterator, given = call.receiver, call.argument(0) or ()
    thrown = given[0][1] if len(given) == 1 else None
    if isinstance(thrown, Class | External):
        made = call.run.call(thrown, Arguments(), call.node, call.frame, call.state)
        thrown = made[0][1] if len(made) == 1 else None
    if not isinstance(iterator, List) or not isinstance(thrown, Instance):
        return call.unknown()
    if call.state.read((iterator.number, BEGUN)) == NOTHING:
        return call.unknown()
    call.state.write((iterator.number, "content"), just(Tuple((), call.unknown())))
    if _sent_so_far(iterator, call.state) is None:
        raise_here(thrown, call.frame, call.state)
        return IMPOSSIBLE
    return _resumed(call, iterator, just(Partial(THROWN, (just(thrown),), ())))


def _close(call: Invocation) -> Value:
    """What a generator does at its end has been done; nothing is left of it."""
    if not isinstance(call.receiver, List) or not call.receiver.once:
        return call.unknown()
    call.state.write((call.receiver.number, "content"), just(Tuple(())))
    return just(NONE)


ITERATOR_OPERATIONS: dict[str, Implementation] = {
    "builtins.iter": _iter,
    "builtins.aiter": lambda call: _iter(call, later=True),
    "builtins.next": _next,
    "builtins.anext": _next,
    "list.__next__": _next_of_receiver,
    "list.__anext__": _next_of_receiver,
    "list.send": _send,
    "list.asend": _send,
    "list.throw": _throw,
    "list.athrow": _throw,
    "list.close": _close,
    "list.aclose": _close,
}
