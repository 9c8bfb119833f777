"""How a permission is granted: at which level, by whom, and by which identifier."""

from dataclasses import dataclass
from functools import lru_cache

from flake8_graph_me.graph.permission_rows import permission_lines, permission_names
from flake8_graph_me.graph.schemes import SCHEMES, Scheme

_KEPT = 512
_CONTRADICTORY = "?"


@dataclass(frozen=True, slots=True)
class Granting:
    """How a permission is granted in one scheme.

    ``level`` is its privilege from 1 to 5, None if the data do not say; ``admin`` says whether an
    administrator has to consent. ``identifier`` is None if Microsoft's data have none, or two that
    contradict each other. ``grantable`` says that an administrator finds it in the registration of
    an application: it has an identifier, is not hidden and is no resource-specific consent.
    """

    level: int | None
    admin: bool
    identifier: str | None
    grantable: bool


@lru_cache(_KEPT)
def granting(name: str, scheme: Scheme) -> Granting | None:
    """How a permission is granted; None if there is none of this name in the scheme."""
    if name not in permission_names():
        return None
    line = permission_lines()[permission_names().index(name)]
    text = line.split("|")[1 + SCHEMES.index(scheme)]
    if not text:
        return None
    marks, _, identifier = text.partition(" ")
    return Granting(
        int(marks[0]) or None,
        "a" in marks,
        identifier if identifier not in ("", _CONTRADICTORY) else None,
        bool(identifier) and "h" not in marks and "s" not in marks,
    )


def is_grantable(name: str, scheme: Scheme) -> bool:
    """Whether a permission can be granted to an application in its registration."""
    found = granting(name, scheme)
    return found is not None and found.grantable
