"""Methods that fill the placeholders of objects, and that code which is not seen may have called.

``client.login()`` sets ``client.token``, and what is checked reads it: of a client that it inherits
from, is given, or keeps. In a program that works somebody has called the method before. So the
methods of other modules that fill what is still empty are entered for their effects as those of the
checked module are, and what a method leaves in one object may be in all others of its class.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Class, Dict, Instance, List, Value
from flake8_graph_me.engine.entry_points.assumptions import build_here
from flake8_graph_me.engine.entry_points.filling.functions import filling_functions
from flake8_graph_me.engine.entry_points.methods import (
    MAKING,
    analysed_line,
    attributes_set,
    held_as,
    leading_to,
    methods_of,
)
from flake8_graph_me.engine.entry_points.needed import Needed, load_named
from flake8_graph_me.engine.entry_points.written import Written, fill_from_unknown, instances_in
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.placeholders import is_placeholder
from flake8_graph_me.engine.relevance.effects import Effects


@dataclass(frozen=True, slots=True)
class FillingMethods:
    """Methods that may fill a placeholder, in the order in which they were made, the names that
    they and the other methods of their classes call, and the classes of other modules on whose
    objects they fill it. ``names`` are those of the methods, of the checked module too, by which
    objects that are held may be filled.
    """

    methods: tuple[cst.FunctionDef, ...]
    called: frozenset[str]
    classes: frozenset[Class]
    names: frozenset[str]

    def called_by(
        self, run: Run, functions: Iterable[cst.FunctionDef]
    ) -> frozenset[cst.FunctionDef]:
        """Those of some functions that call one by which an object that is held may be filled."""
        return frozenset(
            each
            for each in functions
            if not run.escaped.effects_of(each).called.isdisjoint(self.names)
        )


def filling_methods(
    run: Run, frame: Frame, state: State, needed: Needed, *, own: bool = False
) -> FillingMethods:
    """The methods that may fill a placeholder of an object, directly or through another method of
    it: of a class that is ``needed``, or of an object that the state holds; and the functions that
    fill what other modules keep. Those of the frame's own module count if ``own``.
    """
    file = frame.scope.file
    methods: set[cst.FunctionDef] = set()
    called: set[str] = set()
    classes: set[Class] = set()
    load_named(run, frame, state, needed)
    for cls in list(run.classes.values()):
        if (own or cls.file != file) and needed.includes(cls):
            build_here(run, cls, frame)
    kept = _classesheld_as(run, state, needed)
    names: set[str] = set()
    for cls in list(run.classes.values()):
        foreign = cls.file != file
        if cls.node is None or not (needed.includes(cls) or cls in kept):
            continue
        effects = _effects_on(run, cls, file, own=own)
        found = _filling(run, cls, effects, state)
        methods |= found
        for each in effects.values() if found else ():
            called |= each.called
        if found and foreign:
            classes.add(cls)
        if cls in kept:
            of_all = _filling(run, cls, _effects_on(run, cls, file, own=True), state)
            names.update(each.name.value for each in of_all)
    functions = filling_functions(run, file, state, needed, own=own)
    names.update(each.name.value for each in functions)
    for function in functions:
        called |= run.escaped.effects_of(function).called
    methods |= functions
    ordered = (node for node in run.functions if isinstance(node, cst.FunctionDef))
    return FillingMethods(
        tuple(node for node in ordered if node in methods),
        frozenset(called),
        frozenset(classes),
        frozenset(names),
    )


def _classesheld_as(run: Run, state: State, needed: Needed) -> set[Class]:
    """The classes of the objects that are held under names that are needed, besides those that
    stand for all objects of a class.
    """
    examples = set(run.examples.values())
    held = (
        value
        for (_, name), value in state.written_since(None).items()
        if isinstance(name, str) and needed.mentions(name)
    )
    return {
        one.type
        for one in instances_in(held)
        if isinstance(one.type, Class) and one not in examples
    }


def _effects_on(run: Run, cls: Class, file: str, *, own: bool) -> dict[cst.FunctionDef, Effects]:
    """What the methods of a class that count may change, and the functions beside it."""
    owners = {each for each in analysed_line(cls) if own or each.file != file}
    beside = (
        node
        for node, made in run.functions.items()
        if own
        and isinstance(node, cst.FunctionDef)
        and made[-1].owner is None
        and made[-1].scope.file == file
    )
    return {
        node: run.escaped.effects_of(node)
        for node in (*methods_of(run, owners), *beside)
        if node.name.value not in MAKING
    }


def _filling(
    run: Run, cls: Class, effects: Mapping[cst.FunctionDef, Effects], state: State
) -> set[cst.FunctionDef]:
    """Those of some functions that may fill an attribute of a class's objects: a placeholder, one
    that is not there, a container, or an object of a library.
    """
    changed = {name for each in effects.values() for name in each.changed}
    example = run.examples.get(cls.number)
    held = {name: held_as(example, cls, name, state) for name in changed}
    open_ones = {
        name for name, value in held.items() if value and _may_be_filled(value, changed, state)
    }
    missing = {name for name, value in held.items() if not value}
    any_open = any(map(is_placeholder, _attributes(example, cls, state)))
    setting = {
        node
        for node, each in effects.items()
        if (each.anything and any_open)
        or not each.changed.isdisjoint(open_ones)
        or not (each.changed & missing).isdisjoint(attributes_set(node))
    }
    return leading_to(setting, {node: each.called for node, each in effects.items()})


def _may_be_filled(value: Value, changed: Set[str], state: State) -> bool:
    """Whether what is held is a placeholder, or something in which one of the changed names may be
    set.
    """
    return is_placeholder(value) or all(
        isinstance(atom, Dict | List)
        or (isinstance(atom, Instance) and _has_open(atom, changed, state))
        for _, atom in value
    )


def _has_open(one: Instance, changed: Set[str], state: State) -> bool:
    if not isinstance(one.type, Class):
        return True
    return any(is_placeholder(held_as(one, one.type, name, state)) for name in changed)


def _attributes(one: Instance | None, cls: Class, state: State) -> Iterator[Value]:
    """What an object of a class has as attributes, and its class."""
    numbers = {each.number for each in analysed_line(cls)}
    numbers |= set() if one is None else {one.number}
    for (number, _), value in state.written_since(None).items():
        if number in numbers:
            yield value


def spread(run: Run, state: State, written: Written, entered: Set[cst.FunctionDef]) -> None:
    """Note in ``written`` that what was written to an attribute of the objects on which methods
    were entered may be in all other objects of their classes, and of these classes' bases, that the
    state holds and that have no more than a placeholder there, which nothing that was ``entered``
    fills. What other methods set, which were reached on these others alone, is unknown.

    What was written to objects that entered functions made may be in those on which methods were
    entered, or something unknown may: which of them they are called on is not seen.
    """
    others = _others(run, state, written) if written else {}
    examples = set(run.examples.values())
    held = set(instances_in(state.written_since(None).values()))
    left: dict[Instance, list[Hashable]] = {}
    made = {one.number: one for several in others.values() for one in several}
    for number, name in written:
        one = made.get(number)
        if one is not None and (one in examples or one not in held):
            left.setdefault(one, []).append(name)
    filled = {where for where, writers in written.items() if not _all_placeholders(writers)}
    fill_from_unknown(run, state, written, filled)
    for one, names in left.items():
        for cls in analysed_line(one.type) if isinstance(one.type, Class) else ():
            for other in others.get(cls, ()):
                more = [name for name in names if (other.number, name) not in filled]
                known = one in examples
                if (known or other in examples) and any(
                    _is_open(held_as(other, cls, name, state)) for name in more
                ):
                    apart = _reached_apart(run, cls, entered)
                    # All of them, since they go together.
                    _hand_over(run, written, one.number, other.number, more, apart, known=known)


def _hand_over(
    run: Run,
    written: Written,
    number: int,
    other: int,
    names: Iterable[Hashable],
    apart: Set[cst.FunctionDef],
    *,
    known: bool,
) -> None:
    """Note that an object may hold what was written to attributes of another one; and something
    unknown, if methods set it that were reached ``apart``, or if it is not ``known`` that it does.
    """
    for name in names:
        writers = written.setdefault((other, name), [])
        writers.extend(one for one in written[number, name] if one not in writers)
        if not known or any(name in attributes_set(each) for each in apart):
            writers.append((run.number(), run.unknown()))


def _others(run: Run, state: State, written: Written) -> dict[object, dict[Instance, None]]:
    """The objects that a state holds or that were left or made by what was entered, by their
    classes.
    """
    made = (run.instances.get(number) for number, _ in written)
    left = (value for writers in written.values() for _, value in writers)
    found: dict[object, dict[Instance, None]] = {}
    held = instances_in((*state.written_since(None).values(), *left))
    for one in (*run.examples.values(), *held, *filter(None, made)):
        found.setdefault(one.type, {}).setdefault(one)
    return found


def _is_open(value: Value) -> bool:
    return not value or is_placeholder(value)


def _all_placeholders(writers: Iterable[tuple[int, Value]]) -> bool:
    return all(is_placeholder(value) for _, value in writers)


def _reached_apart(run: Run, cls: Class, entered: Set[cst.FunctionDef]) -> set[cst.FunctionDef]:
    """The methods of a class that were reached, but neither entered nor called by those that
    were.
    """
    methods = set(methods_of(run, set(analysed_line(cls))))
    inside, pending = methods & entered, list(methods & entered)
    while pending:
        called = run.escaped.effects_of(pending.pop()).called
        more = {each for each in methods - inside if each.name.value in called}
        inside |= more
        pending.extend(more)
    return {each for each in methods - inside if run.entered.get(each)}
