"""What one analysis carries with it: its knowledge, its budget, its events, and the way back into
itself.

Evaluating an expression may call a function, whose body is statements, whose parts are expressions.
To keep imports one way, the parts of the engine reach each other through the callables of ``Run``.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just
from flake8_graph_me.engine.domain.conditions import Symbols
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
from flake8_graph_me.engine.machine.budget import Budget
from flake8_graph_me.engine.machine.events import Events
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.project.modules.interface import ProjectModules
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.terms.lookup import Rows

MAX_DEPTH = 24
"""How many calls of analysed functions may be under way at once."""
MAX_RECURSION = 2
"""How many calls of one and the same function may be under way at once."""


Evaluate = Callable[["Run", cst.BaseExpression, Frame, State], Value]
Execute = Callable[["Run", Sequence[cst.CSTNode], Frame, State], State | None]
CallAtom = Callable[["Run", Atom, Arguments, cst.CSTNode, Frame, State], Value]
GetAttribute = Callable[["Run", Atom, str, cst.CSTNode, Frame, State], Value]


@dataclass(slots=True)
class Run:
    """One analysis under way.

    ``modules`` are the project's modules that an import names, ``sources`` those whose bodies ran,
    by the keys of their places; ``base`` is the state that their bodies run in, and ``shared`` the
    numbers of what they made, from and to. ``patched`` are the numbers of functions whose defaults
    or code were set.
    """

    rows: Rows
    evaluate_with: Evaluate
    execute_with: Execute
    call_with: CallAtom
    attribute_with: GetAttribute
    symbols: Symbols = field(default_factory=Symbols)
    events: Events = field(default_factory=Events)
    budget: Budget = field(default_factory=Budget)
    numbers: int = 1
    keys: dict[Hashable, int] = field(default_factory=dict)
    lasting: set[int] = field(default_factory=set)
    entered: dict[cst.CSTNode, int] = field(default_factory=dict)
    active: dict[cst.CSTNode, int] = field(default_factory=dict)
    classes: dict[cst.CSTNode, Class] = field(default_factory=dict)
    functions: dict[cst.CSTNode, list[Function]] = field(default_factory=dict)
    examples: dict[int, Instance] = field(default_factory=dict)
    texts: dict[cst.CSTNode, Value] = field(default_factory=dict)
    captured: set[int] = field(default_factory=set)
    summaries: dict[Hashable, list[Any]] = field(default_factory=dict)
    project: ProjectModules | None = None
    base: State | None = None
    modules: dict[str, Module] = field(default_factory=dict)
    sources: dict[str, ParsedModule | None] = field(default_factory=dict)
    looked_up: set[tuple[str, str]] = field(default_factory=set)
    shared: list[tuple[int, int]] = field(default_factory=list)
    building: set[int] = field(default_factory=set)
    patched: set[int] = field(default_factory=set)

    def number(self) -> int:
        """A number for a new object or scope."""
        self.numbers += 1
        return self.numbers

    def key(self, *parts: Hashable) -> int:
        """The key of the unknown value that these parts describe; equal parts, equal key."""
        found = self.keys.get(parts)
        if found is None:
            found = self.keys[parts] = self.number()
        return found

    def lasting_key(self, *parts: Hashable) -> int:
        """The key of an unknown value from outside, which stays the same whoever asks for it."""
        key = self.key(*parts)
        self.lasting.add(key)
        return key

    def fresh(self) -> Unknown:
        """An unknown value like no other."""
        return Unknown(self.key("fresh", self.number()))

    def unknown(self) -> Value:
        """A value of which nothing is known."""
        return just(self.fresh())

    def derived(self, atom: Unknown, *parts: Hashable) -> Unknown:
        """What is got out of an unknown value; it keeps the labels.

        Items and attributes of what a successful call gave are there; what its methods give may
        not be.
        """
        sure = atom.sure and bool(atom.labels) and parts[0] in ("item", "attribute")
        return Unknown(self.key(atom.key, *parts), atom.labels, sure)

    def is_shared(self, number: int) -> bool:
        """Whether an object was made by the body of another module."""
        return any(first <= number <= last for first, last in self.shared)

    def evaluate(self, node: cst.BaseExpression, frame: Frame, state: State) -> Value:
        """The value of an expression; what it does is done to the state."""
        return self.evaluate_with(self, node, frame, state)

    def execute(self, body: Sequence[cst.CSTNode], frame: Frame, state: State) -> State | None:
        """Run statements; the state after them, or None if they do not come to their end."""
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
