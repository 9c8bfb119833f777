"""Code that runs on every exit from a block, such as ``finally`` and ``__exit__``."""

from collections.abc import Callable

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.run import Run

Last = Callable[[State], State | None]


def leaving(
    run: Run, frame: Frame, start: State, block: Callable[[], State | None], last: Last
) -> State | None:
    """Run a block, and then ``last`` on every exit: at the end, ``return``, ``break``, ``continue``
    or ``raise``. An exit on which ``last`` never finishes is dropped. A block of which no exit is
    seen still has one: it fails, or is interrupted; then ``last`` finds the state at its ``start``.
    """
    before = frame.returns
    frame.returns = []
    in_loop = bool(frame.breaks)
    for jumps in _jumps(frame, in_loop=in_loop):
        jumps.append([])
    end = block()
    ways = [jumps.pop() for jumps in _jumps(frame, in_loop=in_loop)]
    returns, frame.returns = frame.returns, before
    frame.kept += 1
    if end is None and not returns and not any(ways):
        last(start.child(run.numbers + 1))
    for at, value in returns:
        after = last(at.child(run.numbers + 1))
        if after is not None:
            frame.returns.append((after, value))
    for jumps, left in zip(_jumps(frame, in_loop=in_loop), ways, strict=True):
        for at in left:
            after = last(at.child(run.numbers + 1))
            if after is not None and jumps:
                jumps[-1].append(after)
    return None if end is None else last(end.child(run.numbers + 1))


def _jumps(frame: Frame, *, in_loop: bool) -> tuple[list[list[State]], ...]:
    loop = (frame.breaks, frame.continues) if in_loop else ()
    return (frame.raises, *loop)
