"""``yield`` and ``yield from``."""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import (
    IMPOSSIBLE,
    NONE,
    Atom,
    Instance,
    List,
    Partial,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.models.exceptions import raise_here
from flake8_graph_me.engine.objects.containers import (
    RECEIVED,
    RETURNED,
    THROWN,
    any_element,
    elements,
)
from flake8_graph_me.engine.objects.elements.choices import one_of
from flake8_graph_me.engine.operations.containers.own_iterators import opened
from flake8_graph_me.engine.operations.containers.sequences import iterated


def evaluate_yield(run: Run, node: cst.Yield, frame: Frame, state: State) -> Value:
    """The yielded value is an element of the generator; what it gives is what was sent."""
    if isinstance(node.value, cst.From):
        return _yielded_from(run, node.value, frame, state)
    value = just(NONE) if node.value is None else run.evaluate(node.value, frame, state)
    frame.yields.append((state.condition, value))
    if frame.answer is not None:
        return frame.answer(value, node, state)
    frame.waiting.append(state.copy())
    frame.kept += 1
    return run.unknown() if frame.sent is None else _sent(run, value, frame.sent, frame, state)


def _sent(run: Run, yielded: Value, sent: tuple[Value, ...], frame: Frame, state: State) -> Value:
    """What a generator is sent at a ``yield``: of several values the next one, while it is known
    which. It waits where there is none.
    """
    place = (frame.scope.number, RECEIVED)
    left = state.read(place)
    content = left[0][1] if len(left) == 1 else None
    known = content.items if isinstance(content, Tuple) and content.rest is None else None
    if known:
        state.write(place, just(Tuple(known[1:])))
        return _received(run, known[0], frame, state)
    frame.waits.append((state.copy(), yielded))
    if known is not None:
        state.dead = True
        return IMPOSSIBLE
    return one_of(run, sent)


def _received(run: Run, value: Value, frame: Frame, state: State) -> Value:
    """What is sent at a ``yield``, or the exception that is thrown there."""
    atom = value[0][1] if len(value) == 1 else None
    if not isinstance(atom, Partial) or atom.callee != THROWN:
        return value
    for _, thrown in atom.positional[0]:
        if isinstance(thrown, Instance):
            raise_here(thrown, frame, state)
    return IMPOSSIBLE


def _yielded_from(run: Run, node: cst.From, frame: Frame, state: State) -> Value:
    """Each element of another iterator is one of the generator; what it gives is what a generator
    returned.
    """
    inner = opened(run, run.evaluate(node.item, frame, state), node, frame, state)
    content = iterated(run, state, inner)
    found = elements(state, content[0][1]) if len(content) == 1 else None
    if found is None:
        some = mapped(content, lambda atom: any_element(run, state, atom))
        perhaps = frozenset((run.symbols.number(("yielded", run.number())),))
        frame.yields.append((state.condition | perhaps, some))
    frame.yields.extend((state.condition, item) for item in found or ())
    frame.waiting.append(state.copy())
    frame.kept += 1
    return mapped(inner, lambda atom: _returned(run, atom, state))


def _returned(run: Run, atom: Atom, state: State) -> Value:
    returned = state.read((atom.number, RETURNED)) if isinstance(atom, List) else NOTHING
    return run.unknown() if returned == NOTHING else returned
