"""Other modules of the analysed project: imported by name, and run when something in them is read.

A module's body runs once per analysis, in the state in which the analysis began. What it defines is
then available in every branch.
"""

from collections.abc import Sequence

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped, without_absent
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    External,
    Imported,
    Module,
    Scope,
    Text,
    Value,
)
from flake8_graph_me.engine.machine.events import LeftOut
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.guard import guarded
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.stack import in_thread
from flake8_graph_me.engine.objects.havoc import forget, forget_changes, set_by, still_known
from flake8_graph_me.project.modules.interface import ModulePlace
from flake8_graph_me.syntax.elif_chains import grouped
from flake8_graph_me.terms.text import Literal

MAX_MODULES = 600
"""How many other modules one analysis runs. Past it what further ones define is unknown."""
MAX_CHARACTERS = 3_000_000
"""How many characters of source these modules have. Past it what further ones define is unknown."""
MAX_CUTS = 3
"""How many statements of a module may use up their shares of steps. Past it the statements after
them are not run, and what they may write is unknown.
"""
MAX_STEPS_IN_MODULES = 40_000
"""How many steps of an analysis may be done when another module is loaded. Past it what that module
defines is unknown.
"""


def module_at(run: Run, place: ModulePlace) -> Module:
    """The module at a place: the same object each time."""
    found = run.modules.get(place.key)
    if found is None:
        scope = Scope(run.number(), None, file=place.file or "")
        found = run.modules[place.key] = Module(place, scope)
    return found


def module_of(run: Run, importer: str, name: str, level: int = 0) -> Module | None:
    """The module of the project that an import in the file ``importer`` names, else None."""
    place = None if run.project is None else run.project.find(importer, name, level)
    return None if place is None else module_at(run, place)


def run_body(run: Run, module: cst.Module, frame: Frame, state: State) -> State:
    """Run a module's body; the state after it.

    After a statement that uses up its share of steps, whatever it may have changed is unknown, and
    the remaining statements get smaller shares.
    """
    cut: list[cst.CSTNode] = []
    times = 0
    for statements in grouped(module.body):
        run.budget.begin(*statements)
        after = _after(run, statements, frame, state)
        if after is not None:
            state = after
        # A program that ends here has still defined what stands above and below.
        state.dead = False
        if run.budget.spent():
            times += 1
            cut += statements
            run.events.left_out += [
                LeftOut(each, frame.scope.file, (), "MAX_STEPS")
                for each in statements
                if not _is_defined(run, each)
            ]
            if times <= MAX_CUTS:
                state = still_known(run, cut, state)
                run.budget.allot(run.budget.steps >> (times + 1))
    return still_known(run, cut, state) if run.budget.spent() else state


def _is_defined(run: Run, statement: cst.CSTNode) -> bool:
    """Whether a statement is a definition that was run as far as its functions are made."""
    if isinstance(statement, cst.ClassDef):
        body = statement.body.body
        return all(each in run.functions for each in body if isinstance(each, cst.FunctionDef))
    return isinstance(statement, cst.FunctionDef) and statement in run.functions


def _after(run: Run, statements: Sequence[cst.CSTNode], frame: Frame, state: State) -> State | None:
    """The state after statements of a module's body; None if they never finish."""

    def fail(reason: str) -> State:
        forget_changes(run, statements, reason, state)
        for name in set[str]().union(*map(set_by, statements)):
            state.write((frame.scope.number, name), just(run.beyond(reason)))
        return state

    return guarded(run.budget, lambda: run.execute(statements, frame, state), fail)


def settled(run: Run, value: Value, state: State) -> Value:
    """A value with names of other modules replaced by what they stand for."""
    if not any(isinstance(atom, Imported) for _, atom in value):
        return value
    return mapped(value, lambda atom: _settled(run, atom, state))


def _settled(run: Run, atom: Atom, state: State) -> Value:
    if not isinstance(atom, Imported):
        return just(atom)
    return member(run, atom.module, atom.name, state)


def member(run: Run, module: Module, name: str, state: State) -> Value:
    """An attribute of a module: what its body binds to a name, or a submodule."""
    key = (module.place.key, name)
    if run.budget.deep() or key in run.looked_up:
        # Modules that pass a name on to each other in a circle.
        return run.unknown()
    run.budget.nesting += 1
    run.looked_up.add(key)
    try:
        if run.budget.nesting > run.budget.room:
            return in_thread(run.budget, _member, run, module, name, state)
        return _member(run, module, name, state)
    finally:
        run.looked_up.remove(key)
        run.budget.nesting -= 1


def _member(run: Run, module: Module, name: str, state: State) -> Value:
    bound = load(run, module)
    found = without_absent(state.read((module.scope.number, name)))
    if found:
        return settled(run, found, state)
    below = None if run.project is None else run.project.below(module.place, name)
    if below is not None:
        return just(module_at(run, below))
    outside = External(f"{module.place.name}.{name}")
    if bound is None or run.rows.call(outside.name) is not None:
        return just(outside)
    return just(run.beyond(bound))


def load(run: Run, module: Module) -> str | None:
    """Run the body of a module, unless it has run or is running; returns the bound, if there is
    one, that keeps it from being run.
    """
    place = module.place
    if run.project is None or place.key in run.sources or place.file is None or run.base is None:
        return None
    bound = _exceeded(run)
    if bound is not None:
        run.budget.note(bound)
        return bound
    if run.budget.deep():
        return "MAX_NESTING"
    parsed = run.project.parsed(place)
    run.sources[place.key] = parsed
    if parsed is None:
        return None
    run.budget.characters += len(parsed.source)
    run.trees[place.file] = parsed
    _run_at_base(run, module, parsed.module, run.base)
    return None


def _exceeded(run: Run) -> str | None:
    """The bound that one more module would exceed."""
    if len(run.sources) > MAX_MODULES:
        return "MAX_MODULES"
    if run.budget.characters > MAX_CHARACTERS:
        return "MAX_CHARACTERS"
    return "MAX_STEPS_IN_MODULES" if run.budget.work.done > MAX_STEPS_IN_MODULES else None


def _run_at_base(run: Run, module: Module, tree: cst.Module, base: State) -> None:
    """Run a module's body; each statement leaves its effects in the state ``base``."""
    frame = Frame(module.scope)
    first = run.numbers + 1
    base.write((module.scope.number, "__name__"), just(Text((Literal(module.place.name),))))
    for statements in grouped(tree.body):
        after = _after(run, statements, frame, base.child(run.numbers + 1))
        if after is not None:
            leave(after, base)
    run.shared.append((first, run.numbers))
    if run.budget.spent():
        forget(base, module.scope.number)


def leave(after: State, base: State) -> None:
    """Write the content of a later state into ``base``."""
    base.work.written_below += 1
    for location in after.written_since(base):
        base.values[location] = after.read(location)
    state: State | None = after
    while state is not None and state is not base:
        for number in state.keys:
            base.keys[number] = after.keys_of(number)
        state = state.parent
