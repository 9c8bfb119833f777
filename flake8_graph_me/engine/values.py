"""Abstract values: what the analysis knows of the values of a running program.

A value is a tuple of alternatives, each an atom with the condition under which it holds; no
alternative at all means that the value cannot come to be. Atoms are immutable; what can change
(attributes, items) lives in the state, under the number of the object. Labels are opaque here.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.engine.conditions import ALWAYS, Condition, conjoin, simplified
from flake8_graph_me.terms.text import Piece

MAX_ALTERNATIVES = 12
"""How many alternatives a value keeps apart; past that it is unknown."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A step on a value's way: at which node, and what happened ("passed as token", …)."""

    node: cst.CSTNode
    what: str
    file: str = ""

    def __hash__(self) -> int:
        return id(self.node)


@dataclass(frozen=True, slots=True)
class Label:
    """A mark on an unknown value: its tag, the call that made it, what was kept of that call."""

    tag: Hashable
    node: cst.CSTNode
    name: str
    kept: tuple[tuple[str, "Value"], ...] = ()
    hops: tuple[Hop, ...] = ()
    file: str = ""
    made: bool = True

    def __hash__(self) -> int:
        return hash((self.name, id(self.node), len(self.hops)))


@dataclass(frozen=True, slots=True)
class Constant:
    """None, a truth value or a number. ``kind`` keeps True apart from 1."""

    value: object
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string, or bytes, with holes. ``hops`` is the way it took through the program."""

    pieces: tuple[Piece, ...]
    binary: bool = False
    hops: tuple[Hop, ...] = ()

    def __hash__(self) -> int:
        return hash(self.pieces)


@dataclass(frozen=True, slots=True)
class Opaque:
    """An unknown value; the same key is the same value. ``sure`` says that it counts as true."""

    key: int
    labels: frozenset[Label] = frozenset()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Absent:
    """No value: a name not bound, an attribute or item not there."""


@dataclass(frozen=True, slots=True)
class Tuple:
    """An immutable sequence. ``rest`` is one further element that may come any number of times."""

    items: tuple["Value", ...]
    rest: "Value | None" = None
    generator: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A mutable sequence or set; its content is a value of Tuples in the state."""

    number: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A dictionary; its items are in the state."""

    number: int


@dataclass(frozen=True, slots=True)
class External:
    """Something outside the analysed code, by its dotted name."""

    name: str


@dataclass(frozen=True, slots=True)
class Scope:
    """A namespace: its variables are in the state under its number."""

    number: int
    parent: "Scope | None" = field(compare=False)
    module: "Scope | None" = field(compare=False, default=None)
    is_class: bool = field(compare=False, default=False)
    elsewhere: dict[str, int] = field(compare=False, default_factory=dict)
    file: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the analysed code; its attributes are in the state under its number."""

    number: int
    name: str = field(compare=False)
    node: cst.ClassDef | None = field(compare=False)
    bases: tuple["Atom", ...] = field(compare=False)
    style: str = field(compare=False, default="")
    fields: tuple[tuple[str, "Value | None"], ...] = field(compare=False, default=())


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the analysed code with its closure and the values of its defaults."""

    number: int
    name: str = field(compare=False)
    node: cst.FunctionDef | cst.Lambda = field(compare=False)
    scope: Scope = field(compare=False)
    defaults: tuple[tuple[str, "Value"], ...] = field(compare=False, default=())
    owner: Class | None = field(compare=False, default=None)
    kind: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of the analysed code, or of a modelled library type (by name)."""

    number: int
    type: "Class | str"


@dataclass(frozen=True, slots=True)
class Bound:
    """A method with its receiver; for library methods ``function`` is External."""

    function: "Function | External"
    receiver: "Atom"


@dataclass(frozen=True, slots=True)
class Partial:
    """A callable with some arguments already given."""

    callee: "Atom"
    positional: tuple["Value", ...]
    keywords: tuple[tuple[str, "Value"], ...]


@dataclass(frozen=True, slots=True)
class Super:
    """``super()`` in a method of ``owner`` called on ``receiver``."""

    owner: Class
    receiver: "Atom"


@dataclass(frozen=True, slots=True)
class Record:
    """A dictionary as it was at one moment. ``rest`` stands for further items, None if there are
    none.
    """

    items: tuple[tuple[Hashable, "Value"], ...]
    rest: "Value | None" = None


Atom = (
    Constant
    | Text
    | Opaque
    | Absent
    | Tuple
    | Listing
    | Mapping
    | External
    | Class
    | Function
    | Instance
    | Bound
    | Partial
    | Super
    | Record
)
Alternative = tuple[Condition, Atom]
Value = tuple[Alternative, ...]

ABSENT = Absent()
NONE = Constant(None, "NoneType")
IMPOSSIBLE: Value = ()


def just(atom: Atom) -> Value:
    """The value that is certainly this atom."""
    return ((ALWAYS, atom),)


def constant(value: object) -> Constant:
    """The atom of None, a truth value or a number."""
    return Constant(value, type(value).__name__)


def joined(alternatives: Iterable[Alternative]) -> Value:
    """A value of these alternatives: equal atoms once, conditions simplified, bounded.

    Past the bound the answer is one unknown atom.
    """
    found = tuple(alternatives)
    if len(found) < 2:
        return found
    by_atom: dict[Atom, list[Condition]] = {}
    for condition, atom in found:
        by_atom.setdefault(atom, []).append(condition)
    if len(by_atom) > MAX_ALTERNATIVES:
        return just(Opaque(-hash(tuple(by_atom)) % (1 << 60) - (1 << 61)))
    return tuple(
        (condition, atom)
        for atom, conditions in by_atom.items()
        for condition in (conditions if len(conditions) == 1 else simplified(conditions))
    )


def under(condition: Condition, value: Value) -> Value:
    """The value's alternatives that can hold under a condition, each now asking for it."""
    if not condition:
        return value
    result = []
    for own, atom in value:
        both = conjoin(own, condition)
        if both is not None:
            result.append((both, atom))
    return tuple(result)


def possible(value: Value, condition: Condition) -> Value:
    """The value's alternatives that do not contradict a condition."""
    if not condition or (len(value) == 1 and not value[0][0]):
        return value
    return tuple(pair for pair in value if conjoin(pair[0], condition) is not None)


def mapped(value: Value, change: Callable[[Atom], Value]) -> Value:
    """Replace each atom by a value, keeping conditions."""
    if len(value) == 1 and not value[0][0]:
        return change(value[0][1])
    result: list[Alternative] = []
    for condition, atom in value:
        result.extend(under(condition, change(atom)))
    return joined(result)


def paired(first: Value, second: Value, combine: Callable[[Atom, Atom], Value]) -> Value:
    """Combine every two alternatives that can hold together."""
    return mapped(first, lambda a: mapped(second, lambda b: combine(a, b)))


def without_absent(value: Value) -> Value:
    """The alternatives that are there."""
    for _, atom in value:
        if atom is ABSENT:
            return tuple(pair for pair in value if pair[1] is not ABSENT)
    return value
