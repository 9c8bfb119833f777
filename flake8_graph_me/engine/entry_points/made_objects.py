"""Objects that code in view makes and on which others may call methods: those that a module's body
makes, and those that its functions return.
"""

import sys
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import inner_values
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.texts import labels_in
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    Constant,
    Dict,
    External,
    Instance,
    List,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.reaching import attribute_names
from flake8_graph_me.engine.objects.containers import content

Holding = frozenset[tuple[Hashable, Value]]
"""What an object holds: the names of its attributes, or other locations, with their values."""
MAX_OBJECTS = 16
"""On how many objects of a class a method is entered that nothing calls: those that the code around
has made, as far as they hold different things. Past it what the others hold is not looked for in
it, which is said.
"""


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects of a class that a module's body has made, one of those that hold the same;
    ``alike`` says that they do not differ in what a token may come from.
    """

    ones: tuple[Instance, ...] = ()
    alike: bool = True


def objects_made(run: Run, state: State) -> dict[int, Objects]:
    """The objects of analysed classes that hold something in a state and that others can reach, by
    the numbers of their classes.
    """
    held: dict[int, set[tuple[Hashable, Value]]] = {}
    found = state.written_since(None)
    for (number, name), value in found.items():
        if number <= run.by_body and number in run.instances:
            held.setdefault(number, set()).add((name, value))
    in_reach = _in_reach(run, found) if held else frozenset[int]()
    held = {number: holding for number, holding in held.items() if number in in_reach}
    classes: dict[int, dict[Holding, Instance]] = {}
    for number, holding in held.items():
        cls = run.instances[number].type
        if isinstance(cls, Class):
            alike = classes.setdefault(cls.number, {})
            alike.setdefault(frozenset(holding), run.instances[number])
    return {
        number: Objects(tuple(ones.values()), len(set(map(_besides_texts, ones))) == 1)
        for number, ones in classes.items()
    }


def _in_reach(run: Run, found: Mapping[Location, Value]) -> frozenset[int]:
    """The numbers of what the variables of the module lead to, of the objects that unknown code was
    handed, and of those whose base it makes.
    """
    held: dict[int, list[Value]] = {}
    for (number, _), value in found.items():
        held.setdefault(number, []).append(value)
    scope = run.begun[0].scope.number if run.begun is not None else 0
    kept, pending = set[int](), [scope]
    while pending:
        number = pending.pop()
        if number not in kept:
            kept.add(number)
            pending.extend(_numbers(held.get(number, ())))
    handed = {one.number for _, one in run.escaped.followed if isinstance(one, Instance)}
    outside = {number for number, one in run.instances.items() if _has_unknown_base(one)}
    return frozenset(kept | handed | outside)


def _numbers(values: Iterable[Value]) -> Iterator[int]:
    """The numbers of the objects and containers in values."""
    pending = [atom for value in values for _, atom in value]
    while pending:
        atom = pending.pop()
        if isinstance(atom, Dict | Instance | List):
            yield atom.number
        pending += [inner for value in inner_values(atom) for _, inner in value]


def _has_unknown_base(one: Instance) -> bool:
    """Whether a library makes an object, which may keep it."""
    return isinstance(one.type, Class) and any(
        isinstance(base, Unknown)
        or (
            isinstance(base, External)
            and base.name.partition(".")[0] not in sys.stdlib_module_names
        )
        for base in lineage(one.type)
    )


def _besides_texts(holding: Holding) -> Holding:
    """What an object holds besides texts, numbers, and what nothing is known of."""
    return frozenset(
        (name, value) for name, value in holding if not all(_says_nothing(a) for _, a in value)
    )


def _says_nothing(atom: Atom) -> bool:
    """Whether an atom has no part in a token."""
    if isinstance(atom, Text):
        return not labels_in(atom.pieces)
    return isinstance(atom, Constant) or (isinstance(atom, Unknown) and not atom.labels)


@dataclass(frozen=True, slots=True)
class Returned:
    """What a function has returned, the state that it left, and the number before those of what it
    made.
    """

    node: cst.CSTNode
    value: Value
    world: State
    first: int


@dataclass(frozen=True, slots=True)
class ReturnedObject:
    """An object that a function has made and returned, and the state that the function left.
    ``alone`` says that no other object of its class differs from it in what a token may come from,
    ``beyond`` that there are ``MAX_OBJECTS`` before it.
    """

    one: Instance
    cls: Class
    world: State
    alone: bool
    held: Holding
    beyond: bool

    def holding(self) -> Iterator[tuple[Location, Value]]:
        """The locations of what it holds, with their values."""
        return (((self.one.number, name), value) for name, value in self.held)


def returned_objects(
    run: Run, returned: Iterable[Returned], made: Mapping[int, Objects]
) -> Iterator[ReturnedObject]:
    """The objects of analysed classes that functions have returned, one of those that hold the
    same; ``made`` are those of the module's body.
    """
    found: dict[Class, dict[Holding, tuple[Instance, State]]] = {}
    for each in returned:
        for atom in _given(each.value, each.world):
            if isinstance(atom, Instance) and atom.number > each.first:
                cls = atom.type
                if isinstance(cls, Class):
                    holding = held_by(run, atom, each.world)
                    found.setdefault(cls, {}).setdefault(holding, (atom, each.world))
    for cls, ones in found.items():
        alone = cls.number not in made and len(set(map(_besides_texts, ones))) == 1
        for number, (held, (one, world)) in enumerate(ones.items()):
            yield ReturnedObject(one, cls, world, alone, held, beyond=number >= MAX_OBJECTS)


def held_by(run: Run, one: Instance, state: State) -> Holding:
    """What an object holds in a state."""
    names = attribute_names(run, one)
    return frozenset((name, state.read((one.number, name))) for name in names)


def _given(value: Value, state: State) -> Iterator[Atom]:
    """The atoms of a value, and those in the containers that it may be."""
    for _, atom in value:
        yield atom
        inner: list[Value] = []
        if isinstance(atom, Dict):
            inner = [state.read((atom.number, ("item", k))) for k in state.keys_of(atom.number)]
        elif isinstance(atom, Tuple | List):
            held = content(state, atom)
            inner = [part for _, one in held if isinstance(one, Tuple) for part in one.parts]
        yield from (each for part in inner for _, each in part)
