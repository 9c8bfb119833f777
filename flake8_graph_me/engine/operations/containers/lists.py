"""Methods and constructors of lists and sets."""

from collections.abc import Hashable
from dataclasses import replace

from flake8_graph_me.engine.domain.alternatives import constant, joined, just, mapped
from flake8_graph_me.engine.domain.values import IMPOSSIBLE, NONE, List, Tuple, Value
from flake8_graph_me.engine.machine.frames import Arguments
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import (
    any_element,
    content,
    elements,
    key_of,
    new_list,
)
from flake8_graph_me.engine.operations.containers.sequences import (
    backwards,
    concatenated,
    in_order,
    index_of,
    iterated,
    without,
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


def _extend(call: Invocation) -> Value:
    items = call.argument(0)
    if not isinstance(call.receiver, List) or items is None:
        return just(NONE)
    more = iterated(call.run, call.state, items)
    return _changed(call, concatenated(_contents(call), more))


def _insert(call: Invocation) -> Value:
    position, item = call.argument(0), call.argument(1)
    if not isinstance(call.receiver, List) or item is None:
        return just(NONE)
    found, at = elements(call.state, call.receiver), index_of(position)
    if position == just(constant(0)):
        return _changed(call, concatenated(just(Tuple((item,))), _contents(call)))
    if found is None or at is None:
        rest = joined([*any_element(call.run, call.state, call.receiver), *item])
        return _changed(call, just(Tuple((), rest)))
    return _changed(call, just(Tuple((*found[:at], item, *found[at:]))))


def _append_left(call: Invocation) -> Value:
    return _insert(replace(call, arguments=Arguments([just(constant(0)), *_given(call)])))


def _pop_left(call: Invocation) -> Value:
    return _pop(replace(call, arguments=Arguments([just(constant(0))])))


def _given(call: Invocation) -> list[Value]:
    return call.arguments.positional


def _pop(call: Invocation) -> Value:
    if not isinstance(call.receiver, List):
        return call.unknown()
    found = elements(call.state, call.receiver)
    at = -1 if call.argument(0) is None else index_of(call.argument(0))
    if found is None or at is None:
        some = any_element(call.run, call.state, call.receiver)
        _scramble(call)
        return some
    if not -len(found) <= at < len(found):
        call.state.dead = True
        return IMPOSSIBLE
    _changed(call, just(Tuple(without(found, at))))
    return found[at]


def _queue(call: Invocation) -> Value:
    """A container that others may change at any time: nothing is known to be removed."""
    return just(new_list(call.run, call.state, ()))


def _taken(call: Invocation) -> Value:
    if not isinstance(call.receiver, List) or not elements(call.state, call.receiver):
        return call.unknown()
    return any_element(call.run, call.state, call.receiver)


def _scramble(call: Invocation) -> Value:
    if isinstance(call.receiver, List):
        rest = any_element(call.run, call.state, call.receiver)
        _changed(call, just(Tuple((), rest)))
    return just(NONE)


def _remove(call: Invocation) -> Value:
    """Remove the first equal element, if it is known which one that is."""
    item = call.argument(0)
    keys = _keys(call)
    wanted = key_of(item[0][1]) if item is not None and len(item) == 1 else None
    if keys is None or wanted is None:
        return _scramble(call)
    if wanted not in keys:
        return just(NONE)
    assert isinstance(call.receiver, List)
    found = elements(call.state, call.receiver) or ()
    return _changed(call, just(Tuple(without(found, keys.index(wanted)))))


def _keys(call: Invocation) -> list[Hashable] | None:
    """The receiver's elements, if all of them are known."""
    found = elements(call.state, call.receiver) if call.receiver is not None else None
    if found is None or not isinstance(call.receiver, List):
        return None
    keys = [key_of(value[0][1]) if len(value) == 1 else None for value in found]
    return None if None in keys else keys


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
    call.state.write((sequence.number, "content"), iterated(call.run, call.state, items))
    return just(sequence)


def _tupled(call: Invocation) -> Value:
    items = call.argument(0)
    return just(Tuple(())) if items is None else iterated(call.run, call.state, items)


def _copied(call: Invocation) -> Value:
    sequence = List(call.run.number())
    call.state.write((sequence.number, "content"), _contents(call))
    return just(sequence)


LIST_OPERATIONS: dict[str, Implementation] = {
    # A task is taken for its result.
    "list.result": lambda call: call.receiver_value(),
    "list.append": _append,
    "list.add": _append,
    "list.appendleft": _append_left,
    "list.extend": _extend,
    "list.update": _extend,
    "list.insert": _insert,
    "list.pop": _pop,
    "list.popleft": _pop_left,
    "list.reverse": _reverse,
    "list.sort": _sort,
    "list.remove": _remove,
    "list.discard": _remove,
    "list.clear": _clear,
    "list.copy": _copied,
    "list.put": _append,
    "list.put_nowait": _append,
    "list.get": _taken,
    "list.get_nowait": _taken,
    "builtins.list": _listed,
    "builtins.set": _listed,
    "queue": _queue,
    "builtins.frozenset": _tupled,
    "builtins.tuple": _tupled,
    "builtins.iter": _tupled,
    "builtins.aiter": _tupled,
}
