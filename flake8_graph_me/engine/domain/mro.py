"""The order in which the bases of a class are searched."""

from flake8_graph_me.engine.domain.values import Atom, Class

MAX_BASES = 40
"""How many classes are looked through for an attribute. Past it the remaining bases are ignored."""


def lineage(cls: Class) -> tuple[Atom, ...]:
    """A class and its bases in the order in which attributes are looked up, each once."""
    return _ordered(cls, {}, 0)[:MAX_BASES] if cls.bases else (cls,)


def _ordered(cls: Class, known: dict[Class, tuple[Atom, ...]], depth: int) -> tuple[Atom, ...]:
    """The lineage of a class; ``known`` are those that have been found before."""
    if cls not in known:
        found: dict[Atom, None] = {cls: None}
        for base in cls.bases if depth < MAX_BASES else ():
            inner = (base,) if not isinstance(base, Class) else _ordered(base, known, depth + 1)
            for each in inner:
                # A base shared by two branches comes after both of them.
                found.pop(each, None)
                found[each] = None
        known[cls] = tuple(found)
    return known[cls]


def metaclass_of(cls: Class) -> Class | None:
    """The metaclass of the analysed code that a class or a base of it names; else None."""
    for ancestor in lineage(cls):
        if isinstance(ancestor, Class) and ancestor.metaclass is not None:
            return ancestor.metaclass
    return None
