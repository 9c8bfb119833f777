"""Comprehensions and generator expressions: run for each known element."""

from collections.abc import Callable
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Scope, Tuple, Value
from flake8_graph_me.engine.expressions.targets import assign
from flake8_graph_me.engine.machine.branching import branch_conditions
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.long_loops import are_told_apart
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import (
    new_dict,
    new_iterator,
    new_list,
)
from flake8_graph_me.engine.objects.elements.distinct import differing
from flake8_graph_me.engine.objects.elements.item_keys import key_among
from flake8_graph_me.engine.objects.elements.updates import set_at, set_perhaps, set_unknown_item
from flake8_graph_me.engine.operations.containers.own_iterators import opened
from flake8_graph_me.engine.operations.containers.sequences import any_of, iterated
from flake8_graph_me.syntax.walk import walk

MAX_ELEMENTS = 32
"""How many known elements a comprehension is run for one by one. Past it the comprehension is run
once for an element that may be any of them, and gives any number of what comes out.
"""

MAX_COMBINATIONS = 512
"""How many combinations of elements of its clauses a comprehension is run for. Past it a further
clause is run once for an element that may be any of them, as past ``MAX_ELEMENTS``.
"""

MAX_CLAUSES = 100
"""How many ``for`` clauses a comprehension has that is run. Past it what it gives is unknown."""

Emit = Callable[[Frame, State, bool], None]


def _inner(run: Run, node: cst.BaseComp, frame: Frame) -> Frame:
    outer = frame.scope
    # What ``:=`` binds in a comprehension is a name of the function around it.
    elsewhere = {
        inner.target.value: outer.elsewhere.get(inner.target.value, outer.number)
        for inner in walk(node)
        if isinstance(inner, cst.NamedExpr) and isinstance(inner.target, cst.Name)
    }
    module = outer.module or outer
    return replace(
        frame,
        scope=Scope(run.number(), outer, module=module, elsewhere=elsewhere, file=outer.file),
    )


def _has_too_many_clauses(first: cst.CompFor) -> bool:
    clause: cst.CompFor | None = first
    for _ in range(MAX_CLAUSES):
        clause = None if clause is None else clause.inner_for_in
    return clause is not None


def _walk(
    run: Run,
    clause: cst.CompFor,
    frame: Frame,
    state: State,
    certain: bool,
    emit: Emit,  # a part of the state of the walk
    ways: int = 1,
) -> None:
    """Run a clause for each of its elements; ``certain`` while all of them are known to occur.
    ``ways`` are the combinations of elements for which the clauses around it are run.
    """
    over = run.evaluate(clause.iter, frame, state)
    later = clause.asynchronous is not None
    source = iterated(run, state, opened(run, over, clause.iter, frame, state, later=later))
    found = _elements(run, source, state, ways)
    for element, occurs in found:
        assign(run, clause.target, element, frame, state)
        mine = certain and occurs
        for test in clause.ifs:
            holds, fails = branch_conditions(run, run.evaluate(test.test, frame, state), state)
            if holds is None:
                break
            mine = mine and fails is None
        else:
            if clause.inner_for_in is not None:
                _walk(run, clause.inner_for_in, frame, state, mine, emit, ways * len(found))
            else:
                emit(frame, state, mine)


def _elements(run: Run, source: Value, state: State, ways: int) -> list[tuple[Value, bool]]:
    """The elements to run a clause for, each with whether it is known to occur."""
    whole = source[0][1] if len(source) == 1 else None
    if isinstance(whole, Tuple):
        found = [(item, True) for item in whole.items]
        found += [] if whole.rest is None else [(whole.rest, False)]
        several = ways > 1 and len(found) * ways > MAX_COMBINATIONS
        if not several and (len(found) <= MAX_ELEMENTS or are_told_apart(run, whole.items)):
            return found
    return [(mapped(source, lambda atom: any_of(run, state, atom)), False)]


def evaluate_list_comprehension(
    run: Run, node: cst.ListComp | cst.SetComp | cst.GeneratorExp, frame: Frame, state: State
) -> Value:
    """A list, set or generator: its elements if they are known, else one that may occur."""
    if _has_too_many_clauses(node.for_in):
        return just(run.beyond("MAX_CLAUSES"))
    items: list[Value] = []
    doubts: list[bool] = []

    def emit(inner: Frame, at: State, certain: bool) -> None:  # see _walk
        items.append(run.evaluate(node.elt, inner, at))
        doubts.append(not certain)

    _walk(run, node.for_in, _inner(run, node, frame), state, True, emit)
    rest = None
    if any(doubts):
        behind = doubts.index(True)
        rest = joined(pair for item in items[behind:] for pair in item)
        items = items[:behind]
    if isinstance(node, cst.SetComp):
        found = differing(state, Tuple(tuple(items), rest))
        return just(new_list(run, state, found.items, found.rest))
    if isinstance(node, cst.GeneratorExp):
        return just(new_iterator(run, state, just(Tuple(tuple(items), rest))))
    return just(new_list(run, state, items, rest))


def evaluate_dict_comprehension(run: Run, node: cst.DictComp, frame: Frame, state: State) -> Value:
    """A dictionary."""
    if _has_too_many_clauses(node.for_in):
        return just(run.beyond("MAX_CLAUSES"))
    mapping = new_dict(run, state)

    def emit(inner: Frame, at: State, certain: bool) -> None:  # see _walk
        key = run.evaluate(node.key, inner, at)
        value = run.evaluate(node.value, inner, at)
        name = key_among(at, key)
        if certain:
            set_at(run, at, mapping.number, key, value)
        elif name is None:
            set_unknown_item(run, at, mapping.number, value)
        else:
            set_perhaps(run, at, mapping.number, name, value)

    _walk(run, node.for_in, _inner(run, node, frame), state, True, emit)
    return just(mapping)
