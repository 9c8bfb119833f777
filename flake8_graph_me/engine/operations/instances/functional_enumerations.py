"""Enumerations that a call makes: ``Enum("Name", {"MEMBER": value})``, ``Enum("Name", "A B")``.

Their classes have a syntax node as if they had been written out, since that says which members
there are; the members' values keep the places where they are written.
"""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just
from flake8_graph_me.engine.domain.state import NOTHING, REST
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Atom,
    Class,
    Dict,
    External,
    Instance,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import elements
from flake8_graph_me.engine.operations.text.strings import constant_text
from flake8_graph_me.terms.text import Literal

PLAIN, TEXTS = External("enum.Enum"), External("enum.StrEnum")
MIXED_IN = External("builtins.str")
Members = list[tuple[str, Value | None]]
"""Names with their values; without one, the value follows from name and place."""
Automatic = Callable[[str, int], Value]
"""The value of a member by its name and its place, which begins with one."""


def _enumeration(base: External) -> Implementation:
    def operation(call: Invocation) -> Value:
        given = call.argument(1, "names") or ()
        title, mixed = call.argument(0, "value"), call.argument(4, "type")
        of_texts = base == TEXTS or mixed == just(MIXED_IN)
        listed = _members(call, given[0][1]) if len(given) == 1 else None
        name = constant_text(title)
        others = {"start"} & set(call.arguments.keywords) or call.arguments.more_keywords
        if listed is None or name is None or others or (mixed and not of_texts):
            return call.unknown()
        if not all(key.isidentifier() for key, _ in listed):
            return call.unknown()
        automatic = _lowered if base == TEXTS else _counted_in_text if of_texts else _counted
        return just(_made(call, name, listed, automatic, TEXTS if of_texts else PLAIN))

    return operation


def _lowered(key: str, _place: int) -> Value:
    return just(Text((Literal(key.lower()),)))


def _counted(_key: str, place: int) -> Value:
    return just(constant(place))


def _counted_in_text(_key: str, place: int) -> Value:
    """The text that ``str`` makes of the number that a member has by its place."""
    return just(Text((Literal(str(place)),)))


def _made(
    call: Invocation, name: str, listed: Members, automatic: Automatic, base: External
) -> Class:
    cls = Class(
        call.run.number(),
        name,
        _definition(name, [key for key, _ in listed]),
        (base,),
        "enum",
        file=call.frame.scope.file,
    )
    for place, (key, given) in enumerate(listed, 1):
        value = automatic(key, place) if given is None else given
        member = value if base == TEXTS else _member(call, cls, key, value)
        call.state.write((cls.number, key), member)
    return cls


def _member(call: Invocation, cls: Class, key: str, value: Value) -> Value:
    member = Instance(call.run.number(), cls)
    text = just(Text((Literal(key),)))
    for attribute, held in (
        *(("name", text), ("_name_", text)),
        *(("value", value), ("_value_", value)),
    ):
        call.state.write((member.number, attribute), held)
    return just(member)


def _definition(name: str, keys: list[str]) -> cst.ClassDef:
    lines = [
        cst.SimpleStatementLine(
            [cst.Assign([cst.AssignTarget(cst.Name(key))], cst.Ellipsis())],
        )
        for key in keys
    ]
    return cst.ClassDef(cst.Name(name), cst.IndentedBlock(lines))


def _members(call: Invocation, atom: Atom) -> Members | None:
    """The members that the second argument names; None if that is not known."""
    if isinstance(atom, Text):
        text = known(atom)
        return None if text is None else [(key, None) for key in text.replace(",", " ").split()]
    if isinstance(atom, Dict):
        keys = call.state.keys_of(atom.number)
        if call.state.read((atom.number, REST)) != NOTHING:
            return None
        found = [(key, call.state.read((atom.number, ("item", key)))) for key in keys]
        certain = all(atom is not ABSENT for _, value in found for _, atom in value)
        named: Members = [(key, value) for key, value in found if isinstance(key, str)]
        return named if certain and len(named) == len(found) else None
    several = elements(call.state, atom)
    listed = [_one(value) for value in several or ()]
    complete = [each for each in listed if each is not None]
    return complete if complete and len(complete) == len(listed) else None


def _one(value: Value) -> tuple[str, Value | None] | None:
    """A name, or a pair of a name and a value."""
    atom = value[0][1] if len(value) == 1 else None
    pair = atom.items if isinstance(atom, Tuple) and atom.rest is None else ()
    name = constant_text(pair[0] if len(pair) == 2 else value)
    if name is None or (pair and len(pair) != 2):
        return None
    return name, pair[1] if pair else None


FUNCTIONAL_ENUMERATION_OPERATIONS: dict[str, Implementation] = {
    "enumeration": _enumeration(PLAIN),
    "enumeration-of-texts": _enumeration(TEXTS),
}
