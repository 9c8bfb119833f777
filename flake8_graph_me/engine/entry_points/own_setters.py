"""Globals of other modules that their own functions set: ``state.configure()`` sets
``state.TOKEN``, and what is checked reads it.

Who calls these functions, and when, is not seen. So a global in which the module's body leaves a
placeholder holds that or whatever these functions put there; if other files of the project may set
it too, it is unknown.
"""

from collections.abc import Mapping

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import chosen_by, just
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Module, Unknown, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.entry_points.entering import EntryPlan, enter_all
from flake8_graph_me.engine.entry_points.written import Written, with_written
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.modules import leave, load, module_at
from flake8_graph_me.engine.objects.placeholders import is_placeholder
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.syntax.walk import walk

SHARE = 0.25
"""The part of an analysis's steps that the functions of one module may use to set its globals. Past
it what they set is unknown.
"""


def let_modules_set_their_globals(run: Run, file: str) -> None:
    """Let the globals of the modules that the one in ``file`` leads to hold what the functions of
    these modules put there.
    """
    if run.project is None or run.base is None:
        return
    for place in run.project.declaring_globals(file):
        module = module_at(run, place)
        parsed = run.sources.get(place.key) if load(run, module) is None else None
        if parsed is None:
            continue
        setters = _setters(run, run.base, module, parsed.once(_declared))
        besides = frozenset({file, module.scope.file})
        known = {
            name: not run.project.is_set_elsewhere(name, besides)
            for name in frozenset[str]().union(*setters.values())
        }
        if known:
            _write(run, run.base, module, setters, known)


def _declared(parsed: ParsedModule) -> dict[cst.FunctionDef, frozenset[str]]:
    """The functions of a module, each with the names that it declares global."""
    found = {}
    for function in walk(parsed.module):
        if isinstance(function, cst.FunctionDef):
            names = (
                item.name.value
                for node in walk(function)
                if isinstance(node, cst.Global)
                for item in node.names
            )
            found[function] = frozenset(names)
    return found


def _setters(
    run: Run, base: State, module: Module, declared: Mapping[cst.FunctionDef, frozenset[str]]
) -> dict[cst.FunctionDef, frozenset[str]]:
    """The functions directly in a module that may fill its placeholders, each with their names."""
    number = module.scope.number
    found = {}
    for function, names in declared.items():
        made = run.functions.get(function)
        if made and made[-1].owner is None and made[-1].scope.number == number:
            filled = {name for name in names if is_placeholder(base.read((number, name)))}
            if filled:
                found[function] = frozenset(filled)
    return found


def _write(
    run: Run,
    base: State,
    module: Module,
    setters: Mapping[cst.FunctionDef, frozenset[str]],
    known: Mapping[str, bool],
) -> None:
    """Write to ``base`` what the setters leave in the globals; ``known`` says of each whether they
    alone set it.
    """
    alone = [f for f, names in setters.items() if any(known[name] for name in names)]
    first = run.numbers + 1
    written, cut = _left_by(run, base, module, alone)
    # The objects that they made belong to what they put there.
    kept = {location: values for location, values in written.items() if location[0] >= first}
    for name, theirs in known.items():
        location = (module.scope.number, name)
        if not theirs or cut:
            base.write(location, _or_unknown(run, location, base.read(location)))
        elif location in written:
            kept[location] = written[location]
    leave(with_written(run, base, kept), base)
    run.summaries.clear()


def _or_unknown(run: Run, location: Location, value: Value) -> Value:
    """A value, or one that others set: nothing relies on that alone."""
    symbol = run.symbols.number(("set elsewhere", *location))
    run.symbols.defaults.add(symbol)
    unknown = just(Unknown(run.key("set elsewhere", *location)))
    return chosen_by(-symbol, value, unknown)


def _left_by(
    run: Run, base: State, module: Module, setters: list[cst.FunctionDef]
) -> tuple[Written, bool]:
    """What functions write when they are entered, and whether a bound cut that short."""
    happened, entered, end = run.events.counts(), run.entered, run.budget.until
    run.entered = {}
    written: Written = {}
    run.budget.allot(int(run.budget.steps * SHARE))
    enter_all(run, EntryPlan(frozenset(), setters), Frame(module.scope), base, written)
    run.budget.until = end
    run.entered = entered
    run.events.cut_back(happened)
    return written, any((setter,) in run.budget.cut for setter in setters)
