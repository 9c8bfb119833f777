"""Calls of functions and classes of the analysed code, interpreted for each call with its own
arguments.

Must not know which libraries are modelled: what is not of the analysed code goes to ``libraries``.
"""

from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.calls.arguments import bind
from flake8_graph_me.engine.calls.summaries import (
    begin,
    find,
    replayed,
    store,
    summary_key,
)
from flake8_graph_me.engine.domain.alternatives import joined, just, under
from flake8_graph_me.engine.domain.conditions import Condition, bounded
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.state import NOTHING, State, merge
from flake8_graph_me.engine.domain.values import (
    NONE,
    Alternative,
    Atom,
    Bound,
    Class,
    Constant,
    External,
    Function,
    Instance,
    Partial,
    Scope,
    Step,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.budget import ROOM_FOR_A_CALL
from flake8_graph_me.engine.machine.events import CallSite
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import MAX_DEPTH, MAX_RECURSION, Run
from flake8_graph_me.engine.models.library_calls import call_external, call_row
from flake8_graph_me.engine.models.results import initialise
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.engine.objects.attributes import get_attribute
from flake8_graph_me.engine.objects.containers import new_iterator
from flake8_graph_me.engine.objects.declared import (
    mark,
    marked,
    named_row,
    row_of_class,
    row_of_function,
)
from flake8_graph_me.engine.objects.function_parts import CODE
from flake8_graph_me.engine.objects.records import fill_fields


def call_atom(
    run: Run, atom: Atom, arguments: Arguments, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """Call one atom; the value returned."""
    if isinstance(atom, Function):
        return invoke(run, atom, arguments, node, frame, state)
    if isinstance(atom, Bound):
        if isinstance(atom.function, Function):
            own = _with_receiver(arguments, atom.receiver)
            return invoke(run, atom.function, own, node, frame, state, atom.receiver)
        return call_external(run, atom.function.name, atom.receiver, arguments, node, frame, state)
    if isinstance(atom, Class):
        return instantiate(run, atom, arguments, node, frame, state)
    if isinstance(atom, External):
        return call_external(run, atom.name, None, arguments, node, frame, state)
    if isinstance(atom, Partial):
        given = Arguments(
            [*atom.positional, *arguments.positional],
            {**dict(atom.keywords), **arguments.keywords},
            arguments.more_positional,
            arguments.more_keywords,
            {
                key + len(atom.positional) if isinstance(key, int) else key: value
                for key, value in arguments.nodes.items()
            },
        )
        return run.call(atom.callee, given, node, frame, state)
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        method = get_attribute(run, atom, "__call__", node, frame, state)
        if len(method) == 1 and isinstance(method[0][1], Bound):
            return run.call(method[0][1], arguments, node, frame, state)
    if isinstance(atom, Instance) and isinstance(atom.type, str):
        row = run.rows.method(atom.type, "__call__")
        if row is not None:
            return call_row(run, row, atom, arguments, node, frame, state)
    return call_unknown(run, atom, arguments, node, state)


def _with_receiver(arguments: Arguments, receiver: Atom) -> Arguments:
    return Arguments(
        [just(receiver), *arguments.positional],
        arguments.keywords,
        arguments.more_positional,
        arguments.more_keywords,
        {key + 1 if isinstance(key, int) else key: n for key, n in arguments.nodes.items()},
    )


def invoke(
    run: Run,
    function: Function,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
    receiver: Atom | None = None,
    *,
    assumed: bool = False,
) -> Value:
    """Run a function's body for one call; past a bound its result is unknown."""
    row = None if assumed else row_of_function(run, function, receiver)
    if row is not None:
        skip = int(receiver is not None)
        row, own = named_row(row, function, arguments, skip)
        return call_row(run, row, receiver, own, node, frame, state)
    body = function.node
    run.entered[body] = run.entered.get(body, 0) + (not assumed)
    busy = run.active.get(body, 0)
    if _is_too_much(run, frame, busy) or _has_other_code(run, function, state):
        run.entered[body] -= not assumed and run.budget.spent()
        return call_unknown(run, run.fresh(), arguments, node, state)
    if busy == MAX_RECURSION - 1:
        arguments = _widened(run, arguments)
    site = CallSite(node, frame.scope.file, function.name)
    key = summary_key(function, receiver, arguments, assumed or frame.assumed)
    summary = None if function.number in run.patched else find(run, key, state)
    if summary is not None:
        value = replayed(run, summary, frame, site, state)
    else:
        recording = begin(run, key, arguments, state)
        overlay = state.child(run.numbers + 1)
        overlay.reads = {}
        inner = _inner(run, function, receiver, frame, site)
        inner.assumed = assumed or frame.assumed
        value = _run_body(run, inner, function, arguments, overlay)
        # What has not been followed to its end for want of steps may still be entered.
        run.entered[body] -= not assumed and run.budget.spent()
        store(run, recording, overlay, value, frame)
        state.values.update(overlay.values)
        state.keys.update(overlay.keys)
        state.condition, state.dead = overlay.condition, overlay.dead
    if function.name and not isinstance(body, cst.Lambda):
        value = with_step(value, Step(node, f"returned by {function.name}()", frame.scope.file))
    return marked(run, receiver, value, state)


def _has_other_code(run: Run, function: Function, state: State) -> bool:
    """Whether the body that is known may not be the one that runs."""
    return function.number in run.patched and state.read((function.number, CODE)) != NOTHING


def _is_too_much(run: Run, frame: Frame, busy: int) -> bool:
    """Whether one more call goes beyond a bound; that is noted."""
    beyond = (
        run.budget.exhausted()
        or run.budget.deep(ROOM_FOR_A_CALL)
        or len(frame.sites) >= MAX_DEPTH
        or busy >= MAX_RECURSION
    )
    run.budget.limited += beyond
    return beyond


def _widened(run: Run, arguments: Arguments) -> Arguments:
    """The arguments with numbers not known, so that the last round of a recursion sees its end."""

    def wide(value: Value) -> Value:
        return tuple(
            (condition, run.fresh() if isinstance(atom, Constant) and _counts(atom) else atom)
            for condition, atom in value
        )

    return replace(
        arguments,
        positional=[wide(value) for value in arguments.positional],
        keywords={name: wide(value) for name, value in arguments.keywords.items()},
    )


def _counts(atom: Constant) -> bool:
    return isinstance(atom.value, int | float) and not isinstance(atom.value, bool)


def _inner(
    run: Run, function: Function, receiver: Atom | None, frame: Frame, site: CallSite
) -> Frame:
    """The frame of a function's run."""
    scope = Scope(
        run.number(),
        function.scope,
        module=function.scope.module or function.scope,
        file=function.scope.file,
    )
    return Frame(scope, (*frame.sites, site), function, receiver)


def _run_body(
    run: Run, inner: Frame, function: Function, arguments: Arguments, state: State
) -> Value:
    """Run a function's body once; what it leaves is written to the state."""
    body = function.node
    busy = run.active.get(body, 0)
    entry = state.child(run.numbers + 1)
    bind(run, function, arguments, inner.scope, entry)
    run.active[body] = busy + 1
    try:
        if isinstance(body, cst.Lambda):
            inner.returns.append((entry, run.evaluate(body.body, inner, entry)))
        else:
            end = run.execute(_statements(body), inner, entry)
            if end is not None:
                inner.returns.append((end, just(NONE)))
    finally:
        run.active[body] = busy
    return _result(run, inner, state)


def _statements(body: cst.FunctionDef) -> tuple[cst.CSTNode, ...]:
    return tuple(body.body.body)


def _result(run: Run, frame: Frame, state: State) -> Value:
    """Join the ends of a function's run into its caller's state; the value that comes back."""
    before = state.condition
    forget = None if frame.scope.number in run.captured else frame.scope.number
    merge(state, [end for end, _ in frame.returns], forget=forget)
    if state.dead:
        return ()
    if frame.yields:
        return just(new_iterator(run, state, just(_generated(frame.yields, before))))
    alternatives: list[Alternative] = []
    for end, value in frame.returns:
        if end.dead:
            continue
        own = bounded(end.condition - before, run.symbols)
        alternatives.extend(under(own, value))
    return joined(alternatives)


def _generated(yields: list[tuple[Condition, Value]], before: Condition) -> Tuple:
    """What a generator gives: its elements if each surely comes once, else any number of any."""
    items = tuple(value for _, value in yields)
    if all(condition <= before for condition, _ in yields):
        return Tuple(items)
    return Tuple((), joined(pair for item in items for pair in item))


def instantiate(
    run: Run, cls: Class, arguments: Arguments, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    """Make an instance of a class of the analysed code and run its ``__init__``."""
    if cls.style == "enum":
        return run.unknown()
    instance = Instance(run.number(), cls)
    row = row_of_class(run, cls)
    if row is not None:
        mark(instance, call_row(run, row, None, arguments, node, frame, state), state)
    _initialise(run, instance, cls, arguments, node, frame, state)
    return just(instance)


def _initialise(
    run: Run,
    instance: Instance,
    cls: Class,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
) -> None:
    """Do what the class's own constructor does, or the nearest one of its bases."""
    if cls.style == "record":
        fill_fields(run, instance, arguments, node, frame, state)
        return
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class):
            stored = state.read((ancestor.number, "__init__"))
            if stored == NOTHING or not stored:
                continue
            for _, found in stored:
                if isinstance(found, Function):
                    own = _with_receiver(arguments, instance)
                    invoke(run, found, own, node, frame, state, instance)
            return
        if isinstance(ancestor, External):
            initialise(run, instance, ancestor.name, arguments, node, frame, state)
            return
