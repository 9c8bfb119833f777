"""The order in which the bases of a class are searched."""

from flake8_graph_me.engine.domain.values import Atom, Class

MAX_BASES = 40
"""How many classes are looked through for an attribute. Past it the remaining bases are ignored."""


def lineage(cls: Class) -> tuple[Atom, ...]:
    """A class and its bases in the order in which attributes are looked up, each once."""
    found: dict[Atom, None] = {}
    pending: list[Atom] = [cls]
    while pending and len(found) < MAX_BASES:
        current = pending.pop(0)
        if current in found:
            # A base shared by two branches comes after both of them.
            found.pop(current)
        found[current] = None
        if isinstance(current, Class):
            pending[:0] = current.bases
    return tuple(found)


def metaclass_of(cls: Class) -> Class | None:
    """The metaclass of the analysed code that a class or a base of it names; else None."""
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class) and ancestor.metaclass is not None:
            return ancestor.metaclass
    return None
