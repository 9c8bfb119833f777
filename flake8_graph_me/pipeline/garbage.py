"""How often Python looks for garbage while a file is analysed."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 100_000
"""How many objects are made before the first look for garbage among them. Past it Python looks for
some.
"""
LOOKS = (50, 1_000)
"""After how many looks among new objects Python looks among those that stayed, and after how many
of these among all. Past them it does.
"""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look for garbage less often. Trees and states are long-lived and refer to each other, so that
    looking through them takes a fifth of the time, and finds little.
    """
    before = gc.get_threshold()
    # None means that whoever called us wants no collection. If another thread analyses a file, it
    # also sets back what was there before.
    if before[0] == 0 or before[0] >= OBJECTS:
        yield
        return
    gc.set_threshold(OBJECTS, *LOOKS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
