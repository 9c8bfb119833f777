"""What a block that failed may have left: what was written before it did."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just
from flake8_graph_me.engine.domain.conditions import ALWAYS, Condition
from flake8_graph_me.engine.domain.merging import keys_since, merge
from flake8_graph_me.engine.domain.state import LOCATIONS_PER_STEP, NOTHING, State
from flake8_graph_me.engine.domain.values import Tuple, Value
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run

MAX_RAISED = 24
"""In how many states a block that may fail can raise an exception, told apart. Past it what the
block writes before it raises in another one is unknown.
"""


@dataclass(frozen=True, slots=True)
class FailingBlock:
    """A block that may have failed: the state that it began in, that at its ``end``, those that
    were ``reached`` on the way, and those in which an exception was ``raised``. ``bound_last`` are
    the names that its last statement binds when nothing can fail any more.
    """

    body: State
    end: State | None
    reached: list[State]
    raised: list[State]
    bound_last: frozenset[Location]


def bound_last(body: Sequence[cst.CSTNode], frame: Frame) -> frozenset[Location]:
    """The names that the last statement of a block binds, if it does nothing after that."""
    last = body[-1] if body else None
    small = last.body[-1] if isinstance(last, cst.SimpleStatementLine) else None
    targets = small.targets if isinstance(small, cst.Assign) else ()
    names = [each.target.value for each in targets if isinstance(each.target, cst.Name)]
    scope = frame.scope
    return frozenset((scope.elsewhere.get(name, scope.number), name) for name in names)


def after_any(run: Run, state: State, ends: list[State]) -> State | None:
    """The state after code that ends in any of several; None if it does not end."""
    if not ends:
        return None
    if len(ends) == 1:
        return ends[0]
    after = state.child(run.numbers + 1)
    merge(state, ends, after)
    return None if after.dead else after


@dataclass(frozen=True, slots=True)
class _Point:
    """A state from which a handler may begin, and the outcomes by which it does."""

    state: State
    asked: Condition


def write_left(run: Run, state: State, start: State, block: FailingBlock) -> None:
    """Write what a block that began in ``state`` may have written before it failed into the state
    in which its handlers start.
    """
    raised = [each for each in block.raised if not each.dead]
    told = [*block.reached, *raised[:MAX_RAISED], *([] if block.end is None else [block.end])]
    progress = [each for each in told if not each.dead] or [block.body]
    drop = block.body.condition - state.condition
    cut = run.number()
    points = {id(state): _Point(state, ALWAYS)}
    _write_untold(run, state, start, raised[MAX_RAISED:], block.body.mark)
    for index, reached in enumerate(progress):
        symbol = run.symbols.number(("reached", cut, index))
        # What comes later was reached only if what comes before it was.
        since = _last_before(reached, points)
        asked = since.asked | {symbol}
        written = reached.written_since(since.state)
        run.budget.work.done += len(written) // LOCATIONS_PER_STEP
        for location in written:
            if reached is block.end and location in block.bound_last:
                continue
            old = start.read(location)
            new = reached.read(location)
            if old == new:
                continue
            if location[0] >= block.body.mark and old == NOTHING:
                # Only what the block has made it in can lead to it.
                start.values[location] = _asking(new, ALWAYS, drop)
                continue
            start.values[location] = joined(
                (
                    *_asking(new, asked, drop),
                    *_asking(old, frozenset((-symbol,)), ALWAYS),
                )
            )
        points[id(reached)] = _Point(reached, asked)
        _add_keys(start, keys_since(since.state, reached))


def _last_before(reached: State, points: dict[int, _Point]) -> _Point:
    """The last of the points that a state comes after."""
    current: State | None = reached
    while current is not None and id(current) not in points:
        current = current.parent
    return points[id(current)]


def _write_untold(run: Run, state: State, start: State, raised: Iterable[State], mark: int) -> None:
    """Open what was written before exceptions that are not told apart. Nothing leads to what was
    made then, whose numbers begin with ``mark``, but functions that have captured it.
    """
    overlays = _between(state, raised)
    if not overlays:
        return
    symbol = frozenset((run.symbols.number(("reached", run.number(), "untold")),))
    run.budget.note("MAX_RAISED")
    opposite = frozenset(-each for each in symbol)
    for location in dict.fromkeys(where for overlay in overlays for where in overlay.values):
        if location[0] >= mark and location[0] not in run.captured:
            continue
        unknown = just(run.beyond("MAX_RAISED"))
        new = just(Tuple((), unknown)) if location[1] == "content" else unknown
        old = _asking(start.read(location), opposite, ALWAYS)
        start.values[location] = joined((*_asking(new, symbol, ALWAYS), *old))
    for overlay in overlays:
        _add_keys(start, {number: keys for number, keys in overlay.keys.items() if number < mark})


def _between(base: State, states: Iterable[State]) -> list[State]:
    """The overlays that lie between a state and those that come after it, each once."""
    found: dict[int, State] = {}
    for state in states:
        current: State | None = state
        while current is not None and current is not base and id(current) not in found:
            found[id(current)] = current
            current = current.parent
    return list(found.values())


def _add_keys(start: State, keys: Mapping[int, Iterable[Hashable]]) -> None:
    for number, several in keys.items():
        for key in several:
            start.add_key(number, key)


def _asking(value: Value, asked: Condition, drop: Condition) -> Value:
    """The value under further conditions, without asking that the body did not fail."""
    return tuple(((condition - drop) | asked, atom) for condition, atom in value)
