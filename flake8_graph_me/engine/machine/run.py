"""What one analysis carries: its knowledge, its budget, its events, and callbacks into the engine.

Evaluating an expression may call a function, whose body is statements, whose parts are expressions.
To keep imports acyclic, the parts of the engine reach each other through the callables of ``Run``.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import Symbols
from flake8_graph_me.engine.domain.cuts import bound_of
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    Function,
    Instance,
    Module,
    Unknown,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.budget import Budget
from flake8_graph_me.engine.machine.events import Events, SinkCall
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.relevance.effects import Effects, effects_of
from flake8_graph_me.project.modules.interface import ProjectModules
from flake8_graph_me.syntax.generators import Generating
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.terms.lookup import Rows

MAX_DEPTH = 150
"""How many calls of analysed functions may be under way at once. Past it the call counts as one of
unknown code.
"""
USUAL_DEPTH = 24
"""How many calls are under way at once in most programs. Past it a call is a deep one."""
USUAL_NESTING = 80
"""How deep evaluations nest in most programs. Past it a call is a deep one."""
MAX_DEEP_CALLS = 400
"""How many deep calls are followed: long chains of functions need few of them, and functions that
call each other in turn would need more without end. Past it the call counts as one of unknown code.
"""
MAX_RECURSION = 2
"""How many calls of one and the same function may be under way at once. Past it the call counts as
one of unknown code; the last one before sees numbers as unknown, so that it can end.
"""
MAX_CLOSURES = 64
"""How many calls of functions may be under way at once that one definition made, as a decorator's
inner function is made anew for each function; all but the first two are deep ones. Past it the call
counts as one of unknown code.
"""


@dataclass(slots=True)
class Escaped:
    """What unknown code holds: functions, each with its receiver, and objects by their numbers.

    ``version`` counts how often what they may write has grown, ``nesting`` how many of the
    functions are being followed, one in the other. ``outside`` gives what the program has set in
    things outside of it, ``followed`` how many functions were made when all methods of an object
    were followed. The others are what is known of the syntax of classes and functions.
    """

    functions: set[tuple[Function, Atom | None]] = field(default_factory=set)
    objects: dict[int, Atom] = field(default_factory=dict)
    version: int = 0
    nesting: int = 0
    outside: dict[int, tuple[Hashable, ...]] = field(default_factory=dict)
    attributes: dict[cst.CSTNode, tuple[str, ...]] = field(default_factory=dict)
    own_names: dict[int, tuple[str, ...]] = field(default_factory=dict)
    effects: dict[cst.FunctionDef, Effects] = field(default_factory=dict)
    leaving: tuple[int, frozenset[cst.FunctionDef]] | None = None
    followed: dict[tuple[Class, Atom | None], tuple[int, int]] = field(default_factory=dict)
    methods: tuple[tuple[int, int], dict[Atom, list[Function]]] | None = None

    def effects_of(self, node: cst.FunctionDef) -> Effects:
        """What a function may change, by its syntax."""
        found = self.effects.get(node)
        if found is None:
            found = self.effects[node] = effects_of(node)
        return found

    def note_outside(self, number: int, key: Hashable) -> None:
        """Note that the program sets an attribute or item of something outside of it."""
        known = self.outside.get(number, ())
        if key not in known:
            self.outside[number] = (*known, key)


Evaluate = Callable[["Run", cst.BaseExpression, Frame, State], Value]
Execute = Callable[["Run", Sequence[cst.CSTNode], Frame, State], State | None]
CallAtom = Callable[["Run", Atom, Arguments, cst.CSTNode, Frame, State], Value]
GetAttribute = Callable[["Run", Atom, str, cst.CSTNode, Frame, State], Value]


Built = tuple[tuple[SinkCall, ...], frozenset[cst.CSTNode]]
"""The sink calls and the functions that were reached as an instance was made."""


@dataclass(slots=True)
class Run:
    """One analysis in progress.

    ``modules`` are the project's modules that an import names, ``sources`` those whose bodies ran,
    by the keys of their places; ``base`` is the state that their bodies run in, and ``shared`` the
    numbers of what they made, from and to. ``built`` is what happened as ``examples`` were made, by
    the numbers of their classes. ``patched`` are the numbers of functions whose defaults or code
    were set, ``trees`` the modules that are read, by their files. ``makings`` are the definitions
    of functions in the order in which they ran, ``lambdas`` the functions without names in the
    order in which they were made. ``heirs`` are those of each class, if they were asked for since a
    class was made. ``generators`` says which functions are generators, and which of them use what
    they are sent. ``begun`` is the frame of the checked module and the state that its body left,
    ``by_body`` the last number of what the body made, ``left`` that frame and the state that its
    functions left. ``starved`` counts how often a queue was found empty, ``handing_on`` the
    requests that are on their way through layers. ``endless`` are states in which loops go on that
    never end. ``unneeded`` are functions of the checked module that have no part in what is sought:
    a call of one gives something unknown, and changes nothing. ``handed_in`` says that callers hand
    in what a framework injects else. ``opened`` are values that are open, by their identities.
    ``iterables`` are the unknown ones of which unknown values are any element, by their keys, with
    the first symbol that can be about the element. ``bound_to`` are the objects of unknown
    attributes that they inherit, by the keys of these, and ``makers`` the calls that made objects
    of libraries, by the numbers of the objects, and what gave unknown values, by their keys: a
    call, or the function that has the parameter. ``again`` gives for a number in a replay the one
    in whose place it is. ``instances`` are the objects that calls of classes made, by their
    numbers, ``never_done`` the keys of what coroutines and generators give that never come to their
    end, ``present`` those of unknown values that are not None, with whether their items are not
    either. ``replaced`` are the locations in which the program has put something for a while, with
    whether it is there when other functions run.
    """

    rows: Rows
    evaluate_with: Evaluate
    execute_with: Execute
    call_with: CallAtom
    attribute_with: GetAttribute
    symbols: Symbols = field(default_factory=Symbols)
    events: Events = field(default_factory=Events)
    budget: Budget = field(default_factory=Budget)
    escaped: Escaped = field(default_factory=Escaped)
    numbers: int = 1
    keys: dict[Hashable, int] = field(default_factory=dict)
    owners: dict[int, Unknown] = field(default_factory=dict)
    iterables: dict[int, tuple[Unknown, int]] = field(default_factory=dict)
    bound_to: dict[int, Atom] = field(default_factory=dict)
    makers: dict[int, cst.CSTNode] = field(default_factory=dict)
    instances: dict[int, Instance] = field(default_factory=dict)
    never_done: set[int] = field(default_factory=set)
    present: dict[int, bool] = field(default_factory=dict)
    again: dict[int, int] = field(default_factory=dict)
    lasting: set[int] = field(default_factory=set)
    entered: dict[cst.CSTNode, int] = field(default_factory=dict)
    active: dict[cst.CSTNode, int] = field(default_factory=dict)
    recursing: dict[int, int] = field(default_factory=dict)
    classes: dict[cst.CSTNode, Class] = field(default_factory=dict)
    heirs: dict[Class, list[Class]] = field(default_factory=dict)
    functions: dict[cst.CSTNode, list[Function]] = field(default_factory=dict)
    makings: list[cst.FunctionDef] = field(default_factory=list)
    lambdas: list[Function] = field(default_factory=list)
    generators: dict[cst.CSTNode, Generating] = field(default_factory=dict)
    examples: dict[int, Instance] = field(default_factory=dict)
    built: dict[int, Built] = field(default_factory=dict)
    texts: dict[cst.CSTNode, Value] = field(default_factory=dict)
    captured: set[int] = field(default_factory=set)
    summaries: dict[Hashable, list[Any]] = field(default_factory=dict)
    project: ProjectModules | None = None
    base: State | None = None
    modules: dict[str, Module] = field(default_factory=dict)
    sources: dict[str, ParsedModule | None] = field(default_factory=dict)
    trees: dict[str, ParsedModule] = field(default_factory=dict)
    looked_up: set[tuple[str, str]] = field(default_factory=set)
    shared: list[tuple[int, int]] = field(default_factory=list)
    building: set[int] = field(default_factory=set)
    starved: int = 0
    endless: list[State] = field(default_factory=list)
    by_body: int = 0
    patched: set[int] = field(default_factory=set)
    begun: tuple[Frame, State] | None = None
    left: tuple[Frame, State] | None = None
    handing_on: int = 0
    unneeded: frozenset[cst.FunctionDef] = frozenset()
    handed_in: bool = False
    opened: dict[int, Value] = field(default_factory=dict)
    replaced: dict[Location, bool] = field(default_factory=dict)

    def number(self) -> int:
        """A number for a new object or scope."""
        self.numbers += 1
        return self.numbers

    def key(self, *parts: Hashable) -> int:
        """The key of the unknown value that these parts describe; equal parts give equal keys."""
        found = self.keys.get(parts)
        if found is None:
            found = self.keys[parts] = self.number()
        return found

    def lasting_key(self, *parts: Hashable) -> int:
        """The key of an unknown value from outside, which is the same for every caller."""
        key = self.key(*parts)
        self.lasting.add(key)
        return key

    def fresh(self) -> Unknown:
        """A new unknown value, different from all others."""
        return Unknown(self.key("fresh", self.number()))

    def failing(self) -> Unknown:
        """What a coroutine or a generator gives that never comes to its end."""
        atom = self.fresh()
        self.never_done.add(atom.key)
        return atom

    def fails(self, value: Value) -> bool:
        """Whether who waits for a value waits in vain."""
        return bool(value) and all(
            isinstance(atom, Unknown) and atom.key in self.never_done for _, atom in value
        )

    def unknown(self) -> Value:
        """A value about which nothing is known."""
        return just(self.fresh())

    def unknown_from(self, node: cst.CSTNode) -> Value:
        """A value about which nothing is known but the code that gave it."""
        atom = self.fresh()
        self.makers[atom.key] = node
        return just(atom)

    def beyond(self, bound: str) -> Unknown:
        """A new unknown value in the place of what is past a bound."""
        self.budget.reached.setdefault(bound)
        atom = self.fresh()
        self.budget.cuts[atom.key] = bound
        return atom

    def derived(self, atom: Unknown, *parts: Hashable) -> Unknown:
        """A value derived from an unknown value; it keeps the labels.

        Items and attributes of a successful call's result exist; results of its methods may not.
        """
        sure = atom.sure and bool(atom.labels) and parts[0] in ("item", "attribute")
        key = self.key(atom.key, *parts)
        if parts[0] == "attribute":
            self.owners[key] = atom
        bound = bound_of(atom.key, self.budget.cuts)
        if bound is not None:
            self.budget.cuts[key] = bound
        if atom.key in self.iterables:
            # Of another element it is another value.
            self.iterables.setdefault(key, self.iterables[atom.key])
        return Unknown(key, atom.labels, sure)

    def inherited(self, base: Unknown, heir: Instance, name: str) -> Unknown:
        """An attribute that an object has from a base that is unknown."""
        found = self.derived(base, "inherited", heir.number, name)
        self.bound_to[found.key] = heir
        return found

    def element(self, iterable: Unknown | None = None, *which: Hashable) -> Unknown:
        """Any element of an unknown iterable, of a new one if none is given; ``which`` sets it
        apart from the others.
        """
        iterable = iterable or self.fresh()
        found = self.derived(iterable, "element", *which)
        self.iterables.setdefault(found.key, (iterable, len(self.symbols.keys)))
        return found

    def owner_of(self, atom: Unknown) -> Unknown | None:
        """The unknown value of which an unknown value is an attribute, if it is one."""
        return self.owners.get(atom.key)

    def is_shared(self, number: int) -> bool:
        """Whether an object was made by the body of another module."""
        return any(first <= number <= last for first, last in self.shared)

    def evaluate(self, node: cst.BaseExpression, frame: Frame, state: State) -> Value:
        """The value of an expression; its effects are applied to the state."""
        return self.evaluate_with(self, node, frame, state)

    def execute(self, body: Sequence[cst.CSTNode], frame: Frame, state: State) -> State | None:
        """Run statements; the state after them, or None if they never finish."""
        return self.execute_with(self, body, frame, state)

    def call(
        self, atom: Atom, arguments: Arguments, node: cst.CSTNode, frame: Frame, state: State
    ) -> Value:
        """Call an atom; the value it returns."""
        return self.call_with(self, atom, arguments, node, frame, state)

    def attribute(
        self, atom: Atom, name: str, node: cst.CSTNode, frame: Frame, state: State
    ) -> Value:
        """The value of an atom's attribute."""
        return self.attribute_with(self, atom, name, node, frame, state)
