"""The guard against internal errors: one in the analysis of a function, or of a statement of a
module, costs what is known of that, and not the whole file.
"""

import traceback
from collections.abc import Callable
from typing import TypeVar

from flake8_graph_me.engine.machine.budget import Budget
from flake8_graph_me.syntax.deep_trees import NoThread

Made = TypeVar("Made")

SURVIVED: tuple[type[Exception], ...] = (Exception,)
"""The errors after which an analysis goes on."""
FATAL = (NoThread, MemoryError)
"""Those after which it cannot, whatever it is doing."""


def guarded(budget: Budget, work: Callable[[], Made], otherwise: Callable[[str], Made]) -> Made:
    """The result of ``work``; of ``otherwise`` if it fails, which is noted, by the reason.

    The work must leave everything as it was where it fails, apart from what is only ever added to.
    """
    try:
        return work()
    except FATAL:
        raise
    except SURVIVED as error:
        reason = internal_error(error)
    budget.fail(reason)
    return otherwise(reason)


def internal_error(error: Exception) -> str:
    """What failed, and where in this package, without any text from the analysed source."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"internal error, {type(error).__name__}{where}"
