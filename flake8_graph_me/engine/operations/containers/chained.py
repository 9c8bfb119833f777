"""Chains of mappings: the first one that has an item gives it, and changes go to the first one.

Must not know which libraries have such chains.
"""

from dataclasses import replace
from functools import partial

from flake8_graph_me.engine.domain.alternatives import chosen_by, just, mapped, without_absent
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import Atom, Dict, Instance, Tuple, Value
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import elements, new_dict
from flake8_graph_me.engine.operations.containers.mappings import MAPPING_OPERATIONS, item_or


def _chained_item(call: Invocation) -> Value:
    """An item of the first of the receiver's ``maps`` that has it, else the default."""
    if call.receiver is None:
        return call.unknown()
    name = call.argument(0, "key")
    maps = call.run.attribute(call.receiver, "maps", call.node, call.frame, call.state)
    found = elements(call.state, maps[0][1]) if len(maps) == 1 else None
    if name is None or found is None:
        return call.unknown()
    result = call.argument(1, "default") or NOTHING
    for held in reversed(found):
        before = partial(_item_before, call, name, result)
        result = mapped(held, before)
    return without_absent(result)


def _item_before(call: Invocation, name: Value, others: Value, atom: Atom) -> Value:
    """An item of a mapping, or what the others after it give."""
    if isinstance(atom, Dict):
        return item_or(replace(call, receiver=atom), name, others)
    symbol = call.run.symbols.number(("chained", call.run.number()))
    return chosen_by(symbol, call.unknown(), others)


def _on_first(method: str) -> Implementation:
    """A method of a chain of mappings that changes the first of its ``maps``."""
    operation = MAPPING_OPERATIONS[f"dict.{method}"]

    def first(call: Invocation) -> Value:
        if call.receiver is None:
            return call.unknown()
        maps = call.run.attribute(call.receiver, "maps", call.node, call.frame, call.state)
        found = elements(call.state, maps[0][1]) if len(maps) == 1 else None
        if not found:
            return call.unknown()

        def act(atom: Atom, at: State) -> Value:
            if not isinstance(atom, Dict):
                return call.unknown()
            return operation(replace(call, receiver=atom, state=at))

        return each_alternative(call.run, found[0], call.state, act)

    return first


def _with_child(call: Invocation) -> Value:
    """A chain with one more mapping before the others."""
    if not isinstance(call.receiver, Instance):
        return call.unknown()
    maps = call.run.attribute(call.receiver, "maps", call.node, call.frame, call.state)
    found = elements(call.state, maps[0][1]) if len(maps) == 1 else None
    if found is None:
        return call.unknown()
    child = call.argument(0, "m") or just(new_dict(call.run, call.state))
    made = Instance(call.run.number(), call.receiver.type)
    call.state.write((made.number, "maps"), just(Tuple((child, *found))))
    return just(made)


CHAINED_OPERATIONS: dict[str, Implementation] = {
    "chained-item": _chained_item,
    "chained-set-item": _on_first("__setitem__"),
    "chained-delete-item": _on_first("__delitem__"),
    "chained-update": _on_first("update"),
    "chained-set-default": _on_first("setdefault"),
    "chained-pop": _on_first("pop"),
    "chained-clear": _on_first("clear"),
    "chained-child": _with_child,
}
