"""How often Python looks for garbage in the processes of the command."""

import gc

THRESHOLDS = (20_000, 20, 100)
"""After how many new objects Python looks for garbage among the young ones, and after how many such
looks among older ones. The many nodes of syntax trees, hardly any of them garbage that only this
finds, would be looked at again and again: a tenth to a quarter of the time of a run.
"""


def collect_rarely() -> None:
    """Look for garbage rarely. For processes that are the command's own."""
    gc.set_threshold(*THRESHOLDS)
