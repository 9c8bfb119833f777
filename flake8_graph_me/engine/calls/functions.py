"""Calls of functions and classes of the analysed code. Each call is interpreted with its own
arguments.

Must not know which libraries are modelled: what is not of the analysed code goes to ``libraries``.
"""

from dataclasses import replace
from functools import partial

import libcst as cst

from flake8_graph_me.engine.calls.arguments import bind
from flake8_graph_me.engine.calls.exits import left_by_raising, told_apart
from flake8_graph_me.engine.calls.generators import (
    begun,
    generated,
    is_context,
    is_generator,
    not_entered,
    run_at_once,
    takes_values,
)
from flake8_graph_me.engine.calls.limits import exceeded, widened
from flake8_graph_me.engine.calls.overridden import perhaps_overridden
from flake8_graph_me.engine.calls.summaries import (
    begin,
    find,
    replayed,
    store,
    summary_key,
)
from flake8_graph_me.engine.calls.unreachable import drop_unreachable
from flake8_graph_me.engine.domain.alternatives import joined, just, under
from flake8_graph_me.engine.domain.conditions import bounded
from flake8_graph_me.engine.domain.merging import merge
from flake8_graph_me.engine.domain.provenance import with_step
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    NONE,
    Alternative,
    Atom,
    Function,
    Scope,
    Step,
    Tuple,
    Value,
)
from flake8_graph_me.engine.domain.weight import weight_of
from flake8_graph_me.engine.machine.budget import ATOMS_PER_STEP, STEPS_OF_A_CALL
from flake8_graph_me.engine.machine.events import CallSite, LeftOut
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.guard import guarded
from flake8_graph_me.engine.machine.kept_results import kept
from flake8_graph_me.engine.machine.run import MAX_RECURSION, Run
from flake8_graph_me.engine.models.exceptions import hand_on_raised
from flake8_graph_me.engine.models.library_calls import call_row
from flake8_graph_me.engine.models.unknown_calls import call_unknown
from flake8_graph_me.engine.objects.containers import RECEIVED
from flake8_graph_me.engine.objects.declared import (
    marked,
    named_row,
    row_of_function,
)
from flake8_graph_me.engine.objects.havoc import forget_changes
from flake8_graph_me.engine.objects.plain_attributes import has_other_code
from flake8_graph_me.engine.operations.contexts.managers import called_within


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
    """Run a function's body for one call; past a bound the result is unknown."""
    if function.within:
        first, bare = int(receiver is not None), replace(function, within=())

        def call_bare(given: Arguments) -> Value:
            return invoke(run, bare, given, node, frame, state, receiver, assumed=assumed)

        skip = first if assumed else len(arguments.positional)
        return called_within(run, function.within, arguments, skip, call_bare, node, frame, state)
    row = None if assumed else row_of_function(run, function, receiver)
    if row is not None:
        skip = int(receiver is not None)
        row, own = named_row(row, function, arguments, skip)
        return call_row(run, row, receiver, own, node, frame, state)
    body = function.node
    if body in run.unneeded:
        return run.unknown()
    if not assumed and is_context(run, function, arguments, frame):
        return not_entered(run, function, receiver, arguments, state)
    run.entered[body] = run.entered.get(body, 0) + (not assumed)
    busy = run.recursing.get(function.number, 0)
    bound = exceeded(run, frame, function, busy)
    if bound is not None or has_other_code(run, function, state):
        # What has not been followed may still be entered; a recursion has been.
        run.entered[body] -= not assumed and bound not in (None, "MAX_RECURSION", "MAX_CLOSURES")
        callee = run.fresh() if bound is None else run.beyond(bound)
        return call_unknown(run, callee, arguments, node, frame, state)
    if busy == MAX_RECURSION - 1:
        arguments = widened(run, arguments)

    def follow(at: State) -> Value:
        return _followed(run, function, receiver, arguments, node, frame, at, assumed=assumed)

    if frame.assumed and not assumed:
        value = perhaps_overridden(run, function, receiver, arguments, node, frame, state, follow)
    else:
        value = follow(state)
    return marked(run, receiver, _returned(function, value, node, frame), state)


def _returned(function: Function, value: Value, node: cst.CSTNode, frame: Frame) -> Value:
    """What a function gives, with the step of its call."""
    if not function.name or isinstance(function.node, cst.Lambda):
        return value
    return with_step(value, Step(node, f"returned by {function.name}()", frame.scope.file))


def _followed(
    run: Run,
    function: Function,
    receiver: Atom | None,
    arguments: Arguments,
    node: cst.CSTNode,
    frame: Frame,
    state: State,
    *,
    assumed: bool,
) -> Value:
    """The result of a call that is followed; after an internal error it is unknown, and so is what
    the function may have changed.
    """
    body = function.node
    site = CallSite(node, frame.scope.file, function.name)

    run_in = partial(_called, run, function, receiver, arguments, site, frame, assumed=assumed)
    resumed = assumed or arguments.sent is not None

    def call() -> Value:
        return run_in(state) if resumed else run_at_once(run, function, frame, state, run_in)

    def follow() -> Value:
        if assumed or frame.assumed:
            return call()
        return kept(run, function, receiver, arguments, state, call)

    def fail(reason: str) -> Value:
        run.entered[body] -= not assumed
        run.budget.reached[reason] = run.budget.reached[reason] or body
        forget_changes(run, [body], reason, state)
        return call_unknown(run, run.beyond(reason), arguments, node, frame, state)

    return guarded(run.budget, follow, fail)


def _called(
    run: Run,
    function: Function,
    receiver: Atom | None,
    arguments: Arguments,
    site: CallSite,
    frame: Frame,
    state: State,
    *,
    assumed: bool,
) -> Value:
    """Run a function's body in a state of its own, or replay a run that was the same."""
    counted = not assumed
    assumed = assumed or frame.assumed
    key = summary_key(function, receiver, arguments, assumed)
    answered = frame.answer is not None and is_generator(run, function)
    once = answered or function.number in run.patched
    summary = None if once else find(run, key, frame, state)
    if summary is not None:
        return replayed(run, summary, frame, site, state)
    if run.budget.runs_too_often(function.node, len(frame.sites)):
        # The runs before may have been with other arguments, or of what was not seen to be called.
        run.entered[function.node] -= counted
        if not run.escaped.nesting:
            left = LeftOut(function.node, function.scope.file, frame.sites, "MAX_RUNS")
            run.events.left_out.append(left)
        return call_unknown(run, run.beyond("MAX_RUNS"), arguments, site.node, frame, state)
    held = weight_of(arguments.all_values())
    run.budget.work.done += STEPS_OF_A_CALL + held // ATOMS_PER_STEP
    recording = begin(run, key, arguments, frame, state)
    overlay = state.child(run.numbers + 1)
    overlay.log_reads()
    inner = _inner(run, function, receiver, frame, site)
    inner.assumed, inner.sent = assumed, arguments.sent
    value = _run_body(run, inner, function, arguments, overlay)
    frame.again += inner.again
    if is_generator(run, function) and takes_values(run, function) and arguments.sent is None:
        begun(value, function, receiver, arguments, overlay)
    raised = left_by_raising(inner, overlay, recording.first)
    hand_on_raised(frame, raised)
    # What has not been followed to its end for want of steps may still be entered.
    run.entered[function.node] -= counted and run.budget.spent()
    if not raised:
        drop_unreachable(run, overlay, recording.first, (value,))
    if not answered:
        store(run, recording, overlay, value, frame, raised)
    state.take_over(overlay)
    return value


def _inner(
    run: Run, function: Function, receiver: Atom | None, frame: Frame, site: CallSite
) -> Frame:
    """The frame for one run of a function."""
    scope = Scope(
        run.number(),
        function.scope,
        module=function.scope.module or function.scope,
        file=function.scope.file,
    )
    sites = (*frame.sites, site)
    inner = Frame(scope, sites, function, receiver, raises=[[]])
    if frame.answering in (None, function.node):
        inner.answer, inner.answering = frame.answer, frame.answering
    return inner


def _run_body(
    run: Run, inner: Frame, function: Function, arguments: Arguments, state: State
) -> Value:
    """Run a function's body once, and write its effects to the state."""
    body = function.node
    busy, recursing = run.active.get(body, 0), run.recursing.get(function.number, 0)
    reached = len(run.budget.reached)
    entry = state.child(run.numbers + 1)
    bind(run, function, arguments, inner.scope, entry)
    if inner.sent is not None:
        entry.write((inner.scope.number, RECEIVED), just(Tuple(inner.sent)))
    run.active[body], run.recursing[function.number] = busy + 1, recursing + 1
    try:
        if isinstance(body, cst.Lambda):
            inner.returns.append((entry, run.evaluate(body.body, inner, entry)))
        else:
            end = run.execute(_statements(body), inner, entry)
            inner.run_again(end)
            if end is not None:
                inner.returns.append((end, just(NONE)))
    finally:
        run.active[body], run.recursing[function.number] = busy, recursing
    if len(run.budget.reached) > reached:
        run.budget.place(body, reached)
    return _result(run, inner, state)


def _statements(body: cst.FunctionDef) -> tuple[cst.CSTNode, ...]:
    return tuple(body.body.body)


def _result(run: Run, frame: Frame, state: State) -> Value:
    """Join the exits of a function's run into its caller's state; returns the result."""
    before = state.condition
    forget = None if frame.scope.number in run.captured else frame.scope.number
    # A generator that never ends is left where it waits.
    waiting = frame.waiting if frame.sent is None else []
    exits = told_apart(
        run, [(end, value) for end, value in (*frame.returns, *frame.waits) if not end.dead]
    )
    ends = [end for end, _ in exits] or waiting
    merge(state, ends, forget=forget)
    if state.dead:
        return ()
    alternatives: list[Alternative] = []
    for end, value in exits:
        own = bounded(end.condition - before, run.symbols)
        alternatives.extend(under(own, value))
    result = joined(alternatives)
    function = frame.function
    if function is None or not is_generator(run, function) or frame.sent is not None:
        return result
    # It has come to an end: what raises ends whoever asks it for elements.
    return generated(run, frame, state.condition, result, state)
