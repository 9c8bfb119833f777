"""Which class a value is an instance of, where known."""

from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Constant,
    Dict,
    External,
    Function,
    Instance,
    List,
    Partial,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.elements.held import holding
from flake8_graph_me.engine.operations.instances.unknown_bases import may_have_member

OWN_KINDS = ("bool", "bytes", "dict", "float", "int", "list", "str", "tuple")
"""The builtin classes whose instances the engine tells apart."""
ABSTRACT = ("abc.", "collections.abc.", "typing.Protocol", "typing_extensions.Protocol")
"""How the names of classes begin of which others become heirs without deriving from them."""


def is_a(run: Run, atom: Atom, wanted: Atom) -> bool | None:
    """Whether an atom is an instance of a class, or of one of a tuple of them."""
    if isinstance(wanted, Tuple):
        return _is_one_of(run, atom, wanted.items)
    if isinstance(wanted, External):
        return _is_external(run, atom, wanted.name)
    if not isinstance(wanted, Class):
        return None
    if isinstance(atom, Instance):
        return _descends(atom.type, wanted) if isinstance(atom.type, Class) else False
    member = isinstance(atom, Text | Constant) and may_have_member(
        run, wanted, text=isinstance(atom, Text)
    )
    return None if member or _kind(atom) is None else False


def _is_one_of(run: Run, atom: Atom, wanted: tuple[Value, ...]) -> bool | None:
    answers = {is_a(run, atom, value[0][1]) if len(value) == 1 else None for value in wanted}
    return True if True in answers else None if None in answers else False


def _is_external(run: Run, atom: Atom, name: str) -> bool | None:
    short = name.removeprefix("builtins.")
    kind = _kind(atom)
    if short != name and kind is not None:
        if short in ("object", kind) or (short, kind) == ("int", "bool"):
            return True
        return False if short in OWN_KINDS else None
    if short != name and short in OWN_KINDS and holding(run, atom):
        # It holds a dictionary or a list, and is none.
        return False
    if isinstance(atom, Instance):
        if isinstance(atom.type, Class):
            return _descends(atom.type, External(name))
        return True if name in _supertypes(run, atom.type) else None
    row = run.rows.type(name)
    return None if kind is None or row is None else False


def _kind(atom: Atom) -> str | None:
    """The builtin class of an atom; None if it may be of any class."""
    if isinstance(atom, Text):
        return "bytes" if atom.binary else "str"
    if isinstance(atom, Constant):
        return type(atom.value).__name__
    if isinstance(atom, Tuple):
        return "tuple" if not atom.unordered else "frozenset"
    if isinstance(atom, List) and atom.once:
        return "generator"
    if isinstance(atom, Function | Bound | Partial | Class):
        return "callable"
    return {Dict: "dict", List: "list"}.get(type(atom))


def _descends(cls: Class, wanted: Atom) -> bool | None:
    line = lineage(cls)
    if wanted in line:
        return True
    local = all(
        isinstance(ancestor, Class) or ancestor == External("builtins.object") for ancestor in line
    )
    if local and not cls.style:
        return False
    # A library's class derives from none of the program's.
    known = all(isinstance(ancestor, Class | External) for ancestor in line)
    return False if known and isinstance(wanted, Class) and not _asks_otherwise(wanted) else None


def _asks_otherwise(cls: Class) -> bool:
    """Whether a class may count others as its heirs: by a metaclass, or by what they have."""
    return any(
        not isinstance(each, Class | External)
        or (isinstance(each, Class) and each.metaclass is not None)
        or (isinstance(each, External) and each.name.startswith(ABSTRACT))
        for each in lineage(cls)
    )


def _supertypes(run: Run, name: str) -> tuple[str, ...]:
    row = run.rows.type(name)
    found = [name]
    for supertype in row.supertypes if row is not None else ():
        found += _supertypes(run, supertype)
    return tuple(found)
