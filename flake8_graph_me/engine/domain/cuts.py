"""Unknown values that stand where a bound cut off what was known: their keys say which bound.

So a request that came to be unknown can be told from one of which nothing could be known. A key is
a number, or for a hole of a text also a tuple of what was done to a hole and that hole's key.
"""

from collections.abc import Hashable, Mapping
from typing import Final

CUT: Final = "\0cut"
"""A tuple of keys that begins with this, as hardly any text does, has the bound behind it."""
_ROOM = 1 << 60
_FIRST = {None: -(1 << 61), "MAX_ALTERNATIVES": -(1 << 62), "MAX_WEIGHT": -(1 << 63)}


def key_for(bound: str | None, content: Hashable) -> int:
    """The key of the unknown value in the place of a content that is more than MAX_ALTERNATIVES, or
    MAX_WEIGHT, lets be known, or of unknown things alone (None); equal contents give equal keys.
    """
    return -hash(content) % _ROOM + _FIRST[bound]


def bound_of(key: Hashable, cuts: Mapping[int, str]) -> str | None:
    """The name of the bound that a value with this key was cut off by, or what it was made of;
    None if it was not. ``cuts`` gives the bounds of the numbers that were noted.
    """
    if isinstance(key, int) and not isinstance(key, bool):
        if key in cuts:
            return cuts[key]
        return next((bound for bound, low in _FIRST.items() if low <= key < low + _ROOM), None)
    match key:
        case (mark, bound, *_) if mark == CUT:
            return str(bound)
        case (str(), made_of):
            return bound_of(made_of, cuts)
    return None
