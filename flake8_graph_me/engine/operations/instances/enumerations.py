"""Enumerations of the analysed code: making their members, and finding one by its value."""

from collections.abc import Hashable, Sequence, Set

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just, without_absent
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Constant,
    External,
    Function,
    Instance,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.item_keys import key_among
from flake8_graph_me.engine.objects.special_methods import own_method
from flake8_graph_me.engine.operations.comparing.keys import among
from flake8_graph_me.engine.operations.containers.sequences import members
from flake8_graph_me.syntax.class_bodies import assigned_names
from flake8_graph_me.terms.text import Literal

TEXTS = frozenset({"builtins.str", "enum.StrEnum"})
"""Bases of enumerations whose members are texts."""
FLAGS = frozenset({"enum.Flag", "enum.IntFlag"})
"""Bases of enumerations whose members are bits."""
MAX_MEMBERS = 16
"""Of how many members one is sought that is not known. Past it it is unknown."""
AUTOMATIC = External("enum.auto")


def make_members(run: Run, node: cst.ClassDef, cls: Class, frame: Frame, state: State) -> None:
    """Turn the names of an enumeration's body into members; members of a string enumeration stay
    texts.
    """
    outside = {base.name for base in lineage(cls) if isinstance(base, External)}
    last: Value = just(constant(0))
    earlier: dict[Hashable, Value] = {}
    count = 0
    for name, given in assigned_names(node):
        if _is_reserved(name.value):
            continue
        value = state.read((cls.number, name.value))
        if _is_automatic(run, given, frame, state):
            own = own_method(cls, "_generate_next_value_", state)
            before = (last, count)
            value = (
                _next(run, name, last, outside)
                if own is None
                else _generated(run, own, name, before, frame, state)
            )
        if len(value) == 1 and isinstance(value[0][1], Function):
            continue
        last = value
        count += 1
        member = value
        if outside.isdisjoint(TEXTS):
            member = _made(run, cls, name, value, frame, state)
            key = key_among(state, _value_of(member, state))
            # Another name of a member with the same value.
            member = member if key is None else earlier.setdefault(key, member)
        state.write((cls.number, name.value), member)


def _is_reserved(name: str) -> bool:
    return name.startswith("_") and name.endswith("_")


def _is_automatic(run: Run, node: cst.BaseExpression, frame: Frame, state: State) -> bool:
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Name | cst.Attribute)
        and run.evaluate(node.func, frame, state) == just(AUTOMATIC)
    )


def _generated(
    run: Run,
    method: Function,
    name: cst.Name,
    before: tuple[Value, int],  # the last value, and how many names there are
    frame: Frame,
    state: State,
) -> Value:
    """The value that an own method gives a member for ``auto()``."""
    values = just(Tuple((), before[0]))
    given = [just(Text((Literal(name.value, name, 0, exact=True),))), just(constant(1))]
    arguments = Arguments([*given, just(constant(before[1])), values])
    return run.call(method, arguments, name, frame, state)


def _next(run: Run, name: cst.Name, last: Value, outside: Set[str]) -> Value:
    """The value that ``auto()`` gives a member; ``outside`` are the bases of the class that are not
    of the analysed code.
    """
    if "enum.StrEnum" in outside:
        return just(Text((Literal(name.value.lower(), name, 0, exact=name.value.islower()),)))
    before = last[0][1] if len(last) == 1 else None
    if isinstance(before, Constant) and isinstance(before.value, int):
        if outside.isdisjoint(FLAGS):
            return just(constant(before.value + 1))
        if before.value >= 0:
            return just(constant(1 << before.value.bit_length()))
    return run.unknown()


def _made(run: Run, cls: Class, name: cst.Name, value: Value, frame: Frame, state: State) -> Value:
    """A member, made by the own ``__new__`` and ``__init__`` of the class from its value."""
    whole = value[0][1] if len(value) == 1 else None
    parts = list(whole.items) if isinstance(whole, Tuple) else [value]
    member = Instance(run.number(), cls)
    maker = own_method(cls, "__new__", state)
    if maker is not None:
        made = run.call(Bound(maker, cls), Arguments(list(parts)), name, frame, state)
        found = made[0][1] if len(made) == 1 else None
        if not isinstance(found, Instance):
            return run.unknown()
        member = found
    if state.read((member.number, "_value_")) == NOTHING:
        state.write((member.number, "_value_"), value)
    text = just(Text((Literal(name.value, name, 0, exact=True),)))
    state.write((member.number, "name"), text)
    state.write((member.number, "_name_"), text)
    state.write((member.number, "value"), state.read((member.number, "_value_")))
    hook = own_method(cls, "__init__", state)
    if hook is not None:
        run.call(Bound(hook, member), Arguments(list(parts)), name, frame, state)
        state.write((member.number, "value"), state.read((member.number, "_value_")))
    return just(member)


def member_of_value(run: Run, cls: Class, wanted: Value, node: cst.CSTNode, state: State) -> Value:
    """The member of an enumeration that has a value; unknown if that is not known."""
    if cls.node is None or len(wanted) != 1:
        return run.unknown()
    if isinstance(wanted[0][1], Instance) and wanted[0][1].type == cls:
        return wanted
    key = key_among(state, wanted)
    values = [(_value_of(member, state), member) for member in members(state, cls).items]
    run.events.note_escapes((wanted, *(value for value, _ in values)), node)
    # A value belongs to the first member that has it.
    found = {key_among(state, value): member for value, member in reversed(values)}
    if None in found:
        return run.unknown()
    if key is None:
        return any_member(run, state, wanted[0][1], [(v[0][1], m) for v, m in values])
    return found.get(key) or run.unknown()


def member_by_name(run: Run, cls: Class, name: Atom, state: State) -> Value:
    """The member of an enumeration with a name that is not known: any of them."""
    if cls.node is None:
        return run.unknown()
    named = [
        (Text((Literal(each.value),)), without_absent(state.read((cls.number, each.value))))
        for each, _ in assigned_names(cls.node)
        if not _is_reserved(each.value)
    ]
    return any_member(run, state, name, [(text, member) for text, member in named if member])


def any_member(
    run: Run, state: State, wanted: Atom, members: Sequence[tuple[Atom, Value]]
) -> Value:
    """The member beside what is equal to something that is not known; where nothing is, Python
    raises.
    """
    if not isinstance(wanted, Text | Unknown) or not 0 < len(members) <= MAX_MEMBERS:
        return run.unknown()
    return among(run, state, wanted, members, ())


def _value_of(member: Value, state: State) -> Value:
    atom: Atom | None = member[0][1] if len(member) == 1 else None
    return state.read((atom.number, "value")) if isinstance(atom, Instance) else member
