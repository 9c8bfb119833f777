"""What functions leave that were not reached: code that is not seen may have called them, and what
one of them sets may let another one come to what it waits for.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Set
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import inner_values, just
from flake8_graph_me.engine.domain.provenance import labels_of
from flake8_graph_me.engine.domain.state import NOTHING, REST, State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    Absent,
    Atom,
    Class,
    Constant,
    Dict,
    Instance,
    List,
    Scope,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.methods import MAKING, analysed_line, held_as, methods_of
from flake8_graph_me.engine.entry_points.written import Written, instances_in
from flake8_graph_me.engine.machine.branching import one_of
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.placeholders import (
    Given,
    given_loosely,
    given_values,
    is_flag,
    is_placeholder,
)
from flake8_graph_me.syntax.walk import walk

MAX_FLAGS = 8
"""How many constants that code gives to one attribute or global are told apart. Past it the others
are unknown.
"""
PLAIN = (cst.Name, cst.Attribute, cst.SimpleString, cst.Integer, cst.Float, cst.UnaryOperation)
"""What an expression consists of that is a constant, or names one."""
DATA = (Absent, Constant, Text, Unknown, Tuple, Dict, List, Instance)
"""What holds others, or nothing, and does nothing itself."""
TELLING = frozenset({"__init__", "__repr__", "__str__", "__eq__", "__ne__", "__hash__", "__lt__"})
"""Methods that make a thing, show it or compare it, and give nothing else."""


@dataclass(frozen=True, slots=True)
class _World:
    """What the module's body left, and what entered functions have ``written`` besides."""

    run: Run
    frame: Frame
    state: State
    written: Written


def fill_from_unreached(
    run: Run, frame: Frame, state: State, written: Written, *, early: bool
) -> None:
    """Note that the objects on which methods are entered, and the globals of the module, may hold
    what functions give them in code that was not reached: what one of them sets may let another one
    come to it. ``early`` says that what puts something in the place of a placeholder is still to be
    entered.
    """
    world = _World(run, frame, state, written)
    of_module, of_class = given_values(run, frame.scope.file)
    loose, loose_of_class = (None, None) if early else given_loosely(run, frame.scope.file)
    for name, given in of_module.items():
        if loose is None or name in loose:
            where = (frame.scope.number, name)
            _leave_unreached(world, where, state.read(where), given, early=early)
    _fill_objects(world, run.examples.values(), of_class, loose_of_class)


def fill_held_from_unreached(
    run: Run, frame: Frame, state: State, written: Written, reached: Set[cst.CSTNode]
) -> None:
    """Note the same of the objects that the state holds or entered functions left, whatever of
    these their methods were reached on; and that what these hold may be changed by methods that
    the module's body has not ``reached``.
    """
    world = _World(run, frame, state, written)
    left = (value for writers in written.values() for _, value in writers)
    held = instances_in([*state.written_since(None).values(), *left])
    others = dict.fromkeys(one for one in held if one not in run.examples.values())
    _, of_class = given_values(run, frame.scope.file)
    _fill_objects(world, others, of_class)
    # What a method left in an object that stands for any may be another one in those that code
    # which was not reached has filled.
    in_examples = [one for one in _left_in_examples(world) if one in others]
    _fill_objects(world, in_examples, of_class, given_loosely(run, frame.scope.file)[1])
    heap = _heap(run, state, written)
    changed: dict[Class, list[str]] = {}
    for one in others:
        cls = one.type
        if isinstance(cls, Class):
            if cls not in changed:
                changed[cls] = _changed_unreached(run, cls, reached)
            _change(one, cls, changed[cls], heap)


def _left_in_examples(world: _World) -> Iterable[Instance]:
    numbers = {one.number for one in world.run.examples.values()}
    left = (
        value
        for (number, _), writers in world.written.items()
        if number in numbers
        for _, value in writers
    )
    return dict.fromkeys(instances_in(left))


def _fill_objects(
    world: _World,
    objects: Iterable[Instance],
    of_class: Callable[[str], Given],
    loose: Callable[[str], set[str]] | None = None,
) -> None:
    """Fill objects; where it is said which names are given loosely, these alone, be they
    placeholders or not.
    """
    for one in objects:
        if not isinstance(one.type, Class):
            continue
        cls = one.type.name
        for name, given in of_class(cls).items():
            if loose is None or name in loose(cls):
                value = held_as(one, one.type, name, world.state)
                where = (one.number, name)
                _leave_unreached(world, where, value, given, early=loose is None)


def _leave_unreached(
    world: _World,
    where: Location,
    held: Value,
    given: list[cst.BaseExpression | None],
    *,
    early: bool,
) -> None:
    """Note what code that was not reached gives to what holds a constant so far."""
    run, written = world.run, world.written
    seen = [atom for _, value in ((0, held), *written.get(where, ())) for _, atom in value]
    if not seen or not all(is_flag(atom) for atom in seen):
        return
    told = [_told(run, each, world.frame, world.state) for each in given]
    known_ones = {_content(atom) for atom in seen}
    more = {_content(value[0][1]): value for value in told if value is not None}
    values = [value for key, value in more.items() if key not in known_ones]
    # What is put in the place of a placeholder is found by entering what puts it there.
    waits = early and all(is_placeholder(just(atom)) for atom in seen)
    untold = None in told and not waits
    if untold or len(values) > MAX_FLAGS:
        values = [*values[:MAX_FLAGS], run.unknown()]
    if values:
        written.setdefault(where, []).append(
            (run.number(), one_of(run, values, "unreached", *where))
        )


def _content(atom: Atom) -> Hashable:
    return known(atom) if isinstance(atom, Text) else atom


def _told(run: Run, node: cst.BaseExpression | None, frame: Frame, state: State) -> Value | None:
    """The constant that an expression is; None if it may be anything."""
    parts = [] if node is None else list(walk(node))
    if node is None or not all(
        isinstance(each, PLAIN) for each in parts if isinstance(each, cst.BaseExpression)
    ):
        return None
    value = run.evaluate(node, frame, state)
    return value if len(value) == 1 and is_flag(value[0][1]) else None


@dataclass(frozen=True, slots=True)
class _Heap:
    """What objects and containers hold in a state, and what was ``written`` besides, by their
    numbers. ``idle`` says of a class whether its methods do nothing but to tell of their object.
    """

    run: Run
    state: State
    written: Written
    held: dict[int, list[Value]]
    idle: dict[Class, bool] = field(default_factory=dict)

    def leads_to_label(self, values: Iterable[Value]) -> bool:
        """Whether values lead to a label."""
        return any(map(labels_of, self._led_to(values)))

    def is_data(self, value: Value) -> bool:
        """Whether a value is a thing that does nothing but to hold others of that kind."""
        return all(
            isinstance(atom, DATA) and not self._does_something(atom)
            for atom in self._led_to((value,))
        )

    def _led_to(self, values: Iterable[Value]) -> Iterator[Atom]:
        pending, seen = list(values), set[int]()
        while pending:
            for _, atom in pending.pop():
                yield atom
                pending += inner_values(atom)
                if isinstance(atom, Dict | List | Instance) and atom.number not in seen:
                    seen.add(atom.number)
                    pending += self.held.get(atom.number, ())

    def _does_something(self, atom: Atom) -> bool:
        if not isinstance(atom, Instance):
            return False
        cls = atom.type
        if isinstance(cls, Class) and cls not in self.idle:
            self.idle[cls] = not any(
                _names_others(self.run, each, self.state)
                for each in methods_of(self.run, set(analysed_line(cls)))
                if each.name.value not in TELLING
            )
        return not isinstance(cls, Class) or not self.idle[cls]


def _heap(run: Run, state: State, written: Written) -> _Heap:
    held: dict[int, list[Value]] = {}
    for (number, _), value in state.written_since(None).items():
        held.setdefault(number, []).append(value)
    for (number, _), writers in written.items():
        held.setdefault(number, []).extend(value for _, value in writers)
    return _Heap(run, state, written, held)


def _names_others(run: Run, method: cst.FunctionDef, state: State) -> bool:
    """Whether a method names something of its module."""
    named = {each.value for each in walk(method.body) if isinstance(each, cst.Name)}
    scope: Scope | None = run.functions[method][-1].scope
    while scope is not None:
        if any(state.stored((scope.number, name)) != NOTHING for name in named):
            return True
        scope = scope.parent
    return False


def _changed_unreached(run: Run, cls: Class, reached: Set[cst.CSTNode]) -> list[str]:
    """The names of what methods of a class may change that were not ``reached``."""
    names = {
        name
        for each in methods_of(run, set(analysed_line(cls)))
        if each.name.value not in MAKING and each not in reached
        for name in run.escaped.effects_of(each).changed
    }
    return sorted(names)


def _change(one: Instance, cls: Class, names: Iterable[str], heap: _Heap) -> None:
    """Note that methods may change what an object of a class holds under these names, if there is
    no token in the object, nor in others of its class.
    """
    run, state, written = heap.run, heap.state, heap.written
    held = {name: held_as(one, cls, name, state) for name in names}
    changing = {name: value for name, value in held.items() if value}
    example = run.examples.get(cls.number)
    numbers = {one.number} | (set() if example is None else {example.number})
    within = (value for number in numbers for value in heap.held.get(number, ()))
    if not changing or heap.leads_to_label(within):
        return
    for name, value in changing.items():
        where = (one.number, name)
        if where in written:
            continue
        if all(isinstance(atom, Dict | List) for _, atom in value):
            for _, atom in value:
                _put_into(run, atom, written)
        elif heap.is_data(value) and not all(is_flag(atom) for _, atom in value):
            written.setdefault(where, []).append((run.number(), run.unknown()))


def _put_into(run: Run, atom: Atom, written: Written) -> None:
    """Note that there may be something unknown in a container."""
    if isinstance(atom, Dict):
        written.setdefault((atom.number, REST), []).append((run.number(), run.unknown()))
    elif isinstance(atom, List):
        anything = just(Tuple((), run.unknown()))
        written.setdefault((atom.number, "content"), []).append((run.number(), anything))
