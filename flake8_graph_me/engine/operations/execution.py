"""``exec`` and ``eval``: a text that is known is run, one that is not may have bound any variable.

What stands in such a text stands nowhere in a file, so nothing of it is told: what it calls is not
noted, and functions that it defines are unknown.
"""

from collections.abc import Callable
from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import (
    NONE,
    Atom,
    Bound,
    Class,
    Dict,
    Function,
    Label,
    Names,
    Partial,
    Scope,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Frame
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.may_change import open_mapping
from flake8_graph_me.engine.objects.namespaces import open_all
from flake8_graph_me.syntax.literals import evaluated
from flake8_graph_me.syntax.parsing import AnalysisFailed, parse
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.text import Hole, Literal, Piece

MAX_CHARACTERS = 2000
"""How long a text may be to be run. Past it the text counts as unknown."""

Run = Callable[[Invocation, cst.Module, Frame, State], Value]


def _execute(call: Invocation, tree: cst.Module, frame: Frame, state: State) -> Value:
    after = call.run.execute(tuple(tree.body), frame, state.child(call.run.numbers + 1))
    if after is None:
        state.dead = True
        return ()
    _leave(call, after, state, tree)
    return just(NONE)


def _evaluate(call: Invocation, tree: cst.Module, frame: Frame, state: State) -> Value:
    line = tree.body[0] if len(tree.body) == 1 else None
    small = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
    if not isinstance(small, cst.Expr):
        return call.unknown()
    inner = state.child(call.run.numbers + 1)
    value = call.run.evaluate(small.value, frame, inner)
    _leave(call, inner, state, tree)
    return _Foreign(call, tree).value(value)


def _leave(call: Invocation, after: State, state: State, tree: cst.Module) -> None:
    """Write what a text left, without what stands in it."""
    foreign = _Foreign(call, tree)
    for location, value in after.written_since(state).items():
        state.write(location, foreign.value(after.possible(value)))
    current: State | None = after
    while current is not None and current is not state:
        for number in current.keys:
            state.keys[number] = after.keys_of(number)
        current = current.parent
    state.dead = after.dead


class _Foreign:
    """Values without the places in a text that is part of no file."""

    def __init__(self, call: Invocation, tree: cst.Module) -> None:
        self._call = call
        self._nodes = set(walk(tree))

    def value(self, value: Value) -> Value:
        """A value that stands where the text is run."""
        return mapped(value, lambda atom: just(self._atom(atom)))

    def _atom(self, atom: Atom) -> Atom:
        if isinstance(atom, Text):
            return Text(tuple(map(self._piece, atom.pieces)), atom.binary)
        if isinstance(atom, Unknown) and atom.labels:
            return replace(atom, labels=frozenset(map(self._label, atom.labels)))
        if isinstance(atom, Tuple):
            rest = None if atom.rest is None else self.value(atom.rest)
            return Tuple(tuple(map(self.value, atom.items)), rest, atom.unordered)
        if isinstance(atom, Function | Class) and atom.node in self._nodes:
            return self._call.run.fresh()
        if isinstance(atom, Bound) and isinstance(atom.function, Function):
            return self._call.run.fresh() if atom.function.node in self._nodes else atom
        return self._call.run.fresh() if isinstance(atom, Partial) else atom

    def _piece(self, piece: Piece) -> Piece:
        if isinstance(piece, Literal):
            return Literal(piece.text) if piece.origin in self._nodes else piece
        labels = (self._label(one) if isinstance(one, Label) else one for one in piece.labels)
        return Hole(piece.key, frozenset(labels))

    def _label(self, label: Label) -> Label:
        steps = tuple(step for step in label.steps if step.node not in self._nodes)
        if label.node not in self._nodes:
            return replace(label, steps=steps)
        call = self._call
        made = replace(label, node=call.node, steps=steps, file=call.frame.scope.file)
        call.run.events.labels.setdefault((made.tag, call.node), made)
        return made


def _of_text(run: Run) -> Implementation:
    def operation(call: Invocation) -> Value:
        source = call.argument(0, "source") or call.argument(0, "object") or call.unknown()
        spaces = [
            *call.arguments.positional[1:],
            *(v for name, v in call.arguments.keywords.items() if name in ("globals", "locals")),
        ]

        def one(atom: Atom, at: State) -> Value:
            inner = replace(call, state=at)
            text = known(atom) if isinstance(atom, Text) else None
            tree = None if text is None or len(text) > MAX_CHARACTERS else _parsed(text)
            if tree is None or any(space != just(NONE) for space in spaces):
                _may_bind_anything(inner, spaces)
                return call.unknown()
            return _quietly(inner, tree, run)

        return each_alternative(call.run, source, call.state, one)

    return operation


def _parsed(text: str) -> cst.Module | None:
    try:
        return parse(text.strip()).module
    except AnalysisFailed:
        return None


def _quietly(call: Invocation, tree: cst.Module, run: Run) -> Value:
    """Run a text of which nothing is told but what it leaves."""
    events, scope = call.run.events, call.frame.scope
    for node in walk(tree):
        if isinstance(node, cst.SimpleString):
            binary = "b" in node.prefix.lower()
            call.run.texts[node] = just(Text((Literal(evaluated(node)),), binary))
    before = [len(events.sink_calls), len(events.label_requests), len(events.revealed)]
    labels, escaped, spellings = dict(events.labels), dict(events.escaped), dict(events.spellings)
    functions, classes = dict(call.run.functions), dict(call.run.classes)
    made = len(call.run.makers)
    inside = scope
    if scope.module is not None and not scope.is_class:
        # What a text binds is no variable of the function that runs it.
        inside = Scope(call.run.number(), scope, module=scope.module, file=scope.file)
    value = run(call, tree, replace(call.frame, scope=inside, returns=[], yields=[]), call.state)
    del events.sink_calls[before[0] :], events.label_requests[before[1] :]
    del events.revealed[before[2] :]
    new = {key: label for key, label in events.labels.items() if label.node is call.node}
    events.labels, events.escaped, events.spellings = {**labels, **new}, escaped, spellings
    call.run.functions, call.run.classes = functions, classes
    call.run.heirs = {}
    nodes = set(walk(tree))
    for number, node in list(call.run.makers.items())[made:]:
        if node in nodes:
            call.run.makers[number] = call.node
    return value


def _may_bind_anything(call: Invocation, spaces: list[Value]) -> None:
    """Code that is not known may have bound the variables around it, or those it is given."""
    scope = call.frame.scope
    for space in spaces:
        for _, atom in space:
            if isinstance(atom, Dict):
                open_mapping(call.run, call.state, atom.number)
            elif isinstance(atom, Names):
                open_all(call.run, call.state, atom.number)
    if not spaces:
        for each in dict.fromkeys((scope.number, (scope.module or scope).number)):
            open_all(call.run, call.state, each)


EXECUTION_OPERATIONS: dict[str, Implementation] = {
    "builtins.exec": _of_text(_execute),
    "builtins.eval": _of_text(_evaluate),
}
