"""Iterating over objects of classes of the analysed code: their ``__iter__``, ``__next__`` and
``__getitem__``, and the asynchronous ones, are called as Python calls them.

Must not know what is done with the elements.
"""

from dataclasses import dataclass, replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, joined, just
from flake8_graph_me.engine.domain.merging import merge
from flake8_graph_me.engine.domain.state import OPENED, State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Instance,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.invocation import Invocation
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import elements, new_dict, new_iterator
from flake8_graph_me.engine.objects.elements.held import holding
from flake8_graph_me.engine.objects.elements.updates import set_at
from flake8_graph_me.engine.objects.special_methods import inherited, metaclass_of, own_method
from flake8_graph_me.engine.operations.containers.sequences import iterated

MAX_TAKEN = 24
"""How many elements are taken one by one from an iterator of the analysed code. Past it further
ones are taken for any number of those that come next.
"""
MAX_FURTHER = 2
"""How often an iterator is asked of which it is not known how many elements it has. Past it further
elements are taken for any of those.
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking one element from an iterator gave: the ``element``, or no alternative if there
    was none left; the state after it; and whether there surely was one.
    """

    element: Value
    state: State
    sure: bool


def opened(
    run: Run, value: Value, node: cst.CSTNode, frame: Frame, state: State, *, later: bool = False
) -> Value:
    """A value that is iterated over, with an iterator over their elements in the place of objects
    of the analysed code; ``later`` says that it is done by ``async for``.
    """
    if not any(map(_may_be_own, (atom for _, atom in value))):
        return value

    def act(atom: Atom, at: State) -> Value:
        iterator = iterator_of(run, atom, node, frame, at, later=later)
        if len(iterator) != 1 or not has_next(iterator[0][1], at):
            return iterator
        return just(new_iterator(run, at, just(drained(run, iterator[0][1], node, frame, at))))

    return each_alternative(run, value, state, act)


def iterated_by(call: Invocation, value: Value) -> Value:
    """The elements that an operation gets by iterating over a value, as Tuples."""
    own = opened(call.run, value, call.node, call.frame, call.state)
    return iterated(call.run, call.state, own)


def mapping_by(call: Invocation, value: Value) -> Value:
    """A value whose items an operation takes, with a dictionary of their items in the place of
    objects of the analysed code that give items by their keys.
    """
    if not any(map(_may_be_own, (atom for _, atom in value))):
        return value
    return each_alternative(
        call.run, value, call.state, lambda atom, at: _as_mapping(replace(call, state=at), atom)
    )


def _as_mapping(call: Invocation, atom: Atom) -> Value:
    state = call.state
    if not isinstance(atom, Instance) or not isinstance(atom.type, Class):
        return just(atom)
    if inherited(atom.type, "__getitem__", state) is None:
        return just(atom)
    keys = just(atom)
    if inherited(atom.type, "keys", state) is not None:
        method = call.run.attribute(atom, "keys", call.node, call.frame, state)
        keys = call.call(method, Arguments())
    names = iterated_by(call, keys)
    known = elements(state, names[0][1]) if len(names) == 1 else None
    getter = call.run.attribute(atom, "__getitem__", call.node, call.frame, state)
    if known is None:
        some = call.call(getter, Arguments([call.unknown()]))
        return just(new_dict(call.run, state, rest=some))
    mapping = new_dict(call.run, state)
    for name in known:
        given = call.call(getter, Arguments([name]))
        set_at(call.run, state, mapping.number, name, given)
    return just(mapping)


def _may_be_own(atom: Atom) -> bool:
    return isinstance(atom.type if isinstance(atom, Instance) else atom, Class)


def iterator_of(
    run: Run, atom: Atom, node: cst.CSTNode, frame: Frame, state: State, *, later: bool = False
) -> Value:
    """What iterating over an atom begins with: what ``__iter__`` gives, or an object that has
    ``__next__``, or a Tuple of what ``__getitem__`` gives; else the atom itself.
    """
    meta = metaclass_of(atom) if isinstance(atom, Class) else None
    if meta is not None:
        of_class = own_method(meta, "__iter__", state)
        if of_class is None:
            return just(atom)
        return run.call(Bound(of_class, atom), Arguments(), node, frame, state)
    if not isinstance(atom, Instance) or not isinstance(atom.type, Class):
        return just(atom)
    name = "__aiter__" if later else "__iter__"
    if inherited(atom.type, name, state) is not None:
        method = run.attribute(atom, name, node, frame, state)
        return each_alternative(
            run, method, state, lambda found, at: run.call(found, Arguments(), node, frame, at)
        )
    if has_next(atom, state) or atom.type.style or later or holding(run, atom):
        return just(atom)
    if inherited(atom.type, "__getitem__", state) is not None:
        return just(_by_position(run, atom, node, frame, state))
    return just(atom)


def has_next(atom: Atom, state: State) -> bool:
    """Whether an atom is an iterator of a class of the analysed code."""
    return (
        isinstance(atom, Instance)
        and isinstance(atom.type, Class)
        and any(inherited(atom.type, name, state) is not None for name in NEXT)
    )


NEXT = ("__next__", "__anext__")


def taken(run: Run, iterator: Atom, node: cst.CSTNode, frame: Frame, state: State) -> Taken:
    """Take one element from an iterator of the analysed code, in a child of the state.

    There surely was one if it was given without a doubt, and the iterator has changed: what
    changes nothing gives the next time what it gave now.
    """
    assert isinstance(iterator, Instance)
    assert isinstance(iterator.type, Class)
    names = (n for n in NEXT if inherited(iterator.type, n, state) is not None)
    name = next(names, None)
    after = state.child(run.numbers + 1)
    if name is None:
        # It has deleted its own method.
        after.dead = True
        return Taken((), after, sure=True)
    method = run.attribute(iterator, name, node, frame, after)
    element = _called(run, method, Arguments(), node, frame, after)
    if after.dead:
        return Taken((), after, sure=True)
    changed = any(where[0] < after.mark and where != OPENED for where in after.written_since(state))
    return Taken(element, after, sure=changed and after.condition == state.condition)


def _called(
    run: Run, method: Value, arguments: Arguments, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """What a method gives; that it raises ends the loop, and concerns nobody else."""
    frame.raises.append([])
    try:
        return each_alternative(
            run, method, state, lambda found, at: run.call(found, arguments, node, frame, at)
        )
    finally:
        frame.raises.pop()


def drained(run: Run, iterator: Atom, node: cst.CSTNode, frame: Frame, state: State) -> Tuple:
    """All elements of an iterator of the analysed code, which is used up then."""
    items: list[Value] = []
    for _ in range(MAX_TAKEN):
        one = taken(run, iterator, node, frame, state)
        if not one.element:
            return Tuple(tuple(items))
        if not one.sure:
            break
        merge(state, [one.state])
        items.append(one.element)
    else:
        run.budget.note("MAX_TAKEN")
    rest: list[Value] = []
    for number in range(MAX_FURTHER):
        symbol = run.symbols.number(("round", number, run.number()))
        goes_on = state.child(run.numbers + 1, frozenset((symbol,)))
        one = taken(run, iterator, node, frame, goes_on)
        if not one.element:
            break
        rest.append(one.element)
        merge(state, [one.state, state.child(run.numbers + 1, frozenset((-symbol,)))])
    return Tuple(tuple(items), joined(pair for value in rest for pair in value) or None)


def _by_position(run: Run, atom: Instance, node: cst.CSTNode, frame: Frame, state: State) -> Tuple:
    """What ``__getitem__`` gives for 0, 1, 2 and so on, until it has no more."""
    method = run.attribute(atom, "__getitem__", node, frame, state)
    items: list[Value] = []
    after, sure = state, 0
    for number in range(MAX_TAKEN):
        at = after.child(run.numbers + 1)
        element = _called(run, method, Arguments([just(constant(number))]), node, frame, at)
        if at.dead or not element:
            # All before the end are there, also those of which no more is known.
            merge(state, [after])
            return Tuple(tuple(items))
        if at.condition != state.condition:
            break
        items.append(element)
        after = at
        if len(items) == sure + 1 and not _is_open(element):
            sure += 1
            merge(state, [after])
    some = _called(run, method, Arguments([run.unknown()]), node, frame, state)
    return Tuple(tuple(items[:sure]), some or None)


def _is_open(element: Value) -> bool:
    """Whether it is not known that there was such an element."""
    return any(isinstance(atom, Unknown) and not atom.sure for _, atom in element)
