"""Methods and constructors of lists and sets."""

from collections.abc import Hashable
from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import IMPOSSIBLE, NONE, Atom, List, Tuple, Value
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.models.reaching import note_handed
from flake8_graph_me.engine.objects.containers import (
    MAX_ITEMS,
    any_element,
    content,
    elements,
    new_list,
)
from flake8_graph_me.engine.objects.elements.choices import one_of
from flake8_graph_me.engine.objects.elements.distinct import distinct
from flake8_graph_me.engine.objects.elements.item_keys import key_of
from flake8_graph_me.engine.objects.elements.list_changes import (
    delete_element,
    scrambled,
    set_element,
    without_element,
)
from flake8_graph_me.engine.operations.containers.own_iterators import iterated_by
from flake8_graph_me.engine.operations.containers.reordering import limited
from flake8_graph_me.engine.operations.containers.sequences import (
    backwards,
    concatenated,
    in_order,
    index_of,
)


def _changed(call: Invocation, value: Value) -> Value:
    if isinstance(call.receiver, List):
        call.state.write((call.receiver.number, "content"), value)
    return just(NONE)


def _contents(call: Invocation) -> Value:
    if isinstance(call.receiver, Tuple | List):
        return content(call.state, call.receiver)
    return just(Tuple((), call.unknown()))


def _append(call: Invocation) -> Value:
    item = call.argument(0)
    if not isinstance(call.receiver, List) or item is None:
        return just(NONE)
    return _changed(call, concatenated(_contents(call), just(Tuple((item,)))))


def _add(call: Invocation) -> Value:
    _append(call)
    return _changed(call, distinct(call.state, _contents(call)))


def _update(call: Invocation) -> Value:
    _extend(call)
    return _changed(call, distinct(call.state, _contents(call)))


def _extend(call: Invocation) -> Value:
    items = call.argument(0)
    if not isinstance(call.receiver, List) or items is None:
        return just(NONE)
    more = iterated_by(call, items)
    return _changed(call, concatenated(_contents(call), more))


def _insert(call: Invocation) -> Value:
    position, item = call.argument(0), call.argument(1)
    if not isinstance(call.receiver, List) or item is None:
        return just(NONE)
    at = index_of(position)

    def inserted(atom: Atom) -> Value:
        if not isinstance(atom, Tuple):
            return just(Tuple((), call.unknown()))
        few = len(atom.items) < MAX_ITEMS
        if few and (at == 0 or (at is not None and atom.rest is None)):
            return just(Tuple((*atom.items[:at], item, *atom.items[at:]), atom.rest))
        return just(Tuple((), one_of(call.run, (*atom.items, item), atom.rest)))

    return _changed(call, mapped(_contents(call), inserted))


def _append_left(call: Invocation) -> Value:
    given = [just(constant(0)), *call.every_argument()]
    return _insert(replace(call, arguments=Arguments(given)))


def _pop_left(call: Invocation) -> Value:
    return _pop(replace(call, arguments=Arguments([just(constant(0))])))


def _pop(call: Invocation) -> Value:
    """Take out the last element, or the one at an index."""
    receiver, given = call.receiver, call.argument(0) or just(constant(-1))
    if not isinstance(receiver, List):
        return call.unknown()

    def taken(found: Atom, at: State) -> Value:
        index = index_of(given)
        if not isinstance(found, Tuple):
            return call.unknown()
        if (
            found.rest is None
            and index is not None
            and -len(found.items) <= index < len(found.items)
        ):
            left, result = without_element(call.run, found, index), found.items[index]
        elif found.rest is None and (index is not None or not found.items):
            if call.frame.assumed and receiver.number < call.frame.scope.number:
                # Whoever calls the function has filled the list before.
                return call.unknown()
            at.dead = True
            return IMPOSSIBLE
        else:
            left = _left_without_one(call, found, index)
            result = one_of(call.run, found.items, found.rest)
        at.write((receiver.number, "content"), just(left))
        return result

    return each_alternative(call.run, _contents(call), call.state, taken)


def _left_without_one(call: Invocation, found: Tuple, index: int | None) -> Tuple:
    if index == 0 or (index is None and found.rest is None):
        return without_element(call.run, found, index)
    return scrambled(call.run, found, always=True)


def _queue(call: Invocation) -> Value:
    """A container that others may change at any time: nothing is known to be removed."""
    return just(new_list(call.run, call.state, ()))


def _taken(call: Invocation) -> Value:
    if not isinstance(call.receiver, List):
        return call.unknown()
    held = (found for _, found in content(call.state, call.receiver))
    if not any(isinstance(found, Tuple) and found.parts for found in held):
        call.run.starved += 1
        return call.unknown()
    return any_element(call.run, call.state, call.receiver)


def _not_known(call: Invocation) -> Value:
    """How much others have left in a queue, which asking does not change."""
    return call.unknown()


def _scramble(call: Invocation) -> Value:
    """The elements come in an order that is not known, and some may be gone."""
    _changed(call, mapped(_contents(call), lambda atom: _in_any_order(call, atom)))
    return just(NONE)


def _in_any_order(call: Invocation, atom: Atom) -> Value:
    return just(scrambled(call.run, atom, always=True) if isinstance(atom, Tuple) else atom)


def _remove(call: Invocation) -> Value:
    """Remove the first equal element, if it is known which one that is."""
    item = call.argument(0)
    keys = _keys(call)
    wanted = key_of(item[0][1]) if item is not None and len(item) == 1 else None
    if keys is None or wanted is None:
        note_handed(call.run, (call.receiver_value(),), call.node, call.state)
        return _scramble(call)
    if wanted not in keys:
        return just(NONE)
    assert isinstance(call.receiver, List)
    found = Tuple(elements(call.state, call.receiver) or ())
    return _changed(call, just(without_element(call.run, found, keys.index(wanted))))


def _keys(call: Invocation) -> list[Hashable] | None:
    """The receiver's elements, if all of them are known."""
    found = elements(call.state, call.receiver) if call.receiver is not None else None
    if found is None or not isinstance(call.receiver, List):
        return None
    keys = [key_of(value[0][1]) if len(value) == 1 else None for value in found]
    return None if None in keys else keys


def _set_item(call: Invocation) -> Value:
    index, value = call.argument(0), call.argument(1)
    if isinstance(call.receiver, List) and index is not None and value is not None:
        set_element(call.run, call.state, call.receiver.number, index, value)
    return just(NONE)


def _delete_item(call: Invocation) -> Value:
    index = call.argument(0)
    if isinstance(call.receiver, List) and index is not None:
        delete_element(call.run, call.state, call.receiver.number, index)
    return just(NONE)


def _changed_set(call: Invocation) -> Value:
    """Elements of a set may be gone, or others have come."""
    for given in call.every_argument():
        _changed(call, concatenated(_contents(call), iterated_by(call, given)))
    return _scramble(call)


def _sort(call: Invocation) -> Value:
    return _changed(call, mapped(_contents(call), lambda atom: in_order(call, atom)))


def _reverse(call: Invocation) -> Value:
    return _changed(call, mapped(_contents(call), backwards))


def _clear(call: Invocation) -> Value:
    return _changed(call, just(Tuple(())))


def _listed(call: Invocation) -> Value:
    items = call.argument(0)
    if items is None:
        return just(new_list(call.run, call.state, ()))
    sequence = List(call.run.number())
    call.state.write((sequence.number, "content"), iterated_by(call, items))
    return just(sequence)


def _tupled(call: Invocation) -> Value:
    items = call.argument(0)
    return just(Tuple(())) if items is None else iterated_by(call, items)


def _set(call: Invocation) -> Value:
    made = _listed(call)
    ((_, atom),) = made
    assert isinstance(atom, List)
    place = (atom.number, "content")
    call.state.write(place, distinct(call.state, call.state.read(place)))
    return made


def _frozen_set(call: Invocation) -> Value:
    def one(atom: Atom) -> Value:
        return just(replace(atom, unordered=True) if isinstance(atom, Tuple) else atom)

    return mapped(distinct(call.state, _tupled(call)), one)


def _copied(call: Invocation) -> Value:
    sequence = List(call.run.number())
    call.state.write((sequence.number, "content"), _contents(call))
    return just(sequence)


LIST_OPERATIONS: dict[str, Implementation] = {
    # A task is taken for its result.
    "list.result": lambda call: call.receiver_value(),
    "list.append": limited(_append, from_left=True),
    "list.add": _add,
    "list.appendleft": limited(_append_left, from_left=False),
    "list.extend": limited(_extend, from_left=True),
    "list.update": _update,
    "list.insert": _insert,
    "list.pop": _pop,
    "list.popleft": _pop_left,
    "list.reverse": _reverse,
    "list.sort": _sort,
    "list.remove": _remove,
    "list.discard": _remove,
    "list.clear": _clear,
    "list.__setitem__": _set_item,
    "list.__delitem__": _delete_item,
    "list.__iadd__": lambda call: (_extend(call), call.receiver_value())[1],
    "list.intersection_update": _changed_set,
    "list.difference_update": _changed_set,
    "list.symmetric_difference_update": _changed_set,
    "list.copy": _copied,
    "list.put": _append,
    "list.put_nowait": _append,
    **dict.fromkeys(("list.empty", "list.full", "list.qsize", "list.task_done"), _not_known),
    "list.get": _taken,
    "list.get_nowait": _taken,
    "builtins.list": _listed,
    "builtins.set": _set,
    "queue": _queue,
    "builtins.frozenset": _frozen_set,
    "builtins.tuple": _tupled,
}
