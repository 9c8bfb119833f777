"""Room on the stack: what nests deeply goes on in a thread of its own, since Python counts how many
calls are under way for each thread apart.

Only one of the threads runs at a time, so that they share all that a run holds.
"""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from flake8_graph_me.engine.machine.budget import NESTING_OF_A_THREAD, Budget
from flake8_graph_me.syntax.deep_trees import in_own_thread

P = ParamSpec("P")
T = TypeVar("T")


def in_thread(
    budget: Budget, action: Callable[P, T], *arguments: P.args, **keywords: P.kwargs
) -> T:
    """Call an action in a thread of its own, and wait for it; raises what it raises, and NoThread
    if the system starts no more threads.
    """
    budget.room += NESTING_OF_A_THREAD
    try:
        return in_own_thread(partial(action, *arguments, **keywords))
    finally:
        budget.room -= NESTING_OF_A_THREAD
