"""Whether the permissions that somebody has are enough for a request.

The alternatives of Microsoft's data are incomplete: often a permission to read is accepted and the
one to read and write beside it is not named. So what is accepted is closed upwards, from ReadBasic
to Read to ReadWrite. That is never advice.
"""

import re
from collections.abc import Collection, Iterator

from flake8_graph_me.graph.endpoints import Permitted
from flake8_graph_me.graph.partial_permissions import is_basic, reading_all


def satisfying(permitted: Permitted, held: Collection[str]) -> tuple[str, ...]:
    """The held permissions that are enough together, by the names that they have; empty if none
    are. One that reads basic properties only does not count where it is not enough.
    """
    for name in permitted.permissions:
        if permitted.basic is not None and is_basic(name):
            continue
        for own in filter(held.__contains__, upward(name)):
            others = permitted.more(name)
            if not others:
                return (own,)
            more = next((each for other in others for each in upward(other) if each in held), None)
            if more is not None:
                return tuple(dict.fromkeys((own, more)))
    return ()


def basic_only(permitted: Permitted, held: Collection[str]) -> str | None:
    """The held permission that lets the request read basic properties, where it may read more."""
    if permitted.basic is None:
        return None
    return next((name for name in permitted.permissions if is_basic(name) and name in held), None)


def upward(name: str) -> Iterator[str]:
    """A permission, and those that include it."""
    yield name
    whole = name
    if is_basic(name):
        whole = reading_all(name)
        yield whole
    written = re.sub(r"\.Read(?=\.|$)", ".ReadWrite", whole, count=1)
    if written != whole:
        yield written
