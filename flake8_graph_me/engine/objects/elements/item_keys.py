"""Under which key an item of a dictionary is kept, by what Python takes for equal keys.

Texts are kept as such; numbers, None and bytes as their kind and themselves; all else that is
equal to itself alone, or to what has the same parts, as an ``ItemKey``. Must not know dictionaries.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import constant, just
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    Atom,
    Bound,
    Class,
    Constant,
    External,
    Function,
    Instance,
    Module,
    Text,
    Tuple,
    Value,
)
from flake8_graph_me.terms.text import Literal, OfKey

MAX_KEPT_KEYS = 10_000
"""How many keys have one origin for all their texts. Past it texts of a key that was used longest
ago may be told apart.
"""
BYTES = "bytes"
LIKE_ITSELF_ONLY = frozenset(
    {"builtins.object", "enum.Enum", "enum.Flag", "abc.ABC", "typing.Generic", "typing.Protocol"}
)
"""Bases from which a class inherits no equality of its own."""
NUMBERS = frozenset({"enum.IntEnum", "enum.IntFlag", "builtins.int"})
"""Bases of enumerations whose members are equal to their values."""
NAMED_TUPLE = "typing.NamedTuple"
BUILTIN_PREFIX = "builtins."


@dataclass(frozen=True, slots=True)
class ItemKey:
    """A key that is an object: what makes it equal to another one, and what it is."""

    likeness: Hashable
    atom: Atom = field(compare=False)


def key_of(atom: Atom) -> Hashable | None:
    """The key that a constant or text is, or None if it is something else or not known."""
    if isinstance(atom, Constant):
        # To a dictionary True, 1 and 1.0 are one key.
        return ("number" if isinstance(atom.value, int | float) else atom.kind, atom.value)
    if isinstance(atom, Text):
        text = known(atom)
        return (BYTES, text) if atom.binary and text is not None else text
    return None


def item_key(state: State, atom: Atom) -> Hashable | None:
    """The key under which an item of this key is kept, or None if the key is not known."""
    plain = key_of(atom)
    if plain is not None:
        return plain
    if isinstance(atom, Instance) and _is_number(atom):
        return key_among(state, state.read((atom.number, "value")))
    likeness = _likeness(state, atom)
    return None if likeness is None else ItemKey(likeness, atom)


def key_among(state: State, value: Value | None) -> Hashable | None:
    """The key that a value is for certain."""
    return item_key(state, value[0][1]) if value is not None and len(value) == 1 else None


def key_value(key: Hashable) -> Value:
    """The value of a known key."""
    if isinstance(key, str):
        return just(Text((Literal(key, _of_key(key)),)))
    if isinstance(key, ItemKey):
        return just(key.atom)
    if isinstance(key, tuple) and len(key) == 2:
        kind, held = key
        return just(Text((Literal(held),), binary=True) if kind == BYTES else constant(held))
    return just(constant(None))


@lru_cache(MAX_KEPT_KEYS)
def _of_key(key: str) -> OfKey:
    # Literals are hashed by the identity of where they come from.
    return OfKey(key)


def _likeness(state: State, atom: Atom) -> Hashable | None:
    if isinstance(atom, Class | Function):
        return ("object", atom.number)
    if isinstance(atom, Module):
        return ("object", atom.scope.number)
    if isinstance(atom, External):
        # What a library names may be equal to what it names otherwise, but not so the builtins.
        return ("builtin", atom.name) if atom.name.startswith(BUILTIN_PREFIX) else None
    if isinstance(atom, Tuple):
        return _of_parts(state, atom)
    if isinstance(atom, Bound) and isinstance(atom.function, Function):
        receiver = _likeness(state, atom.receiver)
        return None if receiver is None else ("method", atom.function.number, receiver)
    if isinstance(atom, Instance) and isinstance(atom.type, Class):
        return _of_instance(state, atom, atom.type)
    return None


def _of_parts(state: State, atom: Tuple) -> Hashable | None:
    keys = _keys(state, atom.items)
    if keys is None or atom.rest is not None:
        return None
    return ("set", frozenset(keys)) if atom.unordered else ("tuple", keys)


def _keys(state: State, values: tuple[Value, ...]) -> tuple[Hashable, ...] | None:
    keys = [key_among(state, value) for value in values]
    return None if None in keys else tuple(keys)


def _of_instance(state: State, atom: Instance, cls: Class) -> Hashable | None:
    line = lineage(cls)
    outside = {base.name for base in line if isinstance(base, External)}
    if _says_when_equal(state, cls):
        return None
    if cls.style == "record":
        return _of_record(state, atom, cls, outside)
    if not all(isinstance(base, Class | External) for base in line):
        return None
    return ("object", atom.number) if outside <= LIKE_ITSELF_ONLY else None


def _is_number(atom: Instance) -> bool:
    """Whether an object is a member of an enumeration of numbers."""
    return (
        isinstance(atom.type, Class)
        and atom.type.style == "enum"
        and any(isinstance(b, External) and b.name in NUMBERS for b in lineage(atom.type))
    )


def _says_when_equal(state: State, cls: Class) -> bool:
    return any(
        state.read((base.number, "__eq__")) != NOTHING
        for base in lineage(cls)
        if isinstance(base, Class)
    )


def _of_record(state: State, atom: Instance, cls: Class, outside: set[str]) -> Hashable | None:
    """A record is equal to one with the same fields, a named tuple to a tuple of them."""
    if _made_without_equality(cls):
        return ("object", atom.number)
    names = [name for base in reversed(lineage(cls)) for name in _fields(base)]
    keys = _keys(state, tuple(state.read((atom.number, name)) for name in names))
    if keys is None:
        return None
    return ("tuple", keys) if NAMED_TUPLE in outside else ("record", cls.number, keys)


def _fields(base: Atom) -> list[str]:
    return [name for name, _ in base.fields] if isinstance(base, Class) else []


def _made_without_equality(cls: Class) -> bool:
    return cls.node is not None and any(
        isinstance(decorator.decorator, cst.Call)
        and any(
            arg.keyword is not None
            and arg.keyword.value == "eq"
            and isinstance(arg.value, cst.Name)
            and arg.value.value == "False"
            for arg in decorator.decorator.args
        )
        for decorator in cls.node.decorators
    )
