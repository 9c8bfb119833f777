"""Entering functions that no known code calls, and collecting their effects.

Functions are entered with unknown arguments, each in its own world. Methods are entered on an
instance that the class's own ``__init__`` built.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import Class, Function, Instance
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.made_objects import (
    MAX_OBJECTS,
    Objects,
    Returned,
    held_by,
    returned_objects,
)
from flake8_graph_me.engine.entry_points.methods import (
    analysed_line,
    has_as_own,
    is_constructor,
    is_inherited,
    methods_of,
)
from flake8_graph_me.engine.entry_points.one_entry import Entry, enter
from flake8_graph_me.engine.entry_points.parameter_types import heirs
from flake8_graph_me.engine.entry_points.written import (
    Written,
    forget,
)
from flake8_graph_me.engine.machine.events import LeftOut, SinkCall
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import frozen
from flake8_graph_me.syntax.walk import walk


@dataclass(slots=True)
class EntryPlan:
    """What to enter: those of ``roots`` that nothing has reached, beginning with those that no code
    calls by name, and the functions that these make, if ``allowed`` (None allows all). ``tried``
    are the functions already entered, ``inherited`` those of other modules, which are entered on
    classes of this one; ``filled`` are classes of other modules on which methods of these are
    entered, and classes of this one on which methods are that are entered on their heirs;
    ``worlds`` are those in which the last root was entered, ``objects`` those that were made, by
    the numbers of their classes, if methods are entered on them, and ``returned`` what the roots
    have returned.
    ``share`` is the part of the remaining steps that each root may use, ``last`` that of the last
    one.
    """

    called: frozenset[str]
    roots: list[cst.FunctionDef]
    allowed: frozenset[cst.FunctionDef] | None = None
    tried: set[cst.CSTNode] = field(default_factory=set)
    worlds: list[State] = field(default_factory=list)
    objects: dict[int, Objects] | None = None
    returned: list[Returned] = field(default_factory=list)
    inherited: frozenset[cst.FunctionDef] = frozenset()
    filled: frozenset[Class] = frozenset()
    share: float = 1.0
    last: float = 1.0


@dataclass(frozen=True, slots=True)
class Entered:
    """The outcome of entering a function: what it read, its sink calls, and how often it reached
    which functions. What it wrote has one of the ``indices``.
    """

    node: cst.FunctionDef
    reads: frozenset[Location]
    read_keys: frozenset[int]
    sink_calls: tuple[SinkCall, ...]
    reached: dict[cst.CSTNode, int]
    indices: range

    def depends_on(self, written: Written) -> bool:
        """Whether it read any of these locations."""
        return not self.reads.isdisjoint(written) or any(
            number in self.read_keys for number, _ in written
        )


def enter_all(
    run: Run, plan: EntryPlan, frame: Frame, state: State, written: Written
) -> list[Entered]:
    """Enter what is not reached yet, and note in ``written`` the locations that entries wrote;
    returns the outcome of each.
    """
    found: list[Entered] = []
    nodes = _by_need(plan)
    last = next((node for node in reversed(nodes) if not is_constructor(node)), None)
    for node in nodes:
        if node in plan.tried or (run.entered.get(node) and node not in plan.inherited):
            continue
        if run.budget.spent():
            _note_left_out(run, plan, node, frame)
            continue
        sink_calls, reached = len(run.events.sink_calls), dict(run.entered)
        plan.worlds.clear()
        end = run.budget.until
        share = plan.last if node is last else plan.share
        run.budget.allot(int((end - run.budget.work.done) * share))
        run.budget.begin(node)
        first = run.numbers
        _enter_function(run, plan, node, frame, state, written)
        if run.budget.spent():
            _note_left_out(run, plan, node, frame)
            # It may not be what they leave.
            forget(written, range(first + 1, run.numbers + 1))
        run.budget.until = end
        found.append(
            Entered(
                node,
                frozenset(where for world in plan.worlds for where in world.reads or ()),
                frozenset(number for world in plan.worlds for number in world.read_keys),
                tuple(run.events.sink_calls[sink_calls:]),
                {
                    each: times - reached.get(each, 0)
                    for each, times in run.entered.items()
                    if times != reached.get(each)
                },
                range(first + 1, run.numbers + 1),
            )
        )
    return found


def enter_on_returned(
    run: Run, plan: EntryPlan, frame: Frame, functions: Set[cst.FunctionDef]
) -> None:
    """Enter methods that no known code calls on the objects that functions have returned."""
    returned, plan.returned = plan.returned, []
    for each in returned_objects(run, returned, plan.objects or {}):
        for node in methods_of(run, set(analysed_line(each.cls))):
            function = run.functions[node][-1]
            own = node in functions and function.kind not in ("class", "static")
            if not own or is_constructor(node) or run.entered.get(node):
                continue
            if each.beyond or run.budget.spent():
                bound = "MAX_OBJECTS" if each.beyond else "MAX_STEPS"
                run.events.left_out.append(_on_object(run, node, each.one, each.world, bound))
                continue
            entry = Entry(function, each.cls, each.one, perhaps=not each.alone)
            enter(run, entry, frame, each.world, {}, [])


def _on_object(run: Run, node: cst.FunctionDef, one: Instance, state: State, bound: str) -> LeftOut:
    """A method that is not entered on an object, with what that holds."""
    values = tuple(frozen(run, state, value) for _, value in held_by(run, one, state))
    return LeftOut(node, run.functions[node][-1].scope.file, (), bound, values)


def _note_left_out(run: Run, plan: EntryPlan, node: cst.FunctionDef, frame: Frame) -> None:
    """Note that a function is not entered, or not to its end, because the steps are used up."""
    if plan.allowed is not None:
        run.events.left_out.append(LeftOut(node, frame.scope.file, (), "MAX_STEPS"))


def _enter_function(
    run: Run,
    plan: EntryPlan,
    node: cst.FunctionDef,
    frame: Frame,
    state: State,
    written: Written,
) -> None:
    """Enter a function, then the functions that it made, in the world that it leaves."""
    plan.tried.add(node)
    for entry in _entries_and_objects(run, plan, node, state, frame.scope.file):
        before, lambdas = len(run.makings), len(run.lambdas)
        world = enter(run, entry, frame, state, written, plan.returned)
        plan.worlds.append(world)
        for other in _made(run, before):
            functions = run.functions[other]
            if (
                not run.budget.spent()
                and not run.entered.get(other)
                and other not in plan.tried
                and (plan.allowed is None or other in plan.allowed)
                and functions[-1].scope.module is not None
                and functions[-1].scope.file == frame.scope.file
            ):
                _enter_function(run, plan, other, frame, world, written)
        enter_lambdas(run, plan, frame, world, written, run.lambdas[lambdas:])


def enter_lambdas(
    run: Run,
    plan: EntryPlan,
    frame: Frame,
    state: State,
    written: Written,
    lambdas: Sequence[Function],
) -> None:
    """Enter those of the functions without names that are of this file and that nothing has called,
    in the state that the code which makes them leaves.
    """
    for node, function in {each.node: each for each in lambdas}.items():
        own = function.scope.file == frame.scope.file
        if not own or run.entered.get(node) or node in plan.tried or not _calls(node):
            continue
        if run.budget.spent():
            run.events.left_out.append(LeftOut(node, frame.scope.file, (), "MAX_STEPS"))
            continue
        plan.tried.add(node)
        entry = Entry(function, None)
        plan.worlds.append(enter(run, entry, frame, state, written, plan.returned))


def _calls(node: cst.CSTNode) -> bool:
    return any(isinstance(each, cst.Call) for each in walk(node))


def _made(run: Run, before: int) -> list[cst.FunctionDef]:
    """The functions that were made since the first ``before`` makings, in the order in which each
    was first made.
    """
    made = {node: run.functions[node] for node in run.makings[before:] if node in run.functions}
    return sorted(made, key=lambda node: made[node][0].number)


def _by_need(plan: EntryPlan) -> list[cst.FunctionDef]:
    """What to enter if nothing reaches it, beginning with those whose name no code calls.

    Constructors come last: the objects on which methods are entered are built by these.
    """
    called = plan.called
    return sorted(plan.roots, key=lambda node: (is_constructor(node), node.name.value in called))


def _entries_of(
    run: Run, plan: EntryPlan, node: cst.FunctionDef, state: State, file: str
) -> list[Entry]:
    """The entry of a function, or of a method on each class that defines it; of a method of another
    file on the classes of this one, and on those whose objects are filled.
    """
    function = run.functions[node][-1]
    if function.owner is None or function.kind == "static":
        return [Entry(function, None)]
    owners = [cls for cls in heirs(run, function.owner) if has_as_own(cls, function, state)]
    if is_inherited(function, file):
        return [Entry(function, cls) for cls in owners if cls.file == file or cls in plan.filled]
    # An heir has what its base has, if that is not used itself.
    used = [
        cls
        for cls in owners
        if cls in plan.filled or cls.name in plan.called or heirs(run, cls) in ([], [cls])
    ]
    return [Entry(function, cls) for cls in used or owners] or [Entry(function, None)]


def _entries_and_objects(
    run: Run, plan: EntryPlan, node: cst.FunctionDef, state: State, file: str
) -> Iterator[Entry]:
    """The entries of a function, and those of a method on the objects that were made."""
    for entry in _entries_of(run, plan, node, state, file):
        yield entry
        cls, function = entry.receiver, entry.function
        if cls is None or function.kind == "class" or is_constructor(node):
            continue
        objects = (plan.objects or {}).get(cls.number, Objects())
        for one in objects.ones[:MAX_OBJECTS]:
            if state.read((one.number, function.name)) != NOTHING:
                continue  # Another function is in its place.
            # Of those that differ in a token, say, one may have this called, another one that.
            yield Entry(function, cls, one, perhaps=not objects.alike)
        run.events.left_out += (
            _on_object(run, node, one, state, "MAX_OBJECTS") for one in objects.ones[MAX_OBJECTS:]
        )
