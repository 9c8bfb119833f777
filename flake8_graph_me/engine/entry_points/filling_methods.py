"""Methods that fill the placeholders of objects, and that code which is not seen may have called.

``client.login()`` sets ``client.token``, and what is checked reads it: of a client that it inherits
from, is given, or keeps. In a program that works somebody has called the method before. So the
methods of other modules that fill what is still empty are entered for their effects as those of the
checked module are, and what a method leaves in one object may be in all others of its class.
"""

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import without_absent
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Class, Instance, Module, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.assumptions import build_here
from flake8_graph_me.engine.entry_points.written import Written
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.modules import load, settled
from flake8_graph_me.engine.objects.placeholders import is_placeholder_value
from flake8_graph_me.engine.relevance.effects import Effects

MAKING = frozenset({"__init__", "__new__"})
"""What has been run on an object that is there."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Which classes functions need: those that they name (None stands for all), and those of which
    they are methods.
    """

    names: Set[str] | None
    owners: Set[Class]

    def includes(self, cls: Class) -> bool:
        """Whether they need this class."""
        return self.mentions(cls.name) or not self.owners.isdisjoint(lineage(cls))

    def mentions(self, name: str) -> bool:
        """Whether they name this."""
        return self.names is None or name in self.names


@dataclass(frozen=True, slots=True)
class FillingMethods:
    """Methods that may fill a placeholder, in the order in which they were made, the names that
    they and the other methods of their classes call, and the classes of other modules on whose
    objects they fill it.
    """

    methods: tuple[cst.FunctionDef, ...]
    called: frozenset[str]
    classes: frozenset[Class]


def filling_methods(
    run: Run, frame: Frame, state: State, needed: Needed, *, own: bool = False
) -> FillingMethods:
    """The methods that may fill a placeholder of an object, directly or through another method of
    it: of a class that is ``needed``, or of an object of another module's class that the state
    holds. Those of the frame's own module, and its functions, count if ``own``.
    """
    file = frame.scope.file
    methods: set[cst.FunctionDef] = set()
    called: set[str] = set()
    classes: set[Class] = set()
    _load_named(run, frame, state, needed)
    for cls in list(run.classes.values()):
        if (own or cls.file != file) and needed.includes(cls):
            build_here(run, cls, frame)
    kept = _classes_held(state, needed)
    for cls in list(run.classes.values()):
        foreign = cls.file != file
        if cls.node is None or not (needed.includes(cls) or ((foreign or own) and cls in kept)):
            continue
        effects = _effects_on(run, cls, file, own=own)
        found = _filling(run, cls, effects, state)
        methods |= found
        for each in effects.values() if found else ():
            called |= each.called
        if found and foreign:
            classes.add(cls)
    ordered = (node for node in run.functions if isinstance(node, cst.FunctionDef))
    return FillingMethods(
        tuple(node for node in ordered if node in methods), frozenset(called), frozenset(classes)
    )


def _classes_held(state: State, needed: Needed) -> set[Class]:
    """The classes of the objects that are held under names that are needed."""
    return {
        atom.type
        for (_, name), value in state.written_since(None).items()
        if isinstance(name, str) and needed.mentions(name)
        for _, atom in value
        if isinstance(atom, Instance) and isinstance(atom.type, Class)
    }


def _load_named(run: Run, frame: Frame, state: State, needed: Needed) -> None:
    """Run the bodies of the modules from which the needed names are imported."""
    number = frame.scope.number
    for (owner, name), value in state.written_since(None).items():
        if owner != number or not isinstance(name, str) or not needed.mentions(name):
            continue
        for _, atom in settled(run, value, state):
            if isinstance(atom, Module):
                load(run, atom)


def _effects_on(run: Run, cls: Class, file: str, *, own: bool) -> dict[cst.FunctionDef, Effects]:
    """What the methods of a class that count may change, and the functions beside it."""
    owners = {each for each in lineage(cls) if isinstance(each, Class)}
    owners = owners if own else {each for each in owners if each.file != file}
    found = {}
    for node, made in run.functions.items():
        function = made[-1]
        if not isinstance(node, cst.FunctionDef) or node.name.value in MAKING:
            continue
        beside = own and function.owner is None and function.scope.file == file
        if beside or function.owner in owners:
            found[node] = run.escaped.effects_of(node)
    return found


def _filling(
    run: Run, cls: Class, effects: Mapping[cst.FunctionDef, Effects], state: State
) -> set[cst.FunctionDef]:
    """Those of some functions that may fill a placeholder of a class's objects."""
    names = {name for each in effects.values() for name in each.changed}
    example = run.examples.get(cls.number)
    empty = {name for name in names if _is_empty(example, cls, name, state)}
    setting = {node for node, each in effects.items() if not each.changed.isdisjoint(empty)}
    return _leading_to(setting, {node: each.called for node, each in effects.items()})


def _leading_to(
    found: set[cst.FunctionDef], called: Mapping[cst.FunctionDef, Set[str]]
) -> set[cst.FunctionDef]:
    """Methods, with those that call one of them, directly or through another."""
    while True:
        names = {each.name.value for each in found}
        more = {each for each, its in called.items() if each not in found and its & names}
        if not more:
            return found
        found |= more


def _is_empty(one: Instance | None, cls: Class, name: Hashable, state: State) -> bool:
    """Whether an object of a class, or else the class, has a placeholder as an attribute."""
    holders = [] if one is None else [one.number]
    holders += [each.number for each in lineage(cls) if isinstance(each, Class)]
    for number in holders:
        value = without_absent(state.read((number, name)))
        if value:
            return len(value) == 1 and is_placeholder_value(value[0][1])
    return False


def spread(run: Run, state: State, held: Mapping[Location, Value], written: Written) -> None:
    """Note in ``written`` that what was written to placeholders of the objects on which methods
    were entered may be in all other objects of their classes that are ``held``.
    """
    examples = {example.number: example.type for example in run.examples.values()}
    entered = [where for where in written if where[0] in examples]
    if not entered:
        return
    others: dict[Class, dict[Instance, None]] = {}
    for value in held.values():
        for _, atom in value:
            if isinstance(atom, Instance) and isinstance(atom.type, Class):
                others.setdefault(atom.type, {}).setdefault(atom)
    for number, name in entered:
        cls = examples[number]
        if not isinstance(cls, Class):
            continue
        for other in others.get(cls, ()):
            if other.number != number and _is_empty(other, cls, name, state):
                written.setdefault((other.number, name), []).extend(written[number, name])
