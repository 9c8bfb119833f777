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
from flake8_graph_me.engine.domain.conditions import Condition, Symbols
from flake8_graph_me.engine.domain.state import State, Work
from flake8_graph_me.engine.domain.values import (
    Atom,
    Class,
    Function,
    Instance,
    Label,
    Module,
    Scope,
    Unknown,
    Value,
)
from flake8_graph_me.project.modules.interface import ProjectModules
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.terms.lookup import Rows
from flake8_graph_me.terms.rows import Call, Spelling

MAX_STEPS = 120_000
"""How many expressions and statements a module's body evaluates, and as many all that it does not
reach. Past it every value is unknown, calls are not followed, what the cut code may have written is
unknown, and no fix is offered.
"""
MAX_NESTING = 88
"""How deep evaluations may nest. Each takes some ten of the thousand calls that Python lets nest; a
higher limit for Python itself is no way out, since setting it back can end a process with threads.
Past it the inner expression is unknown.
"""
ROOM_FOR_A_CALL = 8
"""How much of ``MAX_NESTING`` a call of an analysed function must find left. Past it the call
counts as one of unknown code.
"""
MAX_DEPTH = 24
"""How many calls of analysed functions may be under way at once. Past it the call counts as one of
unknown code.
"""
MAX_RECURSION = 2
"""How many calls of one and the same function may be under way at once. Past it the call counts as
one of unknown code; the last one before sees numbers as unknown, so that it can end.
"""


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call under way: its node, the file it stands in, and the name of the function called."""

    node: cst.CSTNode
    file: str
    name: str


@dataclass(frozen=True, slots=True)
class SinkCall:
    """A call of a sink: the row, the call, what its parts held, and under which condition.

    ``sites`` are the calls under way, outermost first. ``nodes`` are the expressions that gave the
    parts where they are arguments of the call. ``assumed`` says that the outermost function was
    entered with unknown arguments.
    """

    row: Call
    node: cst.CSTNode
    file: str
    parts: dict[str, Value]
    nodes: dict[str, cst.CSTNode]
    condition: Condition
    sites: tuple[CallSite, ...]
    assumed: bool


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """What a call that makes a label asks for: the call and its name, the argument that says it
    (the call, if none does), and the value.
    """

    call: cst.CSTNode
    name: str
    argument: cst.CSTNode
    value: Value


@dataclass(slots=True)
class Events:
    """What happened in one analysis, in order: sinks called, labels made and what was asked for,
    texts that got away.

    ``spellings`` says how what stands for a text without being one can be changed.
    """

    sink_calls: list[SinkCall] = field(default_factory=list)
    labels: dict[tuple[Hashable, cst.CSTNode], Label] = field(default_factory=dict)
    escaped: dict[cst.CSTNode, cst.CSTNode] = field(default_factory=dict)
    label_requests: list[LabelRequest] = field(default_factory=list)
    spellings: dict[cst.CSTNode, Spelling] = field(default_factory=dict)
    revealed: list[tuple[cst.CSTNode, Value]] = field(default_factory=list)


@dataclass(slots=True)
class Frame:
    """One run of a module body or function: where its names live and where its ends are
    gathered.
    """

    scope: Scope
    sites: tuple[CallSite, ...] = ()
    function: Function | None = None
    receiver: Atom | None = None
    returns: list[tuple[State, Value]] = field(default_factory=list)
    yields: list[tuple[Condition, Value]] = field(default_factory=list)
    breaks: list[list[State]] = field(default_factory=list)
    continues: list[list[State]] = field(default_factory=list)
    raises: list[list[State]] = field(default_factory=list)
    kept: int = 0
    assumed: bool = False
    owner: Class | None = None


@dataclass(slots=True)
class Arguments:
    """The arguments of a call. ``nodes`` gives the expression of each by position or keyword."""

    positional: list[Value] = field(default_factory=list)
    keywords: dict[str, Value] = field(default_factory=dict)
    more_positional: Value | None = None
    more_keywords: Value | None = None
    nodes: dict[int | str, cst.CSTNode] = field(default_factory=dict)

    def after(self, count: int) -> "Arguments":
        """The arguments without the first ``count`` positional ones."""
        nodes = {
            key - count if isinstance(key, int) else key: node
            for key, node in self.nodes.items()
            if not isinstance(key, int) or key >= count
        }
        return Arguments(
            self.positional[count:],
            dict(self.keywords),
            self.more_positional,
            self.more_keywords,
            nodes,
        )

    def all_values(self) -> list[Value]:
        """Every value that is passed."""
        more = [value for value in (self.more_positional, self.more_keywords) if value is not None]
        return [*self.positional, *self.keywords.values(), *more]


Evaluate = Callable[["Run", cst.BaseExpression, Frame, State], Value]
Execute = Callable[["Run", Sequence[cst.CSTNode], Frame, State], State | None]
CallAtom = Callable[["Run", Atom, Arguments, cst.CSTNode, Frame, State], Value]
GetAttribute = Callable[["Run", Atom, str, cst.CSTNode, Frame, State], Value]


@dataclass(slots=True)
class Run:
    """One analysis under way.

    ``modules`` are the project's modules that an import names, ``sources`` those whose bodies ran,
    by the keys of their places; ``base`` is the state that their bodies run in, and ``shared`` the
    numbers of what they made, from and to. ``steps`` is what a module's body may use, ``until``
    where the share ends that is being used; ``cut_short`` says that one was used up.
    """

    rows: Rows
    evaluate_with: Evaluate
    execute_with: Execute
    call_with: CallAtom
    attribute_with: GetAttribute
    symbols: Symbols = field(default_factory=Symbols)
    events: Events = field(default_factory=Events)
    numbers: int = 1
    work: Work = field(default_factory=Work)
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
    steps: int = MAX_STEPS
    until: int = MAX_STEPS
    limited: int = 0
    cut_short: bool = False
    nesting: int = 0
    project: ProjectModules | None = None
    base: State | None = None
    modules: dict[str, Module] = field(default_factory=dict)
    sources: dict[str, ParsedModule | None] = field(default_factory=dict)
    looked_up: set[tuple[str, str]] = field(default_factory=set)
    shared: list[tuple[int, int]] = field(default_factory=list)
    building: set[int] = field(default_factory=set)

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

    def deep(self, room: int = 0) -> bool:
        """Whether evaluations nest too deep to go on; that is noted."""
        if self.nesting + room < MAX_NESTING:
            return False
        self.limited += 1
        return True

    def is_shared(self, number: int) -> bool:
        """Whether an object was made by the body of another module."""
        return any(first <= number <= last for first, last in self.shared)

    def exhausted(self) -> bool:
        """Count a step; whether the share that is being used is used up. That is noted."""
        if not self.spent():
            self.work.done += 1
        if not self.spent():
            return False
        self.limited += 1
        self.cut_short = True
        return True

    def spent(self) -> bool:
        """Whether the share that is being used is used up."""
        return self.work.done > self.until

    def allot(self, steps: int) -> None:
        """Begin to use another share of so many steps."""
        self.until = self.work.done + steps

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
