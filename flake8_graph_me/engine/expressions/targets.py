"""Assignment targets: names, attributes, items, and sequences of them."""

from collections.abc import Sequence

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Class,
    Dict,
    External,
    Instance,
    List,
    Names,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.variables import write_name
from flake8_graph_me.engine.models.escape import hand_callables, keep
from flake8_graph_me.engine.objects.elements.item_keys import key_of
from flake8_graph_me.engine.objects.elements.list_changes import (
    Bounds,
    bounds_of,
    set_element,
    set_slice,
)
from flake8_graph_me.engine.objects.elements.updates import set_at
from flake8_graph_me.engine.objects.may_change import open_mapping
from flake8_graph_me.engine.objects.namespaces import bind
from flake8_graph_me.engine.objects.outside import number_of, set_attribute, write_outside_item
from flake8_graph_me.engine.objects.placeholders import holder_of, holder_of_scope, with_placeholder
from flake8_graph_me.engine.objects.special_methods import is_property, set_by_hook
from flake8_graph_me.engine.operations.containers.own_iterators import opened
from flake8_graph_me.engine.operations.containers.sequences import any_of, iterated, subscripted


def assign(run: Run, target: cst.BaseExpression, value: Value, frame: Frame, state: State) -> None:
    """Bind a target to a value."""
    if isinstance(target, cst.Name):
        _assign_name(run, target.value, value, frame, state)
    elif isinstance(target, cst.Attribute):
        _assign_attribute(run, target, value, frame, state)
    elif isinstance(target, cst.Subscript):
        _assign_item(run, target, value, frame, state)
    elif isinstance(target, cst.Tuple | cst.List):
        _unpack(run, target.elements, opened(run, value, target, frame, state), frame, state)


def _assign_name(run: Run, name: str, value: Value, frame: Frame, state: State) -> None:
    scope = frame.scope
    is_field = frame.owner is not None and frame.owner.style
    if (scope.module is None or scope.is_class or name in scope.elsewhere) and not is_field:
        holder = holder_of_scope(scope.elsewhere.get(name, scope.number), scope, frame.owner)
        value = with_placeholder(run, holder, name, value, state)
    write_name(state, scope, name, value)


def _assign_attribute(
    run: Run, target: cst.Attribute, value: Value, frame: Frame, state: State
) -> None:
    owner = run.evaluate(target.value, frame, state)
    name = target.attr.value

    def act(atom: Atom, at: State) -> Value:
        if not set_by_hook(run, atom, name, value, target, frame, at):
            holder = holder_of(atom)
            given = value if holder is None else with_placeholder(run, holder, name, value, at)
            set_attribute(run, just(atom), name, given, at)
        return just(NONE)

    if any(isinstance(atom, External | Unknown) for _, atom in owner):
        keep(run, value, target, frame, state)
    if any(
        isinstance(atom, Instance)
        and (isinstance(atom.type, Class) or is_property(run, atom, name))
        for _, atom in owner
    ):
        each_alternative(run, owner, state, act)
        return
    holder = holder_of(owner[0][1]) if len(owner) == 1 else None
    if holder is not None:
        if isinstance(owner[0][1], Instance) and isinstance(owner[0][1].type, str):
            hand_callables(run, (value,), target, frame, state)
        value = with_placeholder(run, holder, name, value, state)
    set_attribute(run, owner, name, value, state)


def _assign_item(run: Run, target: cst.Subscript, value: Value, frame: Frame, state: State) -> None:
    owner = run.evaluate(target.value, frame, state)
    bounds = evaluate_bounds(run, target, frame, state)
    index = evaluate_index(run, target, frame, state) if bounds is None else run.unknown()

    def act(atom: Atom, at: State) -> Value:
        if bounds is not None and isinstance(atom, List):
            given = iterated(run, at, opened(run, value, target, frame, at))
            set_slice(run, at, atom.number, bounds, given)
        else:
            set_index(run, atom, index, value, target, frame, at)
        return just(NONE)

    each_alternative(run, owner, state, act)


def evaluate_bounds(run: Run, node: cst.Subscript, frame: Frame, state: State) -> Bounds | None:
    """The bounds of the slice that stands in the brackets of a subscript; None for an index."""
    part = node.slice[0].slice
    if len(node.slice) != 1 or not isinstance(part, cst.Slice):
        return None
    bounds = (part.lower, part.upper, part.step)
    return bounds_of([None if b is None else run.evaluate(b, frame, state) for b in bounds])


def evaluate_index(run: Run, node: cst.Subscript, frame: Frame, state: State) -> Value:
    """What stands in the brackets of a subscript: one index, or a tuple of several."""
    parts = [
        run.evaluate(element.slice.value, frame, state)
        if isinstance(element.slice, cst.Index)
        else run.unknown()
        for element in node.slice
    ]
    return parts[0] if len(parts) == 1 else just(Tuple(tuple(parts)))


def set_index(
    run: Run,
    atom: Atom,
    index: Value,
    value: Value,
    target: cst.CSTNode,
    frame: Frame,
    state: State,
) -> None:
    """``atom[index] = value``."""
    if isinstance(atom, Dict):
        set_at(run, state, atom.number, index, value)
    elif isinstance(atom, Names):
        bind(run, state, atom.number, index, value)
    elif isinstance(atom, List):
        set_element(run, state, atom.number, index, value)
    elif isinstance(atom, External) and run.rows.call(f"{atom.name}.__setitem__") is not None:
        call = External(f"{atom.name}.__setitem__")
        run.call(call, Arguments([index, value]), target, frame, state)
    elif isinstance(atom, External | Unknown):
        key = key_of(index[0][1]) if len(index) == 1 else None
        number = number_of(run, atom)
        run.events.note_escapes((index,), target)
        keep(run, value, target, frame, state)
        if key is not None:
            write_outside_item(run, atom, key, value, state)
        elif number is not None:
            open_mapping(run, state, number, value)
    elif isinstance(atom, Instance):
        method = run.attribute(atom, "__setitem__", target, frame, state)
        for _, found_method in method:
            run.call(found_method, Arguments([index, value]), target, frame, state)


def _unpack(
    run: Run,
    targets: Sequence[cst.BaseElement],
    value: Value,
    frame: Frame,
    state: State,
) -> None:
    content = iterated(run, state, value)
    star = next((i for i, t in enumerate(targets) if isinstance(t, cst.StarredElement)), None)
    for index, target in enumerate(targets):
        if star is not None and index == star:
            inner = mapped(
                content, lambda atom: just(_middle(run, state, atom, star, len(targets)))
            )
            sequence = List(run.number())
            state.write((sequence.number, "content"), inner)
            assign(run, target.value, just(sequence), frame, state)
            continue
        position = index if star is None or index < star else index - len(targets)
        part = mapped(content, lambda atom, p=position: _element(run, state, atom, p))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        assign(run, target.value, part, frame, state)


def _element(run: Run, state: State, atom: Atom, position: int) -> Value:
    if isinstance(atom, Tuple):
        if not atom.items and atom.rest is not None and len(atom.rest) == 1:
            rest = atom.rest[0][1]
            if isinstance(rest, Unknown):
                return just(run.derived(rest, "position", position))
        return subscripted(run, state, atom, constant(position))
    return run.unknown()


def _middle(run: Run, state: State, atom: Atom, star: int, count: int) -> Atom:
    if isinstance(atom, Tuple) and atom.rest is None:
        return Tuple(atom.items[star : len(atom.items) - (count - star - 1)])
    return Tuple((), any_of(run, state, atom))
