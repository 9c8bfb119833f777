"""What happens in one analysis: sink calls, labels made, texts that escape."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

import libcst as cst

from flake8_graph_me.engine.domain.conditions import Condition
from flake8_graph_me.engine.domain.values import Atom, Label, Text, Unknown, Value
from flake8_graph_me.terms.results import Spelling
from flake8_graph_me.terms.rows import Call
from flake8_graph_me.terms.text import Hole, Literal, OfKey


@dataclass(frozen=True, slots=True)
class CallSite:
    """An active call: its node, its file, and the name of the function called."""

    node: cst.CSTNode
    file: str
    name: str


@dataclass(frozen=True, slots=True)
class SinkCall:
    """A call of a sink: the row, the call, the values of its parts, and the condition.

    ``sites`` are the active calls, outermost first. ``nodes`` are the argument expressions of the
    parts, where these are arguments of the call. ``assumed`` says that the outermost function was
    entered with unknown arguments. ``turn`` is the same object for the alternatives of one call,
    whose receiver may be one thing or another.
    """

    row: Call
    node: cst.CSTNode
    file: str
    parts: dict[str, Value]
    nodes: dict[str, cst.CSTNode]
    condition: Condition
    sites: tuple[CallSite, ...]
    assumed: bool
    turn: object = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Code that was not run because of a bound: a call with the values handed to it, a function
    with what the object holds on which it is not entered, or statements of the module with the
    function entered around them, that ``file`` has.

    ``sites`` are the active calls, outermost first. ``of_method`` says that the call is one of a
    method of something unknown, ``of_command`` that it runs a command with these words.
    """

    node: cst.CSTNode
    file: str
    sites: tuple[CallSite, ...]
    bound: str
    values: tuple[Value, ...] = ()
    of_method: bool = False
    of_command: bool = False


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """What a label-making call requests: the call and its name, the argument that says so (the call
    itself if none does), and the value. ``asked`` is the form that the row names.
    """

    call: cst.CSTNode
    name: str
    argument: cst.CSTNode
    value: Value
    asked: Hashable = None


MAX_EXPRESSIONS = 16
"""How many expressions of one unknown value are told apart. Past it the others go by the first."""
MAX_WAYS = 32
"""How many ways through the calls of one function are told apart that lead to the same request.
Past it the others are taken for one of these.
"""
Outcome = Callable[[str], object]
"""What comes of a test of some characters, in which a mark stands for each hole."""


@dataclass(slots=True)
class Events:
    """What happened in one analysis, in order: sink calls, labels made, label requests, and texts
    that escaped.

    ``keys`` are the texts that literals become keys of dictionaries as, each with the characters of
    the literal that are in it.
    ``sought`` are the keys among which something unknown is looked up, or which unknown code gets.
    ``repeated`` has the places of calls of sinks that summaries have repeated.
    ``tests`` are the tests of texts, each with what comes of it for other characters.
    ``left_out`` is the code that was not run because of a bound. ``spellings`` says how code that
    stands for a text without being one can be changed. ``noted`` are calls of which a row wants
    something noted. ``expressions`` are those by which unknown values came into texts, by the keys
    of these values, each with the f-string around it (None without one).
    """

    sink_calls: list[SinkCall] = field(default_factory=list)
    labels: dict[tuple[Hashable, cst.CSTNode], Label] = field(default_factory=dict)
    escaped: dict[cst.CSTNode, cst.CSTNode] = field(default_factory=dict)
    keys: dict[cst.CSTNode, set[tuple[str, int, int]]] = field(default_factory=dict)
    sought: set[Hashable] = field(default_factory=set)
    label_requests: list[LabelRequest] = field(default_factory=list)
    spellings: dict[cst.CSTNode, Spelling] = field(default_factory=dict)
    revealed: list[tuple[cst.CSTNode, Value]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    tests: dict[tuple[cst.CSTNode, Text, Hashable], Outcome] = field(default_factory=dict)
    repeated: dict[Hashable, int] = field(default_factory=dict)
    noted: dict[cst.CSTNode, Hashable] = field(default_factory=dict)
    expressions: dict[Hashable, dict[cst.CSTNode, cst.FormattedString | None]] = field(
        default_factory=dict
    )

    def counts(self) -> tuple[int, int, int]:
        """How much has happened so far, for ``cut_back``."""
        return len(self.sink_calls), len(self.label_requests), len(self.revealed)

    def cut_back(self, counts: tuple[int, int, int]) -> None:
        """Forget the calls of sinks, the requests for labels and what was revealed since then."""
        sink_calls, label_requests, revealed = counts
        del self.sink_calls[sink_calls:]
        del self.label_requests[label_requests:]
        del self.revealed[revealed:]

    def repeat(self, sink_call: SinkCall) -> None:
        """Note a call of a sink that a summary repeats, unless an earlier round has it."""
        key = (id(sink_call.parts), sink_call.sites, sink_call.condition, sink_call.assumed)
        index = self.repeated.get(key, len(self.sink_calls))
        if index < len(self.sink_calls) and self.sink_calls[index] == sink_call:
            return
        self.repeated[key] = len(self.sink_calls)
        self.sink_calls.append(sink_call)

    def thin_out(self, first: int) -> None:
        """Keep ``MAX_WAYS`` of the calls of sinks from the ``first`` one on that differ only in the
        way that led to them.
        """
        if len(self.sink_calls) - first <= MAX_WAYS:
            return
        ways = Counter[int]()
        kept: list[SinkCall] = []
        for sink_call in self.sink_calls[first:]:
            ways[id(sink_call.parts)] += 1
            if ways[id(sink_call.parts)] <= MAX_WAYS:
                kept.append(sink_call)
        self.sink_calls[first:] = kept

    def note_key(self, atom: Atom, known: Hashable) -> None:
        """Note what an atom is as a key of a dictionary, if it is a text made of literals."""
        for piece in atom.pieces if isinstance(atom, Text) and isinstance(known, str) else ():
            if isinstance(piece, Literal) and isinstance(piece.origin, cst.CSTNode):
                part = (str(known), piece.offset, piece.offset + len(piece.text))
                self.keys.setdefault(piece.origin, set()).add(part)

    def note_sought(self, keys: Iterable[Hashable]) -> None:
        """Note that it matters what these keys of a dictionary are: something unknown is looked up
        among them, or unknown code gets them.
        """
        self.sought.update(keys)

    def note_expression(
        self, value: Value, node: cst.CSTNode, around: cst.FormattedString | None = None
    ) -> None:
        """Note the expression that gives a value which becomes a part of a text, and the f-string
        ``around`` it.
        """
        for _, atom in value:
            if isinstance(atom, Unknown):
                self._note_expression(atom.key, node, around)
            elif isinstance(atom, Text) and len(atom.pieces) == 1:
                (piece,) = atom.pieces
                if isinstance(piece, Hole):
                    self._note_expression(piece.key, node, around)

    def _note_expression(
        self, key: Hashable, node: cst.CSTNode, around: cst.FormattedString | None
    ) -> None:
        known = self.expressions.setdefault(key, {})
        if len(known) < MAX_EXPRESSIONS:
            known.setdefault(node, around)

    def note_test(
        self, text: Text, outcome: Outcome, node: cst.CSTNode, of: Hashable = None
    ) -> None:
        """Note that a test at a node looks at a text; ``of`` tells several there apart.

        An edit of such a text might change what comes of the test.
        """
        origins = [piece.origin for piece in text.pieces if isinstance(piece, Literal)]
        if any(isinstance(origin, cst.CSTNode) for origin in origins):
            self.tests.setdefault((node, text, of), outcome)
        self.sought.update(origin.key for origin in origins if isinstance(origin, OfKey))

    def note_escapes(self, values: Iterable[Value], node: cst.CSTNode) -> int:
        """Note that the literals in these values are used at a node that is not followed, and
        return how many pieces their texts have.

        An edit of such a text might change what unknown code does with it.
        """
        pieces = 0
        for value in values:
            for _, atom in value:
                if isinstance(atom, Text):
                    pieces += len(atom.pieces)
                    self._note_escape(atom, node)
        return pieces

    def _note_escape(self, text: Text, node: cst.CSTNode) -> None:
        for piece in text.pieces:
            if not isinstance(piece, Literal):
                continue
            if isinstance(piece.origin, cst.CSTNode):
                self.escaped.setdefault(piece.origin, node)
            elif isinstance(piece.origin, OfKey):
                self.sought.add(piece.origin.key)
