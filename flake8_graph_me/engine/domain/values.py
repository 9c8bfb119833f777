"""Abstract values: what the analysis knows of the values of a running program.

A value is a tuple of alternatives, each an atom with the condition under which it holds. A value
without alternatives is impossible. Atoms are immutable; what can change (attributes, items) is in
the state, under the number of the object. Labels are opaque here.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.cuts import key_for
from flake8_graph_me.engine.domain.mro import in_order
from flake8_graph_me.engine.domain.weight import MAX_WEIGHT, set_fields, weight_of
from flake8_graph_me.project.modules.interface import ModulePlace
from flake8_graph_me.terms.rows import Keeps
from flake8_graph_me.terms.text import Piece


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a value's provenance: the node, and what happened there ("passed as token", …)."""

    node: cst.CSTNode
    what: str
    file: str = ""

    def __hash__(self) -> int:
        return id(self.node)


@dataclass(frozen=True, slots=True)
class Label:
    """A mark on an unknown value: its tag, the call that made it, and what was kept of it.
    ``giver`` is the call that made the object which gave it, if it was not asked there.
    """

    tag: Hashable
    node: cst.CSTNode
    name: str
    kept: tuple[tuple[str, "Value"], ...] = ()
    steps: tuple[Step, ...] = ()
    file: str = ""
    made: bool = True
    giver: cst.CSTNode | None = None

    def __hash__(self) -> int:
        return hash((self.name, id(self.node), self.steps))


@dataclass(frozen=True, slots=True)
class Constant:
    """None, a truth value or a number. ``kind`` keeps True apart from 1."""

    value: object
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string or bytes with holes. ``steps`` is its provenance, ``hashed`` its hash."""

    pieces: tuple[Piece, ...]
    binary: bool = False
    steps: tuple[Step, ...] = ()
    hashed: int | None = field(init=False, compare=False, repr=False, default=None)

    def __hash__(self) -> int:
        if self.hashed is None:
            set_fields(self, hashed=hash((self.pieces, self.steps)))
        return self.hashed or 0


@dataclass(frozen=True, slots=True)
class Unknown:
    """An unknown value; equal keys mean the same value. ``sure`` says that it is truthy."""

    key: int
    labels: frozenset[Label] = frozenset()
    sure: bool = False

    def __hash__(self) -> int:
        return self.key


@dataclass(frozen=True, slots=True)
class Absent:
    """No value: a name not bound, an attribute or item not there."""


@dataclass(frozen=True, slots=True)
class Tuple:
    """An immutable sequence. ``rest`` is one further element that may come any number of times;
    ``unordered`` says that it is a set, and ``hashed`` is its hash, once that was asked for.
    """

    items: tuple["Value", ...]
    rest: "Value | None" = None
    unordered: bool = False
    weight: int = field(init=False, compare=False, repr=False, default=1)
    hashed: int | None = field(init=False, compare=False, repr=False, default=None)

    def __hash__(self) -> int:
        if self.hashed is None:
            set_fields(self, hashed=hash((self.items, self.rest, self.unordered)))
        return self.hashed or 0

    def __post_init__(self) -> None:
        """Weigh it; past the bound, its elements become unknown ones."""
        if (weight := weight_of(self.parts)) > MAX_WEIGHT:
            set_fields(self, items=(), rest=_hidden((self.items, self.rest)))
            weight = 1
        set_fields(self, weight=weight)

    @property
    def parts(self) -> tuple["Value", ...]:
        """The elements, followed by ``rest`` if there is one."""
        return self.items if self.rest is None else (*self.items, self.rest)


@dataclass(frozen=True, slots=True)
class List:
    """A mutable sequence or set; its content is a value of Tuples in the state. ``once`` says that
    it is an iterator or generator: its content is what is left, and goes as it is iterated over.
    """

    number: int
    once: bool = False


@dataclass(frozen=True, slots=True)
class Dict:
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
class Module:
    """A module or package of the analysed project; its names are in the state under the number of
    its scope once its body has run.
    """

    place: ModulePlace
    scope: Scope = field(compare=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """A name of another module, looked up when it is first read."""

    module: Module
    name: str


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the analysed code; its attributes are in the state under its number."""

    number: int
    name: str = field(compare=False)
    node: cst.ClassDef | None = field(compare=False)
    bases: tuple["Atom", ...] = field(compare=False)
    style: str = field(compare=False, default="")
    fields: tuple[tuple[str, "Value | None"], ...] = field(compare=False, default=())
    metaclass: "Class | None" = field(compare=False, default=None)
    file: str = field(compare=False, default="")
    line: tuple["Atom", ...] = field(init=False, compare=False, repr=False, default=())

    def __post_init__(self) -> None:
        """Find the order in which it and its bases are searched."""
        set_fields(self, line=in_order(self, self.bases))


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the analysed code: its closure, its defaults, and what it is run ``within``."""

    number: int
    name: str = field(compare=False)
    node: cst.FunctionDef | cst.Lambda = field(compare=False)
    scope: Scope = field(compare=False)
    defaults: tuple[tuple[str, "Value"], ...] = field(compare=False, default=())
    owner: Class | None = field(compare=False, default=None)
    kind: str = field(compare=False, default="")
    within: tuple["Atom", ...] = field(compare=False, default=())
    keeps: Keeps = field(compare=False, default=Keeps.NOT)


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
    """A callable with some arguments already bound."""

    callee: "Atom"
    positional: tuple["Value", ...]
    keywords: tuple[tuple[str, "Value"], ...]
    weight: int = field(init=False, compare=False, repr=False, default=1)

    def __post_init__(self) -> None:
        """Weigh it; past the bound, its arguments become unknown."""
        weight = weight_of((*self.positional, *dict(self.keywords).values()))
        if weight > MAX_WEIGHT:
            keywords = tuple((name, _hidden(value)) for name, value in self.keywords)
            set_fields(self, positional=tuple(map(_hidden, self.positional)), keywords=keywords)
            weight = len(self.positional) + len(keywords)
        set_fields(self, weight=weight + weight_of([[(frozenset(), self.callee)]]))


@dataclass(frozen=True, slots=True)
class Super:
    """``super()`` in a method of ``owner`` called on ``receiver``."""

    owner: Class
    receiver: "Atom"


@dataclass(frozen=True, slots=True)
class Names:
    """The variables of a scope or attributes of an object: a mapping, or the module itself."""

    number: int
    as_module: bool = False


@dataclass(frozen=True, slots=True)
class DictSnapshot:
    """A dictionary as it was at one moment; ``rest`` stands for further items, if there are any."""

    items: tuple[tuple[Hashable, "Value"], ...]
    rest: "Value | None" = None


Atom = (
    Constant
    | Text
    | Unknown
    | Absent
    | Tuple
    | List
    | Dict
    | External
    | Module
    | Imported
    | Class
    | Function
    | Instance
    | Bound
    | Partial
    | Super
    | Names
    | DictSnapshot
)
Alternative = tuple[Condition, Atom]
Value = tuple[Alternative, ...]

ABSENT = Absent()
NONE = Constant(None, "NoneType")
IMPOSSIBLE: Value = ()


def _hidden(content: Hashable) -> Value:
    """An unknown value in the place of a content; equal contents give equal ones."""
    return ((frozenset(), Unknown(key_for("MAX_WEIGHT", content))),)
