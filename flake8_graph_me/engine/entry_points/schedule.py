"""Running a module: first its body, then the functions that its body did not reach.

Functions and methods that no known code calls are entered once with unknown arguments, methods on
an instance that the class's own ``__init__`` built. One entry may read what another wrote to
globals and attributes. So the possible writers are entered first, and then the others, on
everything that the writers left.

If it is known which texts are sought, only functions that can reach such a text or make labels are
entered, after those that may change what they read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import ALWAYS
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Module, Scope, Text, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.assumptions import build_examples
from flake8_graph_me.engine.entry_points.entering import (
    EntryPlan,
    enter_all,
    enter_lambdas,
)
from flake8_graph_me.engine.entry_points.entries import Entries
from flake8_graph_me.engine.entry_points.made_objects import returned_objects
from flake8_graph_me.engine.entry_points.methods import inherited_methods
from flake8_graph_me.engine.entry_points.needed import Needed, needed_bases
from flake8_graph_me.engine.entry_points.own_setters import let_modules_set_their_globals
from flake8_graph_me.engine.entry_points.written import Written
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.replacing import forget_replaced
from flake8_graph_me.engine.objects.modules import load, module_at, run_body
from flake8_graph_me.engine.relevance.effects import effects_in, leaving_something
from flake8_graph_me.engine.relevance.heap_mentions import heap_mentions
from flake8_graph_me.engine.relevance.relevance import Functions, Relevance
from flake8_graph_me.syntax.parameters import parameters_of
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import walk, walk_to
from flake8_graph_me.terms.text import Literal

_NAME = re.compile(r"[^\W\d]\w*")


def run_module(run: Run, parsed: ParsedModule, file: str, relevance: Relevance | None) -> bool:
    """Run a module's body and enter what it does not reach; what happened is in the events.

    ``relevance`` says which functions are worth entering; None means all. Returns whether all that
    is worth entering was followed, and none of it left out.
    """
    scope = Scope(run.number(), None, file=file)
    frame = Frame(scope)
    module = parsed.module
    run.trees[file] = parsed
    # What the checked module does to others does not count for these by themselves.
    run.base = State(None, ALWAYS, 0, run.budget.work)
    state = run.base.child(run.numbers + 1)
    state.write((scope.number, "__name__"), just(Text((Literal("__main__"),))))
    own = None if run.project is None else run.project.at(file)
    if own is not None:
        # What imports the checked module in turn finds it under way.
        run.modules[own.key] = Module(own, scope)
        run.sources[own.key] = None
    state = run_body(run, module, frame, state)
    frame.run_again(state)
    run.budget.allot(run.budget.steps // 2 if run.budget.cut else run.budget.steps)
    run.begun, run.by_body = (frame, state), run.numbers
    let_modules_set_their_globals(run, file)
    roots = _functions_in(run, file)
    if relevance is not None:
        # They are known since the module was judged.
        run.escaped.effects.update(parsed.once(effects_in))
    before = len(run.events.sink_calls)
    if relevance is None:
        build_examples(run, frame, state)
    # Which ones are is said each time that some are entered.
    allowed = None if relevance is None else frozenset[cst.FunctionDef]()
    entries = Entries(run, frame, state, EntryPlan(_called_names(module), roots, allowed))
    if relevance is None:
        entries.leave(leaving_something({node: run.escaped.effects_of(node) for node in roots}))
        entries.fill(Needed(None, frozenset()))
        entries.settle()
        entries.enter(frozenset(roots), before)
        entries.enter_on_returned(frozenset(roots))
    elif not _enter_relevant(entries, relevance, before):
        return False
    enter_lambdas(run, entries.plan, frame, entries.state, {}, run.lambdas)
    forget_replaced(run)
    run.left = frame, entries.state
    return True


def _enter_relevant(entries: Entries, relevance: Relevance, before: int) -> bool:
    """Enter the functions that can reach a sought text, and those that make labels; returns whether
    none of these was left out.

    The effects of entries may contain a sought text, so that more functions can reach one.
    """
    unneeded = entries.run.unneeded
    while True:
        # The objects that were built for the methods may hold what is sought.
        held = entries.start.written_since(None)
        locations = [*held.items(), *_values(entries.written)]
        wanted = relevance.wanted(heap_mentions(relevance.index, locations))
        writers = relevance.writers_for(wanted) - entries.writers if wanted else frozenset()
        if not unneeded.isdisjoint(wanted | writers):
            return False
        needed = _build_examples_for(entries, relevance, wanted | writers)
        bases = needed_bases(entries.run, entries.frame.scope.file, needed)
        entries.plan = replace(entries.plan, filled=entries.plan.filled | bases)
        entries.leave(writers)
        filled = bool(wanted) and entries.fill(needed)
        if not writers and not filled:
            break
    entries.settle()
    inherited = frozenset(
        inherited_methods(
            entries.run, entries.frame.scope.file, lambda node: relevance.sought_in(node, wanted)
        )
    )
    entries.plan.roots += inherited
    entries.plan = replace(entries.plan, inherited=inherited)
    entries.enter(wanted | inherited, before)
    while True:
        made: set[object] = {node for _, node in entries.run.events.labels}
        more = relevance.told_by(wanted, made) - wanted
        if not more:
            break
        if not unneeded.isdisjoint(more):
            return False
        wanted |= more
        _build_examples_for(entries, relevance, more)
        entries.enter_more(more)
    return _enter_on_returned(entries, relevance, wanted)


def _enter_on_returned(entries: Entries, relevance: Relevance, wanted: Functions) -> bool:
    """Enter methods on the objects that functions have returned, which may hold what is sought;
    returns whether none was left out.
    """
    returned = returned_objects(entries.run, entries.plan.returned, {})
    locations = [location for each in returned for location in each.holding()]
    more = relevance.wanted(heap_mentions(relevance.index, locations)) if locations else wanted
    unneeded = entries.run.unneeded
    entries.enter_on_returned(wanted | (more - unneeded))
    return unneeded.isdisjoint(more)


def _build_examples_for(entries: Entries, relevance: Relevance, functions: Functions) -> Needed:
    """Build an instance of each class that functions mention, or of which they are methods; returns
    which classes these are.
    """
    made = entries.run.functions
    owners = {made[each][-1].owner for each in functions if each in made}
    named = relevance.named_by(functions).union(*map(_further_names, functions))
    needed = Needed(named, {each for each in owners if each is not None})
    build_examples(entries.run, entries.frame, entries.start, needed.includes)
    return needed


def _further_names(function: cst.FunctionDef) -> set[str]:
    """The names of attributes in a function, and those in the annotations of its parameters."""
    found = {node.attr.value for node in walk_to(function, cst.Attribute)}
    for parameter in parameters_of(function):
        for node in () if parameter.annotation is None else walk(parameter.annotation):
            if isinstance(node, cst.Name):
                found.add(node.value)
            elif isinstance(node, cst.SimpleString):
                found.update(_NAME.findall(node.value))
    return found


def _values(written: Written) -> Iterator[tuple[Location, Value]]:
    for location, writers in written.items():
        for _, value in writers:
            yield location, value


def enter_other_modules(run: Run, file: str) -> None:
    """Enter the definitions of all modules that the one in ``file`` leads to, so that the events
    show every use of what these modules share.
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
        plan = EntryPlan(_called_names(parsed.module), _functions_in(run, module.scope.file))
        enter_all(run, plan, frame, run.base, {})


def _functions_in(run: Run, file: str) -> list[cst.FunctionDef]:
    return [
        node
        for node, made in run.functions.items()
        if isinstance(node, cst.FunctionDef) and made[-1].scope.file == file
    ]


def _called_names(module: cst.Module) -> frozenset[str]:
    """The names of all functions and methods that the module calls."""
    found: set[str] = set()
    for node in walk_to(module, cst.Call):
        if isinstance(node.func, cst.Name):
            found.add(node.func.value)
        elif isinstance(node.func, cst.Attribute):
            found.add(node.func.attr.value)
    return frozenset(found)
