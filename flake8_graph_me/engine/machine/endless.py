"""Loops that never end: the states in which they go on, of what runs meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.machine.run import Run


@contextmanager
def endless_loops(run: Run) -> Iterator[list[State]]:
    """While this context is open, the states in which loops go on that never end are those of what
    runs in it.
    """
    before, run.endless = run.endless, []
    try:
        yield run.endless
    finally:
        run.endless = before
