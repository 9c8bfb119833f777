"""Running a module: its body first, then what its body did not reach.

Functions and methods that no known code calls are entered once with unknown arguments, methods on
an instance that the class's own ``__init__`` built. What one entry leaves in globals and
attributes may be what another one finds, so if entries leave anything they are run a second time
on all of it.
"""

from dataclasses import dataclass, field, replace

import libcst as cst

from flake8_graph_me.engine.alternatives import joined, just, under
from flake8_graph_me.engine.assumptions import assumed, build_examples
from flake8_graph_me.engine.attributes import lineage
from flake8_graph_me.engine.calls import invoke
from flake8_graph_me.engine.conditions import ALWAYS
from flake8_graph_me.engine.effects import leaving_something
from flake8_graph_me.engine.modules import load, module_at, run_body
from flake8_graph_me.engine.run import Frame, Run
from flake8_graph_me.engine.state import Location, State
from flake8_graph_me.engine.syntax_walk import walk
from flake8_graph_me.engine.values import (
    ABSENT,
    Alternative,
    Atom,
    Class,
    Function,
    Module,
    Scope,
    Text,
    Value,
)
from flake8_graph_me.terms.text import Literal

MAX_WRITERS = 6
"""How many entries that write one location are told apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A function to enter, on a receiver if it is a method."""

    function: Function
    receiver: Class | None


@dataclass(slots=True)
class Plan:
    """What to enter: ``roots`` as far as nothing reaches them, those that no code calls by name
    first. ``tried`` are the functions already entered.
    """

    called: frozenset[str]
    roots: list[cst.FunctionDef]
    tried: set[cst.CSTNode] = field(default_factory=set)


def run_module(
    run: Run, module: cst.Module, file: str, worth: frozenset[cst.FunctionDef] | None
) -> None:
    """Run a module's body and enter what it does not reach; what happened is in the events.

    ``worth`` are the functions worth entering, None for all.
    """
    scope = Scope(run.number(), None, file=file)
    frame = Frame(scope)
    state = State(None, ALWAYS, 0, run.work)
    state.write((scope.number, "__name__"), just(Text((Literal("__main__"),))))
    run.base = state
    own = None if run.project is None else run.project.at(file)
    if own is not None:
        # What imports the checked module in turn finds it under way.
        run.modules[own.key] = Module(own, scope)
        run.sources[own.key] = None
    state = run_body(run, module, frame, state)
    called = _called_names(module)
    roots = _functions_in(run, file)
    before = len(run.events.meetings)
    build_examples(run, frame, state)
    reached = dict(run.entered)
    plan = Plan(called, [node for node in roots if worth is None or node in worth])
    writers = leaving_something(plan.roots)
    written = _enter_all(
        run, replace(plan, roots=[n for n in plan.roots if n in writers]), frame, state
    )
    if written:
        del run.events.meetings[before:]
        run.entered = reached
        run.memories.clear()
        plan.tried.clear()
        state = _with_written(run, state, written)
    _enter_all(run, plan, frame, state)


def enter_other_modules(run: Run, file: str) -> None:
    """Enter whatever the modules that the one in ``file`` leads to define, so that all that they do
    with what they share is in the events.
    """
    if run.project is None or run.base is None:
        return
    for place in run.project.reached(file):
        module = module_at(run, place)
        load(run, module)
        parsed = run.sources.get(place.key)
        if parsed is None:
            continue
        frame = Frame(module.scope)
        build_examples(run, frame, run.base)
        plan = Plan(_called_names(parsed.module), _functions_in(run, module.scope.file))
        _enter_all(run, plan, frame, run.base)


def _functions_in(run: Run, file: str) -> list[cst.FunctionDef]:
    return [
        node
        for node, made in run.functions.items()
        if isinstance(node, cst.FunctionDef) and made[-1].scope.file == file
    ]


def _called_names(module: cst.Module) -> frozenset[str]:
    """The names of all functions and methods that the module calls."""
    found: set[str] = set()
    for node in walk(module):
        if isinstance(node, cst.Call):
            if isinstance(node.func, cst.Name):
                found.add(node.func.value)
            elif isinstance(node.func, cst.Attribute):
                found.add(node.func.attr.value)
    return frozenset(found)


def _enter_all(
    run: Run, plan: Plan, frame: Frame, state: State
) -> dict[Location, list[tuple[int, Value]]]:
    """Enter what is not reached yet; the locations that entries wrote, with the writer and the
    value.
    """
    written: dict[Location, list[tuple[int, Value]]] = {}
    while True:
        node = _next_pending(run, plan)
        if node is None:
            return written
        _enter_function(run, plan, node, frame, state, written)


def _enter_function(
    run: Run,
    plan: Plan,
    node: cst.FunctionDef,
    frame: Frame,
    state: State,
    written: dict[Location, list[tuple[int, Value]]],
) -> None:
    """Enter a function, and in the world that it leaves the functions that it made."""
    plan.tried.add(node)
    for entry in _entries_of(run, node, state):
        made = {other: len(functions) for other, functions in run.functions.items()}
        world = _enter(run, entry, frame, state, len(plan.tried), written)
        for other, functions in list(run.functions.items()):
            if (
                isinstance(other, cst.FunctionDef)
                and len(functions) > made.get(other, 0)
                and not run.entered.get(other)
                and other not in plan.tried
                and functions[-1].scope.module is not None
                and functions[-1].scope.file == frame.scope.file
            ):
                _enter_function(run, plan, other, frame, world, written)


def _next_pending(run: Run, plan: Plan) -> cst.FunctionDef | None:
    """The next function that nothing reached: first those whose name no code calls."""
    pending = [
        node
        for node in plan.roots
        if node not in plan.tried and not run.entered.get(node) and node.name.value != "__init__"
    ]
    for node in pending:
        if node.name.value not in plan.called:
            return node
    return pending[0] if pending else None


def _entries_of(run: Run, node: cst.FunctionDef, state: State) -> list[Entry]:
    """A function's entry, or a method's on each class that has it as its own."""
    function = run.functions[node][-1]
    if function.owner is None or function.kind == "static":
        return [Entry(function, None)]
    owners = [
        cls
        for cls in run.classes.values()
        if function.owner in lineage(cls) and _has_as_own(cls, function, state)
    ]
    leaves = [cls for cls in owners if not _has_heir(run, cls)]
    return [Entry(function, cls) for cls in leaves or owners] or [Entry(function, None)]


def _has_heir(run: Run, cls: Class) -> bool:
    return any(cls in lineage(other)[1:] for other in run.classes.values())


def _has_as_own(cls: Class, function: Function, state: State) -> bool:
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class):
            stored = state.read((ancestor.number, function.name))
            found = [atom for _, atom in stored if atom is not ABSENT]
            if found:
                return function in found or ancestor == function.owner
    return False


def _enter(
    run: Run,
    entry: Entry,
    frame: Frame,
    state: State,
    index: int,
    written: dict[Location, list[tuple[int, Value]]],
) -> State:
    """Enter one function in a world of its own, and note what it leaves behind; the world."""
    function = entry.function
    receiver: Atom | None = None
    skip = 0
    if entry.receiver is not None:
        receiver = run.examples.get(entry.receiver.number)
        if function.kind == "class":
            receiver = entry.receiver
        skip = 1
    world = state.child(run.numbers + 1)
    mark = run.numbers + 1
    arguments = assumed(run, function, frame, world, skip)
    if skip:
        first: Value = run.unknown() if receiver is None else just(receiver)
        arguments.positional.insert(0, first)
    inner = Frame(frame.scope)
    invoke(run, function, arguments, function.node, inner, world, receiver, assumed=True)
    if world.dead:
        world.dead = False
        return world
    for location in world.written_since(state):
        if location[0] < mark or run.is_shared(location[0]):
            value = world.read(location)
            if value != state.read(location):
                written.setdefault(location, []).append((index, value))
    return world


def _with_written(
    run: Run, state: State, written: dict[Location, list[tuple[int, Value]]]
) -> State:
    """A state in which each location may hold what any entry wrote there, or what it held
    before.
    """
    after = state.child(run.numbers + 1)
    for location, writers in written.items():
        old = state.read(location)
        alternatives: list[Alternative] = []
        before: frozenset[int] = frozenset()
        for index, value in writers[:MAX_WRITERS]:
            symbol = run.symbols.number(("writer", index))
            alternatives.extend(under(before | {symbol}, value))
            before |= {-symbol}
        if len(writers) > MAX_WRITERS:
            alternatives.extend(under(before, run.unknown()))
        alternatives.extend(under(before, old))
        after.values[location] = joined(alternatives)
        if isinstance(location[1], tuple) and location[1][:1] == ("item",):
            after.add_key(location[0], location[1][1])
    return after
