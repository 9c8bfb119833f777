"""Loops: over known elements one by one, otherwise two rounds, so that one round's effects reach
the next.
"""

from collections.abc import Callable

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.merging import flat, merge
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import Atom, List, Tuple, Value
from flake8_graph_me.engine.expressions.targets import assign
from flake8_graph_me.engine.machine.branching import parted
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.long_loops import are_told_apart
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import elements
from flake8_graph_me.engine.objects.elements.choices import another, one_of
from flake8_graph_me.engine.objects.special_methods import tested
from flake8_graph_me.engine.operations.containers.own_iterators import (
    has_next,
    iterator_of,
    opened,
    taken,
)
from flake8_graph_me.engine.operations.containers.sequences import any_of, iterated
from flake8_graph_me.engine.statements.widening import carries, counted, grown

MAX_ROUNDS = 24
"""How many known elements a ``for`` loop is run for one by one, and how many rounds any loop gets.
Past it the elements are taken for any of them, in a loop of unknown length, and what the loop still
changes is widened. Of elements that are more than one value can be, ``MAX_LONG_ROUNDS`` decides.
"""
SHARE_OF_A_LOOP = 5
"""Into how many parts the steps are divided of which a long loop gets one. Past it its further
elements are taken for any of them.
"""
UNKNOWN_ROUNDS = 2
"""How often a loop of unknown length is run. Past it what the loop still changes is widened, and
one more round shows what comes of that.
"""

Begin = Callable[[State, int], tuple[State | None, State | None]]
"""From the state before a round and its number to the states in which it is run, and is not."""


def _joined(run: Run, base: State, ends: list[State]) -> State | None:
    """A child of ``base`` that joins branches of it."""
    alive = [end for end in ends if not end.dead]
    if not alive:
        return None
    if len(alive) == 1:
        return alive[0]
    after = base.child(run.numbers + 1)
    merge(base, alive, after)
    return after


def _round(
    run: Run, body: tuple[cst.CSTNode, ...], frame: Frame, state: State, breaks: list[State]
) -> State | None:
    """Run a loop's body once; returns the state in which the next round may begin."""
    frame.breaks.append([])
    frame.continues.append([])
    frame.rounds.setdefault(body[0], state.condition)
    end = run.execute(body, frame, state)
    breaks.extend(frame.breaks.pop())
    ends = frame.continues.pop()
    if end is not None:
        ends.append(end)
    return _joined(run, state, ends) if ends else None


def _finish(
    run: Run,
    node: cst.For | cst.While,
    frame: Frame,
    state: State,
    normal: list[State],
    breaks: list[State],
) -> State | None:
    """Join the exits of a loop; its ``else`` runs on those without ``break``."""
    frame.kept += 1
    frame.rounds.pop(node.body.body[0], None)
    if node.orelse is None:
        # All at once: what is joined in two steps forgets under which condition each way is taken.
        return _joined(run, state, [*breaks, *normal])
    after = _joined(run, state, normal) if normal else None
    if after is not None:
        after = run.execute(tuple(node.orelse.body.body), frame, after.child(run.numbers + 1))
    return _joined(run, state, [*breaks, after] if after is not None else breaks)


def execute_for(run: Run, node: cst.For, frame: Frame, state: State) -> State | None:
    """``for target in iter``."""
    over = run.evaluate(node.iter, frame, state)
    later = node.asynchronous is not None
    if len(over) == 1 and not over[0][0]:
        over = iterator_of(run, over[0][1], node, frame, state, later=later)
    if state.dead or run.fails(over):
        return None
    if len(over) == 1 and isinstance(over[0][1], List) and over[0][1].once:
        return _over_iterator(run, node, over[0][1], frame, state)
    if len(over) == 1 and has_next(over[0][1], state):
        return _over_own(run, node, over[0][1], frame, state)
    source = iterated(run, state, opened(run, over, node, frame, state, later=later))
    found = elements(state, source[0][1]) if len(source) == 1 else None
    body = tuple(node.body.body)
    if found is not None and (len(found) <= MAX_ROUNDS or are_told_apart(run, found)):
        return _known_rounds(run, node, body, found, frame, state)
    element = mapped(source, lambda atom: any_of(run, state, atom))
    return _over_any(run, node, element, frame, state)


def _over_iterator(
    run: Run, node: cst.For, iterator: List, frame: Frame, state: State
) -> State | None:
    """Take the elements of an iterator one by one, as long as it is known what is left; the body
    may take some as well.
    """
    place, body = (iterator.number, "content"), tuple(node.body.body)
    breaks: list[State] = []
    current: State | None = (first := state.child(run.numbers + 1))
    for _ in range(MAX_ROUNDS + 1):
        left = () if current is None else current.read(place)
        found = left[0][1] if len(left) == 1 else None
        if current is None or not isinstance(found, Tuple) or found.rest is not None:
            break
        if run.budget.spent() and run.budget.exhausted():
            break
        if not found.items:
            return _finish(run, node, frame, state, [current], breaks)
        current = current.child(run.numbers + 1)
        current.write(place, just(Tuple(found.items[1:])))
        assign(run, node.target, found.items[0], frame, current)
        current = flat(state, first.mark, _round(run, body, frame, current, breaks))
    if current is None:
        return _finish(run, node, frame, state, [], breaks)
    some = any_of(run, current, iterator)
    current.write(place, just(Tuple((), some)))
    frame.kept += 1
    after = _over_any(run, node, some, frame, current)
    return _joined(run, state, [*breaks, *([] if after is None else [after])])


def _over_own(run: Run, node: cst.For, iterator: Atom, frame: Frame, state: State) -> State | None:
    """Run a loop over an iterator of the analysed code, which is asked before each round."""

    def begin(current: State, number: int) -> tuple[State | None, State | None]:
        if number == MAX_ROUNDS:
            return None, current
        one = taken(run, iterator, node, frame, current)
        if not one.element:
            return None, current.child(run.numbers + 1)
        symbol = run.symbols.number(("round", number, run.number()))
        goes_on = frozenset() if one.sure else frozenset((symbol,))
        again = one.state.child(run.numbers + 1, goes_on)
        assign(run, node.target, one.element, frame, again)
        ends = None if one.sure else current.child(run.numbers + 1, frozenset((-symbol,)))
        return again, ends

    return _unknown_rounds(run, node, frame, state, begin)


def _over_any(run: Run, node: cst.For, element: Value, frame: Frame, state: State) -> State | None:
    """Run a loop of unknown length over elements that are not told apart: another one in each
    round.
    """

    def begin(current: State, number: int) -> tuple[State | None, State | None]:
        if number == MAX_ROUNDS:
            return None, current
        symbol = run.symbols.number(("round", number, run.number()))
        again = current.child(run.numbers + 1, frozenset((symbol,)))
        assign(run, node.target, another(run, element), frame, again)
        return again, current.child(run.numbers + 1, frozenset((-symbol,)))

    return _unknown_rounds(run, node, frame, state, begin)


def _known_rounds(
    run: Run,
    node: cst.For,
    body: tuple[cst.CSTNode, ...],
    found: tuple[Value, ...],
    frame: Frame,
    state: State,
) -> State | None:
    breaks: list[State] = []
    current: State | None = (first := state.child(run.numbers + 1))
    end = run.budget.work.done + run.budget.steps // SHARE_OF_A_LOOP
    for number, element in enumerate(found):
        if current is None or (run.budget.spent() and run.budget.exhausted()):
            break
        if number >= MAX_ROUNDS and run.budget.work.done > end:
            return _rest(run, node, found[number:], frame, (state, current), breaks)
        current = current.child(run.numbers + 1)
        assign(run, node.target, element, frame, current)
        current = flat(state, first.mark, _round(run, body, frame, current, breaks))
    return _finish(run, node, frame, state, [current] if current is not None else [], breaks)


def _rest(
    run: Run,
    node: cst.For,
    found: tuple[Value, ...],
    frame: Frame,
    states: tuple[State, State],  # before the loop, and before the next round
    breaks: list[State],
) -> State | None:
    """The end of a loop whose further elements are taken for any of them."""
    frame.kept += 1
    after = _over_any(run, node, one_of(run, found), frame, states[1])
    return _joined(run, states[0], [*breaks, *([] if after is None else [after])])


def _unknown_rounds(
    run: Run,
    node: cst.For | cst.While,
    frame: Frame,
    state: State,
    begin: Begin,
    *,
    endless: bool = False,
) -> State | None:
    """Run a loop that may end before each round; ``begin`` returns the states for continuing and
    for leaving. An endless loop ends only by ``break``.
    """
    body = tuple(node.body.body)
    breaks: list[State] = []
    normal: list[State] = []
    current = state.child(run.numbers + 1)
    undecided, wanted = 0, UNKNOWN_ROUNDS
    for number in range(MAX_ROUNDS):
        again, leaving = begin(current, number)
        if leaving is not None:
            normal.append(leaving)
        spent = run.budget.spent() and run.budget.exhausted()
        end = None if again is None or spent else _round(run, body, frame, again, breaks)
        if end is None:
            return _finish(run, node, frame, state, normal, breaks)
        # A round that may have left by another way says no more than one that may not begin.
        left = again is not None and end.condition > again.condition
        undecided += endless or leaving is not None or left
        before, current = current, end
        if undecided and not carries(before, current):
            break
        if undecided == 1:
            counted(run, before, current)
        if undecided >= wanted or number == MAX_ROUNDS - 2:
            wider = grown(run, before, current)
            current = wider or current
            if wider is None or wanted > UNKNOWN_ROUNDS:
                break
            wanted += 1  # one more round, so that what it leaves by is seen too
    if not endless:
        _, leaving = begin(current, MAX_ROUNDS)
        normal.append(leaving or current)
    elif not breaks:
        run.endless.append(current)
    return _finish(run, node, frame, state, normal, breaks)


def execute_while(run: Run, node: cst.While, frame: Frame, state: State) -> State | None:
    """``while test``."""

    def begin(current: State, _number: int) -> tuple[State | None, State | None]:
        test = run.evaluate(node.test, frame, current)
        test = tested(run, test, node.test, frame, current)
        if current.dead:
            return None, None
        return parted(run, test, current)

    endless = isinstance(node.test, cst.Name | cst.Integer) and node.test.value in ("True", "1")
    return _unknown_rounds(run, node, frame, state, begin, endless=endless)
